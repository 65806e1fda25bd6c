#pragma once
// A person in a live house who holds two certificates, as after a renewal.
#include "app/account/act.hpp"
#include "support/tender.hpp"
#include "support/tender_scene.hpp"

namespace tianping::test {

// Whoever acts with a new certificate of this subject, which his authority made now and nobody knows yet.
inline std::unique_ptr<account::Account> with_another_certificate(Tender& tender, account::Account& first,
                                                                  const crypto::Subject& subject)
{
    const auto now = tender.installation().clock().now();
    const auto pair = scene::must(
        tender.installation().sm2_authority().make_pair(subject, {now, now + std::chrono::hours{24 * 365}}),
        "another certificate");
    return std::make_unique<account::Account>(tender.anyone().base(), first.origin(),
                                              account::Holder{pair.sign_key, pair.certificates.sign});
}

// The same person with another certificate, good and registered from now on beside the first one, and signed
// in. Once for each account.
inline std::unique_ptr<account::Account> second_signer(Tender& tender, account::Account& first)
{
    const auto session =
        scene::must(first.client().get<identity::SessionOut>("/api/v1/session"), "the session");
    auto out = with_another_certificate(tender, first, first.holder().certificate.subject());
    scene::must(account::act<identity::CertificateOut>(
                    first, "POST",
                    "/api/v1/organisations/" + session.organisation.id.text() + "/certificates",
                    identity::CertificateIn{session.person, out->certificate_base64(), {}},
                    first.key("second-certificate")),
                "its registration");
    scene::must(out->sign_in(), "the second certificate signs in");
    return out;
}

} // namespace tianping::test
