// A notice that changes the contents of the terms is a clarification for 条例21, whatever it is called.
#include "base/json_text.hpp"
#include "notice/notice_scene.hpp"
#include "rooms/trade/types.hpp"

namespace tianping::test {
namespace {

class ChangedTerms : public AfterAnnouncement {};

TEST_P(ChangedTerms, a_postponement_that_changes_the_terms_counts_as_a_clarification)
{
    house.advance(at("2026-03-16T10:00:00"));
    const auto now = house.house.base.clock.now();
    auto next = house.terms_for(trade, 2, facts(round).terms_digest);
    next.deadline = at("2026-03-28T09:30:00");
    next.lots[0].limit_price = Fen::yuan(9'000'000);
    auto in = postponement(next.deadline, now);
    in.terms = house.sign_terms(next).value().digest;
    const auto draft = house.draft(trade.id, in).value();
    EXPECT_EQ(findings(draft), std::vector<std::string>{"works.clarification"});
    const auto refused = house.sign(draft).error();
    EXPECT_EQ(refused.code, "notice.not_publishable");
    EXPECT_EQ(refused.earliest, at("2026-03-31T10:00:00"));
    in.rounds = std::vector{trade.rounds[1].id}; // whose lot stays as it was
    EXPECT_EQ(findings(house.draft(trade.id, in).value()), std::vector<std::string>{});
    next.number = 3;
    next.previous = in.terms;
    next.deadline = at("2026-03-31T10:00:00");
    in = postponement(next.deadline, now);
    in.terms = house.sign_terms(next).value().digest;
    publish(in);
    EXPECT_EQ(facts(round).terms_digest, in.terms);
    EXPECT_EQ(house.known(trade, "clarification_sent", procedure::Channel::platform), now);
    EXPECT_FALSE(house.known(trade, "clarification_sent", procedure::Channel::designated_medium));
}

TEST_P(ChangedTerms, a_harmless_clarification_that_changes_what_bids_contain_warns_the_owner)
{
    house.advance(at("2026-03-20T10:00:00"));
    auto next = house.terms_for(trade, 2, facts(round).terms_digest);
    next.tie_rule = "工期短者优先";
    auto in = house.draft_in(Kind::clarification, house.house.base.clock.now());
    in.sections = std::vector<notice::Section>{{"content", "", "见新版交易文件"}};
    in.affects_bids = false;
    in.reason = "只改错字";
    in.terms = house.sign_terms(next).value().digest;
    EXPECT_EQ(findings(house.draft(trade.id, in).value()), std::vector<std::string>{});
    next.number = 3;
    next.previous = in.terms;
    next.lots[0].parts[1].most_bytes = 1'000'000;
    in.terms = house.sign_terms(next).value().digest;
    const auto draft = house.draft(trade.id, in).value();
    EXPECT_EQ(findings(draft), std::vector<std::string>{"notice.class_doubtful affects_bids"});
    EXPECT_EQ(draft.inside->findings[0].effect, procedure::Effect::warn);
    EXPECT_EQ(house.sign(draft).value().inside->state, State::published); // the owner decides
}

// Nobody signs such terms under the law in force; a procedure that was changed since would find them.
TEST_P(ChangedTerms, what_the_procedure_forbids_is_told_at_the_place_of_its_own_lot)
{
    auto next = house.terms_for(trade, 2, facts(round).terms_digest);
    next.lots[1].minimum_bidders = 2;
    trade::TermsRow row;
    row.digest = to_hex(terms::digest(next));
    row.trade = trade.id;
    row.number = next.number;
    row.body = to_text(next);
    row.signed_at = house.house.base.clock.now();
    house.house.command([&](WriteTx& tx, const Call&) -> Status {
        TP_CHECK(tx.insert(row));
        return {};
    });
    auto in = house.draft_in(Kind::clarification, house.house.base.clock.now());
    in.sections = std::vector<notice::Section>{{"content", "", "见新版交易文件"}};
    in.affects_bids = false;
    in.reason = "人数有误";
    in.terms = row.digest;
    const auto found = findings(house.draft(trade.id, in).value());
    const auto said = [&](const std::string& place) {
        return std::ranges::count(found, "trade.procedure_forbids " + place + ".minimum_bidders");
    };
    EXPECT_EQ(said("lots[1]"), 1);
    EXPECT_EQ(said("lots[0]"), 0);
}

INSTANTIATE_TEST_SUITE_P(On, ChangedTerms, testing::ValuesIn(homes()), identity::home_name);

} // namespace
} // namespace tianping::test
