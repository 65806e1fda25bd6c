// Signed versions of the terms. The check informs the owner, who alone signs (design.md 5, 6.2.5).
#include "base/json_text.hpp"
#include "formats/terms_check.hpp"
#include "formats/terms_print.hpp"
#include "rooms/trade/agents.hpp"
#include "rooms/trade/capabilities.hpp"
#include "rooms/trade/closers.hpp"
#include "rooms/trade/papers.hpp"
#include "rooms/trade/service.hpp"
#include "rooms/trade/store.hpp"
#include "rooms/trade/terms_findings.hpp"
#include <algorithm>

namespace tianping::trade {
namespace {

void want(bool good, const std::string& path, const std::string& allowed, wire::Faults& bad)
{
    if (!good)
        bad.push_back({path, "trade.terms_disagree", allowed});
}

// The terms speak of this trade, its live rounds and the version that follows the last one.
Status check_belongs(const terms::Terms& terms, const TradeRow& trade, const std::vector<RoundFacts>& rounds,
                     const std::string& platform)
{
    wire::Faults bad;
    want(terms.platform == platform, "terms.platform", platform, bad);
    want(terms.trade == trade.id.text(), "terms.trade", trade.id.text(), bad);
    want(terms.procedure == trade.procedure, "terms.procedure", trade.procedure, bad);
    want(terms.number == trade.latest_number + 1, "terms.number", std::to_string(trade.latest_number + 1),
         bad);
    want(terms.previous.value_or("") == trade.latest_terms, "terms.previous", trade.latest_terms, bad);
    for (std::size_t i = 0; i < terms.lots.size(); ++i) {
        const auto path = "terms.lots[" + std::to_string(i) + "].";
        const auto& lot = terms.lots[i];
        const auto at = std::ranges::find_if(rounds, [&](const auto& r) { return r.id.text() == lot.round; });
        if (at == rounds.end()) {
            want(false, path + "round", "a round of this trade", bad);
            continue;
        }
        want(at->lot.text() == lot.lot, path + "lot", at->lot.text(), bad);
        want(at->intake.text() == lot.intake, path + "intake", at->intake.text(), bad);
        for (const auto& one : disagreements(lot, *at))
            want(false, path + one.member, one.registered, bad);
        want(at->stage < Stage::closed, path + "round", "a round that is not closed", bad);
    }
    return counted("trade.terms_do_not_fit", std::move(bad));
}

// Each round's own procedure, pinned or to be pinned, binds what the owner asks for its lot.
Status check_procedure(const ReadTx& tx, const terms::Terms& terms, const std::vector<RoundFacts>& rounds,
                       const procedure::Library& library)
{
    std::vector<Forbidden> out;
    for (std::size_t i = 0; i < terms.lots.size(); ++i) {
        const auto at = std::ranges::find(rounds, terms.lots[i].round,
                                          [](const RoundFacts& round) { return round.id.text(); });
        if (at == rounds.end())
            continue;
        TP_TRY(rules, rules_of(tx, *at, library));
        std::ranges::move(against_procedure(terms, i, rules), std::back_inserter(out));
    }
    return refusal_of(out, terms.procedure, "terms.");
}

// Everyone may take what is in force from the hour at which the documents are given out (20-20).
bool sees_terms(const Call& call, const TradeRow& trade, const TermsRow& row)
{
    return sees_inside(call.actor, trade) ||
           (row.in_force_from && from_text<terms::Terms>(row.body).documents_from <= call.arrived);
}

Result<TermsRow> visible_terms(const ReadTx& tx, const http::Request& request)
{
    TP_TRY(trade, trade_of_path(tx, request));
    const auto& digest = request.path.at("digest");
    auto row = digest_from_hex(digest) ? store::terms(tx, digest) : std::nullopt;
    if (!row || row->trade != trade.id || !sees_terms(request.call, trade, *row))
        return Error{Fault::not_found, "trade.terms_unknown", {}, {{"id", beginning(digest, 64)}}};
    return *std::move(row);
}

// What TermsOut::compared_with says, as far as the caller sees it.
std::optional<TermsRow> compared_with(const ReadTx& tx, const http::Request& request, const TermsRow& row)
{
    auto before = store::terms_in_force_before(tx, row.trade, row.number);
    if (!before && !row.in_force_from)
        if (const auto previous = from_text<terms::Terms>(row.body).previous)
            before = store::terms(tx, *previous);
    if (before && !sees_terms(request.call, store::trade(tx, row.trade).value(), *before))
        return std::nullopt;
    return before;
}

} // namespace

// Nobody is to prepare a bid on files that nobody can fetch.
Status Trades::check_files(const terms::Terms& terms, const std::vector<std::string>& sides) const
{
    wire::Faults bad;
    for (std::size_t i = 0; i < terms.files.size(); ++i)
        if (!uploaded_whole(*settings_.files, terms.files[i], sides))
            bad.push_back(
                {"terms.files[" + std::to_string(i) + "]", "trade.file_missing", terms.files[i].name});
    return counted("trade.file_missing", std::move(bad));
}

Result<Trades::ReadyTerms> Trades::prepare_terms(const http::Request& request, const TermsIn& in) const
{
    Collected bad;
    if (const auto valid = terms::valid(in.terms); !valid)
        bad.check(Status{below("terms", valid.error())});
    auto proved = bad.read(identity::prove_signature(terms::signed_bytes(in.terms), in.signature));
    TP_CHECK(bad.done());
    ReadyTerms out{*std::move(proved), {}};
    if (settings_.files == nullptr)
        return out;
    const auto sides = settings_.reads->read([&](const ReadTx& tx) -> Result<std::vector<std::string>> {
        TP_TRY(trade, trade_of_path(tx, request));
        return sides_of(tx, trade);
    });
    out.files = sides ? check_files(in.terms, *sides) : Status{sides.error()};
    return out;
}

Result<TermsSignedOut> Trades::sign_terms(WriteTx& tx, const http::Request& request, const TermsIn& in,
                                          const ReadyTerms& ready) const
{
    const auto& proved = ready.proved;
    const auto& call = request.call;
    TP_TRY(row, trade_of_path(tx, request));
    TP_CHECK(identity::check_signer(tx, proved, row.owner, call.arrived));
    const auto rounds = rounds_of(tx, row.id);
    Collected bad;
    bad.check(check_belongs(in.terms, row, rounds, settings_.platform));
    bad.check(check_procedure(tx, in.terms, rounds, library_), "terms.procedure");
    bad.check(check_shares(tx, in.terms, row));
    bad.check(check_closers_sign(tx, in.terms));
    bad.check(ready.files);
    TP_CHECK(bad.done());
    TP_CHECK(check_closers_stay(tx, in.terms, rounds));
    const auto digest = to_hex(terms::digest(in.terms));
    const TermsRow kept{digest,
                        row.id,
                        in.terms.number,
                        to_text(in.terms),
                        to_hex(proved.certificate_digest),
                        in.signature.value,
                        call.arrived,
                        std::nullopt};
    TP_CHECK(tx.insert(kept));
    row.latest_terms = digest;
    row.latest_number = in.terms.number;
    TP_CHECK(keep(tx, request, row));
    events::append(tx, call, row.id.text(), about(trade_facts(tx, row.id).value(), rounds_of(tx, row.id)),
                   TermsSigned{digest, kept.number, kept.certificate_digest, kept.signature});
    TP_TRY(findings, findings_on_terms(tx, library_, in.terms, std::nullopt));
    return TermsSignedOut{digest, kept.number, findings};
}

Result<http::Page<TermsLine>> Trades::list_terms(const ReadTx& tx, const http::Request& request) const
{
    TP_TRY(trade, trade_of_path(tx, request));
    const bool all = sees_inside(request.call.actor, trade);
    return http::read_page<TermsLine>(
        request,
        [&](const std::string& after, std::int64_t most) {
            return store::terms_page(tx, {trade.id, all, after, most});
        },
        [](const TermsRow& row) {
            return TermsLine{row.digest, row.number, row.signed_at, row.in_force_from};
        },
        [](const TermsRow& row) { return row.digest; });
}

Result<TermsOut> Trades::get_terms(const ReadTx& tx, const http::Request& request) const
{
    TP_TRY(row, visible_terms(tx, request));
    TP_TRY(signer, identity::certificate(tx, row.certificate_digest));
    TermsOut out{row.digest,
                 from_text<terms::Terms>(row.body),
                 row.certificate_digest,
                 signer.der_base64,
                 row.signature,
                 row.signed_at,
                 row.in_force_from,
                 std::nullopt,
                 {}};
    if (const auto before = compared_with(tx, request, row)) {
        out.compared_with = before->digest;
        out.differences = terms::compare(from_text<terms::Terms>(before->body), out.terms);
    }
    note_taken(tx, request.call, row);
    return out;
}

Result<http::Document> Trades::print_comparison(const ReadTx& tx, const http::Request& request) const
{
    TP_TRY(row, visible_terms(tx, request));
    const auto before = compared_with(tx, request, row);
    if (!before)
        return Error{
            Fault::not_found, "trade.no_earlier_terms", {}, {{"number", std::to_string(row.number)}}};
    http::Document out;
    out.media = "text/markdown; charset=utf-8";
    out.content =
        terms::print_comparison(from_text<terms::Terms>(before->body), from_text<terms::Terms>(row.body));
    out.etag = before->digest + row.digest;
    note_taken(tx, request.call, row);
    return out;
}

Result<http::Document> Trades::print_terms(const ReadTx& tx, const http::Request& request) const
{
    TP_TRY(row, visible_terms(tx, request));
    http::Document out;
    out.media = "text/markdown; charset=utf-8";
    out.content = terms::print(from_text<terms::Terms>(row.body));
    out.etag = row.digest;
    note_taken(tx, request.call, row);
    return out;
}

Result<http::Document> Trades::file_of_terms(const ReadTx& tx, const http::Request& request) const
{
    TP_TRY(row, visible_terms(tx, request));
    const auto& digest = request.path.at("file");
    const auto files = from_text<terms::Terms>(row.body).files;
    const auto file = std::ranges::find(files, digest, &terms::File::digest);
    if (file == files.end() || settings_.files == nullptr)
        return Error{Fault::not_found, "trade.file_unknown"};
    TP_TRY(path, settings_.files->path(digest));
    note_taken(tx, request.call, row);
    return document_of(*file, path);
}

} // namespace tianping::trade
