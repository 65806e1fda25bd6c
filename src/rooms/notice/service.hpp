#pragma once
// The use cases of notice, each named after its route.
#include "infra/spine/job.hpp"
#include "rooms/notice/bodies.hpp"
#include "rooms/notice/medium.hpp"

namespace tianping::notice {

struct Settings {
    std::string platform{}; // the installation's name
    std::string origin{};   // "https://ggzy.example.cn": where everybody reads
    std::string medium{};   // name of the outside medium, empty for none
};

inline constexpr std::string_view publish_job = "publish_notice";

// The earliest deadline that the law allows, and the limit that says so, in both languages.
struct Earliest {
    std::optional<Instant> at{};
    std::string zh{};
    std::string en{};
    bool held = false; // no instant is lawful before a hold is lifted: `at` is empty
};

// When a notice is out. Due work comes milliseconds after its hour, or minutes: limits count from `at`, and
// documents may be given out from the hour that the owner signed for, although none are before `at`.
struct Publication {
    Instant at{};
    Instant planned{}; // not after `at`
};

class Notices {
public:
    // Library and guidance outlive this.
    Notices(const procedure::Library& library, const guidance::Guidance& guidance, Settings settings,
            Answering answering = {})
        : library_{library}, guidance_{guidance}, settings_{std::move(settings)}, answering_{
                                                                                      std::move(answering)}
    {
    }

    // drafting.cpp, wording.cpp
    Result<NoticeOut> draft(WriteTx& tx, const http::Request& request, const DraftIn& in) const;
    Result<NoticeOut> edit(WriteTx& tx, const http::Request& request, const DraftIn& in) const;
    Result<NoticeOut> withdraw(WriteTx& tx, const http::Request& request, const WithdrawIn& in) const;
    // signing.cpp
    Result<identity::ProvedSignature> prove(const http::Request& request, const SignIn& in) const;
    Result<NoticeOut> sign(WriteTx& tx, const http::Request& request, const SignIn& in,
                           const identity::ProvedSignature& proved) const;
    // publishing.cpp
    jobs::Handlers handlers() const;
    // views.cpp
    Result<NoticeOut> get(const ReadTx& tx, const http::Request& request) const;
    Result<http::Page<NoticeLine>> list(const ReadTx& tx, const http::Request& request) const;
    // news.cpp
    Result<http::Page<TakenTerms>> taken_terms(const ReadTx& tx, const http::Request& request) const;

private:
    Result<NoticeRow> make_draft(WriteTx& tx, const Call& call, const trade::TradeFacts& trade,
                                 const DraftIn& in) const;
    // The whole draft anew; row.version is the one that was read.
    Status replace_draft(WriteTx& tx, const Call& call, NoticeRow& row, const DraftIn& in) const;
    // overtaken.cpp
    Result<jobs::Outcome> postpone_overtaken(WriteTx& tx, const Call& call, const Job& job) const;
    Result<DraftIn> overtaken_draft(const ReadTx& tx, const Call& call,
                                    const std::vector<trade::RoundFacts>& rounds,
                                    const std::string& reason) const;
    Status draft_overtaken(WriteTx& tx, const Call& call, const trade::RoundFacts& round) const;
    Status redraft_overtaken(WriteTx& tx, const Call& call, const trade::RoundFacts& round,
                             const OvertakenRow& kept) const;
    // `bad`: what is known to be wrong with the draft already; it is refused with all else at once.
    Result<Text> text_of(const ReadTx& tx, const Call& call, const trade::TradeFacts& trade,
                         const NoticeId& id, const DraftIn& in, Collected bad) const;
    Values values_for(const ReadTx& tx, const trade::TradeFacts& trade, const Text& text,
                      bool second_round) const;
    // findings.cpp: all that stands against publishing this notice then.
    Result<std::vector<trade::Finding>> findings(const ReadTx& tx, const NoticeRow& row,
                                                 Publication publication) const;
    // terms_findings.cpp: of it, what the terms have to say for one of its rounds.
    Result<std::vector<trade::Finding>> terms_findings(const ReadTx& tx, const Text& text,
                                                       const trade::RoundFacts& round,
                                                       Publication publication) const;
    Result<Earliest> earliest_deadline(const ReadTx& tx, const Text& text, Instant publishes) const;
    Result<jobs::Outcome> publish_due(WriteTx& tx, const Call& call, const Job& job) const;
    Status publish(WriteTx& tx, const Call& call, NoticeRow& row) const;
    Status publish_if_lawful(WriteTx& tx, const Call& call, NoticeRow row) const;
    Result<std::vector<std::string>> take_effect(WriteTx& tx, const Call& call, const NoticeRow& row,
                                                 const Text& text) const;
    NoticeOut shown(const ReadTx& tx, const Actor& actor, const NoticeRow& row) const;

    const procedure::Library& library_;
    const guidance::Guidance& guidance_;
    Settings settings_;
    Answering answering_;
};

// What the courier brings back: a receipt, what the medium shows by now, or why it failed.
struct ReceiptIn {
    NoticeId notice{};
    std::optional<Instant> reached_at{};
    std::optional<MediumReceipt> receipt{};
    std::string shown_digest{};
    std::optional<std::string> why{};
};
BOOST_DESCRIBE_STRUCT(ReceiptIn, (), (notice, reached_at, receipt, shown_digest, why))

// receipts.cpp: inside a command of the house. A receipt is kept as it comes, with the first hour at which
// the medium answered, and its instants count; `notice.out_on_medium` follows with what is read back. A
// difference is an incident, `notice.difference_found`, until the signed text is shown again,
// `notice.sameness_restored`. A receipt that names another digest, another notice, or an hour more than a
// minute before the platform's publication or after call.arrived is such a difference, and no publication:
// nothing counts from it, until the medium gives the right one.
Status record_receipt(WriteTx& tx, const Call& call, const ReceiptIn& in);

// For route tables: the trade behind {notice}; published when the notice is.
Result<http::Object> notice_object(const ReadTx& tx, const http::Request& request);
Result<NoticeRow> notice_of_path(const ReadTx& tx, const http::Request& request);
// Row and event of the notice's stream count alike; a caller's If-Match is honoured.
Status keep(WriteTx& tx, const http::Request& request, NoticeRow& row);
events::About about(const ReadTx& tx, const Text& text);
std::vector<trade::RoundFacts> rounds_of(const ReadTx& tx, const Text& text);
// Who runs the trade, as registered: owner_name, owner_person, owner_phone, and the same of an agent.
Values registered_parties(const ReadTx& tx, const trade::TradeFacts& trade);
// What the terms that this notice names change for this round, instants aside.
std::vector<terms::Difference> changes_of(const ReadTx& tx, const Text& text, const trade::RoundFacts& round);
bool sees_inside(const Actor& actor, const trade::TradeFacts& trade);
// Of the due work that publishes it, one each time that it is signed: `row` as its signature left it.
std::string job_of(const NoticeRow& row);
ChannelFacts shown(const ChannelRow& row);
NoticeLine line(const NoticeRow& row);
bool is_invited(const ReadTx& tx, const Call& call, const trade::TradeId& trade); // to any of its rounds
std::string_view title_of(Kind kind);                                             // "更正公告"

} // namespace tianping::notice
