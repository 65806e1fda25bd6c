// The real server is killed (SIGKILL) at each point of an opening: after the closed set, between the answers,
// the proofs and the secrets, while it unseals and around the publication. After each restart the opening
// goes on; nothing is lost and nothing happens twice.
#include "app/clock_desk.hpp"
#include "faults/server_process.hpp"
#include "infra/spine/event_log.hpp"
#include "rooms/hall/service.hpp"
#include "rooms/opening/store.hpp"
#include "support/flip.hpp"
#include "support/places.hpp"
#include "support/unsealing.hpp"
#include "support/whole_log.hpp"
#include <gtest/gtest.h>
#include <set>
#include <thread>

namespace tianping::opening {
namespace {

using namespace std::chrono_literals;
using account::Account;
using test::code_of;
using test::deadline;
using trustee::Step;

class Killed : public testing::TestWithParam<test::Home> {
protected:
    explicit Killed(terms::Manner who_unseals = terms::Manner::trustees) : manner{who_unseals} {}
    void SetUp() override
    {
        tender.emplace(test::TenderPlan{.home = GetParam(), .manner = manner});
        tender->all_bid();
        tender->house().stop();
        config = tender->config();
        config.listen = "127.0.0.1:" + std::to_string(faults::lasting_port());
        config.log_level = "warn";
        server =
            std::make_unique<faults::ServerProcess>(test::program(), config, tender->data() / "server.log");
        reads.emplace(DatabaseAddress{config.database}, 1);
        start();
    }
    std::string base() const { return "http://" + config.listen; }
    std::unique_ptr<Account> signed_in(const account::Holder& holder) const
    {
        auto out = std::make_unique<Account>(base(), config.origin, holder);
        out->sign_in().value();
        return out;
    }
    // The server, and everybody signed in to it. The trustees' states are on their own disks.
    void start()
    {
        server->start();
        server->await_ready();
        const auto keys = app::fetch_signing(tender->data() / "handed-out" / "system-admin").value();
        admin = signed_in({keys.key, keys.certificate});
        trustees.clear();
        accounts.clear();
        bidders.clear();
        for (std::size_t i = 0; i < 3 && manner == terms::Manner::bidder; ++i)
            bidders.push_back(signed_in(tender->bidder(i).holder()));
        for (std::size_t number = 1; number <= 5; ++number) {
            auto& at = tender->trustee(number);
            accounts.push_back(signed_in(at.account->holder()));
            trustees.push_back(
                std::make_unique<trustee::Trustee>(trustee::Parts{accounts.back()->client(),
                                                                  *at.clock,
                                                                  tender->chance(),
                                                                  at.account->holder().key,
                                                                  at.account->holder().certificate,
                                                                  at.state,
                                                                  {}}));
        }
    }
    void kill_and_start()
    {
        server->kill();
        start();
    }
    void go_to(Instant at)
    {
        ASSERT_TRUE(admin->client().post<app::ClockOut>("/api/v1/clock", app::ClockIn{at},
                                                        "clock/" + std::to_string(millis(at))));
        for (std::size_t number = 1; number <= 5; ++number)
            ASSERT_TRUE(tender->trustee(number).clock->move_to(at));
    }
    auto prove(std::size_t i) { return test::unsealing::prove(*tender, i, *bidders.at(i)); }
    auto give(std::size_t i) { return test::unsealing::give(*tender, i, *bidders.at(i)); }
    Step visit(std::size_t number) { return trustees.at(number - 1)->visit(tender->intake()).step; }
    OpeningView view() const
    {
        http::Client anyone{base()};
        return anyone.get<OpeningView>(tender->intake_path("opening")).value();
    }
    template <class Read>
    auto read(Read act)
    {
        return reads->read(
            [&](const ReadTx& tx) { return act(tx, trade::IntakeId::parse(tender->intake()).value()); });
    }
    std::int64_t events_of(const std::string& kind)
    {
        return reads->read([&](const ReadTx& tx) {
            return tx.number("SELECT count(*) FROM event WHERE kind = :k AND stream = :s", kind,
                             tender->intake());
        });
    }
    std::filesystem::path sealed_file()
    {
        const auto parts =
            read([](const ReadTx& tx, const auto& intake) { return store::sealed_parts(tx, intake); });
        return tender->house().blobs().path(parts.at(0).envelope).value();
    }
    void expect_read_out_once();
    void expect_taken_once();
    void expect_whole_log();

    terms::Manner manner;
    std::optional<test::Tender> tender;
    app::Config config;
    std::unique_ptr<faults::ServerProcess> server;
    std::optional<ReadPool> reads;
    std::unique_ptr<Account> admin;
    std::vector<std::unique_ptr<Account>> accounts, bidders; // of trustees, and of bidders who unseal
    std::vector<std::unique_ptr<trustee::Trustee>> trustees;
};
INSTANTIATE_TEST_SUITE_P(homes, Killed, testing::ValuesIn(test::homes()),
                         [](const auto& at) { return test::name_of(at.param); });

void Killed::expect_read_out_once()
{
    http::Client anyone{base()};
    const auto until = std::chrono::steady_clock::now() + 20s;
    auto record = anyone.get<hall::RecordOut>(tender->intake_path("record.json"));
    while (!record && std::chrono::steady_clock::now() < until) {
        std::this_thread::sleep_for(20ms);
        record = anyone.get<hall::RecordOut>(tender->intake_path("record.json"));
    }
    ASSERT_TRUE(record) << record.error().code;
    const auto seen = view();
    ASSERT_EQ(seen.state, ClosingState::read_out);
    std::set<std::string> prices;
    for (const auto& bid : seen.bids) {
        EXPECT_EQ(bid.state, BidState::opened);
        prices.insert(bid.fields.at("price"));
    }
    EXPECT_EQ(prices, (std::set<std::string>{"1000000000", "1000000100", "1000000200"}));
    EXPECT_EQ(seen.bids.size(), 3U);
    for (const char* kind :
         {"opening.set_closed", "opening.set_witnessed", "opening.read_out", "hall.record_published"})
        EXPECT_EQ(events_of(kind), 1) << kind;
    EXPECT_EQ(
        read([](const ReadTx& tx, const auto& intake) { return store::opened_parts(tx, intake).size(); }),
        6U);
    EXPECT_EQ(read([](const ReadTx& tx, const auto& intake) {
                  return trade::round_of_intake(tx, intake).value().stage;
              }),
              trade::Stage::opened);
    expect_taken_once();
}

// Of six parts, from whoever unseals.
void Killed::expect_taken_once()
{
    const bool by_trustees = manner == terms::Manner::trustees;
    EXPECT_EQ(events_of("opening.trustee_answered"), by_trustees ? 5 : 0);
    EXPECT_EQ(read([](const ReadTx& tx, const auto& intake) { return store::answers(tx, intake).size(); }),
              by_trustees ? 30U : 0U);
    EXPECT_EQ(events_of("opening.giving_begun"), by_trustees ? 0 : 1);
    EXPECT_EQ(
        read([](const ReadTx& tx, const auto& intake) { return store::bidder_messages(tx, intake).size(); }),
        by_trustees ? 0U : 12U)
        << "a proof and a secret of each";
}

void Killed::expect_whole_log()
{
    reads->read([](const ReadTx& tx) { return test::whole_log(tx).size(); });
}

TEST_P(Killed, at_each_point_of_the_unsealing_it_goes_on_after_the_restart_and_publishes_once)
{
    go_to(deadline);
    EXPECT_EQ(view().state, ClosingState::closed);
    const auto set = view().closing_digest;
    kill_and_start();
    EXPECT_EQ(view().closing_digest, set) << "the closed set is made once";
    for (std::size_t number = 1; number <= 5; ++number)
        EXPECT_EQ(visit(number), Step::set_witnessed);
    for (const std::size_t number : {1U, 2U})
        EXPECT_EQ(visit(number), Step::answered);
    kill_and_start();
    EXPECT_EQ(view().state, ClosingState::witnessed);

    // One sealed file is damaged, so that everything is answered and nothing can be published.
    const auto file = sealed_file();
    test::flip_last_byte(file);
    for (const std::size_t number : {3U, 4U, 5U})
        EXPECT_EQ(visit(number), Step::answered);
    std::this_thread::sleep_for(500ms); // the other five parts are being opened
    EXPECT_EQ(view().state, ClosingState::witnessed);
    kill_and_start();
    std::this_thread::sleep_for(200ms);
    EXPECT_EQ(view().state, ClosingState::witnessed);
    EXPECT_TRUE(view().bids.empty());

    test::flip_last_byte(file);
    std::this_thread::sleep_for(1050ms); // around the publication and the printing of the record
    kill_and_start();
    expect_read_out_once();
    EXPECT_EQ(view().closing_digest, set);
    for (std::size_t number = 1; number <= 5; ++number)
        EXPECT_EQ(visit(number), Step::nothing);
    kill_and_start();
    expect_read_out_once();
    EXPECT_EQ(server->stop(), 0);
    expect_whole_log();
}

TEST_P(Killed, on_the_way_between_the_last_answer_and_the_published_record)
{
    go_to(deadline);
    for (std::size_t number = 1; number <= 5; ++number)
        ASSERT_EQ(visit(number), Step::set_witnessed);
    for (const std::size_t number : {1U, 2U, 3U})
        ASSERT_EQ(visit(number), Step::answered);
    // Three shares are enough; each life of the server is a little longer than the one before.
    for (int life = 0; life < 6; ++life) {
        std::this_thread::sleep_for(10ms * life);
        kill_and_start();
    }
    for (const std::size_t number : {4U, 5U})
        EXPECT_EQ(visit(number), Step::answered);
    expect_read_out_once();
    EXPECT_EQ(server->stop(), 0);
    expect_whole_log();
}

class KilledByBidders : public Killed {
protected:
    KilledByBidders() : Killed{terms::Manner::bidder} {}
};
INSTANTIATE_TEST_SUITE_P(homes, KilledByBidders, testing::ValuesIn(test::homes()),
                         [](const auto& at) { return test::name_of(at.param); });

TEST_P(KilledByBidders, between_proofs_between_secrets_and_while_it_unseals_it_goes_on_and_publishes_once)
{
    go_to(deadline);
    for (std::size_t number = 1; number <= 5; ++number)
        ASSERT_EQ(visit(number), Step::set_witnessed);
    const auto set = view().closing_digest;
    for (const std::size_t i : {0U, 1U})
        ASSERT_EQ(code_of(prove(i)), "");
    kill_and_start();
    const auto last = prove(2);
    ASSERT_TRUE(last) << last.error().code;
    EXPECT_EQ(last->phase, Phase::give) << "what was proved before the kill counts";
    for (const std::size_t i : {0U, 1U})
        ASSERT_EQ(code_of(give(i)), "");
    kill_and_start();
    EXPECT_EQ(view().state, ClosingState::witnessed);
    EXPECT_TRUE(view().bids.empty()) << "one has not given";
    ASSERT_EQ(code_of(give(2)), "");
    std::this_thread::sleep_for(20ms); // six parts are being opened
    kill_and_start();
    expect_read_out_once();
    EXPECT_EQ(view().closing_digest, set);
    EXPECT_EQ(server->stop(), 0);
    expect_whole_log();
}

} // namespace
} // namespace tianping::opening
