#pragma once
// A bid of one paper, sealed as its bidder's own program seals it.
#include "app/bidder/bid.hpp"
#include <fstream>

namespace tianping::test {

// Its two parts, in the folder `sealed` below `home`, beside their secrets.
inline Result<std::vector<bidder::SealedPartFile>> seal_small_bid(const std::filesystem::path& home,
                                                                  const bidding::SealingKit& kit,
                                                                  const account::Holder& holder,
                                                                  Chance& chance)
{
    const auto bill = home / "bill.pdf";
    std::filesystem::create_directories(home);
    std::ofstream{bill, std::ios::binary} << "%PDF-1.7 bill";
    const bidder::SealOrder order{kit,
                                  {{"price", {bill}}, {"technical", {bill}}},
                                  {{"price", "1000000000"}, {"quality", "合格"}},
                                  "CREATION-1",
                                  "MACHINE-1",
                                  std::nullopt};
    return bidder::seal_bid(order, holder, chance, home / "sealed");
}

} // namespace tianping::test
