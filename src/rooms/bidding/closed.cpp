#include "rooms/bidding/store.hpp"

namespace tianping::bidding {
namespace {

Result<ClosedSubmission> closed(const ReadTx& tx, const SubmissionRow& row, Instant deadline)
{
    TP_TRY(bidder, identity::organisation_at(tx, row.bidder, deadline));
    ClosedSubmission out{row.id.text(), row.bidder.text(), bidder.name, bidder.code};
    for (const auto& version : store::versions(tx, row.id)) {
        if (version.replacement < row.replacement) {
            out.chain.push_back({version.message, version.signature});
            continue;
        }
        out.members = wire::parse<std::vector<std::string>>(version.members).value();
        if (!version.joint.empty())
            out.joint = wire::parse<JointBody>(version.joint).value();
        out.message = version.message;
        out.signature = version.signature;
        out.certificate = version.certificate;
        out.arrived = version.arrived_at;
    }
    return out;
}

std::vector<ClosedSubmission> all_in_force(const ReadTx& tx, const trade::RoundFacts& round)
{
    std::vector<ClosedSubmission> out;
    for (const auto& row : store::submitted(tx, round.intake))
        out.push_back(closed(tx, row, round.deadline.value()).value());
    return out;
}

bool is_past_announcement(trade::Stage stage)
{
    return stage != trade::Stage::draft && stage != trade::Stage::registered &&
           stage != trade::Stage::announced;
}

} // namespace

Result<std::vector<ClosedSubmission>> closed_submissions(const ReadTx& tx, const trade::IntakeId& intake)
{
    TP_TRY(round, trade::round_of_intake(tx, intake));
    if (!is_past_announcement(round.stage)) {
        Error e{Fault::too_early, "bidding.still_sealed"};
        e.article = "招法22";
        e.earliest = round.deadline;
        return e;
    }
    return all_in_force(tx, round);
}

std::vector<ClosedSubmission> submissions_in_force(const WriteTx& tx, const trade::IntakeId& intake)
{
    return all_in_force(tx, trade::round_of_intake(tx, intake).value());
}

std::optional<seal::Header> sealed_header(const ReadTx& tx, const std::string& digest)
{
    const auto row = store::sealed_header(tx, digest);
    if (!row)
        return std::nullopt;
    return seal::Header::decode(from_base64(row->bytes).value()).value();
}

} // namespace tianping::bidding
