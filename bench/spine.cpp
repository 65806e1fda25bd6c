// The house beside plain references, as ratios of one run: durable commands a second beside a bare SQLite
// group-commit loop, and an upload to a durable digest beside nginx, sha256sum and fsync. Rounds alternate,
// so that both sides meet the same machine; the medians are compared. Ends with 2 when a ratio misses its aim
// by more than the noise, and with 1 when it could not measure.
#include "aim.hpp"
#include "bare_loop.hpp"
#include "entries.hpp"
#include "http_load.hpp"
#include "nginx.hpp"
#include "socket.hpp"
#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdlib>
#include <iomanip>
#include <iostream>
#include <random>
#include <thread>

namespace tianping::bench {
namespace {

struct Options {
    int rounds = 5;
    int seconds = 3;
    int upload_rounds = 3;
    std::size_t mebibytes = 256;
    double noise = 0.1;   // of the aims
    std::string folder{}; // empty: beside this program
    std::string nginx{"/usr/sbin/nginx"};
};

// CONTRIBUTING.md says the same.
constexpr const char* left_out =
    "measured: one small room behind the house's door, writer, followers and uploads; left out: what "
    "followers "
    "write (none of them wants the room's events), the stamp journal, every other room, sessions and access "
    "from the database";
constexpr std::size_t clients = 64;
constexpr std::size_t chunk_bytes = std::size_t{64} << 20; // as much as the house takes in one request

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

void say_load(const char* when)
{
    double load[3]{};
    getloadavg(load, 3);
    std::cout << "machine load " << when << ": " << std::setprecision(3) << load[0] << " (1 min), processors "
              << std::thread::hardware_concurrency() << "\n";
}

Finding commands(const BenchHouse& house, const std::filesystem::path& folder, const Options& options)
{
    post_entries({house.port(), clients, std::chrono::milliseconds{500}, std::random_device{}()});
    BareLoop bare{fresh_database(folder / "bare.db").text, house.database()};
    std::vector<double> ours, plain;
    const std::chrono::milliseconds time{options.seconds * 1'000};
    for (int round = 0; round < options.rounds; ++round) {
        if (round % 2 == 0) // neither side always meets the disk that the other left
            plain.push_back(bare.run(clients, time));
        ours.push_back(post_entries({house.port(), clients, time, std::random_device{}()}));
        if (round % 2 != 0)
            plain.push_back(bare.run(clients, time));
        std::cout << "  round " << round + 1 << ": bare " << static_cast<int>(plain.back()) << "/s, house "
                  << static_cast<int>(ours.back()) << "/s" << std::endl;
    }
    std::cout << "durable commands over HTTP, " << clients << " clients: " << static_cast<int>(median(ours))
              << "/s; bare SQLite group commit: " << static_cast<int>(median(plain)) << "/s\n";
    return {"durable commands", median(ours) / median(plain), 0.5};
}

// Afterwards the bytes are gone, as nginx's are: memory that was used before is much faster to write into,
// and whoever leaves his bytes there gives it away.
double upload_to_house(const BenchHouse& house, std::string_view bytes)
{
    const auto begin_at = std::chrono::steady_clock::now();
    Socket socket{house.port()};
    const std::string who = " HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer bench\r\n";
    const auto wish = "{\"declared\":" + std::to_string(bytes.size()) + "}";
    const auto begun = boost::json::parse(exchange(
        socket,
        "POST /api/v1/uploads" + who +
            "Content-Type: application/json\r\nContent-Length: " + std::to_string(wish.size()) + "\r\n\r\n",
        wish));
    const std::string id{begun.at("id").as_string()};
    boost::json::value done;
    for (std::size_t at = 0; at < bytes.size(); at += chunk_bytes) {
        const auto chunk = bytes.substr(at, chunk_bytes);
        done = boost::json::parse(exchange(socket,
                                           "PUT /api/v1/uploads/" + id +
                                               "/bytes?offset=" + std::to_string(at) + who +
                                               "Content-Length: " + std::to_string(chunk.size()) + "\r\n\r\n",
                                           chunk));
    }
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin_at;
    if (!done.at("digest").is_string())
        throw std::runtime_error("the house named no digest");
    const auto file = house.blobs().path(std::string{done.at("digest").as_string()}).value();
    if (std::filesystem::file_size(file) != bytes.size())
        throw std::runtime_error("the house kept another size");
    std::filesystem::remove(file);
    return took.count();
}

Finding uploads(const BenchHouse& house, const std::filesystem::path& folder, const Options& options)
{
    Nginx nginx{options.nginx, folder / "nginx"};
    Bytes bytes(options.mebibytes << 20);
    SeededChance chance{std::random_device{}()};
    chance.fill(std::span{bytes}.first(1 << 20));
    const std::string_view text{reinterpret_cast<const char*>(bytes.data()), bytes.size()};
    std::vector<double> ours, plain;
    for (int round = 0; round < options.upload_rounds; ++round) {
        chance.fill(std::span{bytes}.first(64)); // the house would know the same bytes again
        if (round % 2 == 0)                      // neither side always meets the disk that the other left
            plain.push_back(nginx.upload(text));
        ours.push_back(upload_to_house(house, text));
        if (round % 2 != 0)
            plain.push_back(nginx.upload(text));
        std::cout << "  round " << round + 1 << ": nginx + sha256sum + fsync " << std::setprecision(3)
                  << plain.back() << " s, house " << ours.back() << " s" << std::endl;
    }
    std::cout << "upload of " << options.mebibytes << " MiB to a durable digest: " << std::setprecision(3)
              << median(ours) << " s; nginx, sha256sum and fsync: " << median(plain) << " s\n";
    return {"upload", median(ours) / median(plain), 1.1, true};
}

// Whether all are met.
bool tell(const std::vector<Finding>& findings, double noise)
{
    for (const auto& finding : findings)
        std::cout << line_of(finding, noise) << "\n";
    return std::ranges::none_of(
        findings, [&](const Finding& finding) { return verdict_of(finding, noise) == Verdict::missed; });
}

int run(const Options& options)
{
    const auto beside = std::filesystem::read_symlink("/proc/self/exe").parent_path();
    auto pattern =
        ((options.folder.empty() ? beside : std::filesystem::absolute(options.folder)) / "bench-spine-XXXXXX")
            .string();
    if (mkdtemp(pattern.data()) == nullptr)
        throw std::runtime_error("no folder " + pattern);
    const std::filesystem::path folder{pattern};
    std::vector<Finding> findings;
    std::cout << left_out << "\n";
    say_load("before");
    try {
        const BenchHouse house{folder};
        findings.push_back(commands(house, folder, options));
        findings.push_back(uploads(house, folder, options));
    } catch (...) {
        std::filesystem::remove_all(folder);
        throw;
    }
    std::filesystem::remove_all(folder);
    say_load("after");
    return tell(findings, options.noise) ? 0 : 2;
}

} // namespace
} // namespace tianping::bench

int main(int argc, char** argv)
{
    tianping::bench::Options options;
    CLI::App program{"The spine beside plain references"};
    program.add_option("--rounds", options.rounds)->check(CLI::Range(1, 50));
    program.add_option("--seconds", options.seconds, "of each round and side")->check(CLI::Range(1, 30));
    program.add_option("--upload-rounds", options.upload_rounds)->check(CLI::Range(1, 50));
    program.add_option("--mebibytes", options.mebibytes)->check(CLI::Range(1, 1024));
    program.add_option("--noise", options.noise, "by which a ratio may miss its aim, as a share of it")
        ->check(CLI::Range(0.0, 1.0))
        ->capture_default_str();
    program.add_option("--folder", options.folder, "on the disk to be measured");
    program.add_option("--nginx", options.nginx);
    CLI11_PARSE(program, argc, argv);
    try {
        return tianping::bench::run(options);
    } catch (const std::exception& e) {
        std::cerr << "bench_spine: " << e.what() << "\n";
        return 1;
    }
}
