#include "infra/crypto/file_digests.hpp"
#include "infra/crypto/digest.hpp"
#include "infra/crypto/openssl_handles.hpp"
#include <fstream>

namespace tianping::crypto {

FileDigests digests_of_file(const std::filesystem::path& file)
{
    std::ifstream in{file, std::ios::binary};
    Sm3 sm3;
    const DigestState sha256{EVP_MD_CTX_new()};
    must(sha256 && EVP_DigestInit_ex2(sha256.get(), EVP_sha256(), nullptr) == 1, "SHA-256 does not start");
    std::string piece(1 << 16, '\0');
    while (in.read(piece.data(), static_cast<std::streamsize>(piece.size())) || in.gcount() > 0) {
        const auto bytes = view(piece).first(static_cast<std::size_t>(in.gcount()));
        sm3.update(bytes);
        must(EVP_DigestUpdate(sha256.get(), bytes.data(), bytes.size()) == 1, "SHA-256 does not take bytes");
    }
    if (!in.eof() || in.bad())
        throw std::runtime_error("cannot read " + file.string());
    FileDigests out{sm3.finish(), {}};
    must(EVP_DigestFinal_ex(sha256.get(), out.sha256.data(), nullptr) == 1, "SHA-256 does not end");
    return out;
}

} // namespace tianping::crypto
