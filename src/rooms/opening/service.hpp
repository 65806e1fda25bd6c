#pragma once
// Use cases of the opening room: close the intake behind the barrier, have the set witnessed, take trustees'
// answers, publish names and prices together.
#include "formats/platform.hpp"
#include "infra/blob/blob_store.hpp"
#include "infra/spine/follower.hpp"
#include "infra/spine/job.hpp"
#include "rooms/opening/reader.hpp"
#include "rooms/opening/rules.hpp"
#include "rooms/opening/unsealing.hpp"

namespace tianping::opening {

struct WitnessedOut {
    std::int64_t witnesses{};
    std::int64_t quorum{};
    ClosingState state{};
};
BOOST_DESCRIBE_STRUCT(WitnessedOut, (), (witnesses, quorum, state))

struct AnsweredOut {
    std::int64_t taken{};
};
BOOST_DESCRIBE_STRUCT(AnsweredOut, (), (taken))

class Opening {
public:
    // All but `origin` outlive this; `reads` is used by requests alone. `origin` is what the installation
    // calls itself in the mandates that owners sign.
    Opening(const Platform& platform, const blob::BlobStore& blobs, ReadPool& reads, std::string origin)
        : platform_{platform}, blobs_{blobs}, origin_{std::move(origin)}, unsealing_{platform, blobs, reads}
    {
    }
    // What bidders and the host do about the unsealing.
    const Unsealing& unsealing() const { return unsealing_; }

    struct ReadyAnswers {
        std::string certificate_digest{};
        std::optional<identity::ProvedSignature> signer{};
        std::vector<seal::Answer> answers{};
    };

    // Due at the deadline (job kind "opening.close_intake"): waits for the closing barrier, makes the one
    // closed set, or returns the bids unopened when they are too few.
    Result<jobs::Outcome> close_intake(WriteTx& tx, const Call& call, const Job& job) const;

    // The set as it is witnessed; whose bids are in it only for whoever answers for them (api.hpp).
    Result<Closing> closing(const ReadTx& tx, const http::Request& request) const;
    // A closer signs the CLOSE; with the quorum the trustees may answer, unless too few bid: then the quorum
    // proves the one set whose bids were returned unopened.
    Result<WitnessedOut> sign_closing(WriteTx& tx, const http::Request& request,
                                      const CloserSignature& in) const;
    // Of who holds a share alone (`opening.no_share`). Nothing is asked of trustees or taken from them once
    // the round has ended (`opening.round_ended`).
    Result<HeadersToAnswer> headers(const ReadTx& tx, const http::Request& request) const;

    Result<ReadyAnswers> read_answers(const http::Request& request, const AnswersIn& in) const;
    Result<AnsweredOut> take_answers(WriteTx& tx, const http::Request& request, const AnswersIn& in,
                                     const ReadyAnswers& ready) const;

    // Refuses with `opening.not_read_out` before the publication; bids that were returned unopened have
    // theirs at once, without names. What is everybody's, and what reader_of() says of the caller: two routes
    // each, so that no cache gives one reader what is another's.
    Result<Evidence> evidence(const ReadTx& tx, const http::Request& request) const;
    Result<Evidence> whole_evidence(const ReadTx& tx, const http::Request& request) const;
    // The sealed bytes of a part; `opening.part_kept` for one that is not this reader's.
    Result<http::Document> envelope(const ReadTx& tx, const http::Request& request) const;
    Result<http::Document> whole_envelope(const ReadTx& tx, const http::Request& request) const;

    Result<OpeningView> view(const ReadTx& tx, const http::Request& request) const;

private:
    // Without submissions: the signed CLOSE, its witnesses, how it stands.
    Closing set_of(const ReadTx& tx, const Where& at) const;
    // Behind the quorum, in the manner `bidder` from the remedy on; never of returned bids.
    static bool asks_trustees(const ReadTx& tx, const Where& at);
    static std::optional<std::vector<std::string>> remedy_of(const ReadTx& tx, const Where& at);
    // What trustees may be asked about: every sealed part, or those that the remedy names.
    static Result<std::vector<SealedPartRow>> answerable(const ReadTx& tx, const Where& at);
    static void add_ground(const ReadTx& tx, const std::vector<CauseRow>& causes, const SealedPartRow& part,
                           HeaderToAnswer& out);
    // With the quorum the trustees may answer and the window begins, at the deadline or now, whichever is
    // later; where too few bid it only proves that there is one set.
    static Status quorum_stands(WriteTx& tx, const Call& call, const Where& at,
                                const std::vector<WitnessRow>& all);
    Result<Evidence> evidence_for(const ReadTx& tx, const Where& at, const Reader& reader) const;
    Result<http::Document> envelope_for(const ReadTx& tx, const Where& at, const http::Request& request,
                                        const Reader& reader) const;
    Status add_receipts(const ReadTx& tx, Evidence& out) const;
    Result<seal::Header> header_of(const ReadTx& tx, const SealedPartRow& part) const;
    // After the reading out: what the parts that were just answered say of those who answered.
    Status name_late_wrong(WriteTx& tx, const Call& call, const Where& at,
                           const std::vector<seal::Answer>& answers) const;
    ClosingRow make_set(const trade::RoundFacts& round, const terms::LotTerms& lot,
                        const std::vector<bidding::ClosedSubmission>& submissions) const;
    Status list_parts(WriteTx& tx, const trade::IntakeId& intake,
                      const std::vector<bidding::ClosedSubmission>& submissions) const;
    Status return_unopened(WriteTx& tx, const Call& call, const trade::RoundFacts& round,
                           const trade::TradeFacts& trade, std::int64_t minimum) const;

    const Platform& platform_;
    const blob::BlobStore& blobs_;
    std::string origin_;
    Unsealing unsealing_;
};

// Reads what trade publishes and keeps the close jobs at the deadlines in force.
Follower timetable();
std::vector<http::Route> routes(const Opening& room);
jobs::Handlers handlers(const Opening& room);

} // namespace tianping::opening
