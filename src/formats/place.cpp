#include "formats/place.hpp"

namespace tianping::seal {

Status check(const Place& place)
{
    TP_CHECK(check_name("place.platform", place.platform));
    TP_CHECK(check_name("place.trade", place.trade));
    TP_CHECK(check_name("place.lot", place.lot));
    TP_CHECK(check_name("place.round", place.round));
    return check_name("place.intake", place.intake);
}

Packer& put(Packer& out, const Place& place)
{
    return out.name(place.platform).name(place.trade).name(place.lot).name(place.round).name(place.intake);
}

Place read_place(Unpacker& in)
{
    Place place;
    for (std::string* name : {&place.platform, &place.trade, &place.lot, &place.round, &place.intake})
        *name = in.name();
    return place;
}

} // namespace tianping::seal
