// Who reads what is not published and what is somebody's own, and that no id opens another's thing under
// one's own. What is compared for everybody else stands in compared_test.cpp.
#include "house/hidden_scene.hpp"
#include "infra/spine/event_log.hpp"
#include "rooms/trade/events.hpp"

namespace tianping::test {
namespace {

INSTANTIATE_TEST_SUITE_P(hidden_homes, Hidden, testing::ValuesIn(homes()),
                         [](const auto& at) { return name_of(at.param); });

TEST_P(
    Hidden,
    a_trade_that_is_not_published_is_read_by_its_parties_its_centre_and_supervisors_and_in_no_list_by_others)
{
    const auto trade = "/api/v1/trades/" + hidden.id.text();
    const auto inside = joined({runners, centre_staff, {"supervisor"}});
    expect_readers(trade, inside);
    expect_readers(trade + "/terms/" + hidden_terms, inside);
    expect_readers(trade + "/papers/" + of_the_hidden.at("file"), inside);
    expect_readers("/api/v1/notices/" + of_the_hidden.at("notice"), inside);
    expect_readers("/trades/" + hidden.id.text(), inside);
    expect_readers("/api/v1/rounds/" + of_the_hidden.at("round") + "/invitees", runners);
    expect_readers(trade + "/takers", runners);
    for (const auto& [who, account] : people)
        for (const auto* list : {"/", "/notices", "/openings", "/openings?day=2026-05-20", "/api/v1/trades",
                                 "/api/v1/notices", "/api/v1/openings?day=2026-05-20", "/api/v1/changes"}) {
            const auto answer = client_of(account).send("GET", list).value();
            EXPECT_TRUE(answer.ok()) << list;
            const bool named = answer.body.find(hidden.id.text()) != std::string::npos ||
                               answer.body.find(of_the_hidden.at("intake")) != std::string::npos ||
                               answer.body.find("尚未公开") != std::string::npos;
            EXPECT_EQ(named, inside.contains(who) && list == std::string{"/api/v1/trades"})
                << who << " " << list;
        }
}

TEST_P(Hidden, a_round_that_ended_before_anything_was_published_stays_as_hidden_as_it_was)
{
    const auto round = hidden.rounds.at(0).id;
    const Call call{{}, tender().installation().clock().now(), "ends-early", &tender().chance()};
    const auto outcome = tender().house().writer().run(
        {"test", "digest", call, [&](WriteTx& tx, const Call& by) -> Result<Answer> {
             TP_TRY(moved, trade::move(tx, by, round, trade::Act::terminate, "test"));
             EXPECT_EQ(moved.stage, trade::Stage::terminated);
             return Answer{};
         }});
    ASSERT_TRUE(outcome.answer) << outcome.answer.error().code;
    expect_hidden(
        {{"intake", of_the_hidden.at("intake")}},
        joined({runners, centre_staff, administrators, {"supervisor", "agency without its mandate"}}));
}

TEST_P(Hidden, drafts_beside_a_published_trade_are_read_by_those_who_prepare_it_and_who_supervise_it)
{
    const auto inside = joined({runners_of_the_first, centre_staff, {"supervisor"}});
    expect_readers("/api/v1/notices/" + of_the_draft_notice.at("notice"), inside);
    const auto terms = "/api/v1/trades/" + tender().trade().id.text() + "/terms";
    expect_readers(terms + "/" + of_the_draft_terms.at("digest"), inside);
    expect_readers(terms + "/" + of_the_draft_terms.at("digest") + "/print", inside);
    expect_readers(terms + "/" + of_the_draft_terms.at("digest") + "/canonical.json", inside);
    expect_readers(terms + "/" + of_the_draft_terms.at("digest") + "/comparison", inside);
    for (const auto& [who, account] : people) {
        const auto trade =
            client_of(account).get<trade::TradeOut>("/api/v1/trades/" + tender().trade().id.text());
        EXPECT_EQ(trade.value().inside.has_value(), inside.contains(who)) << who;
        const auto versions =
            client_of(account).get<http::Page<trade::TermsLine>>(terms).value().items.size();
        EXPECT_EQ(versions, inside.contains(who) ? 2U : 1U) << who;
    }
}

TEST_P(Hidden, what_is_ones_own_is_read_by_oneself_and_mandates_and_refund_orders_by_their_two_sides)
{
    expect_readers("/api/v1/submissions/" + of_the_bidder.at("submission"), {"bidder"});
    expect_readers("/api/v1/uploads/" + of_the_bidder.at("upload"), {"bidder"});
    expect_readers("/api/v1/submissions/" + of_the_bidder.at("submission") + "/receipts/" +
                       of_the_bidder.at("message"),
                   {"bidder"});
    expect_readers(tender().intake_path("deposit"), {"bidder", "bidder who withdrew"});
    expect_readers(tender().intake_path("deposits"), {});
    expect_readers("/api/v1/mandates/" + of_the_mandate.at("mandate"),
                   {"owner", "owner's clerk", "agency without its mandate"});
    expect_readers("/api/v1/bank/refunds", {"bank", "other bank"});
    for (const auto& [who, account] : people)
        if (who == "other bank") {
            EXPECT_TRUE(bank::orders(*account, "").value().empty());
        }
}

TEST_P(Hidden, questions_are_read_by_those_who_answer_and_each_asker_reads_his_own)
{
    const auto questions = "/api/v1/trades/" + tender().trade().id.text() + "/questions";
    expect_readers(questions, runners_of_the_first);
    for (const auto& [who, account] : people) {
        const auto own = client_of(account).send("GET", questions + "/own").value();
        EXPECT_EQ(own.ok() && own.body.find("工期") != std::string::npos, who == "bidder") << who << own.body;
    }
}

// What lies in each other, and paths that mix it.
class Elsewhere : public Hidden {
protected:
    // By the parameters that name it.
    std::vector<Ids> places();
    // The route's first ids are of one place and the rest of another, which is not what the first name; none
    // where one of the places has no such things.
    std::optional<Pair> mixed(const http::Route& route, std::size_t own, const Ids& mine,
                              const Ids& anothers) const;
};
INSTANTIATE_TEST_SUITE_P(hidden_homes, Elsewhere, testing::ValuesIn(homes()),
                         [](const auto& at) { return name_of(at.param); });

std::vector<Ids> Elsewhere::places()
{
    const auto& trade = tender().trade();
    const auto round = trade.rounds.at(0).id.text();
    const auto rules = tender().house().reads().read([&](const ReadTx& tx) {
        for (const auto& event : events::of_stream(tx, round))
            if (event.kind == trade::RulesPinned::kind)
                return event.as<trade::RulesPinned>().rules;
        throw std::logic_error{"the round pinned no rules"};
    });
    const auto& draft = of_the_draft_terms;
    std::vector<Ids> out{
        {{"trade", trade.id.text()}, {"digest", tender().kit().terms_digest}},
        {{"trade", trade.id.text()}, {"digest", draft.at("digest")}, {"file", draft.at("file")}},
        {{"trade", hidden.id.text()},
         {"digest", hidden_terms},
         {"file", of_the_hidden.at("file")},
         {"hold", of_the_hidden.at("hold")}},
        {{"round", round}, {"digest", rules}},
        {{"round", of_the_hidden.at("round")}},
        {{"intake", tender().intake()},
         {"envelope", of_the_bidder.at("envelope")},
         {"file", draft.at("file")}},
        {{"intake", of_the_hidden.at("intake")}},
        {{"submission", of_the_bidder.at("submission")}, {"message", of_the_bidder.at("message")}},
        of_the_withdrawn};
    for (const auto& [who, account] : people)
        if (People{"owner", "bidder", "bidder who withdrew"}.contains(who))
            out.push_back({{"organisation", actors.at(who).organisation},
                           {"person", actors.at(who).person},
                           {"digest", to_hex(account->holder().certificate.digest())}});
    return out;
}

std::optional<Pair> Elsewhere::mixed(const http::Route& route, std::size_t own, const Ids& mine,
                                     const Ids& anothers) const
{
    const auto names = wanted(route.path);
    Pair out{all(), all()};
    bool same = true;
    for (std::size_t i = 0; i < names.size(); ++i) {
        const auto ones_own = mine.find(names[i]);
        const auto of_another = anothers.find(names[i]);
        if (of_another == anothers.end() || (i < own && ones_own == mine.end()))
            return std::nullopt;
        out.real[names[i]] = i < own ? ones_own->second : of_another->second;
        out.unreal[names[i]] = i < own ? ones_own->second : nowhere(names[i]);
        same = same && (i >= own || ones_own->second == of_another->second);
    }
    return same ? std::nullopt : std::optional{out};
}

// Whoever has a right to the one reaches nothing of the other by it.
TEST_P(Elsewhere, under_what_is_ones_own_a_thing_that_lies_elsewhere_is_not_there)
{
    const auto all_places = places();
    std::set<std::string> routes_mixed, asked;
    const auto ask_everybody = [&](const http::Route& route, const Pair& pair) {
        if (!asked.insert(name_of(route) + *filled(route, pair.real)).second)
            return;
        routes_mixed.insert(name_of(route));
        for (const auto& [who, account] : people)
            expect_same(who, account, route, pair);
    };
    for (const auto& route : routes())
        for (std::size_t own = 1; own < wanted(route.path).size(); ++own)
            for (const auto& mine : all_places)
                for (const auto& anothers : all_places)
                    if (const auto pair = mixed(route, own, mine, anothers))
                        ask_everybody(route, *pair);
    std::set<std::string> left;
    for (const auto& route : routes())
        if (wanted(route.path).size() > 1 && !routes_mixed.contains(name_of(route)))
            left.insert(name_of(route));
    EXPECT_EQ(left, (std::set<std::string>{"POST /api/v1/intakes/{intake}/objections/{objection}/answer"}))
        << "nobody objects before an opening; any other route wants two places with such things";
    EXPECT_GT(compared, 500);
}

} // namespace
} // namespace tianping::test
