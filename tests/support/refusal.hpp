#pragma once
// What a refused call was told, in one word.
#include "base/result.hpp"
#include <string>

namespace tianping::test {

// The refusal's code; nothing when the call succeeded.
template <class T>
std::string code_of(const Result<T>& result)
{
    return result ? std::string{} : result.error().code;
}

} // namespace tianping::test
