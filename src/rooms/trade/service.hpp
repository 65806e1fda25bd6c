#pragma once
// The use cases of trade, each named after its route. Nobody at the centre approves anything (6.2.5).
#include "infra/blob/blob_store.hpp"
#include "infra/spine/job.hpp"
#include "rooms/trade/bodies.hpp"
#include "rooms/trade/takers.hpp"

namespace tianping::trade {

struct Settings {
    std::string platform{};      // the installation's name in sealed prefixes
    std::string platform_code{}; // 11: 门类1 + 区划6 + 序列4
    std::string issuer_code{};   // 统一社会信用代码 that issues unified codes
    std::string centre_code{};   // 统一社会信用代码 of the trading centre
    // Where the files of the terms and the papers of registrations lie; outlives the room. Without it none is
    // asked for, and none is given.
    const blob::BlobStore* files = nullptr;
    ReadPool* reads = nullptr; // together with `files`: whose files may be named is looked up before the turn
    NoteTaking note_taking{};  // without it nobody is recorded
    // Whether the organisation of this code bids in the trade, alone or with others. Asked while no bid is
    // sealed; without it nobody does.
    std::function<bool(const ReadTx&, const TradeId&, const std::string& code)> has_bid{};
    // Working days within which the centre promises to finish a registration; 0: it promises none.
    std::int64_t registration_days = 0;
};

class Trades {
public:
    // Both outlive this.
    Trades(const procedure::Library& library, const guidance::Guidance& guidance, Settings settings)
        : library_{library}, guidance_{guidance}, settings_{std::move(settings)}
    {
    }

    // papers.cpp
    struct ReadyPapers {
        wire::Faults missing{};
    };
    Result<ReadyPapers> prepare_submit(const http::Request& request, const SubmitIn& in) const;
    Result<ReadyPapers> prepare_supplement(const http::Request& request, const SupplementIn& in) const;
    Result<http::Document> paper(const ReadTx& tx, const http::Request& request) const;
    // registering.cpp
    Result<TradeOut> submit(WriteTx& tx, const http::Request& request, const SubmitIn& in,
                            const ReadyPapers& ready) const;
    // withdrawing.cpp: `trade.announced_already` once a notice of any round was out
    Result<TradeOut> withdraw(WriteTx& tx, const http::Request& request, const WithdrawalIn& in) const;
    // naming.cpp: refuses `trade.agent_while_sealed` from a notice to the reading out, `trade.agent_already`
    // where nothing would change, and who may not be the agent; the mandate as at the registration.
    Result<TradeOut> name_agent(WriteTx& tx, const http::Request& request, const AgentIn& in) const;
    // supplementing.cpp
    Result<TradeOut> ask(WriteTx& tx, const http::Request& request, const AskIn& in) const;
    Result<TradeOut> supplement(WriteTx& tx, const http::Request& request, const SupplementIn& in,
                                const ReadyPapers& ready) const;
    // finishing.cpp
    Result<TradeOut> finish(WriteTx& tx, const http::Request& request, const Confirmation& in) const;
    // promise.cpp; the second is the job "trade.registration_overdue", which reminds once
    Result<http::Page<OverdueRegistration>> overdue(const ReadTx& tx, const http::Request& request) const;
    Result<jobs::Outcome> note_overdue(WriteTx& tx, const Call& call, const Job& job) const;
    // terms_service.cpp
    struct ReadyTerms {
        identity::ProvedSignature proved;
        Status files{};
    };
    Result<ReadyTerms> prepare_terms(const http::Request& request, const TermsIn& in) const;
    Result<TermsSignedOut> sign_terms(WriteTx& tx, const http::Request& request, const TermsIn& in,
                                      const ReadyTerms& ready) const;
    Result<http::Page<TermsLine>> list_terms(const ReadTx& tx, const http::Request& request) const;
    Result<TermsOut> get_terms(const ReadTx& tx, const http::Request& request) const;
    Result<http::Document> print_terms(const ReadTx& tx, const http::Request& request) const;
    Result<http::Document> print_comparison(const ReadTx& tx, const http::Request& request) const;
    Result<http::Document> file_of_terms(const ReadTx& tx, const http::Request& request) const;
    // views.cpp
    Result<TradeOut> get(const ReadTx& tx, const http::Request& request) const;
    Result<http::Page<TradeLine>> list(const ReadTx& tx, const http::Request& request) const;
    Result<WaysOut> ways(const ReadTx& tx, const http::Request& request) const;
    Result<TemplateList> templates(const ReadTx& tx, const http::Request& request) const;
    Result<http::Document> pinned_rules(const ReadTx& tx, const http::Request& request) const;
    Result<http::Document> rules_by_digest(const ReadTx& tx, const http::Request& request) const;
    // invitees.cpp
    Result<InviteesOut> set_invitees(WriteTx& tx, const http::Request& request, const InviteesIn& in) const;
    Result<InviteesOut> invitees(const ReadTx& tx, const http::Request& request) const;
    // takers.cpp
    Result<http::Page<TakerLine>> takers(const ReadTx& tx, const http::Request& request) const;
    // holds.cpp
    Result<HoldOut> set_hold(WriteTx& tx, const http::Request& request, const HoldIn& in) const;
    Result<HoldOut> lift_hold(WriteTx& tx, const http::Request& request, const LiftIn& in) const;

    // Records the caller as a taker of these terms where he may become a bidder (takers.hpp).
    void note_taken(const ReadTx& tx, const Call& call, const std::string& terms) const;

private:
    struct Parties {
        identity::Organisation centre{};
        identity::OrganisationId owner{};
        std::optional<identity::OrganisationId> agent{};
        Entry entry{};
    };
    Result<Parties> parties_of(const ReadTx& tx, const Call& call, const SubmitIn& in,
                               Collected& bad) const; // refuses who may not; what is wrong goes into `bad`
    static Status check_agent(const ReadTx& tx, const Call& call, const Parties& parties,
                              const ProjectId& project);
    Status check_agency(const ReadTx& tx, const TradeRow& row, const std::vector<RoundFacts>& rounds,
                        const identity::Organisation& agency) const;
    Status check_registration(const Registration& in, bool by_agent, Instant at) const;
    // Counts the promise from when the papers are complete; the caller keeps the row. Where none can be
    // counted, none is.
    void promise(WriteTx& tx, TradeRow& row, Instant complete) const;
    // No list of the invited stays where the procedure, after a supplement, invites nobody.
    Status drop_invitees(WriteTx& tx, const Call& call, const TradeFacts& trade) const;
    Status check_files(const terms::Terms& terms, const std::vector<std::string>& sides) const;
    static http::Document document_of(const terms::File& file, const std::filesystem::path& path);
    void note_taken(const ReadTx& tx, const Call& call, const TermsRow& row) const;
    TradeOut shown(const ReadTx& tx, const Actor& actor, const TradeRow& row) const;
    Inside inside_of(const ReadTx& tx, const TradeRow& row, const Registration& in) const;
    // Of each limit in force on the day from which it is counted, or of the hold where that is not known yet.
    std::vector<Consequence> consequences(const ReadTx& tx, const RoundFacts& round, HoldCause cause,
                                          Instant set_at) const;

    const procedure::Library& library_;
    const guidance::Guidance& guidance_;
    Settings settings_;
};

// The trade of {trade}; the version that the caller saw when he says one (If-Match).
Result<TradeRow> trade_of_path(const ReadTx& tx, const http::Request& request);
// Row and event of the trade's stream count alike; a caller's If-Match is honoured.
Status keep(WriteTx& tx, const http::Request& request, TradeRow& row);
// The scan of the party's signed paper, of a registration that was entered at the desk.
std::optional<terms::File> application_of(const TradeRow& row);
constexpr const char* overdue_job = "trade.registration_overdue";
// Of a registration that is finished or overdue; nothing of others, nor where nothing was promised.
std::optional<bool> promise_kept(const TradeRow& row);
// Whether this caller sees what the public does not.
bool sees_inside(const Actor& actor, const TradeRow& row);

} // namespace tianping::trade
