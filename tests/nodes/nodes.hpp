#pragma once
// Two real processes on one PostgreSQL: five bidders with an account at each door, and a bid that one node
// stamped and did not decide.
#include "app/commands.hpp"
#include "faults/server_process.hpp"
#include "rooms/bidding/types.hpp"
#include "rooms/opening/types.hpp"
#include "support/places.hpp"
#include "support/tender.hpp"
#include <future>
#include <gtest/gtest.h>
#include <sstream>

namespace tianping {

using namespace std::chrono_literals;
using account::Account;

inline constexpr std::size_t bidders = 5;
inline constexpr std::uint32_t versions = 6;

inline bool worth_asking_again(const Error& e)
{
    return e.code.starts_with("client.") || e.fault == Fault::unavailable ||
           e.fault == Fault::outcome_unknown;
}

struct Submit {
    std::string target, key;
    bidding::SubmitIn body;
    bidder::SignedSubmission made;
};

class Nodes : public testing::Test {
protected:
    struct Node {
        app::Config config;
        std::unique_ptr<faults::ServerProcess> process;
        std::unique_ptr<Account> admin;
        std::vector<std::unique_ptr<Account>> bidders;
        std::string base() const { return "http://" + config.listen; }
    };

    void SetUp() override
    {
        if (test::homes().back() != test::Home::postgres)
            GTEST_SKIP() << "there is no PostgreSQL";
        test::TenderPlan plan;
        plan.home = test::Home::postgres;
        plan.bidders = bidders;
        tender.emplace(plan);
        for (std::size_t i = 0; i < bidders; ++i)
            sealed.push_back(tender->ready(i, tender->seal(i, 10'000'000 + static_cast<std::int64_t>(i))));
        kit = tender->kit();
        tender->house().stop();
        reads.emplace(DatabaseAddress{tender->config().database}, 1);
        a = node("a");
        b = node("b");
        start(a);
        start(b);
    }
    Node node(const std::string& name)
    {
        auto config = tender->config();
        config.node = name;
        config.listen = "127.0.0.1:" + std::to_string(faults::lasting_port());
        config.log_level = "warn";
        return {config,
                std::make_unique<faults::ServerProcess>(test::program(), config,
                                                        tender->data() / (name + ".log")),
                {},
                {}};
    }
    void start(Node& at)
    {
        at.process->start();
        at.process->await_ready();
        const auto account = [&](const account::Holder& holder) {
            auto out = std::make_unique<Account>(at.base(), at.config.origin, holder);
            out->sign_in().value();
            return out;
        };
        const auto keys = app::fetch_signing(tender->data() / "handed-out" / "system-admin").value();
        at.admin = account({keys.key, keys.certificate});
        at.bidders.clear();
        for (std::size_t i = 0; i < bidders; ++i)
            at.bidders.push_back(account(tender->bidder(i).holder()));
    }
    Submit submit_of(std::size_t i, bidder::Version version)
    {
        auto& holder = tender->bidder(i);
        Submit out{"/api/v1/submissions/" + sealed[i].submission + "/versions", "", {}, {}};
        out.made = bidder::sign_submission(kit, version, sealed[i].parts, holder);
        out.body = {to_base64(out.made.message), out.made.signature, sealed[i].body.uploads, std::nullopt};
        out.key = "version-" + std::to_string(i) + "-" + std::to_string(version.replacement);
        return out;
    }
    // The answer as text, asked until there is one.
    static std::string decided(Account& at, const Submit& what)
    {
        for (;;) {
            auto answer = at.client().post<bidding::Submitted>(what.target, what.body, what.key);
            if (answer)
                return boost::json::serialize(wire::write(*answer));
            if (!worth_asking_again(answer.error()))
                return answer.error().code;
            std::this_thread::sleep_for(5ms);
        }
    }
    // One bidder's versions, alternately through both doors; the same key is asked again at the other door.
    std::vector<std::string> bid(std::size_t i)
    {
        std::vector<std::string> wrong;
        bidder::Version version{sealed[i].submission, 0, {}};
        for (std::uint32_t n = 0; n < versions; ++n) {
            const auto one = submit_of(i, version);
            auto& first = (n + i) % 2 == 0 ? a : b;
            auto& second = (n + i) % 2 == 0 ? b : a;
            const auto told = decided(*first.bidders[i], one);
            if (!told.starts_with('{') || decided(*second.bidders[i], one) != told)
                wrong.push_back(one.key + ": " + told);
            version = {sealed[i].submission, n + 1, crypto::sm3(one.made.message)};
        }
        return wrong;
    }
    std::int64_t number(const std::string& text)
    {
        return reads->read([&](const ReadTx& tx) { return tx.number(text); });
    }
    void check_log();
    std::future<Result<app::ClockOut>> move_clock(Node& at, Instant to)
    {
        return std::async(std::launch::async, [&at, to] {
            return at.admin->client().post<app::ClockOut>("/api/v1/clock", app::ClockIn{to},
                                                          "clock/" + std::to_string(millis(to)));
        });
    }
    Submit stamped_and_killed();
    // What node a says of the closing: to a closer, and to its operators.
    Result<opening::Closing> closing_at_a();
    std::string shown_at_a(const std::string& path)
    {
        return http::Client{a.base()}.send("GET", path).value().body;
    }
    int retire_b(std::ostringstream& said)
    {
        std::ostringstream out;
        return app::retire_command({tender->config(), out, said}, "b", "the machine burnt", "the operator");
    }

    std::optional<test::Tender> tender;
    std::vector<test::Sealed> sealed;
    bidding::SealingKit kit;
    std::optional<ReadPool> reads;
    Node a, b;
};

} // namespace tianping
