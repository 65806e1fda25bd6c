#include "app/portal/terms_data.hpp"
#include "base/canonical.hpp"

namespace tianping::app {

std::string terms_data_path(const std::string& trade, const std::string& digest)
{
    return "/api/v1/trades/" + trade + "/terms/" + digest + "/canonical.json";
}

http::Route terms_data_route(const trade::Trades& trades)
{
    http::Route route;
    route.kind = http::Kind::view;
    route.method = http::Method::get;
    route.path = terms_data_path("{trade}", "{digest}");
    route.needs = Capability::public_read;
    route.object = trade::trade_object;
    route.summary = "One version of the terms as the bytes that its digest is of: canonical JSON";
    route.response_media = "application/json";
    route.view = [&trades](const ReadTx& tx, const http::Request& request) -> Result<http::Document> {
        TP_TRY(version, trades.get_terms(tx, request));
        http::Document out;
        out.media = "application/json";
        out.content = canonical(wire::write(version.terms));
        out.etag = version.digest;
        out.file_name = "terms-" + std::to_string(version.terms.number) + ".json";
        return out;
    };
    return route;
}

} // namespace tianping::app
