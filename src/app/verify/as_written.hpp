#pragma once
// JSON of an export, taken as it is written there alone.
#include "app/verify/logged.hpp"
#include <boost/json/serialize.hpp>

namespace tianping::verify {

// A platform writes a value in one way: no blanks, no escape that is not needed, every instant in UTC with
// its milliseconds. `verify.respelled` where the same is said in other bytes; the order of members is free.
template <class T>
Result<T> as_written(std::string_view text)
{
    TP_TRY(value, wire::parse_json(text));
    TP_TRY(out, wire::from_value<T>(value));
    if (boost::json::serialize(value) != text || canonical(value) != canonical(wire::write(out)))
        return differs("verify.respelled", {});
    return out;
}

} // namespace tianping::verify
