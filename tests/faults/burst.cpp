#include "faults/burst.hpp"
#include "app/clock_desk.hpp"
#include "infra/crypto/digest.hpp"
#include <random>

namespace tianping::faults {
namespace {

constexpr auto patience = std::chrono::seconds{90};

bool worth_asking_again(const Error& error)
{
    return error.code.starts_with("client.") || error.fault == Fault::unavailable ||
           error.fault == Fault::outcome_unknown || error.fault == Fault::too_many ||
           error.code == "bidding.receipt_pending";
}

bool same(const bidding::Submitted& a, const bidding::Submitted& b)
{
    return wire::write(a) == wire::write(b);
}

} // namespace

Burst::Burst(Scene& scene) : scene_{scene}, reached_{millis(scene.begins)}, aimed_{millis(scene.begins)} {}

Burst::~Burst()
{
    stop_ = true;
    stop_clock_ = true;
}

void Burst::start()
{
    clock_ = std::jthread{[this] { move_clock(); }};
    for (auto& bidder : scene_.bidders)
        bidders_.emplace_back([this, &bidder] { bid(bidder); });
}

void Burst::finish()
{
    stop_ = true;
    bidders_.clear();
    stop_clock_ = true;
    clock_ = {};
}

std::size_t Burst::done() const
{
    const std::lock_guard lock{mutex_};
    return handed_.size();
}

std::vector<Handed> Burst::handed() const
{
    const std::lock_guard lock{mutex_};
    return handed_;
}

std::vector<std::string> Burst::failures() const
{
    const std::lock_guard lock{mutex_};
    return failures_;
}

void Burst::fail(const std::string& what)
{
    const std::lock_guard lock{mutex_};
    failures_.push_back(what);
}

// Asks until there is an answer that means something. Who was signed out signs in again.
template <class Out, class Ask>
std::optional<Out> Burst::insist(account::Account& account, const std::string& what, Ask ask)
{
    const auto until = std::chrono::steady_clock::now() + patience;
    for (;;) {
        Result<Out> out = ask();
        if (out)
            return *std::move(out);
        const auto& error = out.error();
        const bool signed_out = error.fault == Fault::unauthenticated;
        if (std::chrono::steady_clock::now() > until || (!signed_out && !worth_asking_again(error))) {
            fail(what + ": " + error.code);
            return std::nullopt;
        }
        if (signed_out)
            (void)account.sign_in();
        if (error.code != "bidding.receipt_pending")
            ++asked_again_;
        std::this_thread::sleep_for(std::chrono::milliseconds{error.code == "client.unreachable" ? 20 : 2});
    }
}

bool Burst::one_version(Bidder& bidder, bidder::Version& version)
{
    auto& account = *bidder.account;
    const auto made = bidder::sign_submission(scene_.kit, version, bidder.parts, account);
    const auto digest = crypto::sm3(made.message);
    const bidding::SubmitIn body{to_base64(made.message), made.signature, bidder.uploads, std::nullopt};
    const auto target = "/api/v1/submissions/" + bidder.submission + "/versions";
    Handed out{bidder.submission, account.key("submit/" + to_hex(digest)), body.message, {}, {}, {}, {}};
    out.not_before = from_millis(reached_);
    const auto submit = [&] { return account.client().post<bidding::Submitted>(target, body, out.key); };
    const auto answer = insist<bidding::Submitted>(account, "submit", submit);
    if (!answer)
        return false;
    out.not_after = from_millis(aimed_);
    out.answer = *answer;
    const auto receipt = insist<bidding::SignedReceipt>(account, "receipt", [&] {
        return account.client().get<bidding::SignedReceipt>("/api/v1/submissions/" + bidder.submission +
                                                            "/receipts/" + to_hex(digest));
    });
    if (!receipt)
        return false;
    out.receipt = *receipt;
    if (version.replacement % 4 == 0) {
        const auto again = insist<bidding::Submitted>(account, "the same key again", submit);
        if (!again || !same(*again, *answer))
            fail("the same key was answered differently: " + out.key);
    }
    version = {bidder.submission, version.replacement + 1, digest};
    const std::lock_guard lock{mutex_};
    handed_.push_back(std::move(out));
    return true;
}

void Burst::bid(Bidder& bidder)
try {
    bidder::Version version{bidder.submission, 0, {}};
    while (!stop_ && one_version(bidder, version)) {
    }
} catch (const std::exception& e) {
    fail(std::string{"a bidder's program broke: "} + e.what());
}

void Burst::move_clock()
try {
    std::mt19937_64 chance{11};
    for (std::int64_t move = 1; !stop_clock_; ++move) {
        const auto to = reached_ + static_cast<std::int64_t>(1 + chance() % 1'000);
        aimed_ = to;
        const auto key = "clock/" + std::to_string(move);
        const auto moved = insist<app::ClockOut>(*scene_.clock, "clock", [&] {
            return scene_.clock->client().post<app::ClockOut>("/api/v1/clock", app::ClockIn{from_millis(to)},
                                                              key);
        });
        if (!moved)
            return;
        reached_ = to;
        std::this_thread::sleep_for(std::chrono::milliseconds{5});
    }
} catch (const std::exception& e) {
    fail(std::string{"the clock's program broke: "} + e.what());
}

} // namespace tianping::faults
