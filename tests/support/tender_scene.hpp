#pragma once
// What the parts of the scene share.
#include "base/result.hpp"
#include <stdexcept>
#include <string>

namespace tianping::test::scene {

inline constexpr const char* origin = "http://127.0.0.1:8080";

template <class T>
T must(Result<T> result, const std::string& what)
{
    if (!result)
        throw std::runtime_error{what + ": " + result.error().code};
    if constexpr (!std::is_void_v<T>)
        return *std::move(result);
}

} // namespace tianping::test::scene
