#pragma once
// An installation without a tender, as `tianping serve` makes it, at a door of its own.
#include "app/account/account.hpp"
#include "app/house.hpp"
#include "support/scratch.hpp"
#include <gtest/gtest.h>

namespace tianping::test {

struct FreshHouse {
    FreshHouse(Home home, ClockPurpose purpose)
        : database{home}, config{app::load_config("", {},
                                                  {{"data", folder.path().string()},
                                                   {"database", database.address().text},
                                                   {"listen", "127.0.0.1:1"},
                                                   {"origin", origin}})
                                     .value()},
          installation{
              app::Installation::open(folder.path(), "ggzy.pingzhou.example", purpose, SystemClock{}.now())
                  .value()},
          house{config, installation, app::read_shelf(config).value(), chance}
    {
        house.establish().value();
        house.open_door({.any_port = true}).value();
    }
    ~FreshHouse() { house.stop(); }
    FreshHouse(const FreshHouse&) = delete;
    FreshHouse& operator=(const FreshHouse&) = delete;

    std::string base() const { return "http://127.0.0.1:" + std::to_string(house.port()); }
    account::Account account(const crypto::PrivateKey& key, const crypto::Certificate& certificate) const
    {
        return {base(), origin, {key, certificate}};
    }
    // One of the first staff, with the keys that were handed out.
    account::Account staff(const std::string& handle) const
    {
        const auto keys = app::fetch_signing(folder.path() / "handed-out" / handle).value();
        return account(keys.key, keys.certificate);
    }

    static constexpr const char* origin = "https://ggzy.pingzhou.example";
    ScratchFolder folder;
    ScratchDatabase database;
    app::Config config;
    app::Installation installation;
    SystemChance chance;
    app::House house;
};

} // namespace tianping::test
