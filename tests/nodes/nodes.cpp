#include "nodes/nodes.hpp"
#include "followers/feed/feed.hpp"
#include "infra/spine/connection.hpp"
#include "support/whole_log.hpp"
#include <fstream>

namespace tianping {

void Nodes::check_log()
{
    reads->read([&](const ReadTx& tx) {
        const auto& kinds = feed::published_kinds();
        const auto published = std::ranges::count_if(test::whole_log(tx), [&](const auto& event) {
            return std::ranges::find(kinds, event.kind) != kinds.end();
        });
        EXPECT_EQ(tx.number("SELECT count(*) FROM feed"), published);
        EXPECT_EQ(tx.number("SELECT coalesce(max(number), 0) FROM feed"), published);
        EXPECT_EQ(
            tx.number("SELECT count(*) FROM (SELECT event_digest FROM feed GROUP BY event_digest) AS once"),
            published);
        EXPECT_EQ(tx.number("SELECT count(*) FROM follower WHERE stopped IS NOT NULL"), 0);
        return 0;
    });
}

// Sends the last bidder's SUBMIT to node b while no batch can begin, and kills b once it is in b's journal.
Submit Nodes::stamped_and_killed()
{
    const auto one = submit_of(bidders - 1, {sealed.back().submission, 0, {}});
    sql::Connection lock{{tender->config().database}, sql::Connection::Use::write};
    lock.execute("BEGIN");
    lock.execute("SELECT seq FROM log_head WHERE only_row = 1 FOR UPDATE");
    auto sent = std::async(std::launch::async, [&] {
        return b.bidders.back()->client().post<bidding::Submitted>(one.target, one.body, one.key);
    });
    const auto journal = tender->data() / "stamps" / "b.stamps";
    const auto until = std::chrono::steady_clock::now() + 20s;
    for (bool there = false; !there && std::chrono::steady_clock::now() < until;) {
        std::stringstream text;
        text << std::ifstream{journal}.rdbuf();
        there = text.str().find(one.key) != std::string::npos;
        std::this_thread::sleep_for(5ms);
    }
    std::this_thread::sleep_for(50ms);
    b.process->kill();
    lock.execute("ROLLBACK");
    const auto answer = sent.get();
    EXPECT_TRUE(!answer && answer.error().code.starts_with("client.")) << "nothing was promised";
    return one;
}

Result<opening::Closing> Nodes::closing_at_a()
{
    Account closer{a.base(), a.config.origin, tender->trustee(3).account->holder()};
    closer.sign_in().value();
    return closer.client().get<opening::Closing>(tender->intake_path("closing"));
}

} // namespace tianping
