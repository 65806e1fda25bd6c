#include "formats/sealing.hpp"
#include "infra/crypto/random.hpp"

namespace tianping::seal {
namespace {

class EraseAtEnd {
public:
    explicit EraseAtEnd(Chance& chance) : chance_{chance} {}
    ~EraseAtEnd() { crypto::erase(chance_); }
    EraseAtEnd(const EraseAtEnd&) = delete;
    EraseAtEnd& operator=(const EraseAtEnd&) = delete;

private:
    Chance& chance_;
};

Result<Manifest> manifest_of(const SealInput& input)
{
    Manifest manifest{{}, input.tool, input.creation_id, input.machine_code};
    for (const FileToSeal& file : input.files) {
        if (file.source.size > largest_content)
            return Error{Fault::too_large, "seal.too_large"};
        crypto::Sm3 digest;
        TP_CHECK(for_each_piece(file.source, [&](ByteView piece) { digest.update(piece); }));
        manifest.files.push_back(
            {file.name, static_cast<std::int64_t>(file.source.size), to_hex(digest.finish())});
    }
    return manifest;
}

Status for_each_content_piece(ByteView manifest, const std::vector<FileToSeal>& files, const Sink& take)
{
    take(manifest);
    for (const FileToSeal& file : files)
        TP_CHECK(for_each_piece(file.source, take));
    return {};
}

// Checks the keys and the digest of the context before the secret is made of them.
Result<Header> header_of(const Prefix& prefix, const Secret& secret)
{
    return Header::decode(rebuild_header(prefix, secret));
}

} // namespace

Result<Sealed> seal_part(const SealInput& input, Chance& chance, const Sink& out)
{
    const EraseAtEnd erase_at_end{chance};
    TP_TRY(manifest, manifest_of(input));
    TP_TRY(front, encode_manifest(manifest));
    std::uint64_t length = front.size();
    for (const FileToSeal& file : input.files)
        length += file.source.size;
    const auto chunks = size_class(length);
    if (!chunks)
        return Error{Fault::too_large, "seal.too_large"};
    Prefix prefix = input.prefix;
    prefix.chunks = *chunks;
    TP_CHECK(prefix.check());

    crypto::Sm3 content, content_again, envelope;
    TP_CHECK(for_each_content_piece(front, input.files, [&](ByteView piece) { content.update(piece); }));
    const Digest content_digest = content.finish();
    const Secret secret = Secret::fresh(chance, content_digest, context_of(prefix.encode()));
    TP_TRY(header, header_of(prefix, secret));

    std::uint64_t written = 0;
    const Sink keep = [&](ByteView piece) {
        envelope.update(piece);
        written += piece.size();
        out(piece);
    };
    keep(header.bytes());
    BodySealer body{secret, header.digest(), *chunks, length, keep};
    TP_CHECK(for_each_content_piece(front, input.files, [&](ByteView piece) {
        content_again.update(piece);
        body.write(piece);
    }));
    body.finish();
    if (content_again.finish() != content_digest)
        return Error{Fault::conflict, "seal.source_changed"};
    return Sealed{std::move(header), envelope.finish(), written, std::move(manifest), secret};
}

Result<SealedBytes> seal_part(const SealInput& input, Chance& chance)
{
    Bytes envelope;
    TP_TRY(sealed, seal_part(input, chance, [&](ByteView piece) {
               envelope.insert(envelope.end(), piece.begin(), piece.end());
           }));
    return SealedBytes{std::move(sealed), std::move(envelope)};
}

} // namespace tianping::seal
