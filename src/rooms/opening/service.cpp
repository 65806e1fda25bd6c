#include "rooms/opening/service.hpp"
#include "base/canonical.hpp"
#include "infra/crypto/digest.hpp"
#include "rooms/opening/events.hpp"
#include "rooms/opening/forms.hpp"
#include "rooms/opening/mandate.hpp"
#include "rooms/opening/own_bid.hpp"
#include "rooms/opening/store.hpp"
#include <algorithm>
#include <set>

namespace tianping::opening {
namespace {

Result<std::string> asking_code(const ReadTx& tx, const http::Request& request)
{
    TP_TRY(id, identity::acting_organisation(request.call));
    TP_TRY(organisation, identity::organisation(tx, id));
    return organisation.code;
}

// What this institution has answered: header -> digest of the ANSWER.
std::map<std::string, std::string> answered_by(const ReadTx& tx, const Where& at, const std::string& code)
{
    std::map<std::string, std::string> out;
    for (const auto& row : store::answers(tx, at.closing.intake))
        for (const auto& closer : at.lot.unsealing.closers)
            if (closer.index == row.number && closer.organisation_code == code)
                out[row.header] = digest_of_message(row.message);
    return out;
}

// A bid whose part he passes over would be kept from opening by a trustee who answers for the rest.
Status check_whole(const ReadTx& tx, const Where& at, const std::vector<SealedPartRow>& listed,
                   const std::vector<seal::Answer>& given)
{
    std::set<std::string> answered;
    for (const auto& answer : given)
        answered.insert(to_hex(answer.header));
    for (const auto& row : store::answers(tx, at.closing.intake))
        if (row.number == given.front().index)
            answered.insert(row.header);
    if (std::ranges::all_of(listed, [&](const auto& part) { return answered.contains(part.header); }))
        return {};
    return invalid_field("opening.answers_not_whole", "answers", std::to_string(listed.size()));
}

} // namespace

Closing Opening::set_of(const ReadTx& tx, const Where& at) const
{
    Closing out{at.closing.intake.text(), at.closing.message, at.closing.signature,
                to_base64(platform_.certificate.der())};
    for (const auto& row : store::witnesses(tx, at.closing.intake))
        out.witnesses.push_back({row.number, row.certificate, "", row.signature});
    out.window_ends = at.closing.window_ends;
    out.witnessed = at.closing.state == ClosingState::witnessed || at.closing.state == ClosingState::read_out;
    return out;
}

Result<Closing> Opening::closing(const ReadTx& tx, const http::Request& request) const
{
    TP_TRY(at, where_of(tx, request));
    TP_TRY(code, asking_code(tx, request));
    auto out = set_of(tx, at);
    if (!holds_share(at.lot, code) || !asks_trustees(tx, at))
        return out;
    TP_TRY(submissions, bidding::closed_submissions(tx, at.closing.intake));
    for (auto& submission : submissions)
        out.submissions.push_back(to_answer_for(std::move(submission)));
    return out;
}

Result<WitnessedOut> Opening::sign_closing(WriteTx& tx, const http::Request& request,
                                           const CloserSignature& in) const
{
    TP_TRY(at, where_of(tx, request));
    TP_TRY(message, from_base64(at.closing.message));
    TP_TRY(signer, identity::prove_sm2_signature(message, in.signature));
    TP_TRY(closer, closer_of(at.lot, in.index, to_hex(signer.certificate_digest)));
    TP_TRY(organisation, identity::acting_organisation(request.call));
    TP_CHECK(identity::check_signer(tx, signer, organisation, request.call.arrived));
    const auto& intake = at.closing.intake;
    const WitnessRow row{intake.text() + "/" + std::to_string(closer.index), intake, closer.index,
                         in.signature.certificate, in.signature.value};
    if (!tx.insert(row))
        return Error{Fault::conflict, "opening.signed_already"};
    const auto all = store::witnesses(tx, intake);
    const auto quorum = quorum_of(at.lot);
    if (std::ssize(all) == quorum)
        TP_CHECK(quorum_stands(tx, request.call, at, all));
    const bool begun = at.closing.state == ClosingState::closed && std::ssize(all) >= quorum;
    return WitnessedOut{std::ssize(all), quorum, begun ? ClosingState::witnessed : at.closing.state};
}

Status Opening::quorum_stands(WriteTx& tx, const Call& call, const Where& at,
                              const std::vector<WitnessRow>& all)
{
    const auto& intake = at.closing.intake;
    std::vector<std::int64_t> numbers(all.size());
    std::ranges::transform(all, numbers.begin(), &WitnessRow::number);
    events::append(tx, call, intake.text(), trade::about(at.trade, at.round),
                   SetWitnessed{at.closing.message_digest, numbers});
    if (at.closing.state == ClosingState::returned)
        return {};
    const auto window_ends = std::max(at.closing.window_ends, call.arrived + own_bid::window_of(at));
    tx.change("UPDATE closing SET state = 'witnessed', window_ends = :e, version = version + 1 "
              "WHERE intake = :i",
              window_ends, intake);
    Unsealing::wake_at(tx, intake, window_ends);
    TP_CHECK(trade::move(tx, call, at.round.id, trade::Act::begin_opening, ""));
    return {};
}

Result<seal::Header> Opening::header_of(const ReadTx& tx, const SealedPartRow& part) const
{
    if (auto kept = bidding::sealed_header(tx, part.header))
        return *std::move(kept);
    TP_TRY(path, blobs_.path(part.envelope)); // submitted before headers were kept
    return seal::header_of_file(path);
}

Result<HeadersToAnswer> Opening::headers(const ReadTx& tx, const http::Request& request) const
{
    TP_TRY(at, where_of(tx, request));
    TP_TRY(code, asking_code(tx, request));
    if (!holds_share(at.lot, code))
        return Error{Fault::forbidden, "opening.no_share"};
    if (at.closing.state == ClosingState::closed || at.closing.state == ClosingState::returned)
        return Error{Fault::too_early, "opening.not_witnessed"};
    TP_CHECK(check_going_on(tx, at));
    HeadersToAnswer out{at.closing.intake.text(), {}};
    const bool by_bidders = at.lot.unsealing.manner == terms::Manner::bidder;
    if (!asks_trustees(tx, at)) {
        Error e{Fault::too_early, "opening.remedy_not_begun"};
        e.article = "20-31";
        e.earliest = at.closing.window_ends;
        return e;
    }
    const auto answered = answered_by(tx, at, code);
    const auto remedy = remedy_of(tx, at);
    const auto causes = store::causes(tx, at.closing.intake);
    for (const auto& part : store::sealed_parts(tx, at.closing.intake)) {
        if (by_bidders && (!remedy || std::ranges::find(*remedy, part.header) == remedy->end()))
            continue;
        TP_TRY(header, header_of(tx, part));
        out.headers.push_back(
            {part.submission, part.part, to_base64(header.bytes()), std::nullopt, std::nullopt});
        if (const auto own = answered.find(part.header); own != answered.end())
            out.headers.back().answered = own->second;
        if (by_bidders)
            add_ground(tx, causes, part, out.headers.back());
    }
    return out;
}

bool Opening::asks_trustees(const ReadTx& tx, const Where& at)
{
    if (at.closing.state != ClosingState::witnessed)
        return at.closing.state == ClosingState::read_out;
    return at.lot.unsealing.manner != terms::Manner::bidder || remedy_of(tx, at).has_value();
}

// The headers that the trustees open in the manner `bidder`, once they do.
std::optional<std::vector<std::string>> Opening::remedy_of(const ReadTx& tx, const Where& at)
{
    const auto begun = begun_of(tx, at);
    if (!begun || !begun->remedy_from)
        return std::nullopt;
    return wire::parse<std::vector<std::string>>(begun->remedy).value();
}

void Opening::add_ground(const ReadTx& tx, const std::vector<CauseRow>& causes, const SealedPartRow& part,
                         HeaderToAnswer& out)
{
    if (const auto proof = store::bidder_message(tx, BidderAct::proof, part.header))
        out.proof = BidderMessage{proof->submission, proof->header,    proof->certificate,
                                  proof->message,    proof->signature, proof->arrived};
    const auto cause = std::ranges::find(causes, part.submission, &CauseRow::submission);
    if (cause == causes.end())
        return;
    out.cause = recorded(*cause);
    out.mandate = mandate_behind(tx, *cause);
}

Result<Opening::ReadyAnswers> Opening::read_answers(const http::Request&, const AnswersIn& in) const
{
    ReadyAnswers ready;
    Collected bad;
    bad.check(check_some(in.answers.size(), "answers"));
    for (std::size_t i = 0; i < in.answers.size(); ++i) {
        const auto path = "answers[" + std::to_string(i) + "]";
        auto read = bad.read(identity::read_signed<seal::Answer>(
            in.answers[i].message, {in.certificate, in.answers[i].signature},
            {path + ".message", "certificate", path + ".signature"}));
        if (!read)
            continue;
        ready.certificate_digest = to_hex(read->signer.certificate_digest);
        ready.signer = std::move(read->signer);
        ready.answers.push_back(read->message);
    }
    TP_CHECK(bad.done());
    return ready;
}

Result<std::vector<SealedPartRow>> Opening::answerable(const ReadTx& tx, const Where& at)
{
    auto listed = store::sealed_parts(tx, at.closing.intake);
    if (at.lot.unsealing.manner != terms::Manner::bidder)
        return listed;
    const auto remedy = remedy_of(tx, at);
    if (!remedy)
        return Error{Fault::too_early, "opening.remedy_not_begun"};
    std::erase_if(listed,
                  [&](const auto& part) { return std::ranges::find(*remedy, part.header) == remedy->end(); });
    return listed;
}

Result<AnsweredOut> Opening::take_answers(WriteTx& tx, const http::Request& request, const AnswersIn& in,
                                          const ReadyAnswers& ready) const
{
    TP_TRY(at, where_of(tx, request));
    if (at.closing.state == ClosingState::closed || at.closing.state == ClosingState::returned)
        return Error{Fault::too_early, "opening.not_witnessed"};
    TP_CHECK(check_going_on(tx, at));
    TP_TRY(organisation, identity::acting_organisation(request.call));
    TP_CHECK(identity::check_signer(tx, *ready.signer, organisation, request.call.arrived));
    TP_TRY(listed, answerable(tx, at));
    AnsweredOut out;
    Collected bad;
    for (std::size_t i = 0; i < ready.answers.size(); ++i) {
        const auto& answer = ready.answers[i];
        TP_TRY(trustee, trustee_of(at.lot, answer.index, ready.certificate_digest));
        const auto header = to_hex(answer.header);
        const bool known = std::ranges::find(listed, header, &SealedPartRow::header) != listed.end();
        if (!known || to_hex(answer.close) != at.closing.message_digest)
            bad.add({"answers[" + std::to_string(i) + "]", "opening.answer_of_another", ""});
        else if (const AnswerRow row{header + "/" + std::to_string(trustee.index), at.closing.intake, header,
                                     trustee.index, answer.code, in.answers[i].message,
                                     in.answers[i].signature, in.certificate};
                 tx.insert(row))
            ++out.taken;
        else if (store::answer(tx, row.id)->message != row.message)
            return Error{Fault::conflict, "opening.answered_otherwise"};
    }
    TP_CHECK(bad.done());
    TP_CHECK(check_whole(tx, at, listed, ready.answers));
    events::append(tx, request.call, at.closing.intake.text(), trade::about(at.trade, at.round),
                   TrusteeAnswered{ready.answers.front().index, out.taken});
    if (at.closing.state == ClosingState::read_out)
        TP_CHECK(name_late_wrong(tx, request.call, at, ready.answers));
    return out;
}

Status Opening::name_late_wrong(WriteTx& tx, const Call& call, const Where& at,
                                const std::vector<seal::Answer>& answers) const
{
    const auto sealed = store::sealed_parts(tx, at.closing.intake);
    const auto all = store::answers(tx, at.closing.intake);
    for (const auto& row : store::opened_parts(tx, at.closing.intake)) {
        const auto given = [&](const seal::Answer& a) { return to_hex(a.header) == row.header; };
        if (row.secret.empty() || std::ranges::none_of(answers, given))
            continue;
        TP_TRY(header, header_of(tx, *std::ranges::find(sealed, row.header, &SealedPartRow::header)));
        TP_TRY(value, digest_from_hex(row.secret));
        TP_TRY(secret, seal::Secret::from(value, header.context()));
        const auto wrong =
            wrong_of(secret, header, all, store::bidder_message(tx, BidderAct::proof, row.header));
        const auto text = canonical(wire::write(wrong));
        if (text == row.wrong)
            continue;
        tx.change("UPDATE opened_part SET wrong = :w WHERE header = :h", text, row.header);
        events::append(tx, call, at.closing.intake.text(), trade::about(at.trade, at.round),
                       WrongAnswerNamed{row.header, wrong});
    }
    return {};
}

Result<OpeningView> Opening::view(const ReadTx& tx, const http::Request& request) const
{
    TP_TRY(at, where_of(tx, request));
    OpeningView out{at.closing.intake.text(), at.round.id.text(), at.round.lot_name,
                    at.closing.state,         *at.round.deadline, at.closing.message_digest};
    out.witnesses = static_cast<std::int64_t>(store::witnesses(tx, at.closing.intake).size());
    out.quorum = quorum_of(at.lot);
    out.phase = phase_of(tx, at);
    out.window_ends = at.closing.window_ends;
    if (const auto published = store::read_out(tx, at.closing.intake)) {
        out.bids = wire::parse<std::vector<ReadOut>>(published->body).value();
        out.published_at = published->published_at;
    }
    return out;
}

} // namespace tianping::opening
