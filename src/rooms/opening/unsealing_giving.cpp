// Bidders give their secrets.
#include "formats/recovery.hpp"
#include "rooms/opening/events.hpp"
#include "rooms/opening/forms.hpp"
#include "rooms/opening/own_bid.hpp"
#include "rooms/opening/store.hpp"
#include "rooms/opening/unsealing.hpp"

namespace tianping::opening {
using namespace own_bid;

namespace {

struct ReadSecret {
    identity::ProvedSignature signer;
    seal::Answer answer{};
    Digest proof_code{};
};

Result<ReadSecret> read_secret(const SecretsIn& in, std::size_t at)
{
    const auto& given = in.secrets[at];
    const auto path = "secrets[" + std::to_string(at) + "]";
    Collected bad;
    auto read = bad.read(
        identity::read_signed<seal::Answer>(given.message, {in.certificate, given.signature},
                                            {path + ".message", "certificate", path + ".signature"}));
    const auto header = bad.read(read_header(given.header, path + ".header"));
    TP_CHECK(bad.done());
    const auto& answer = read->message;
    if (answer.index != 0 || answer.code != seal::AnswerCode::ok || answer.header != header->digest())
        return invalid_field("opening.secret_of_another", path);
    const auto secret = bad.read(seal::recover_from_secret(*header, answer.value), path);
    TP_CHECK(bad.done());
    return ReadSecret{std::move(read->signer), answer, secret->proof(answer.close)};
}

} // namespace

Result<Unsealing::ReadySecrets> Unsealing::read_secrets(const http::Request&, const SecretsIn& in) const
{
    ReadySecrets ready;
    Collected bad;
    bad.check(check_some(in.secrets.size(), "secrets"));
    for (std::size_t i = 0; i < in.secrets.size(); ++i) {
        auto read = bad.read(read_secret(in, i));
        if (!read)
            continue;
        ready.signer = std::move(read->signer);
        ready.secrets.push_back({read->answer, read->proof_code});
    }
    TP_CHECK(bad.done());
    return ready;
}

// Who has not proved every part gives nothing: the others' prices must not depend on his choice.
Status Unsealing::check_giving(WriteTx& tx, const Call& call, const Where& at,
                               const std::string& submission) const
{
    if (at.lot.unsealing.manner == terms::Manner::trustees)
        return call.arrived < at.closing.window_ends ? Status{} : Status{window_over(at)};
    const auto& intake = at.closing.intake;
    if (!store::unsealing(tx, intake) && call.arrived >= at.closing.window_ends)
        begin_giving(tx, call, at, at.closing.window_ends, false);
    const auto begun = begun_of(tx, at);
    if (!begun) {
        Error e{Fault::too_early, "opening.giving_not_begun"};
        e.earliest = at.closing.window_ends;
        return e;
    }
    if (call.arrived >= begun->giving_until || begun->remedy_from)
        return Error{Fault::conflict, "opening.giving_over"};
    for (const auto& part : parts_of(tx, intake, submission))
        if (!store::bidder_message(tx, BidderAct::proof, part.header))
            return Error{Fault::conflict, "opening.not_proved"};
    return {};
}

Status Unsealing::check_secret(const ReadTx& tx, const Where& at, const GivenSecret& secret) const
{
    const auto header = to_hex(secret.answer.header);
    if (at.lot.unsealing.manner == terms::Manner::trustees)
        return wants_own_secret(tx, at, header) ? Status{}
                                                : Status{Error{Fault::conflict, "opening.opened_already"}};
    const auto row = store::bidder_message(tx, BidderAct::proof, header).value();
    const auto proof = seal::Proof::decode(from_base64(row.message).value()).value();
    return proof.code == secret.proof_code ? Status{}
                                           : Status{Error{Fault::conflict, "opening.proof_differs"}};
}

Result<OwnUnsealing> Unsealing::take_secrets(WriteTx& tx, const http::Request& request, const SecretsIn& in,
                                             const ReadySecrets& ready) const
{
    const auto& call = request.call;
    TP_TRY(at, where_of(tx, request));
    TP_CHECK(check_witnessed(tx, at));
    TP_TRY(organisation, identity::acting_organisation(call));
    TP_CHECK(identity::check_signer(tx, *ready.signer, organisation, call.arrived));
    const auto& intake = at.closing.intake;
    TP_TRY(submission, own_submission(tx, intake, call));
    TP_CHECK(check_giving(tx, call, at, submission));
    const auto own_parts = parts_of(tx, intake, submission);
    BidderGave taken{submission, {}};
    Collected bad;
    for (std::size_t i = 0; i < ready.secrets.size(); ++i) {
        const auto& answer = ready.secrets[i].answer;
        const auto header = to_hex(answer.header);
        if (!lists(own_parts, header) || to_hex(answer.close) != at.closing.message_digest) {
            bad.add({"secrets[" + std::to_string(i) + "]", "opening.secret_of_another", ""});
            continue;
        }
        TP_CHECK(check_secret(tx, at, ready.secrets[i]));
        // A header fixes one secret: whoever gives it again gives the same.
        if (tx.insert(BidderMessageRow{store::bidder_message_id(BidderAct::secret, header), BidderAct::secret,
                                       intake, submission, header, in.certificate, in.secrets[i].message,
                                       in.secrets[i].signature, call.arrived}))
            taken.headers.push_back(header);
    }
    TP_CHECK(bad.done());
    if (!taken.headers.empty())
        events::append(tx, call, call.mint<ActId>().text(), trade::about(at.trade, at.round), taken);
    if (at.lot.unsealing.manner == terms::Manner::bidder)
        wake_after(tx, call, intake);
    return own_state(tx, call, at);
}

} // namespace tianping::opening
