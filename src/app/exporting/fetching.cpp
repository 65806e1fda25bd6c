#include "app/exporting/fetching.hpp"
#include "app/verify/verify.hpp"
#include "infra/crypto/certificate.hpp"
#include "infra/http/every_page.hpp"
#include "rooms/bidding/api.hpp"
#include "rooms/identity/bodies.hpp"
#include <fstream>

namespace tianping::exporting {
namespace {

Error cannot_write(const std::filesystem::path& file)
{
    Error e{Fault::unavailable, "export.cannot_write"};
    e.params["file"] = file.string();
    return e;
}

} // namespace

Status write_file(const std::filesystem::path& file, const std::string& bytes)
{
    std::error_code ec;
    std::filesystem::create_directories(file.parent_path(), ec);
    std::ofstream out{file, std::ios::binary | std::ios::trunc};
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return out.flush() ? Status{} : Status{cannot_write(file)};
}

Result<std::string> fetched(http::Client& platform, const std::string& target)
{
    TP_TRY(answer, platform.send("GET", target));
    if (!answer.ok())
        return answer.problem();
    return answer.body;
}

Status save(http::Client& platform, const std::string& target, const std::filesystem::path& file)
{
    TP_TRY(bytes, fetched(platform, target));
    return write_file(file, bytes);
}

Status remove_other_envelopes(const std::filesystem::path& folder, const std::set<std::string>& given)
{
    std::vector<std::filesystem::path> others;
    std::error_code ec;
    for (const auto& file : std::filesystem::directory_iterator{folder / "envelopes", ec}) {
        const auto digest = file.path().stem().string();
        const auto name = verify::envelope_file(digest);
        if (digest_from_hex(digest) && folder / name == file.path() && !given.contains(name))
            others.push_back(file.path());
    }
    for (const auto& file : others) {
        std::filesystem::remove(file, ec);
        if (ec)
            return cannot_write(file);
    }
    return {};
}

namespace {

// One PEM file of the certificates in a list of anchors.
template <class Anchor>
Status write_anchors(const std::filesystem::path& file, const std::vector<Anchor>& anchors)
{
    std::string pem;
    for (const auto& anchor : anchors) {
        TP_TRY(der, from_base64(anchor.certificate));
        TP_TRY(certificate, crypto::Certificate::from_der(der));
        pem += certificate.pem();
    }
    return write_file(file, pem);
}

} // namespace

Status export_anchors(http::Client& platform, const std::filesystem::path& file)
{
    TP_TRY(anchors, http::every_page<identity::AnchorOut>(platform, "/api/v1/anchors"));
    return write_anchors(file, anchors);
}

Status export_timestamp_anchors(http::Client& platform, const std::filesystem::path& file)
{
    TP_TRY(anchors, http::every_page<bidding::TimestampAnchor>(platform, "/api/v1/timestamp-anchors"));
    std::error_code ignored;
    std::filesystem::remove(file, ignored); // of an export before
    if (anchors.empty())
        return {};
    return write_anchors(file, anchors);
}

} // namespace tianping::exporting
