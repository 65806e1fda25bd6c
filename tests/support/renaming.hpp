#pragma once
// An organisation of a live house that changed its name.
#include "support/second_signer.hpp"

namespace tianping::test {

// The person of this account brings a certificate of the same code and the new name, changes the name by it
// and signs in with it. The first certificate stays good.
inline std::unique_ptr<account::Account> renamed(Tender& tender, account::Account& who,
                                                 const std::string& name)
{
    const auto session =
        scene::must(who.client().get<identity::SessionOut>("/api/v1/session"), "the session");
    auto subject = who.holder().certificate.subject();
    subject.organisation = name;
    auto out = with_another_certificate(tender, who, subject);
    scene::must(account::act<identity::OrganisationOut>(
                    who, "PUT", "/api/v1/organisations/" + session.organisation.id.text() + "/name",
                    identity::RenamingIn{name, session.person, out->certificate_base64(), {}},
                    who.key("renaming")),
                "the new name");
    scene::must(out->sign_in(), "the new certificate signs in");
    return out;
}

} // namespace tianping::test
