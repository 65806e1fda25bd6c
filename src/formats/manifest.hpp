#pragma once
// What is inside a sealed part: a manifest in canonical JSON and the files in its order. The manifest carries
// the file creation id and machine code (43号令 21); evaluators see the files, never the manifest.
#include "base/bytes.hpp"
#include <boost/describe.hpp>

namespace tianping::seal {

inline constexpr std::size_t largest_manifest = 1U << 20U;
inline constexpr std::size_t most_files = 1000;
inline constexpr std::size_t longest_file_name = 255; // bytes of UTF-8

struct ManifestFile {
    std::string name{};
    std::int64_t size = 0;
    std::string digest{}; // SM3, 64 hexadecimal digits
    friend bool operator==(const ManifestFile&, const ManifestFile&) = default;
};
BOOST_DESCRIBE_STRUCT(ManifestFile, (), (name, size, digest))

struct Manifest {
    std::vector<ManifestFile> files{};
    std::string tool{};         // name and version of the program that sealed
    std::string creation_id{};  // made by that program, once for each file set
    std::string machine_code{}; // of the machine it ran on
    friend bool operator==(const Manifest&, const Manifest&) = default;
};
BOOST_DESCRIBE_STRUCT(Manifest, (), (files, tool, creation_id, machine_code))

// A plain file name: UTF-8, 1 to 255 bytes, no slash, backslash or control character, not "." or "..".
bool is_file_name(std::string_view name);

// 1 to 1000 files of distinct plain names, sizes not negative, digests well formed, texts of at most 200
// bytes: `seal.bad_manifest` with the field.
Status check(const Manifest& manifest);

// u32 length ‖ canonical JSON, the front of the content. `seal.bad_manifest` as check, or when too large.
Result<Bytes> encode_manifest(const Manifest& manifest);

struct OpenedFile {
    std::string name{};
    ByteView bytes{}; // a view into the content
};

struct OpenedContent {
    Manifest manifest{};
    std::vector<OpenedFile> files{};
};

// Takes opened content apart. `seal.bad_manifest` when the manifest is not canonical, breaks check() or its
// sizes do not fill the content exactly; `seal.file_differs` with the name when a file's digest is another.
Result<OpenedContent> unpack_content(ByteView content);

} // namespace tianping::seal
