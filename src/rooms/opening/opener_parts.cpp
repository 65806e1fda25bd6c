// One part at a time: from a secret or from answers to the content, or to the finding that it does not open.
#include "base/canonical.hpp"
#include "infra/spine/log.hpp"
#include "infra/spine/own_command.hpp"
#include "rooms/opening/opener.hpp"
#include "rooms/opening/store.hpp"
#include <algorithm>

namespace tianping::opening {
namespace {

OpenedPartRow blank(const SealedPartRow& part, std::string reason)
{
    return {part.header, part.intake, part.submission, part.part, BidState::void_, "", std::move(reason),
            "[]",        ""};
}

} // namespace

// Of answers: in the manner `bidder` the remedy's time, one window again.
bool Opener::Work::window_over() const
{
    if (by_bidders())
        return begun && begun->remedy_until && now >= *begun->remedy_until;
    return now >= closing.window_ends;
}

bool Opener::Work::remedies(const std::string& header) const
{
    if (!begun || !begun->remedy_from)
        return false;
    const auto headers = wire::parse<std::vector<std::string>>(begun->remedy).value();
    return std::ranges::find(headers, header) != headers.end();
}

const BidderMessageRow* Opener::Work::message(BidderAct act, const std::string& header) const
{
    const auto found =
        std::ranges::find_if(messages, [&](const auto& m) { return m.act == act && m.header == header; });
    return found == messages.end() ? nullptr : &*found;
}

Opener::Opened Opener::open(const SealedPartRow& part, const Recover& recover)
{
    Opened out{blank(part, ""), {}, {}, {}, {}};
    const auto bytes = parts_.blobs.get(part.envelope);
    if (!bytes) {
        log::error("a sealed part cannot be read",
                   {{"envelope", part.envelope}, {"code", bytes.error().code}});
        out.row.reason = file_lost;
        return out;
    }
    const auto envelope = seal::Envelope::read(*bytes);
    const auto secret = envelope ? recover(envelope->header) : Result<seal::Secret>{envelope.error()};
    if (!secret) {
        out.row.reason = secret.error().code;
        return out;
    }
    out.row.secret = to_hex(secret->value());
    out.secret = *secret;
    out.header = envelope->header;
    const auto content = seal::open_part(*envelope, *secret);
    if (!content) {
        out.row.reason = content.error().code;
        return out;
    }
    out.row.state = BidState::opened;
    out.row.manifest = canonical(wire::write(content->inside.manifest));
    for (std::size_t i = 0; i < content->inside.files.size(); ++i) {
        const auto& file = content->inside.files[i];
        out.files.push_back({part.header + "/" + std::to_string(i), part.header, part.submission, part.part,
                             file.name, static_cast<std::int64_t>(file.bytes.size()),
                             parts_.blobs.put(file.bytes)});
    }
    out.letter = letter_in(part.part, content->inside.files);
    return out;
}

std::optional<Opener::Opened> Opener::from_answers(const Work& work, const SealedPartRow& part)
{
    AnswerFacts facts{0, 0, trustees_of(work.lot), work.lot.unsealing.threshold, work.window_over()};
    std::vector<crypto::Share> shares;
    for (const auto& row : work.answers) {
        if (row.header != part.header)
            continue;
        ++facts.answered;
        if (row.code != seal::AnswerCode::ok)
            continue;
        ++facts.ok;
        const auto answer = seal::Answer::decode(from_base64(row.message).value()).value();
        shares.push_back({answer.index, answer.value});
    }
    switch (verdict(facts)) {
    case PartVerdict::wait:
        return std::nullopt;
    case PartVerdict::void_:
        return Opened{blank(part, too_few_answers), {}, {}, {}, {}};
    case PartVerdict::open:
        break;
    }
    auto out = open(part, [&](const seal::Header& header) -> Result<seal::Secret> {
        TP_TRY(recovered, seal::recover(header, shares));
        return recovered.secret;
    });
    const bool all = facts.answered == facts.trustees || facts.window_over;
    if (!all && out.row.reason == "seal.header_not_rebuilt")
        return std::nullopt; // another answer may be the right one
    return out;
}

Opener::Opened Opener::for_true_proof(const Work& work, Opened opened) const
{
    const auto bids = bid_facts(work.parts, work.messages, work.causes);
    if (!std::ranges::find(bids, opened.row.submission, &BidFacts::submission)->proved)
        return opened; // for a cause, whatever he proved of some parts
    const auto* proof = work.message(BidderAct::proof, opened.row.header);
    if (wrong_of(*opened.secret, *opened.header, {}, *proof).empty())
        return opened;
    opened.row.state = BidState::void_;
    opened.row.reason = proof_false;
    opened.row.manifest.clear();
    opened.files.clear();
    opened.letter.reset();
    return opened;
}

// The house's own loss is never the bidder's: until the intake is settled the file may be restored.
std::optional<Opener::Opened> Opener::decide(const Work& work, const SealedPartRow& part)
{
    auto out = unsealed(work, part);
    if (out && out->row.reason == file_lost && !work.closing.settled_at)
        return std::nullopt;
    return out;
}

// In the manner `bidder` nothing is decrypted before nobody gives any more and the trustees' part is fixed.
std::optional<Opener::Opened> Opener::unsealed(const Work& work, const SealedPartRow& part)
{
    if (work.by_bidders() && !work.closing.settled_at)
        return std::nullopt;
    if (const auto* given = work.message(BidderAct::secret, part.header)) {
        const auto answer = seal::Answer::decode(from_base64(given->message).value()).value();
        return open(part, [&](const seal::Header& header) {
            return seal::recover_from_secret(header, answer.value);
        });
    }
    if (!work.by_bidders() || work.remedies(part.header)) {
        auto out = from_answers(work, part);
        if (out && work.by_bidders() && out->row.state == BidState::opened)
            return for_true_proof(work, *std::move(out));
        return out;
    }
    const bool proved = work.message(BidderAct::proof, part.header) != nullptr;
    return Opened{blank(part, reason_of_not_giving(proved)), {}, {}, {}, {}};
}

const Opener::Opened& Opener::outcome(const std::string& header) const
{
    const auto opened = opened_.find(header);
    return opened != opened_.end() ? opened->second : unopened_.at(header).found;
}

bool Opener::look(const Work& work)
{
    bool complete = true;
    for (const auto& part : work.parts) {
        if (opened_.contains(part.header))
            continue;
        const auto basis = std::to_string(work.answers.size()) + "/" + std::to_string(work.messages.size()) +
                           (work.window_over() ? "/over" : "") + (work.closing.settled_at ? "/settled" : "");
        const auto known = unopened_.find(part.header);
        if (known != unopened_.end() && known->second.basis == basis &&
            known->second.found.row.reason != file_lost) // a file may be there again
            continue;
        auto found = decide(work, part);
        if (!found) {
            unopened_.erase(part.header);
            complete = false;
        } else if (found->row.state == BidState::opened) {
            unopened_.erase(part.header);
            opened_.emplace(part.header, *std::move(found));
        } else
            unopened_.insert_or_assign(part.header, Unopened{basis, *std::move(found)});
    }
    propose(work);
    return complete && may_publish(work);
}

Status Opener::check_as_looked_at(const ReadTx& tx, const Work& work)
{
    const auto& intake = work.closing.intake;
    if (store::answers(tx, intake).size() != work.answers.size() ||
        store::bidder_messages(tx, intake).size() != work.messages.size())
        return Error{Fault::unavailable, looks_again};
    return {};
}

// What did not open is told to the host, who alone says why (20-31), and to its bidder.
void Opener::propose(const Work& work)
{
    const Known then{
        work.answers, work.messages, work.begun, work.closing.window_ends, work.lot.unsealing.threshold,
        work.now};
    std::vector<UnopenedPartRow> fresh;
    for (const auto& part : work.parts) {
        const auto known = unopened_.find(part.header);
        if (known != unopened_.end() &&
            std::ranges::find(work.unopened, part.header, &UnopenedPartRow::header) == work.unopened.end())
            fresh.push_back(unopened_part(part, known->second.found.row.reason, then));
    }
    if (fresh.empty())
        return;
    const auto decide = [&](WriteTx& tx, const Call&) -> Result<Answer> {
        TP_CHECK(check_as_looked_at(tx, work));
        for (const auto& row : fresh)
            (void)tx.insert(row); // another node may have proposed it
        return Answer{};
    };
    const auto key = "unopened/" + fresh.front().header + "/" + std::to_string(fresh.size());
    const auto outcome = parts_.writer.run(own_command(
        {proposing_command, work.closing.message_digest, {}, decide}, key, work.now, parts_.chance));
    (void)committed(outcome, work, "what did not open was not told to the host");
}

bool Opener::committed(const tianping::Outcome& outcome, const Work& work, const char* otherwise)
{
    if (outcome.decided == Decided::committed)
        return true;
    const auto code = outcome.answer.has_error() ? outcome.answer.error().code : "unknown";
    if (code != looks_again)
        log::error(otherwise, {{"intake", work.closing.intake.text()}, {"code", code}});
    return false;
}

bool Opener::has_cause(const Work& work, const std::string& submission) const
{
    return std::ranges::find(work.causes, submission, &CauseRow::submission) != work.causes.end();
}

bool Opener::may_publish(const Work& work) const
{
    PublicationFacts facts{work.closing.settled_at.has_value(), true,
                           latest_publication(work.closing.window_ends,
                                              std::chrono::minutes{work.lot.unsealing.window_minutes},
                                              work.begun, work.pauses),
                           work.now};
    bool all_open = true;
    for (const auto& part : work.parts) {
        if (opened_.contains(part.header))
            continue;
        all_open = false;
        facts.causes_recorded = facts.causes_recorded && has_cause(work, part.submission);
    }
    return all_open || may_publish_unopened(facts);
}

} // namespace tianping::opening
