#include "app/exporting/fetching.hpp"
#include "infra/crypto/certificate.hpp"
#include "infra/http/every_page.hpp"
#include "rooms/bidding/api.hpp"
#include "rooms/identity/bodies.hpp"
#include <fstream>

namespace tianping::exporting {

Status write_file(const std::filesystem::path& file, const std::string& bytes)
{
    std::error_code ec;
    std::filesystem::create_directories(file.parent_path(), ec);
    std::ofstream out{file, std::ios::binary | std::ios::trunc};
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (out.flush())
        return {};
    Error e{Fault::unavailable, "export.cannot_write"};
    e.params["file"] = file.string();
    return e;
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
