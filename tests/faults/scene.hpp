#pragma once
// Where the kills happen: an announced tender with sealing keys, and bidders whose sealed parts are uploaded,
// so that each further version is one signed SUBMIT. Made once, in a folder of its own, by the rehearsal's
// first act.
#include "app/account/account.hpp"
#include "app/bidder/bid.hpp"
#include "app/config.hpp"
#include "infra/spine/database.hpp"
#include <memory>

namespace tianping::faults {

struct Bidder {
    std::unique_ptr<account::Account> account;
    std::string submission{};
    std::vector<bidder::SealedPartFile> parts{};
    std::map<std::string, std::string> uploads{};
};

struct Scene {
    app::Config config{};
    bidding::SealingKit kit{};
    std::unique_ptr<account::Account> clock; // may move the rehearsal's clock
    std::vector<Bidder> bidders{};
    std::string platform_certificate{};     // its digest, hex
    std::string platform_certificate_der{}; // base64
    Instant begins{};                       // where the clock stands
};

// Nothing listens any more when it returns. Throws rehearsal::Stopped when the house refuses a step.
Scene set_scene(const std::filesystem::path& folder, const DatabaseAddress& database, unsigned short port,
                std::size_t bidders);

} // namespace tianping::faults
