// PostgreSQL that does not answer: no command waits for ever, and what became of it is asked and told.
#include "infra/spine/connection.hpp"
#include "support/scratch.hpp"
#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <thread>
#include <unistd.h>

namespace tianping {
namespace {

sockaddr_in on_loopback(unsigned short port)
{
    sockaddr_in out{};
    out.sin_family = AF_INET;
    out.sin_port = htons(port);
    out.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return out;
}

// Stands before PostgreSQL and passes everything on, but for what comes back on a line that has sent a COMMIT
// while there are answers to keep.
class KeepsAnswers {
public:
    explicit KeepsAnswers(const DatabaseAddress& behind)
        : listener_{::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)}
    {
        const auto& url = behind.text;
        const auto colon = url.find(':', url.find("://") + 3), slash = url.find('/', colon);
        server_port_ = static_cast<unsigned short>(std::stoi(url.substr(colon + 1)));
        auto here = on_loopback(0);
        socklen_t size = sizeof here;
        if (::bind(listener_, reinterpret_cast<sockaddr*>(&here), size) != 0 ||
            ::listen(listener_, 16) != 0 ||
            ::getsockname(listener_, reinterpret_cast<sockaddr*>(&here), &size) != 0)
            throw std::runtime_error("cannot listen");
        address_.text = url.substr(0, colon + 1) + std::to_string(ntohs(here.sin_port)) + url.substr(slash) +
                        (url.find('?') == std::string::npos ? "?" : "&") + "sslmode=disable";
        thread_ = std::thread{[this] { loop(); }};
    }
    ~KeepsAnswers()
    {
        stopping_ = true;
        thread_.join();
        for (const auto& line : lines_)
            hang_up(line);
        ::close(listener_);
    }
    const DatabaseAddress& address() const { return address_; }

    std::atomic<int> to_keep{0};

private:
    struct Line {
        int caller, server;
        bool is_silent = false, is_over = false;
    };
    static void hang_up(const Line& line)
    {
        ::close(line.caller);
        ::close(line.server);
    }
    static std::string read(int from)
    {
        std::string out(65536, '\0');
        const auto got = ::recv(from, out.data(), out.size(), 0);
        out.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
        return out;
    }
    void connect()
    {
        Line line{::accept(listener_, nullptr, nullptr), ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)};
        const auto there = on_loopback(server_port_);
        line.is_over = ::connect(line.server, reinterpret_cast<const sockaddr*>(&there), sizeof there) != 0;
        lines_.push_back(line);
    }
    void pass(Line& line, int from, int to)
    {
        const auto text = read(from);
        if (from == line.caller && to_keep > 0 && text.find("COMMIT") != std::string::npos) {
            --to_keep;
            line.is_silent = true;
        }
        line.is_over = line.is_over || text.empty();
        if (from == line.caller || !line.is_silent)
            line.is_over = ::send(to, text.data(), text.size(), MSG_NOSIGNAL) < 0 || line.is_over;
    }
    void loop()
    {
        while (!stopping_) {
            std::vector<pollfd> wait{{listener_, POLLIN, 0}};
            for (const auto& line : lines_)
                for (const int end : {line.caller, line.server})
                    wait.push_back({end, POLLIN, 0});
            if (::poll(wait.data(), wait.size(), 20) <= 0)
                continue;
            for (std::size_t i = 0; i < lines_.size(); ++i) {
                auto& line = lines_[i];
                if (wait[1 + 2 * i].revents != 0)
                    pass(line, line.caller, line.server);
                if (wait[2 + 2 * i].revents != 0)
                    pass(line, line.server, line.caller);
            }
            std::erase_if(lines_, [](const Line& line) {
                if (line.is_over)
                    hang_up(line);
                return line.is_over;
            });
            if (wait.front().revents != 0)
                connect();
        }
    }

    const int listener_;
    unsigned short server_port_ = 0;
    DatabaseAddress address_;
    std::atomic<bool> stopping_{false};
    std::vector<Line> lines_; // of the thread, while it runs
    std::thread thread_;
};

struct SilentCommit : testing::TestWithParam<test::Home> {
    static Command counting(const std::function<void()>& inside)
    {
        Command out{"test", "d", {}, [inside](WriteTx& tx, const Call& call) -> Result<Answer> {
                        inside();
                        jobs::schedule(tx, "job/" + call.key, "never", from_millis(9'000'000'000'000),
                                       boost::json::object{});
                        return Answer{};
                    }};
        out.call.actor.person = "per_a";
        out.call.key = "key-1";
        return out;
    }
    static WriterLimits impatient()
    {
        WriterLimits out;
        out.patience = std::chrono::seconds{1};
        return out;
    }
    std::int64_t counted()
    {
        return house.pool.read([](const ReadTx& tx) { return tx.number("SELECT count(*) FROM job"); });
    }
    test::TestHouse house{GetParam()};
    bool in_time() const { return std::chrono::steady_clock::now() - start < std::chrono::seconds{20}; }
    std::chrono::steady_clock::time_point start = std::chrono::steady_clock::now();
};

TEST_P(SilentCommit, is_cut_and_what_became_of_it_is_found_and_told)
{
    KeepsAnswers between{house.database.address()};
    Writer writer{between.address(), house.clock, house.chance, {}, {}, impatient()};
    const auto told = writer.run(counting([&] { between.to_keep = 1; }));
    EXPECT_EQ(told.decided, Decided::committed);
    EXPECT_TRUE(told.repeated) << "it was found again";
    EXPECT_EQ(counted(), 1);
    EXPECT_TRUE(in_time());
}

TEST_P(SilentCommit, is_unknown_in_time_where_no_other_one_is_answered_either_and_the_writer_stops)
{
    KeepsAnswers between{house.database.address()};
    Writer writer{between.address(), house.clock, house.chance, {}, {}, impatient()};
    const auto told = writer.run(counting([&] { between.to_keep = 1'000'000; }));
    EXPECT_EQ(told.decided, Decided::unknown);
    writer.stop();
    EXPECT_TRUE(in_time());
    const auto again = house.writer.run(counting([] {}));
    EXPECT_EQ(again.decided, Decided::committed);
    EXPECT_TRUE(again.repeated);
    EXPECT_EQ(counted(), 1);
}

TEST_P(SilentCommit, a_log_whose_head_another_node_does_not_let_go_is_given_up_in_time)
{
    house.writer.stop();
    sql::Connection other{house.database.address(), sql::Connection::Use::write};
    other.execute("BEGIN");
    other.change("UPDATE log_head SET seq = seq WHERE only_row = 1", {});
    Writer writer{house.database.address(), house.clock, house.chance, {}, {}, impatient()};
    EXPECT_EQ(writer.run(counting([] {})).decided, Decided::unknown);
    EXPECT_TRUE(in_time());
    other.execute("ROLLBACK");
    auto again = writer.run(counting([] {}));
    for (int i = 0; i < 10 && again.decided == Decided::unknown; ++i) // who gave up may still stand before it
        again = writer.run(counting([] {}));
    EXPECT_EQ(again.decided, Decided::committed);
    EXPECT_EQ(counted(), 1);
}

INSTANTIATE_TEST_SUITE_P(On, SilentCommit, testing::ValuesIn(test::server_homes()),
                         [](const auto& p) { return test::name_of(p.param); });

} // namespace
} // namespace tianping
