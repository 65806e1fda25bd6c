#pragma once
// Where a sealed part or a message belongs.
#include "formats/packing.hpp"

namespace tianping::seal {

// One receiving of offers, by the names that platform, trade, lot, round and intake have in the formats.
struct Place {
    std::string platform{}, trade{}, lot{}, round{}, intake{};
    friend auto operator<=>(const Place&, const Place&) = default;
};
BOOST_DESCRIBE_STRUCT(Place, (), (platform, trade, lot, round, intake))

// `seal.bad_name` with the first field that is no name.
Status check(const Place& place);
// The five names in their order.
Packer& put(Packer& out, const Place& place);
Place read_place(Unpacker& in);

} // namespace tianping::seal
