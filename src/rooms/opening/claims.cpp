// Files as evidence why a bid did not open: what its bidder claims, and who may read them (20-31).
#include "base/canonical.hpp"
#include "rooms/opening/events.hpp"
#include "rooms/opening/forms.hpp"
#include "rooms/opening/own_bid.hpp"
#include "rooms/opening/store.hpp"
#include "rooms/opening/unsealing.hpp"
#include <algorithm>
#include <utility>

namespace tianping::opening {
using namespace own_bid;
namespace {

// A file of some bid's evidence, and whose bid it is.
struct Named {
    std::string submission{};
    EvidenceFile file{};
};

// Causes first. Two bidders may hand in the same file.
std::vector<Named> named(const ReadTx& tx, const trade::IntakeId& intake, const std::string& digest)
{
    std::vector<Named> out;
    const auto add = [&](const auto& rows) {
        for (const auto& row : rows)
            for (auto& file : recorded(row).evidence)
                if (file.digest == digest)
                    out.push_back({row.submission, std::move(file)});
    };
    add(store::causes(tx, intake));
    add(store::claims(tx, intake));
    return out;
}

// Hidden and unknown answer alike.
Error file_unknown(const std::string& digest)
{
    return {Fault::not_found, "evidence_file.unknown", {}, {{"id", beginning(digest, 64)}}};
}

} // namespace

Status Unsealing::check_words(const std::string& text, const std::vector<EvidenceFile>& evidence,
                              const EvidenceFrom& from) const
{
    return opening::check_words(text, evidence,
                                [&](const EvidenceFile& file) { return is_there(file, from); });
}

// That a blob exists is not enough: every sealed part is one.
bool Unsealing::is_there(const EvidenceFile& file, const EvidenceFrom& from) const
{
    const auto own = [&](const std::string& organisation) {
        return blobs_.uploaded_by(file.digest, organisation);
    };
    if (std::ranges::none_of(from.organisations, own) &&
        std::ranges::find(from.handed_in, file.digest, &EvidenceFile::digest) == from.handed_in.end())
        return false;
    const auto path = blobs_.path(file.digest);
    return path && std::cmp_equal(std::filesystem::file_size(*path), file.size);
}

Result<Unsealing::ReadyWords> Unsealing::read_claim(const http::Request& request, const ClaimIn& in) const
{
    return ReadyWords{check_words(in.text, in.evidence, {{request.call.actor.organisation}, {}})};
}

Result<RecordedClaim> Unsealing::claim(WriteTx& tx, const http::Request& request, const ClaimIn& in,
                                       const ReadyWords& ready) const
{
    const auto& call = request.call;
    TP_TRY(at, where_of(tx, request));
    const auto& intake = at.closing.intake;
    TP_TRY(submission, own_submission(tx, intake, call));
    Collected bad;
    bad.check(ready.checked);
    bad.check(check_claimed_cause(in.code));
    bad.check(identity::check_signature_form(in.signature));
    TP_CHECK(bad.done());
    const auto found = store::unopened_parts(tx, intake);
    if (std::ranges::find(found, submission, &UnopenedPartRow::submission) == found.end())
        return Error{Fault::conflict, "opening.not_unopened"};
    const auto text = signed_bytes(ClaimText{"tianping/claim/1", platform_.name, intake.text(), submission,
                                             at.closing.message_digest, in.code, in.text, in.evidence});
    TP_TRY(signer, identity::prove_signature(text, in.signature));
    TP_TRY(organisation, identity::acting_organisation(call));
    TP_CHECK(identity::check_signer(tx, signer, organisation, call.arrived));
    const ClaimRow row{intake.text() + "/" + submission,
                       intake,
                       submission,
                       in.code,
                       in.text,
                       canonical(wire::write(in.evidence)),
                       in.signature.certificate,
                       in.signature.value,
                       call.arrived};
    if (!tx.insert(row))
        return Error{Fault::conflict, "opening.claimed_already"};
    const auto out = recorded(row);
    events::append(tx, call, call.mint<ActId>().text(), trade::about(at.trade, at.round), LossClaimed{out});
    return out;
}

Result<http::Object> evidence_object(const ReadTx& tx, const http::Request& request)
{
    TP_TRY(object, bidding::intake_object(tx, request));
    TP_TRY(intake, trade::IntakeId::parse(request.path.at("intake")));
    const auto& digest = request.path.at("file");
    const auto found = named(tx, intake, digest);
    if (found.empty())
        return object; // a hidden intake stays hidden; for the others the file is unknown
    if (!store::read_out(tx, intake)) {
        if (object.published) {
            object.kind = "evidence_file";
            object.id = digest;
        }
        object.published = false;
        object.holders.clear();
    }
    TP_TRY(submissions, bidding::closed_submissions(tx, intake));
    for (const auto& one : found)
        object.holders.push_back(
            std::ranges::find(submissions, one.submission, &bidding::ClosedSubmission::submission)->bidder);
    return object;
}

Result<http::Document> Unsealing::evidence_file(const ReadTx& tx, const http::Request& request) const
{
    TP_TRY(intake, trade::IntakeId::parse(request.path.at("intake")));
    const auto& digest = request.path.at("file");
    const auto found = named(tx, intake, digest);
    if (found.empty())
        return file_unknown(digest);
    TP_TRY(path, blobs_.path(digest));
    // By the name that the reader's own claim gives it: another bidder's name for it may tell whose it is.
    const auto own = own_submission(tx, intake, request.call);
    const auto mine = own ? std::ranges::find(found, *own, &Named::submission) : found.end();
    const auto& file = mine == found.end() ? found.front().file : mine->file;
    http::Document out;
    out.media = "application/octet-stream"; // what it is said to be is not shown by a browser here
    out.content = http::FileBody{path, 0, file.size};
    out.etag = digest;
    out.file_name = file.name;
    return out;
}

} // namespace tianping::opening
