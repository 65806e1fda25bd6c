#include "formats/source.hpp"
#include <algorithm>
#include <fstream>

namespace tianping::seal {

Source Source::of(ByteView bytes)
{
    return {bytes.size(), [bytes](std::uint64_t at, std::span<std::uint8_t> out) {
                const ByteView piece = bytes.subspan(at, out.size());
                std::copy(piece.begin(), piece.end(), out.begin());
                return true;
            }};
}

Result<Source> Source::of_file(const std::string& path)
{
    const auto file = std::make_shared<std::ifstream>(path, std::ios::binary | std::ios::ate);
    const auto size = file->good() ? static_cast<std::streamoff>(file->tellg()) : std::streamoff{-1};
    if (size < 0) {
        Error e{Fault::invalid, "seal.source_unreadable"};
        e.params["name"] = path;
        return e;
    }
    return Source{static_cast<std::uint64_t>(size), [file](std::uint64_t at, std::span<std::uint8_t> out) {
                      file->clear();
                      file->seekg(static_cast<std::streamoff>(at));
                      file->read(reinterpret_cast<char*>(out.data()),
                                 static_cast<std::streamsize>(out.size()));
                      return file->gcount() == static_cast<std::streamsize>(out.size());
                  }};
}

Status for_each_piece(const Source& source, const std::function<void(ByteView)>& take)
{
    Bytes piece(std::min<std::uint64_t>(source.size, 1U << 18U));
    for (std::uint64_t at = 0; at < source.size; at += piece.size()) {
        const auto part = std::span{piece}.first(std::min<std::uint64_t>(piece.size(), source.size - at));
        if (!source.read(at, part))
            return Error{Fault::invalid, "seal.source_unreadable"};
        take(part);
    }
    return {};
}

} // namespace tianping::seal
