#pragma once
// An organisation of a live house that changed its name.
#include "app/account/act.hpp"
#include "support/tender.hpp"
#include "support/tender_scene.hpp"

namespace tianping::test {

// The person of this account brings a certificate of the same code and the new name, changes the name by it
// and signs in with it. The first certificate stays good.
inline std::unique_ptr<account::Account> renamed(Tender& tender, account::Account& who,
                                                 const std::string& name)
{
    const auto session =
        scene::must(who.client().get<identity::SessionOut>("/api/v1/session"), "the session");
    const auto now = tender.installation().clock().now();
    auto subject = who.holder().certificate.subject();
    subject.organisation = name;
    const auto pair = scene::must(
        tender.installation().sm2_authority().make_pair(subject, {now, now + std::chrono::hours{24 * 365}}),
        "a certificate of the new name");
    auto out = std::make_unique<account::Account>(tender.anyone().base(), who.origin(),
                                                  account::Holder{pair.sign_key, pair.certificates.sign});
    scene::must(account::act<identity::OrganisationOut>(
                    who, "PUT", "/api/v1/organisations/" + session.organisation.id.text() + "/name",
                    identity::RenamingIn{name, session.person, out->certificate_base64(), {}},
                    who.key("renaming")),
                "the new name");
    scene::must(out->sign_in(), "the new certificate signs in");
    return out;
}

} // namespace tianping::test
