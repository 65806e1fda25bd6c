#pragma once
// An installation without a tender, as `tianping serve` makes it.
#include "app/account/account.hpp"
#include "app/house.hpp"
#include "support/scratch.hpp"
#include <gtest/gtest.h>

namespace tianping::test {

inline constexpr const char* fresh_origin = "https://ggzy.pingzhou.example";

// A folder and a database; nothing has started yet.
struct FreshNode {
    FreshNode(std::filesystem::path data, const DatabaseAddress& database, ClockPurpose purpose,
              const std::string& node = "main")
        : folder{std::move(data)}, config{app::load_config("", {},
                                                           {{"data", folder.string()},
                                                            {"database", database.text},
                                                            {"node", node},
                                                            {"origin", fresh_origin}})
                                              .value()},
          installation{
              app::Installation::open(folder, "ggzy.pingzhou.example", purpose, SystemClock{}.now()).value()}
    {
    }
    FreshNode(const FreshNode&) = delete;
    FreshNode& operator=(const FreshNode&) = delete;

    app::House& start()
    {
        auto ready = app::make_ready(config, installation).value();
        house.emplace(config, installation, app::read_shelf(config).value(), chance, std::move(ready));
        return *house;
    }
    std::string base() const { return "http://127.0.0.1:" + std::to_string(house->port()); }
    account::Account account(const crypto::PrivateKey& key, const crypto::Certificate& certificate) const
    {
        return {base(), fresh_origin, {key, certificate}};
    }
    // One of the first staff, with the keys that were handed out.
    account::Account staff(const std::string& handle) const
    {
        const auto keys = app::fetch_signing(folder / "handed-out" / handle).value();
        return account(keys.key, keys.certificate);
    }

    std::filesystem::path folder;
    app::Config config;
    app::Installation installation;
    SystemChance chance;
    std::optional<app::House> house{};
};

// One node of its own, established and open.
struct FreshHouse : private ScratchFolder, private ScratchDatabase, FreshNode {
    FreshHouse(Home home, ClockPurpose purpose)
        : ScratchDatabase{home}, FreshNode{ScratchFolder::path(), ScratchDatabase::address(), purpose}
    {
        start().establish().value();
        house->open_door({.any_port = true}).value();
    }
};

} // namespace tianping::test
