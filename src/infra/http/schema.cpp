#include "infra/http/schema.hpp"

namespace tianping::http::detail {
namespace {

constexpr std::string_view house = "tianping::";

// "a::b::Draft" -> "BDraft"; "Draft" -> "Draft".
std::string plain_name(std::string_view name)
{
    if (name.starts_with(house))
        name.remove_prefix(house.size());
    const auto last = name.rfind("::");
    std::string out{last == std::string_view::npos ? name : name.substr(last + 2)};
    if (last == std::string_view::npos)
        return out;
    const auto before = name.substr(0, last);
    const auto start = before.rfind("::");
    std::string room{start == std::string_view::npos ? before : before.substr(start + 2)};
    if (room.empty() || room.front() == '(') // an anonymous namespace
        return out;
    room.front() = static_cast<char>(std::toupper(static_cast<unsigned char>(room.front())));
    return room + out;
}

} // namespace

std::string public_type_name(std::string_view cpp_name)
{
    const auto open = cpp_name.find('<');
    if (open == std::string_view::npos)
        return plain_name(cpp_name);
    const auto inner = cpp_name.substr(open + 1, cpp_name.rfind('>') - open - 1);
    const auto outer = cpp_name.substr(0, open);
    const auto last = outer.rfind("::");
    return public_type_name(inner.substr(0, inner.find_last_not_of(' ') + 1)) +
           std::string{last == std::string_view::npos ? outer : outer.substr(last + 2)};
}

} // namespace tianping::http::detail
