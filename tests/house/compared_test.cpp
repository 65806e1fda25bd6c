// One of two users × every object id: whoever must not know of a thing is answered on each route that names
// it as if it named nothing. What a route's parameters name is compared here, or stands below as everybody's.
#include "hall/hall_scene.hpp"
#include "house/hidden_scene.hpp"
#include "support/unsealing.hpp"

namespace tianping::test {
namespace {

enum class Moment { bids_come_in, not_read_out, read_out };

// Parameters whose values are no secret.
struct Everybodys {
    std::string parameter, below, why;
};
const Everybodys everybodys[] = {
    {"organisation", "/api/v1/organisations/", "a register: whoever signs in may know who is in it"},
    {"digest", "/api/v1/anchors/", "GET /api/v1/anchors lists them for everybody"},
    {"digest", "/api/v1/rounds/{round}/rules/", "of the law that the round pinned; the round is compared"},
    {"procedure", "/procedures/", "the law as data, listed under /procedures"},
    {"code", "/problems/", "what a refusal means, listed in the printed interface"},
    {"name", "/assets/", "files of the portal itself"}};

class Compared : public Hidden {
protected:
    Compared() : Hidden{bidders_unseal()}
    {
        of_the_owner = {{"person", actors.at("owner").person},
                        {"digest", to_hex(tender().owner().holder().certificate.digest())}};
    }
    static TenderPlan bidders_unseal()
    {
        auto out = deposit::with_deposit(GetParam());
        out.manner = terms::Manner::bidder;
        return out;
    }
    // Things that are named together, and who knows of them.
    struct Kept {
        Ids Compared::*of{};
        std::set<std::string> parameters{};
        People insiders{};
        std::string below{}; // the path of their routes, where others' parameters bear the same name
        Moment when{Moment::bids_come_in};
    };
    static std::vector<Kept> all_kept();
    void compare(Moment when);
    // Each parameter of a route is compared or everybody's, and none is both.
    void expect_all_accounted_for();
    // Nothing comes of bidder 2's bid.
    void two_of_three_unseal();

    Ids of_the_owner; // one of its people and a certificate
    Ids of_the_claim; // the file that bidder 2 hands in
};
INSTANTIATE_TEST_SUITE_P(hidden_homes, Compared, testing::ValuesIn(homes()),
                         [](const auto& at) { return name_of(at.param); });

std::vector<Compared::Kept> Compared::all_kept()
{
    const People without_mandate{"agency without its mandate"};
    const auto parties = joined({runners, centre_staff, administrators, without_mandate, {"supervisor"}});
    const auto drafters = joined({runners_of_the_first, centre_staff, {"supervisor"}});
    const auto related = joined({drafters, administrators, without_mandate});
    return {{&Compared::of_the_hidden, {"trade"}, parties},
            {&Compared::of_the_hidden, {"round"}, parties},
            {&Compared::of_the_hidden, {"intake"}, parties},
            {&Compared::of_the_hidden, {"notice"}, parties},
            {&Compared::of_the_hidden, {"hold"}, parties},
            {&Compared::of_the_hidden, {"trade", "file"}, parties, "/api/v1/trades/{trade}/papers/"},
            {&Compared::of_the_draft_notice, {"notice"}, related},
            {&Compared::of_the_draft_terms, {"digest", "file"}, drafters, "/api/v1/trades/{trade}/terms/"},
            {&Compared::of_the_bidder, {"submission", "upload", "message", "envelope"}, {"bidder"}},
            {&Compared::of_the_mandate, {"mandate"}, joined({runners_of_the_first, without_mandate})},
            {&Compared::of_the_bank, {"refund"}, {"bank"}},
            {&Compared::of_the_owner, {"person"}, {"owner"}},
            {&Compared::of_the_owner,
             {"digest"},
             {"owner"},
             "/api/v1/organisations/{organisation}/certificates/"},
            {&Compared::of_the_claim,
             {"file"},
             joined({related, {"trustee", "bidder who withdrew"}}),
             "/api/v1/intakes/{intake}/evidence-files/",
             Moment::not_read_out},
            {&Compared::of_the_session, {"objection"}, runners_of_the_first, "", Moment::read_out}};
}

void Compared::compare(Moment when)
{
    for (const auto& one : all_kept()) {
        if (one.when != when)
            continue;
        Ids things;
        for (const auto& parameter : one.parameters)
            things[parameter] = (this->*one.of).at(parameter);
        const auto before = compared;
        expect_hidden(things, one.insiders, one.below);
        EXPECT_GT(compared, before) << "no route names " << *one.parameters.begin() << " " << one.below;
    }
}

void Compared::expect_all_accounted_for()
{
    const auto kept = all_kept();
    std::set<const Everybodys*> met;
    for (const auto& route : routes())
        for (const auto& parameter : wanted(route.path)) {
            const bool is_compared = std::ranges::any_of(kept, [&](const Kept& one) {
                return one.parameters.contains(parameter) && route.path.starts_with(one.below);
            });
            const auto listed = std::ranges::find_if(everybodys, [&](const Everybodys& one) {
                return one.parameter == parameter && route.path.starts_with(one.below);
            });
            EXPECT_NE(is_compared, listed != std::end(everybodys))
                << name_of(route) << ": {" << parameter << "} is "
                << (is_compared ? "compared and listed as everybody's"
                                : "neither compared between two users nor listed as everybody's");
            if (listed != std::end(everybodys))
                met.insert(listed);
        }
    for (const auto& one : everybodys)
        EXPECT_TRUE(met.contains(&one)) << one.below << " has no {" << one.parameter << "}: " << one.why;
}

void Compared::two_of_three_unseal()
{
    tender().bid(1, 10'000'001);
    tender().bid(2, 10'000'003, "anew");
    tender().go_to(deadline);
    tender().trustees_visit();
    for (const std::size_t i : {0U, 1U})
        ASSERT_TRUE(unsealing::prove(tender(), i));
    tender().go_to(deadline + std::chrono::hours{1});
    for (const std::size_t i : {0U, 1U})
        ASSERT_TRUE(unsealing::give(tender(), i));
    ASSERT_EQ(unsealing::wait_for_unopened(tender(), 1).bids.size(), 1U);
}

TEST_P(Compared, to_whom_a_thing_is_hidden_every_route_that_can_name_it_answers_as_if_it_were_not_there)
{
    expect_all_accounted_for();
    compare(Moment::bids_come_in);
    EXPECT_GT(compared, 600);
}

TEST_P(Compared, evidence_before_the_reading_out_and_an_objection_after_it_are_not_there_for_others_either)
{
    ASSERT_NO_FATAL_FAILURE(two_of_three_unseal());
    const auto file = unsealing::hand_in(tender(), tender().bidder(2), "检测说明.pdf", "密码介质制造缺陷。");
    const auto cause = opening::CauseCode::certificate_authority_failed;
    ASSERT_TRUE(unsealing::claim(tender(), 2, cause, {file}));
    of_the_claim = {{"file", file.digest}};
    compare(Moment::not_read_out);
    const auto submission = unsealing::submission_of(tender(), 2);
    ASSERT_TRUE(unsealing::record(tender(), tender().owner(), submission, cause, {file}));
    unsealing::wait_for_phase(tender(), opening::Phase::remedy);
    tender().trustees_visit();
    ASSERT_EQ(tender().opened().state, opening::ClosingState::read_out);
    of_the_session = {
        {"objection", test::object(tender(), tender().bidder(0), "唱标人读错了工期").value().id}};
    compare(Moment::read_out);
}

} // namespace
} // namespace tianping::test
