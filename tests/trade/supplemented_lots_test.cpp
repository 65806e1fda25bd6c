// What becomes of lots, rounds and signed terms when the registration is supplemented.
#include "support/unified_code.hpp"
#include "trade/supplementing.hpp"

namespace tianping::test {
namespace {

using trade::Stage;

class SupplementedLots : public Supplementing {};

TEST_P(SupplementedLots, supplemented_lots_keep_their_ids_and_new_ones_are_made)
{
    const auto trade = house.submit(sample_registration(2), house.as_agent).value();
    ask_for(trade, {approval}).value();
    auto more = sample_registration(3);
    more.lots[0].estimate = Fen::yuan(9'000'000);
    const auto grown = supplement(trade, more).value();
    ASSERT_EQ(grown.rounds.size(), 3U);
    EXPECT_EQ(grown.rounds[0].id, trade.rounds[0].id);
    EXPECT_EQ(grown.rounds[0].estimate, Fen::yuan(9'000'000));
    ask_for(trade, {approval}, "标段减少").value();
    const auto shrunk = supplement(trade, sample_registration(1)).value();
    EXPECT_EQ(shrunk.rounds[0].stage, Stage::draft);
    EXPECT_EQ(shrunk.rounds[1].stage, Stage::terminated);
    EXPECT_EQ(shrunk.rounds[2].stage, Stage::terminated);
}

TEST_P(SupplementedLots, a_lot_that_was_left_out_and_is_named_again_has_a_live_round_and_gets_its_codes)
{
    const auto trade = wanted_of(sample_registration(3));
    supplement(trade, sample_registration(2)).value();
    ask_for(trade, {approval}, "第三标段仍须招标").value();
    const auto back = supplement(trade, sample_registration(3)).value();
    ASSERT_EQ(back.rounds.size(), 4U);
    EXPECT_EQ(back.rounds[2].stage, Stage::terminated);
    EXPECT_EQ(back.rounds[3].lot, trade.rounds[2].lot);
    EXPECT_EQ(back.rounds[3].stage, Stage::draft);
    EXPECT_NE(back.rounds[3].intake, trade.rounds[2].intake);
    EXPECT_EQ(back.rounds[3].number, 1) << "what was never announced was no attempt";
    ask_for(trade, {approval}, "资金证明").value();
    EXPECT_EQ(supplement(trade, sample_registration(3)).value().rounds.size(), 4U)
        << "one live round is enough";
    const auto done = house.finish(trade.id).value();
    EXPECT_EQ(done.rounds[3].stage, Stage::registered);
    EXPECT_EQ(done.rounds[3].section_code, done.tender_project_code + "003");
    EXPECT_TRUE(test::is_unified_code(done.rounds[3].unified_code));
    EXPECT_TRUE(house.sign_terms([&] {
        auto t = house.terms_for(done);
        std::erase_if(t.lots, [&](const auto& lot) { return lot.round == done.rounds[2].id.text(); });
        return t;
    }()));
}

TEST_P(SupplementedLots, a_lot_that_comes_back_twice_is_announced_as_its_first_attempt)
{
    const auto trade = wanted_of(sample_registration(2));
    for (const std::size_t lots : {1U, 2U, 1U, 2U}) {
        supplement(trade, sample_registration(lots)).value();
        ask_for(trade, {approval}, "标段增减").value();
    }
    const auto back = supplement(trade, sample_registration(2)).value();
    ASSERT_EQ(back.rounds.size(), 4U);
    EXPECT_EQ(back.rounds[3].stage, Stage::draft) << "the last of its lot is the one that lives";
    for (const auto& round : back.rounds)
        EXPECT_EQ(round.number, 1);
}

TEST_P(SupplementedLots, terms_that_were_signed_for_the_procedure_of_before_are_found_out)
{
    const auto trade = wanted_of(sample_registration());
    const auto before = house.terms_for(trade);
    const auto digest = house.sign_terms(before).value().digest;
    supplement(trade, by_invitation()).value();
    const auto found = [&](const terms::Terms& t) {
        return house.house.base.pool.read([&](const ReadTx& tx) {
            const auto all = trade::findings_on_terms(tx, law().library, t, std::nullopt).value();
            return std::ranges::count(all, "trade.terms_of_another_procedure", &trade::Finding::code);
        });
    };
    EXPECT_EQ(found(before), 1);
    auto anew = house.terms_for(trade, 2, digest);
    EXPECT_EQ(bad_fields_of(house.sign_terms(anew)), "terms.procedure trade.terms_disagree;");
    anew.procedure = "works-invited-tender";
    EXPECT_TRUE(house.sign_terms(anew));
    EXPECT_EQ(found(anew), 0);
}

TEST_P(SupplementedLots, terms_whose_lots_the_supplement_changed_are_announced_only_after_another_version)
{
    const auto trade = wanted_of(sample_registration(2));
    const auto old = house.terms_for(trade);
    const auto digest = house.sign_terms(old).value().digest;
    auto in = sample_registration(2);
    std::swap(in.lots[0].name, in.lots[1].name);
    in.lots[1].estimate = Fen::yuan(20'000'001);
    supplement(trade, in).value();
    const auto now = house.finish(trade.id).value();
    const auto announce = house.draft_in(notice::Kind::tender_notice, at("2026-03-03T09:00:00"));
    const auto drafted = house.draft(trade.id, announce).value();
    std::vector<std::string> found;
    for (const auto& f : drafted.inside->findings)
        if (f.code == "trade.terms_disagree")
            found.push_back(f.subject);
    EXPECT_EQ(found, (std::vector<std::string>{"lots[0].name", "lots[1].name", "lots[1].estimate"}));
    EXPECT_FALSE(house.sign(drafted)) << "published terms would contradict the registration";
    EXPECT_EQ(bad_fields_of(house.sign_terms([&] {
                  auto t = old;
                  t.number = 2;
                  t.previous = digest;
                  return t;
              }())),
              "terms.lots[0].name trade.terms_disagree;terms.lots[1].name trade.terms_disagree;"
              "terms.lots[1].estimate trade.terms_disagree;");
    house.sign_terms(house.terms_for(now, 2, digest)).value();
    EXPECT_TRUE(house.sign(house.draft(trade.id, announce).value()));
}

INSTANTIATE_TEST_SUITE_P(On, SupplementedLots, testing::ValuesIn(homes()), identity::home_name);

} // namespace
} // namespace tianping::test
