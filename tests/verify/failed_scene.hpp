#pragma once
// A round that failed for too few bidders, with its notice, for tests that look at its export.
#include "app/rehearsal/scene.hpp"
#include "rooms/notice/api.hpp"
#include "support/tender_scene.hpp"
#include "verify/exported.hpp"

namespace tianping::verify {

class Failed {
public:
    Failed()
    {
        tender.bid(0, 10'000'000);
        tender.bid(1, 10'000'001);
        tender.go_to(test::local_hour(test::deadline_hour));
        tender.trustees_visit();
        announce();
    }
    test::Tender tender;

private:
    void announce()
    {
        notice::DraftIn draft;
        draft.kind = notice::Kind::failed_round;
        draft.rounds = std::vector{tender.trade().rounds.at(0).id};
        draft.reason = "投标人少于三个";
        draft.second_round = true;
        draft.publish_at = test::local_hour(test::deadline_hour) + std::chrono::hours{2};
        const auto drafted = test::scene::must(
            tender.agency().client().post<notice::NoticeOut>(
                "/api/v1/trades/" + tender.trade().id.text() + "/notices", draft, tender.agency().key("f")),
            "the failed round's notice");
        auto& owner = tender.owner();
        const auto digest = digest_from_hex(drafted.digest).value();
        test::scene::must(owner.client().post<notice::NoticeOut>(
                              "/api/v1/notices/" + drafted.id.text() + "/signature",
                              notice::SignIn{drafted.digest, owner.sign(notice::signed_bytes(digest))},
                              owner.key("sign-failed")),
                          "it is signed");
        tender.go_to(draft.publish_at);
    }
};

} // namespace tianping::verify
