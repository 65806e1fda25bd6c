#pragma once
// Use cases around bids that their bidders unseal and bids that do not open: proofs, secrets, the host's
// causes, a longer window.
#include "formats/platform.hpp"
#include "infra/spine/job.hpp"
#include "rooms/opening/unsealing_rules.hpp"
#include "rooms/opening/where.hpp"

namespace tianping::opening {

class Unsealing {
public:
    explicit Unsealing(const Platform& platform) : platform_{platform} {}

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
    struct ReadySignature {
        std::optional<identity::ProvedSignature> signer{};
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
    // (`opening.not_unopened`), also after the reading out.
    Result<RecordedCause> record_cause(WriteTx& tx, const http::Request& request, const CauseIn& in) const;

    // Refused when the window is over or giving has begun (`opening.window_over`), and when it would become
    // shorter (`opening.window_shorter`).
    Result<WindowOut> extend(WriteTx& tx, const http::Request& request, const WindowIn& in) const;

    // Due at the window's end and whenever somebody's act may end a phase (job kind "opening.unsealing"):
    // waits for the stamps before that instant, begins giving and the remedy, settles the intake.
    Result<jobs::Outcome> step(WriteTx& tx, const Call& call, const Job& job) const;
    // Asks for step() at a later instant, or after the act in hand.
    static void wake_at(WriteTx& tx, const trade::IntakeId& intake, Instant at);
    static void wake_after(WriteTx& tx, const Call& act, const trade::IntakeId& intake);

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

    const Platform& platform_;
};

// All of it as evidence.
Unsealed unsealed_of(const ReadTx& tx, const ClosingRow& closing);
Phase phase_of(const ReadTx& tx, const Where& at);
RecordedCause recorded(const CauseRow& row);

std::vector<http::Route> routes(const Unsealing& room);

} // namespace tianping::opening
