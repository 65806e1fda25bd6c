#pragma once
// The grammar that every sealed or signed thing shares (docs/formats/seal.md): big-endian numbers, short
// names of a safe alphabet, fixed byte strings, and nothing after the end.
#include "base/bytes.hpp"
#include <boost/describe.hpp>

namespace tianping::seal {

inline constexpr std::size_t longest_name = 64;

// 1 to 64 of [0-9A-Za-z._-].
bool is_name(std::string_view text);
// `seal.bad_name` with the field's path.
Status check_name(std::string_view path, std::string_view text);

class Packer {
public:
    Packer& raw(ByteView bytes);
    Packer& u8(std::uint8_t value);
    Packer& u32(std::uint32_t value);
    Packer& u64(std::uint64_t value);
    // Text that is no name is a bug and throws std::logic_error: check_name comes first.
    Packer& name(std::string_view text);
    Bytes take() { return std::move(out_); }

private:
    Bytes out_;
};

// Reads from the front. After the first thing that does not fit everything reads as zero or empty, and
// finish() tells; so a decoder reads all its fields and asks once.
class Unpacker {
public:
    explicit Unpacker(ByteView bytes) : left_{bytes}, size_{bytes.size()} {}

    std::uint8_t u8();
    std::uint32_t u32();
    std::uint64_t u64();
    std::string name();
    ByteView raw(std::size_t count);
    template <std::size_t N>
    std::array<std::uint8_t, N> block()
    {
        std::array<std::uint8_t, N> out{};
        const ByteView bytes = raw(N);
        std::copy(bytes.begin(), bytes.end(), out.begin());
        return out;
    }
    // The eight letters that name the kind.
    void kind(std::string_view letters);
    // A rule of the grammar that is not about lengths.
    void require(bool holds, const char* what);

    std::size_t position() const { return size_ - left_.size(); }
    std::size_t left() const { return left_.size(); }
    bool good() const { return wrong_ == nullptr; }
    // `seal.malformed` with what was read, where and why, when anything failed.
    Status status(std::string_view what) const;
    // As status(), and bytes left over are refused.
    Status finish(std::string_view what);

private:
    void fail(const char* why);
    ByteView left_;
    std::size_t size_;
    const char* wrong_ = nullptr;
    std::size_t wrong_at_ = 0;
};

} // namespace tianping::seal
