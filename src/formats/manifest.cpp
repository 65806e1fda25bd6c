#include "formats/manifest.hpp"
#include "base/canonical.hpp"
#include "base/wire.hpp"
#include "formats/packing.hpp"
#include "infra/crypto/digest.hpp"
#include <algorithm>
#include <set>

namespace tianping::seal {
namespace {

constexpr std::size_t longest_text = 200;

Error bad_manifest(std::string path, std::string allowed)
{
    return invalid_field("seal.bad_manifest", std::move(path), std::move(allowed));
}

bool is_plain_text(std::string_view text)
{
    return !text.empty() && text.size() <= longest_text && is_utf8(text) &&
           std::ranges::none_of(text,
                                [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
}

} // namespace

bool is_file_name(std::string_view name)
{
    const auto forbidden = [](char c) {
        return static_cast<unsigned char>(c) < 0x20 || c == 0x7F || c == '/' || c == '\\';
    };
    return !name.empty() && name.size() <= longest_file_name && is_utf8(name) && name != "." &&
           name != ".." && std::ranges::none_of(name, forbidden);
}

Status check(const Manifest& manifest)
{
    if (manifest.files.empty() || manifest.files.size() > most_files)
        return bad_manifest("files", "1.." + std::to_string(most_files) + " files");
    std::set<std::string_view> names;
    for (std::size_t i = 0; i < manifest.files.size(); ++i) {
        const ManifestFile& file = manifest.files[i];
        const std::string path = "files[" + std::to_string(i) + "]";
        if (!is_file_name(file.name))
            return bad_manifest(path + ".name", "a plain file name of at most 255 bytes");
        if (!names.insert(file.name).second)
            return bad_manifest(path + ".name", "each name once");
        if (file.size < 0 || !digest_from_hex(file.digest))
            return bad_manifest(path, "a size and 64 hexadecimal digits");
    }
    for (const auto& [path, text] :
         {std::pair{"tool", &manifest.tool}, std::pair{"creation_id", &manifest.creation_id},
          std::pair{"machine_code", &manifest.machine_code}})
        if (!is_plain_text(*text))
            return bad_manifest(path, "1.." + std::to_string(longest_text) + " bytes of plain text");
    return {};
}

Result<Bytes> encode_manifest(const Manifest& manifest)
{
    TP_CHECK(check(manifest));
    const std::string text = canonical(wire::write(manifest));
    if (text.size() > largest_manifest)
        return bad_manifest("files", "a manifest of at most " + std::to_string(largest_manifest) + " bytes");
    return Packer{}.u32(static_cast<std::uint32_t>(text.size())).raw(view(text)).take();
}

Result<OpenedContent> unpack_content(ByteView content)
{
    Unpacker in{content};
    const std::uint32_t length = in.u32();
    in.require(length <= largest_manifest, "the manifest is too large");
    const std::string_view text = text_view(in.raw(length));
    TP_CHECK(in.status("CONTENT"));
    auto parsed = wire::parse<Manifest>(text);
    if (!parsed || canonical(wire::write(*parsed)) != text)
        return bad_manifest("", "canonical JSON of a manifest");
    OpenedContent out{*std::move(parsed), {}};
    TP_CHECK(check(out.manifest));
    for (const ManifestFile& file : out.manifest.files) {
        if (static_cast<std::uint64_t>(file.size) > in.left())
            return bad_manifest("files", "sizes that fill the content exactly");
        out.files.push_back({file.name, in.raw(static_cast<std::size_t>(file.size))});
        if (to_hex(crypto::sm3(out.files.back().bytes)) != file.digest) {
            Error e{Fault::invalid, "seal.file_differs"};
            e.params["name"] = file.name;
            return e;
        }
    }
    if (in.left() != 0)
        return bad_manifest("files", "sizes that fill the content exactly");
    return out;
}

} // namespace tianping::seal
