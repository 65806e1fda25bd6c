#pragma once
// Who plays: organisations of a fictional city, named and numbered by the seed. Their codes have a right
// check character and a region that does not exist; nobody bears an identity number.
#include "base/money.hpp"
#include <cstdint>
#include <random>
#include <string>
#include <vector>

namespace tianping::rehearsal {

struct Player {
    std::string code{}; // 统一社会信用代码
    std::string name{};
    std::string person{}; // who signs for it
};

struct CastLot {
    std::string name{};
    std::string scope{};
    Fen estimate{};
};

struct Cast {
    Player owner{};
    Player agency{};
    // Without the tenderer's side and the centre: service system, notary, neighbour.
    std::vector<Player> trustees{};
    Player supervisor{};  // 行政监督部门: witnesses closings, holds no share
    Player association{}; // the second witness
    Player bank{};        // of the deposit account
    std::vector<Player> bidders{};
    Player partner{}; // the joint body's other member
    std::string project{};
    std::string place{};
    Fen estimate{}; // of the first lot, where a scene has one only
    std::vector<CastLot> lots{};
    std::vector<Fen> prices{}; // one for each bidder, all under the first lot's limit price

    Fen whole_estimate() const;
};

// The same seed gives the same cast.
Cast cast_of(std::uint64_t seed, std::size_t bidders);

// 18 characters of which the last is the right check character (GB 32100).
std::string organisation_code(const std::string& first17);

} // namespace tianping::rehearsal
