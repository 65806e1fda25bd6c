#pragma once
// The heavy part of an opening, outside the writer: recovers secrets from trustees' answers, opens the parts
// and, once every bid of an intake is decided, publishes names and prices together (20-30). One pass is safe
// to repeat on any node: the publication is one command with the intake's key.
#include "infra/blob/blob_store.hpp"
#include "infra/spine/rounds.hpp"
#include "infra/spine/writer.hpp"
#include "rooms/opening/rules.hpp"
#include "rooms/opening/unsealing_rules.hpp"
#include <set>

namespace tianping::opening {

// Its name in the record of commands, where it is hidden until the reading out: it says how many parts did
// not open, which the host alone is told.
inline constexpr const char* proposing_command = "opening.propose";

// A refusal of the opener's own commands that is not remembered: the next look decides under the same key.
inline constexpr const char* looks_again = "opening.more_has_come";

class Opener {
public:
    struct Parts {
        ReadPool& reads;
        Writer& writer;
        blob::BlobStore& blobs;
        const Clock& clock;
        Chance& chance;
    };
    explicit Opener(Parts parts);

    // A thread that makes passes, until stop() or the end.
    void start() { rounds_.start(); }
    void wake() { rounds_.wake(); }
    void stop() { rounds_.stop(); }
    // One pass over everything that is being opened; true when something was published.
    bool pass();

private:
    struct Opened {
        OpenedPartRow row{};
        std::vector<OpenedFileRow> files{};
        std::optional<std::string> letter{}; // of the part "price"
        std::optional<seal::Secret> secret{};
        std::optional<seal::Header> header{};
    };
    struct Unopened {
        std::string basis{}; // what was known when it did not open; looked at again when more is known
        Opened found{};
    };
    struct Work {
        ClosingRow closing{};
        terms::LotTerms lot{};
        std::vector<bidding::ClosedSubmission> submissions{};
        std::set<std::string> paid{}; // whose deposit was in time
        std::vector<SealedPartRow> parts{};
        std::vector<AnswerRow> answers{};
        std::vector<BidderMessageRow> messages{};
        std::vector<CauseRow> causes{};
        std::vector<UnopenedPartRow> unopened{};
        std::optional<UnsealingRow> begun{};
        Instant now{};
        std::vector<Pause> pauses{};
        bool by_bidders() const { return lot.unsealing.manner == terms::Manner::bidder; }
        bool window_over() const;
        bool remedies(const std::string& header) const;
        const BidderMessageRow* message(BidderAct act, const std::string& header) const;
    };
    std::vector<Work> pending() const;
    // Nothing while more may come; otherwise the part opened or, as far as is known, not.
    std::optional<Opened> decide(const Work& work, const SealedPartRow& part);
    std::optional<Opened> unsealed(const Work& work, const SealedPartRow& part);
    std::optional<Opened> from_answers(const Work& work, const SealedPartRow& part);
    // Unopened, when it was opened for a PROOF that is false (20-31).
    Opened for_true_proof(const Work& work, Opened opened) const;
    using Recover = std::function<Result<seal::Secret>(const seal::Header&)>;
    // With the reason `file_lost` when the house cannot read the file.
    Opened open(const SealedPartRow& part, const Recover& recover);
    // Whether all parts are decided and may be published.
    bool look(const Work& work);
    bool may_publish(const Work& work) const;
    bool has_cause(const Work& work, const std::string& submission) const;
    const Opened& outcome(const std::string& header) const;
    void propose(const Work& work);
    // Of a command of its own; the log hears of every other end but `looks_again`.
    static bool committed(const tianping::Outcome& outcome, const Work& work, const char* otherwise);
    // Refuses with `looks_again` when what may open a part has come since the look.
    static Status check_as_looked_at(const ReadTx& tx, const Work& work);
    bool publish(const Work& work);
    Status check_nothing_came(const ReadTx& tx, const Work& work, const trade::RoundFacts& round) const;
    Status record(WriteTx& tx, const Call& call, const Work& work, std::vector<Opened> opened) const;
    ReadOut line_of(const Work& work, const bidding::ClosedSubmission& submission) const;

    Parts parts_;
    std::map<std::string, Opened> opened_;     // by header, until published
    std::map<std::string, Unopened> unopened_; // by header, until opened or published
    Rounds rounds_;
};

} // namespace tianping::opening
