// What is not published, and what is a bidder's own: one of two users × every route that names it. To whom it
// is hidden, it is not there; who has a part in it reads it.
#include "house/walk_scene.hpp"
#include "infra/spine/event_log.hpp"
#include "rooms/trade/events.hpp"
#include <set>

namespace tianping::test {
namespace {

using Names = std::set<std::string>;

const Names centre_staff{"desk", "venue", "witness", "archivist"};
const Names administrators{"system-admin", "security-admin", "audit-admin"};
const Names runners{"owner", "owner's clerk", "agency"}; // of both trades
const Names runners_of_the_first{"owner", "owner's clerk", "agency", "agency for one trade"};

Names joined(std::initializer_list<Names> all)
{
    Names out;
    for (const auto& names : all)
        out.insert(names.begin(), names.end());
    return out;
}

std::string without(std::string body, const Ids& ids)
{
    for (const auto& [parameter, id] : ids)
        for (auto at = body.find(id); at != std::string::npos; at = body.find(id))
            body.erase(at, id.size());
    return body;
}

// The same path with real things and with such as name nothing.
struct Pair {
    Ids real, unreal;
};

class Hidden : public WalkScene, public testing::WithParamInterface<Home> {
protected:
    Hidden() : WalkScene{GetParam()} {}

    // The same paths with these things in place of those that name nothing.
    Pair pair_of(const Ids& things) const
    {
        Pair out{all(), all()};
        for (const auto& [parameter, id] : things) {
            out.real[parameter] = id;
            out.unreal[parameter] = nowhere(parameter);
        }
        return out;
    }
    static bool names_any(const http::Route& route, const Ids& things)
    {
        return std::ranges::any_of(wanted(route.path), [&](const auto& one) { return things.contains(one); });
    }
    // What lies in each other, by the parameters that name it.
    std::vector<Ids> places();
    // The route's first ids are of one place and the rest of another, which is not what the first name; none
    // where one of the places has no such things.
    std::optional<Pair> mixed(const http::Route& route, std::size_t own, const Ids& mine,
                              const Ids& anothers) const;
    // One person is refused the real thing as if it were not there.
    http::ClientAnswer expect_same(const std::string& who, Account* account, const http::Route& route,
                                   const Pair& pair);
    // To everyone but `insiders` the things answer on every route as if they were not there.
    void expect_hidden(const Ids& things, const Names& insiders, const std::string& only = "");
    // Exactly these read what the path shows.
    void expect_readers(const std::string& path, const Names& readers);

    int compared = 0;
};

INSTANTIATE_TEST_SUITE_P(hidden_homes, Hidden, testing::ValuesIn(homes()),
                         [](const auto& at) { return name_of(at.param); });

http::ClientAnswer Hidden::expect_same(const std::string& who, Account* account, const http::Route& route,
                                       const Pair& pair)
{
    const auto said = who + ": " + name_of(route);
    auto real = try_as(who, account, route, pair.real);
    const auto none = try_as(who, account, route, pair.unreal);
    EXPECT_GE(real.status, 400) << said << " " << real.body;
    EXPECT_EQ(real.status, none.status) << said << " " << real.body;
    EXPECT_EQ(without(real.body, pair.real), without(none.body, pair.unreal)) << said;
    ++compared;
    return real;
}

std::vector<Ids> Hidden::places()
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
         {"file", hidden.inside->registration.documents.at(0).digest},
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
        if (Names{"owner", "bidder", "bidder who withdrew"}.contains(who))
            out.push_back({{"organisation", actors.at(who).organisation},
                           {"person", actors.at(who).person},
                           {"digest", to_hex(account->holder().certificate.digest())}});
    return out;
}

std::optional<Pair> Hidden::mixed(const http::Route& route, std::size_t own, const Ids& mine,
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

void Hidden::expect_hidden(const Ids& things, const Names& insiders, const std::string& only)
{
    const auto pair = pair_of(things);
    for (const auto& route : routes()) {
        if (!names_any(route, things) || !route.path.starts_with(only))
            continue;
        for (const auto& [who, account] : people) {
            if (insiders.contains(who))
                continue;
            const auto real = expect_same(who, account, route, pair);
            if (const auto allowed = declared(route, actors.at(who), pair.real); !allowed)
                expect_denied(who + ": " + name_of(route), route, real, allowed.error());
        }
    }
}

void Hidden::expect_readers(const std::string& path, const Names& readers)
{
    for (const auto& [who, account] : people) {
        const auto answer = client_of(account).send("GET", path).value();
        EXPECT_EQ(answer.ok(), readers.contains(who)) << who << ": " << path << " answers " << answer.status;
    }
}

TEST_P(Hidden, a_trade_that_is_not_published_is_there_for_its_parties_its_centre_and_supervisors_alone)
{
    const auto part =
        joined({runners, centre_staff, administrators, {"supervisor", "agency without its mandate"}});
    for (const auto& [parameter, id] : of_the_hidden)
        expect_hidden({{parameter, id}}, part);
    EXPECT_GT(compared, 500);
    const auto trade = "/api/v1/trades/" + hidden.id.text();
    const auto inside = joined({runners, centre_staff, {"supervisor"}});
    expect_readers(trade, inside);
    expect_readers(trade + "/terms/" + hidden_terms, inside);
    expect_readers(trade + "/papers/" + hidden.inside->registration.documents.at(0).digest, inside);
    expect_readers("/api/v1/notices/" + of_the_hidden.at("notice"), inside);
    expect_readers("/trades/" + hidden.id.text(), inside);
    expect_readers("/api/v1/rounds/" + of_the_hidden.at("round") + "/invitees", runners);
    expect_readers(trade + "/takers", runners);
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

TEST_P(Hidden, no_list_names_a_trade_that_is_not_published)
{
    const auto inside = joined({runners, centre_staff, {"supervisor"}});
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

TEST_P(Hidden, drafts_beside_a_published_trade_are_read_by_those_who_prepare_it_and_who_supervise_it)
{
    const auto inside = joined({runners_of_the_first, centre_staff, {"supervisor"}});
    expect_hidden(of_the_draft_notice, joined({inside, administrators, {"agency without its mandate"}}));
    expect_hidden(of_the_draft_terms, inside, "/api/v1/trades/");
    expect_readers("/api/v1/notices/" + of_the_draft_notice.at("notice"), inside);
    const auto terms = "/api/v1/trades/" + tender().trade().id.text() + "/terms";
    expect_readers(terms + "/" + of_the_draft_terms.at("digest"), inside);
    expect_readers(terms + "/" + of_the_draft_terms.at("digest") + "/print", inside);
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

TEST_P(Hidden, what_is_a_bidders_own_is_there_for_him_alone)
{
    expect_hidden(of_the_bidder, {"bidder"});
    EXPECT_GT(compared, 100);
    expect_readers("/api/v1/submissions/" + of_the_bidder.at("submission"), {"bidder"});
    expect_readers("/api/v1/uploads/" + of_the_bidder.at("upload"), {"bidder"});
    expect_readers("/api/v1/submissions/" + of_the_bidder.at("submission") + "/receipts/" +
                       of_the_bidder.at("message"),
                   {"bidder"});
    expect_readers(tender().intake_path("deposit"), {"bidder", "bidder who withdrew"});
    expect_readers(tender().intake_path("deposits"), {});
}

// Whoever has a right to the one reaches nothing of the other by it.
TEST_P(Hidden, under_what_is_ones_own_a_thing_that_lies_elsewhere_is_not_there)
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

TEST_P(Hidden, mandates_and_refund_orders_are_there_for_their_two_sides_alone)
{
    expect_hidden(of_the_mandate, joined({runners_of_the_first, {"agency without its mandate"}}));
    expect_hidden(of_the_bank, {"bank"});
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

} // namespace
} // namespace tianping::test
