#pragma once
// Use cases around bids that their bidders unseal and bids that do not open: proofs, secrets, the host's
// causes, a longer window.
#include "formats/platform.hpp"
#include "infra/blob/blob_store.hpp"
#include "infra/spine/database.hpp"
#include "infra/spine/job.hpp"
#include "rooms/opening/unsealing_rules.hpp"
#include "rooms/opening/where.hpp"

namespace tianping::opening {

class Unsealing {
public:
    Unsealing(const Platform& platform, const blob::BlobStore& blobs, ReadPool& reads)
        : platform_{platform}, blobs_{blobs}, reads_{reads}
    {
    }

    struct ReadyProofs {
        std::optional<identity::ProvedSignature> signer{};
        std::vector<seal::Proof> proofs{};
    };
    struct GivenSecret {
        seal::Answer answer{};
        Digest proof_code{}; // what a true PROOF of this secret says for the CLOSE that the ANSWER names
    };
    struct ReadySecrets {
        std::optional<identity::ProvedSignature> signer{};
        std::vector<GivenSecret> secrets{};
    };
    // What was said and handed in, looked at before the writer's turn.
    struct ReadyWords {
        Status checked{};
    };

    // A bidder's own state, and nobody else's.
    Result<OwnUnsealing> own(const ReadTx& tx, const http::Request& request) const;

    // Within the window (`opening.window_over`), in the manner `bidder` (`opening.manner_is_trustees`). The
    // same proof again is no change; another one for the same part is refused (`opening.proved_otherwise`).
    Result<ReadyProofs> read_proofs(const http::Request& request, const ProofsIn& in) const;
    Result<OwnUnsealing> take_proofs(WriteTx& tx, const http::Request& request, const ProofsIn& in,
                                     const ReadyProofs& ready) const;

    // The whole header is rebuilt from each secret before anything is decided. Refused: before the phase
    // `give` (`opening.giving_not_begun`), after it (`opening.giving_over`), by one who has not proved
    // (`opening.not_proved`), with a secret that does not fit its PROOF (`opening.proof_differs`); in the
    // manner `trustees` for a part for which enough shares have come (`opening.opened_already`) or after the
    // window
    // (`opening.window_over`).
    Result<ReadySecrets> read_secrets(const http::Request& request, const SecretsIn& in) const;
    Result<OwnUnsealing> take_secrets(WriteTx& tx, const http::Request& request, const SecretsIn& in,
                                      const ReadySecrets& ready) const;

    // For the host, from the moment that the platform found something: in the manner `bidder` not before the
    // phase `give`, so that nobody knows before who has proved.
    Result<UnopenedBids> unopened(const ReadTx& tx, const http::Request& request) const;
    // Once for each bid (`opening.cause_recorded_already`), only for one that was found unopened
    // (`opening.not_unopened`) and as it was found (`opening.finding_changed`), also after the reading out.
    // The files are those of owner and agent, or of the bidder's claim (`opening.cause_evidence`).
    Result<ReadyWords> read_cause(const http::Request& request, const CauseIn& in) const;
    Result<RecordedCause> record_cause(WriteTx& tx, const http::Request& request, const CauseIn& in,
                                       const ReadyWords& ready) const;

    // By the bidder, once (`opening.claimed_already`), of his own bid that was found unopened
    // (`opening.not_unopened`), also after the reading out; never for a cause of his own
    // (`opening.claim_of_own_cause`). The files are his own uploads (`opening.cause_evidence`).
    Result<ReadyWords> read_claim(const http::Request& request, const ClaimIn& in) const;
    Result<RecordedClaim> claim(WriteTx& tx, const http::Request& request, const ClaimIn& in,
                                const ReadyWords& ready) const;
    // A file that a cause or a claim names. Until the reading out for the host, the bidder concerned, the
    // closers, the centre and supervisors; for others `evidence_file.unknown`. Then for all.
    Result<http::Document> evidence_file(const ReadTx& tx, const http::Request& request) const;

    // Refused before the window has begun (`opening.not_witnessed`), when it is over or giving has begun
    // (`opening.window_over`), and when it would become shorter (`opening.window_shorter`).
    Result<WindowOut> extend(WriteTx& tx, const http::Request& request, const WindowIn& in) const;

    // Due at the window's end and whenever somebody's act may end a phase (job kind "opening.unsealing"):
    // waits for the stamps before that instant, begins giving and the remedy, settles the intake.
    Result<jobs::Outcome> step(WriteTx& tx, const Call& call, const Job& job) const;
    // Asks for step() at a later instant, or after the act in hand.
    static void wake_at(WriteTx& tx, const trade::IntakeId& intake, Instant at);
    static void wake_after(WriteTx& tx, const Call& act, const trade::IntakeId& intake);
    static void wake_after_hold(WriteTx& tx, const events::Event& lifted, const trade::IntakeId& intake);

    // The manner `bidder`: giving begins now.
    static void begin_giving(WriteTx& tx, const Call& call, const Where& at, Instant from, bool all_proved);

private:
    Result<OwnUnsealing> own_state(const ReadTx& tx, const Call& call, const Where& at) const;
    Result<jobs::Outcome> step_by_bidders(WriteTx& tx, const Call& call, const Where& at) const;
    static void begin_remedy(WriteTx& tx, const Call& call, const Where& at, const UnsealingFacts& facts);
    static Status keep_proofs(WriteTx& tx, const Call& call, const Where& at, const ProofsIn& in,
                              const std::vector<seal::Proof>& proofs);
    Status check_giving(WriteTx& tx, const Call& call, const Where& at, const std::string& submission) const;
    Status check_secret(const ReadTx& tx, const Where& at, const GivenSecret& secret) const;
    Result<identity::ProvedSignature> host_signature(const ReadTx& tx, const Call& call, ByteView message,
                                                     const identity::SignatureIn& signature) const;

    // Whose uploads count, and what was handed in before.
    struct EvidenceFrom {
        std::vector<std::string> organisations{};
        std::vector<EvidenceFile> handed_in{};
    };
    Status check_words(const std::string& text, const std::vector<EvidenceFile>& evidence,
                       const EvidenceFrom& from) const;
    bool is_there(const EvidenceFile& file, const EvidenceFrom& from) const;
    Status check_cause(const ReadTx& tx, const Where& at, const CauseIn& in) const;

    const Platform& platform_;
    const blob::BlobStore& blobs_;
    ReadPool& reads_;
};

// All of it as evidence.
Unsealed unsealed_of(const ReadTx& tx, const Where& at);
Phase phase_of(const ReadTx& tx, const Where& at);
RecordedCause recorded(const CauseRow& row);
// What a cause means for the deposit of a bid that is read out unopened (20-31, 条例35): tells deposit once.
void settle_deposit(WriteTx& tx, const Call& call, const trade::RoundId& round,
                    const std::vector<ReadOut>& bids, const CauseRow& cause);
RecordedClaim recorded(const ClaimRow& row);
std::vector<WindowExtension> extensions_of(const ReadTx& tx, const trade::IntakeId& intake);
// What the policy sees behind {intake} and {file}.
Result<http::Object> evidence_object(const ReadTx& tx, const http::Request& request);

} // namespace tianping::opening
