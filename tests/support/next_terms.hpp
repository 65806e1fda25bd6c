#pragma once
// Later versions of the terms in a live house: signed by whichever certificate of the owner, and put in force
// by the postponement that carries them.
#include "support/tender.hpp"
#include "support/tender_scene.hpp"
#include <functional>

namespace tianping::test {

// The version after the one in force, changed so; not in force yet.
inline terms::Terms sign_next(Tender& tender, account::Account& signer,
                              const std::function<void(terms::Terms&)>& change)
{
    const auto in_force = tender.kit();
    auto next = in_force.terms;
    next.number = in_force.terms.number + 1;
    next.previous = in_force.terms_digest;
    change(next);
    scene::must(signer.client().post<trade::TermsSignedOut>(
                    "/api/v1/trades/" + next.trade + "/terms",
                    trade::TermsIn{next, signer.sign(terms::signed_bytes(next))},
                    signer.key("terms-" + std::to_string(next.number))),
                "the next terms are signed");
    return next;
}

inline Result<notice::NoticeOut> postpone(Tender& tender, const std::optional<std::string>& terms,
                                          const std::string& key, Instant until)
{
    notice::DraftIn in;
    in.kind = notice::Kind::postponement;
    in.terms = terms;
    in.deadline = until;
    in.reason = "开标场地检修";
    in.publish_at = tender.installation().clock().now();
    const auto drafted = scene::must(
        tender.agency().client().post<notice::NoticeOut>(
            "/api/v1/trades/" + tender.trade().id.text() + "/notices", in, tender.agency().key(key)),
        "the postponement is drafted");
    const auto digest = digest_from_hex(drafted.digest).value();
    return tender.owner().client().post<notice::NoticeOut>(
        "/api/v1/notices/" + drafted.id.text() + "/signature",
        notice::SignIn{drafted.digest, tender.owner().sign(notice::signed_bytes(digest))},
        tender.owner().key("sign-" + key));
}

// The next version with that deadline, signed by this certificate and in force.
inline terms::Terms postponed_by(Tender& tender, account::Account& signer, Instant until)
{
    auto next = sign_next(tender, signer, [&](terms::Terms& terms) { terms.deadline = until; });
    scene::must(
        postpone(tender, to_hex(terms::digest(next)), "version-" + std::to_string(next.number), until),
        "the postponement is published");
    return next;
}

} // namespace tianping::test
