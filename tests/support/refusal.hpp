#pragma once
// What a refused call was told.
#include "base/result.hpp"
#include <string>

namespace tianping::test {

// The refusal's code; nothing when the call succeeded.
template <class T>
std::string code_of(const Result<T>& result)
{
    return result ? std::string{} : result.error().code;
}

// The refusal's fields in their order: "name identity.name_malformed;".
template <class T>
std::string bad_fields_of(const Result<T>& result)
{
    std::string out;
    for (const auto& field : result ? std::vector<FieldFault>{} : result.error().fields)
        out += field.path + " " + field.code + ";";
    return out;
}

} // namespace tianping::test
