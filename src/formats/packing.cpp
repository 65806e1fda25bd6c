#include "formats/packing.hpp"
#include <algorithm>

namespace tianping::seal {
namespace {

bool is_name_letter(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.' ||
           c == '_' || c == '-';
}

template <class T>
T number_of(ByteView bytes)
{
    T value = 0;
    for (const std::uint8_t b : bytes)
        value = static_cast<T>(value << 8U | b);
    return value;
}

} // namespace

bool is_name(std::string_view text)
{
    return !text.empty() && text.size() <= longest_name && std::ranges::all_of(text, is_name_letter);
}

Status check_name(std::string_view path, std::string_view text)
{
    if (!is_name(text))
        return invalid_field("seal.bad_name", std::string{path}, "1..64 of 0-9 A-Z a-z . _ -");
    return {};
}

Packer& Packer::raw(ByteView bytes)
{
    out_.insert(out_.end(), bytes.begin(), bytes.end());
    return *this;
}

Packer& Packer::u8(std::uint8_t value)
{
    out_.push_back(value);
    return *this;
}

Packer& Packer::u32(std::uint32_t value)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        out_.push_back(static_cast<std::uint8_t>(value >> shift));
    return *this;
}

Packer& Packer::u64(std::uint64_t value)
{
    return u32(static_cast<std::uint32_t>(value >> 32U)).u32(static_cast<std::uint32_t>(value));
}

Packer& Packer::name(std::string_view text)
{
    if (!is_name(text))
        throw std::logic_error("a name of the format is wanted");
    return u8(static_cast<std::uint8_t>(text.size())).raw(view(text));
}

ByteView Unpacker::raw(std::size_t count)
{
    if (count > left_.size())
        fail("ends too early");
    if (!good())
        return {};
    const ByteView front = left_.first(count);
    left_ = left_.subspan(count);
    return front;
}

std::uint8_t Unpacker::u8()
{
    return number_of<std::uint8_t>(raw(1));
}
std::uint32_t Unpacker::u32()
{
    return number_of<std::uint32_t>(raw(4));
}
std::uint64_t Unpacker::u64()
{
    return number_of<std::uint64_t>(raw(8));
}

std::string Unpacker::name()
{
    std::string text{text_view(raw(u8()))};
    require(is_name(text), "a name is malformed");
    return text;
}

void Unpacker::kind(std::string_view letters)
{
    require(text_view(raw(letters.size())) == letters, "another kind");
}

void Unpacker::require(bool holds, const char* what)
{
    if (!holds)
        fail(what);
}

void Unpacker::fail(const char* why)
{
    if (wrong_)
        return;
    wrong_ = why;
    wrong_at_ = position();
}

Status Unpacker::status(std::string_view what) const
{
    if (good())
        return {};
    Error e{Fault::malformed, "seal.malformed"};
    e.params = {{"what", std::string{what}},
                {"at", std::to_string(wrong_at_)},
                {"expected", std::string{what} + " of the sealing format"}};
    e.detail = wrong_;
    return e;
}

Status Unpacker::finish(std::string_view what)
{
    require(left_.empty(), "bytes left over");
    return status(what);
}

} // namespace tianping::seal
