#include "base/folder.hpp"
#include "infra/crypto/chain.hpp"
#include <fstream>
#include <iterator>

namespace tianping::crypto {

namespace {

Error unreadable(const std::filesystem::path& path)
{
    Error e{Fault::invalid, "certificate.folder_unreadable"};
    e.params["path"] = path.string();
    return e;
}

Result<RevocationList> list_from(const std::string& content)
{
    if (content.starts_with("-----BEGIN"))
        return RevocationList::from_pem(content);
    return RevocationList::from_der(view(content));
}

Status take(TrustStore& store, const std::filesystem::path& file, const std::string& content)
{
    if (file.extension() == ".crl") {
        TP_TRY(list, list_from(content));
        store.add(std::move(list));
        return {};
    }
    TP_TRY(certificates, certificates_from_pem(content));
    for (const auto& certificate : certificates)
        TP_CHECK(store.trust(certificate));
    return {};
}

} // namespace

Status TrustStore::load(const std::filesystem::path& folder)
{
    std::error_code problem;
    const auto files = entries_in(folder, problem);
    if (problem)
        return unreadable(folder);
    auto filled = *this;
    for (const auto& file : files) {
        if (file.extension() != ".pem" && file.extension() != ".crt" && file.extension() != ".crl")
            continue;
        std::ifstream in{file, std::ios::binary};
        const std::string content{std::istreambuf_iterator<char>{in}, {}};
        if (!in.is_open() || in.bad())
            return unreadable(file);
        if (auto taken = take(filled, file, content); !taken) {
            auto e = std::move(taken).error();
            e.params["file"] = file.filename().string();
            return e;
        }
    }
    *this = std::move(filled);
    return {};
}

} // namespace tianping::crypto
