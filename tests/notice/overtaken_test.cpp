// A hold overtakes a published deadline: the owner finds the postponement drafted (design.md 1).
#include "notice/notice_scene.hpp"
#include "rooms/notice/overtaken.hpp"

namespace tianping::test {
namespace {

class Overtaken : public Notices {
protected:
    trade::HoldOut hold(std::vector<trade::RoundId> rounds, trade::HoldCause cause,
                        const std::string& article, const std::string& document)
    {
        const bool ordered = cause == trade::HoldCause::supervisor_order;
        return house
            .hold(trade.id, ordered ? house.supervisor() : house.as_owner,
                  {std::move(rounds), cause, article, document, {}})
            .value();
    }
    trade::HoldOut ordered(std::vector<trade::RoundId> rounds)
    {
        return hold(std::move(rounds), trade::HoldCause::supervisor_order, "条例62", "云建招〔2026〕1号");
    }
    void lift(const trade::HoldOut& held)
    {
        const bool ordered_by_authority = held.hold.may_lift == trade::Lifter::supervisor;
        house.lift(trade.id, ordered_by_authority ? house.supervisor() : house.as_owner, held).value();
        std::vector<std::string> rounds;
        for (const auto& id : held.hold.rounds)
            rounds.push_back(id.text());
        house.house.command([&](WriteTx& tx, const Call& call) -> Status {
            notice::note_lifted(tx, held.hold.id, rounds, call.arrived);
            return {};
        });
        house.advance(house.house.base.clock.now());
    }
    // As the roof's follower tells it when the intake of this round did not close.
    void overtake(const trade::RoundId& id)
    {
        house.house.command([&](WriteTx& tx, const Call& call) -> Status {
            notice::note_overtaken(tx, id, deadline, call.arrived);
            return {};
        });
        house.advance(house.house.base.clock.now());
    }
    std::vector<NoticeOut> postponements()
    {
        const auto lines = house.house.base.pool.read([&](const ReadTx& tx) {
            http::Request request;
            request.call.actor = house.as_owner;
            request.query = {{"trade", trade.id.text()}, {"kind", "postponement"}};
            return house.notices.list(tx, request).value();
        });
        std::vector<NoticeOut> out;
        for (const auto& line : lines.items)
            out.push_back(get(line.id, house.as_owner).value());
        return out;
    }
    static std::string section(const NoticeOut& notice, const std::string& id)
    {
        return std::ranges::find(notice.text.sections, id, &notice::Section::id)->text;
    }
    static bool says(const std::string& text, const std::string& part)
    {
        return text.find(part) != std::string::npos;
    }

    trade::TradeOut trade = house.announced(2);
    trade::RoundId round = trade.rounds[0].id;
    trade::RoundId second = trade.rounds[1].id;
    const Instant deadline = at("2026-03-26T09:30:00");
};

TEST_P(Overtaken, clause_6_5_5b_the_draft_waits_for_the_hold_and_then_says_the_earliest_lawful_instant)
{
    house.advance(at("2026-03-20T10:00:00"));
    const auto held = ordered({round});
    house.advance(deadline);
    overtake(round);
    auto drafts = postponements();
    ASSERT_EQ(drafts.size(), 1U);
    const auto waits = drafts[0];
    EXPECT_EQ(waits.inside->state, State::draft);
    EXPECT_TRUE(waits.inside->drafted_for_hold);
    EXPECT_EQ(waits.text.rounds, std::vector{round.text()});
    EXPECT_EQ(waits.text.deadline, std::nullopt);
    EXPECT_EQ(waits.inside->earliest_deadline, std::nullopt) << "no instant is lawful yet";
    EXPECT_TRUE(says(section(waits, "instants"), "待暂停解除后"));
    for (const char* part : {"行政监督部门责令暂停", "条例62", "云建招〔2026〕1号", "保持密封"})
        EXPECT_TRUE(says(*waits.text.reason, part)) << part;
    EXPECT_EQ(code_of(house.sign(waits)), "notice.not_publishable");

    house.advance(at("2026-03-30T10:00:00"));
    lift(held);
    drafts = postponements();
    ASSERT_EQ(drafts.size(), 1U) << "the same draft, drafted anew";
    EXPECT_EQ(drafts[0].id, waits.id);
    // Documents came out on 2026-03-03 09:00: twenty days end on 03-23 09:00, and the hold took ten.
    EXPECT_EQ(drafts[0].text.deadline, at("2026-04-02T09:00:00"));
    EXPECT_TRUE(says(section(drafts[0], "instants"), "改为2026-04-02 09:00:00（原为2026-03-26 09:30:00）"));
    EXPECT_TRUE(says(*drafts[0].text.reason, "已于2026-03-30 10:00:00解除"));
    EXPECT_EQ(findings(drafts[0]), std::vector{"notice.deadline_wants_terms rounds." + round.text()});
}

TEST_P(Overtaken, where_no_limit_binds_any_more_the_owner_chooses_the_instant)
{
    house.advance(at("2026-03-25T10:00:00"));
    const auto held = hold({round}, trade::HoldCause::objection_answer, "条例22", "");
    house.advance(deadline);
    overtake(round);
    house.advance(at("2026-03-27T10:00:00"));
    lift(held);
    const auto draft = postponements().at(0);
    EXPECT_EQ(draft.text.deadline, std::nullopt);
    EXPECT_TRUE(says(section(draft, "instants"), "法定期限均已届满，新的投标截止和开标时间由招标人依法确定"));
    EXPECT_TRUE(says(*draft.text.reason, "答复异议期间暂停（条例22）"));
    EXPECT_EQ(draft.inside->earliest_deadline, at("2026-03-23T09:00:00")) << "long past";
}

TEST_P(Overtaken, however_often_it_is_told_there_is_one_draft_for_what_the_same_hold_overtook)
{
    house.advance(at("2026-03-25T10:00:00"));
    const auto held = ordered({round, second});
    house.advance(deadline);
    overtake(round);
    overtake(round);
    overtake(second);
    overtake(second);
    auto drafts = postponements();
    ASSERT_EQ(drafts.size(), 1U);
    EXPECT_EQ(drafts[0].text.rounds, (std::vector{round.text(), second.text()}));
    lift(held);
    drafts = postponements();
    ASSERT_EQ(drafts.size(), 1U);
    EXPECT_EQ(drafts[0].text.rounds.size(), 2U);
    EXPECT_TRUE(says(*drafts[0].text.reason, "解除"));
}

TEST_P(Overtaken, lots_that_different_holds_overtook_are_postponed_each_for_its_reason)
{
    house.advance(at("2026-03-25T10:00:00"));
    ordered({round});
    hold({second}, trade::HoldCause::examination, "条例62", "");
    house.advance(deadline);
    overtake(round);
    overtake(second);
    EXPECT_EQ(postponements().size(), 2U);
}

TEST_P(Overtaken, what_the_owner_changed_stays_as_he_wrote_it)
{
    house.advance(at("2026-03-25T10:00:00"));
    const auto held = ordered({round});
    house.advance(deadline);
    overtake(round);
    const auto draft = postponements().at(0);
    auto own = house.draft_in(Kind::postponement, house.house.base.clock.now());
    own.rounds = std::vector{round};
    own.reason = "招标人自己的话";
    house.house.if_match = draft.version;
    const auto edited =
        house.ask<NoticeOut>("PUT", "/api/v1/notices/" + draft.id.text(), house.as_owner, wire::write(own));
    EXPECT_FALSE(edited.value().inside->drafted_for_hold);
    lift(held);
    overtake(round);
    const auto after = postponements();
    ASSERT_EQ(after.size(), 1U);
    EXPECT_EQ(after[0].digest, edited->digest);
}

TEST_P(Overtaken, a_draft_that_the_owner_withdrew_does_not_come_back)
{
    house.advance(at("2026-03-25T10:00:00"));
    const auto held = ordered({round});
    house.advance(deadline);
    overtake(round);
    const auto draft = postponements().at(0);
    house
        .ask<NoticeOut>("POST", "/api/v1/notices/" + draft.id.text() + "/withdrawal", house.as_owner,
                        wire::write(notice::WithdrawIn{"改为终止招标"}))
        .value();
    overtake(round);
    lift(held);
    const auto after = postponements();
    ASSERT_EQ(after.size(), 1U);
    EXPECT_EQ(after[0].inside->state, State::withdrawn);
    EXPECT_FALSE(after[0].inside->drafted_for_hold);
}

TEST_P(Overtaken, a_round_that_was_ended_or_postponed_meanwhile_gets_no_draft)
{
    house.advance(at("2026-03-25T10:00:00"));
    const auto held = ordered({round});
    house.advance(deadline);
    house.move(round, Act::terminate);
    overtake(round);
    lift(held);
    EXPECT_TRUE(postponements().empty());
    house.house.command([&](WriteTx& tx, const Call& call) -> Status {
        notice::note_overtaken(tx, second, deadline - 24h, call.arrived);
        return {};
    });
    house.advance(house.house.base.clock.now());
    EXPECT_TRUE(postponements().empty()) << "that deadline is not the published one";
}

INSTANTIATE_TEST_SUITE_P(On, Overtaken, testing::ValuesIn(homes()), identity::home_name);

} // namespace
} // namespace tianping::test
