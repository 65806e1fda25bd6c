#pragma once
// Views of openings and of the rules: opening hall, one opening live, its record, procedures, limits.
#include "portal/views.hpp"

namespace tianping::portal {

// "/openings?day=2026-04-17"
struct OpeningListPage {
    Instant day{}; // any instant of the day shown, in +08:00
    std::vector<OpeningRow> rows{};
};
BOOST_DESCRIBE_STRUCT(OpeningListPage, (), (day, rows))

struct HeardColumn {
    std::string title{};
    bool number = false;
};
BOOST_DESCRIBE_STRUCT(HeardColumn, (), (title, number))

struct HeardCell {
    std::string text{};
    bool number = false;
};
BOOST_DESCRIBE_STRUCT(HeardCell, (), (text, number))

// A bid that has been published: names and prices together, when all are done or the window is over.
struct BidRow {
    std::int64_t number = 0; // order of reading out
    std::string bidder{};
    std::vector<std::string> members{}; // of a joint body
    std::vector<HeardCell> values{};    // as the columns
    std::string deposit{};
    Instant submitted{};
    BidOutcome outcome{};
    std::string remark{}; // cause and article where it did not open
    bool being_read = false;
};
BOOST_DESCRIBE_STRUCT(BidRow, (),
                      (number, bidder, members, values, deposit, submitted, outcome, remark, being_read))

struct ObjectionRow {
    Instant at{};
    std::string who{};
    std::string text{};
    std::string answer{};
};
BOOST_DESCRIBE_STRUCT(ObjectionRow, (), (at, who, text, answer))

struct Happening {
    Instant at{};
    std::string text{};
};
BOOST_DESCRIBE_STRUCT(Happening, (), (at, text))

// "/openings/{id}", and "?part=live" for the part that changes. While nothing is published `bids` is empty
// and `columns` may be: not even the number of bidders is shown.
struct OpeningPage {
    std::string id{};
    std::string title{};
    std::string trade_id{};
    std::string lot{};
    std::string lot_code{};
    std::string place{};
    std::string host{};
    std::string manner{}; // who unseals
    Instant at{};
    OpeningState state{};
    std::vector<StageStep> steps{}; // of the ceremony
    std::optional<Due> window{};    // end of the unsealing window as extended, while it runs
    std::string waiting_for{};      // one sentence: what happens now
    std::vector<Fact> keys{};       // trustees and how their keys stand, until the deadline
    std::vector<HeardColumn> columns{};
    std::vector<BidRow> bids{};
    std::optional<Fen> limit_price{};
    std::vector<ObjectionRow> objections{};
    std::vector<Happening> happenings{};     // newest first
    std::string record_id{};                 // set when the record is published
    std::string stream{};                    // SSE address; empty when nothing more will change
    std::vector<std::string> stream_kinds{}; // what its events are named; what they hold does not matter here
};
BOOST_DESCRIBE_STRUCT(OpeningPage, (),
                      (id, title, trade_id, lot, lot_code, place, host, manner, at, state, steps, window,
                       waiting_for, keys, columns, bids, limit_price, objections, happenings, record_id,
                       stream, stream_kinds))

struct SignatureRow {
    std::string role{};
    std::string name{};
    SignatureState state{};
    std::optional<Instant> at{};
    std::string reason{};
};
BOOST_DESCRIBE_STRUCT(SignatureRow, (), (role, name, state, at, reason))

// "/openings/{id}/record" (20号令 32)
struct OpeningRecordPage {
    std::string id{}; // of the opening
    std::string number{};
    std::string title{};
    std::string trade_id{};
    std::vector<Fact> facts{};
    std::vector<HeardColumn> columns{};
    std::vector<BidRow> bids{};
    std::vector<std::string> remarks{};
    std::vector<ObjectionRow> objections{};
    std::vector<SignatureRow> signatures{};
    DocumentRow pdf{};
    std::string digest{}; // of the record's canonical JSON
    std::string json{};
    std::string verify{}; // the command that checks it offline
};
BOOST_DESCRIBE_STRUCT(OpeningRecordPage, (),
                      (id, number, title, trade_id, facts, columns, bids, remarks, objections, signatures,
                       pdf, digest, json, verify))

struct ProcedureRow {
    std::string id{};
    std::string name{};
    std::string summary{};
    Kind kind{};
    std::int64_t stages = 0;
    std::int64_t limits = 0;
    std::string version{};
};
BOOST_DESCRIBE_STRUCT(ProcedureRow, (), (id, name, summary, kind, stages, limits, version))

// "/procedures"
struct ProcedureListPage {
    std::vector<ProcedureRow> rows{};
};
BOOST_DESCRIBE_STRUCT(ProcedureListPage, (), (rows))

// A stage with where it can go, in any order. The diagram draws the way from each stage to the nearest later
// one as the ordinary one, all others as exits.
struct ProcedureStage {
    std::string id{};
    std::string name{};
    std::string what{};                // one sentence
    std::vector<std::string> actors{}; // who may act
    std::vector<std::string> notices{};
    std::vector<std::string> next{}; // ids
    bool final = false;
};
BOOST_DESCRIBE_STRUCT(ProcedureStage, (), (id, name, what, actors, notices, next, final))

// A limit as the law has it, without dates.
struct LimitRule {
    std::string id{};
    std::string name{};
    std::string figure{}; // "不少于 20 日"
    std::string from{};
    std::string to{};
    std::string article{};
    std::string effect{};  // what a breach does, in words
    std::string on_hold{}; // what a hold does to it, in words
    std::string note{};
    Standing standing{};
};
BOOST_DESCRIBE_STRUCT(LimitRule, (), (id, name, figure, from, to, article, effect, on_hold, note, standing))

// "/procedures/{id}"
struct ProcedurePage {
    std::string id{};
    std::string name{};
    std::string summary{};
    Kind kind{};
    std::string version{};
    std::string digest{};
    std::vector<ProcedureStage> stages{}; // in their order
    std::vector<LimitRule> limits{};
};
BOOST_DESCRIBE_STRUCT(ProcedurePage, (), (id, name, summary, kind, version, digest, stages, limits))

struct LimitGroup {
    std::string name{};
    std::vector<LimitRule> limits{};
};
BOOST_DESCRIBE_STRUCT(LimitGroup, (), (name, limits))

// "/limits"
struct LimitsPage {
    std::vector<LimitGroup> groups{};
    std::string calendar{}; // which holiday calendar counts, with its source and years
};
BOOST_DESCRIBE_STRUCT(LimitsPage, (), (groups, calendar))

} // namespace tianping::portal
