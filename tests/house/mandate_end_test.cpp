// A mandate that ends in the middle of a trade, through the real door, to the millisecond.
#include "support/tender.hpp"
#include <gtest/gtest.h>
#include <thread>

namespace tianping {
namespace {

using namespace std::chrono_literals;

constexpr const char* end_hour = "2026-03-24 08:50";

class MandateEnd : public testing::Test {
protected:
    // The agency under a second mandate of the owner, which ends ten minutes into the scene.
    MandateEnd() : agency{tender.anyone().base(), test_origin(), tender.agency().holder()}
    {
        const auto owner = tender.owner().client().get<identity::SessionOut>("/api/v1/session").value();
        const auto agent = tender.agency().client().get<identity::SessionOut>("/api/v1/session").value();
        const auto now = tender.installation().clock().now();
        const auto code = agency.holder().certificate.subject().organisation_code;
        const identity::MandateText text{agent.organisation.id.text(), code, ends, test_origin(),
                                         owner.organisation.id.text(), "",   now};
        const auto granted = tender.owner().client().post<identity::MandateOut>(
            "/api/v1/mandates",
            identity::MandateIn{agent.organisation.id, code, "", now, ends,
                                tender.owner().sign(identity::mandate_message(text))},
            "a-short-mandate");
        EXPECT_TRUE(granted) << granted.error().code;
        mandate = granted->id;
        EXPECT_TRUE(agency.sign_in(mandate));
    }
    std::string test_origin() const { return tender.config().origin; }
    Result<notice::NoticeOut> draft(account::Account& who, const std::string& key)
    {
        notice::DraftIn in;
        in.kind = notice::Kind::clarification;
        in.affects_bids = false;
        in.reason = "补充说明现场踏勘时间";
        in.sections = {{"content", "澄清或者修改的内容", "现场踏勘时间补充说明，不影响投标文件编制。"}};
        in.publish_at = tender.installation().clock().now() + 1h;
        return who.client().post<notice::NoticeOut>("/api/v1/trades/" + tender.trade().id.text() + "/notices",
                                                    in, key);
    }
    std::int64_t notices()
    {
        return tender.house().reads().read(
            [](const ReadTx& tx) { return tx.number("SELECT count(*) FROM notice"); });
    }

    // A denial is kept beside its answer: waits for it.
    bool has_denial(const std::string& code, const std::string& organisation)
    {
        for (int tries = 0; tries < 250; ++tries) {
            const auto kept = tender.house().reads().read([&](const ReadTx& tx) {
                return tx.number("SELECT count(*) FROM denial WHERE code = :c AND organisation = :o AND "
                                 "capability = 'notice_draft'",
                                 code, organisation);
            });
            if (kept > 0)
                return true;
            std::this_thread::sleep_for(20ms);
        }
        return false;
    }

    test::Tender tender;
    const Instant ends = test::local_hour(end_hour);
    account::Account agency;
    std::optional<identity::MandateId> mandate;
};

TEST_F(MandateEnd, binds_the_agent_from_its_end_on_to_the_millisecond)
{
    tender.house_goes_to(ends - 1ms);
    const auto before = notices();
    const auto in_time = draft(agency, "a-draft-in-time");
    ASSERT_TRUE(in_time) << in_time.error().code;
    EXPECT_EQ(notices(), before + 1);

    tender.house_goes_to(ends);
    const auto late = draft(agency, "a-draft-too-late");
    ASSERT_FALSE(late);
    EXPECT_EQ(late.error().code, "identity.mandate_ended");
    EXPECT_EQ(notices(), before + 1) << "nothing was written";
    const auto agent = tender.agency().client().get<identity::SessionOut>("/api/v1/session").value();
    EXPECT_TRUE(has_denial("identity.mandate_ended", agent.organisation.id.text())) << "and it is on record";
    EXPECT_FALSE(agency.sign_in(mandate)) << "nor signs in under it again";
    EXPECT_TRUE(draft(tender.agency(), "a-draft-of-the-other-mandate")) << "another mandate goes on";
}

} // namespace
} // namespace tianping
