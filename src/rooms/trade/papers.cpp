#include "rooms/trade/papers.hpp"
#include "base/json_text.hpp"
#include "rooms/trade/agents.hpp"
#include "rooms/trade/service.hpp"
#include <algorithm>
#include <utility>

namespace tianping::trade {
namespace {

std::vector<Paper> documents_of(const Registration& in)
{
    std::vector<Paper> out;
    for (const auto& file : in.documents)
        out.push_back({"registration.documents[" + std::to_string(out.size()) + "]", file});
    return out;
}

} // namespace

bool uploaded_whole(const blob::BlobStore& files, const terms::File& file,
                    const std::vector<std::string>& organisations)
{
    const auto own = [&](const std::string& one) {
        return !one.empty() && files.uploaded_by(file.digest, one);
    };
    if (std::ranges::none_of(organisations, own))
        return false;
    const auto at = files.path(file.digest);
    std::error_code unread;
    const auto size = at ? std::filesystem::file_size(*at, unread) : 0;
    return at && !unread && std::cmp_equal(size, file.size);
}

std::vector<Paper> papers_of(const SubmitIn& in)
{
    auto out = documents_of(in.registration);
    if (in.desk)
        out.insert(out.begin(), {"desk.application", in.desk->application});
    return out;
}

std::vector<Paper> papers_of(const SupplementIn& in)
{
    auto out = documents_of(in.registration);
    if (in.application)
        out.insert(out.begin(), {"application", *in.application});
    return out;
}

wire::Faults missing_papers(const blob::BlobStore& files, const std::vector<Paper>& papers,
                            const std::vector<std::string>& organisations)
{
    wire::Faults out;
    for (const auto& paper : papers)
        if (digest_from_hex(paper.file.digest) && !uploaded_whole(files, paper.file, organisations))
            out.push_back(
                {paper.path, "trade.paper_missing", "a file that your side uploaded, with its size"});
    return out;
}

std::optional<terms::File> paper_of(const TradeRow& row, const std::string& digest)
{
    auto all = from_text<Registration>(row.registration).documents;
    if (const auto scan = application_of(row))
        all.push_back(*scan);
    const auto at = std::ranges::find(all, digest, &terms::File::digest);
    return at == all.end() ? std::nullopt : std::optional{*at};
}

// Whoever registers has uploaded what he names: at the desk its staff, online the party or his agent.
Result<Trades::ReadyPapers> Trades::prepare_submit(const http::Request& request, const SubmitIn& in) const
{
    if (settings_.files == nullptr)
        return ReadyPapers{};
    const auto& actor = request.call.actor;
    return ReadyPapers{missing_papers(*settings_.files, papers_of(in),
                                      {actor.organisation, in.desk ? std::string{} : actor.on_behalf_of})};
}

Result<Trades::ReadyPapers> Trades::prepare_supplement(const http::Request& request,
                                                       const SupplementIn& in) const
{
    if (settings_.files == nullptr)
        return ReadyPapers{};
    const auto sides = settings_.reads->read([&](const ReadTx& tx) -> Result<std::vector<std::string>> {
        TP_TRY(trade, trade_of_path(tx, request));
        return trade.entry == Entry::desk ? std::vector{trade.centre} : sides_of(tx, trade);
    });
    if (!sides)
        return ReadyPapers{}; // told inside
    return ReadyPapers{missing_papers(*settings_.files, papers_of(in), *sides)};
}

http::Document Trades::document_of(const terms::File& file, const std::filesystem::path& path)
{
    http::Document out;
    out.media = "application/octet-stream"; // its owner's own word for it is not shown by a browser here
    out.content = http::FileBody{path, 0, file.size};
    out.etag = file.digest;
    out.file_name = file.name;
    return out;
}

Result<http::Document> Trades::paper(const ReadTx& tx, const http::Request& request) const
{
    TP_TRY(row, trade_of_path(tx, request));
    const auto file = sees_inside(request.call.actor, row) ? paper_of(row, request.path.at("file"))
                                                           : std::optional<terms::File>{};
    if (!file || settings_.files == nullptr)
        return Error{Fault::not_found, "trade.paper_unknown"};
    TP_TRY(path, settings_.files->path(file->digest));
    return document_of(*file, path);
}

} // namespace tianping::trade
