#pragma once
// The record of an opening as data (开标记录): 20-32, 招法36, 条例44, 技术规范 5.6.2. Its digest is the SM3
// of its canonical JSON; the PDF is printed from it and from nothing else, so the same record gives the same
// bytes. No clock stands in it but instants of what happened.
#include "infra/document/opening_record.hpp"
#include "rooms/opening/api.hpp"

namespace tianping::hall {

// Who has a place at the record. The centre's witness watches and signs; he decides nothing.
enum class SignerRole { owner, agent, witness, bidder };
BOOST_DESCRIBE_ENUM(SignerRole, owner, agent, witness, bidder)

enum class SignatureState { signed_, refused, absent, waiting };
BOOST_DESCRIBE_ENUM(SignatureState, signed_, refused, absent, waiting)

// Another member of a joint body; the name as registered here, empty where nobody registered that code.
struct RecordMember {
    std::string code{};
    std::string name{};
};
BOOST_DESCRIBE_STRUCT(RecordMember, (), (code, name))

struct RecordBid {
    std::int64_t number{}; // order of reading out
    std::string bidder{};
    std::string bidder_code{};
    std::vector<RecordMember> members{}; // a joint body's others
    Instant submitted_at{};
    std::optional<Instant> signed_in_at{};       // absent: not signed in, without consequence for the bid
    std::map<std::string, std::string> fields{}; // as read out; columns say unit and title
    bool deposit_paid = false;
    opening::BidState state{};
    std::optional<std::string> cause{};   // a code, as ReadOut has it
    std::optional<std::string> outcome{}; // withdrawn or revoked (20-31)
    std::string cause_text{};             // in the words of the host who recorded it
    std::vector<std::string> evidence{};  // SM3 of its files
};
BOOST_DESCRIBE_STRUCT(RecordBid, (),
                      (number, bidder, bidder_code, members, submitted_at, signed_in_at, fields, deposit_paid,
                       state, cause, outcome, cause_text, evidence))

// The unsealing window was lengthened for all.
struct RecordExtension {
    Instant until{};
    std::string reason{};
    Instant decided_at{};
};
BOOST_DESCRIBE_STRUCT(RecordExtension, (), (until, reason, decided_at))

// A hold of this round that was set before the reading out and forbade what the closing or the opening needs.
struct RecordHold {
    Instant from{};
    std::optional<Instant> lifted_at{};
    trade::HoldCause cause{};
    std::string article{};
    std::string document{};    // of whoever ordered it; may be empty
    std::string set_by{};      // the organisation's name
    std::string lift_reason{}; // empty while it stands
};
BOOST_DESCRIBE_STRUCT(RecordHold, (), (from, lifted_at, cause, article, document, set_by, lift_reason))
// Whether a hold that forbids these acts is one that the record tells of.
bool concerns_opening(const std::vector<trade::Act>& forbids);

enum class TrusteeState { answered, wrong, absent };
BOOST_DESCRIBE_ENUM(TrusteeState, answered, wrong, absent)
struct RecordTrustee {
    std::int64_t number{};
    std::string name{};
    TrusteeState state{};
};
BOOST_DESCRIBE_STRUCT(RecordTrustee, (), (number, name, state))

struct RecordObjection {
    std::string id{};
    std::string who{};
    std::string text{};
    Instant raised_at{};
    std::string answer{};
    std::optional<Instant> answered_at{};
};
BOOST_DESCRIBE_STRUCT(RecordObjection, (), (id, who, text, raised_at, answer, answered_at))

// One who has a place at the record. `signature` is over record_message(record_digest); anyone checks it.
struct RecordSignature {
    SignerRole role{};
    std::string organisation{}; // its name
    std::string code{};
    SignatureState state{};
    std::string reason{}; // of a refusal
    std::optional<Instant> at{};
    std::string certificate{}; // base64 DER
    std::string signature{};   // base64
};
BOOST_DESCRIBE_STRUCT(RecordSignature, (),
                      (role, organisation, code, state, reason, at, certificate, signature))

struct Record {
    std::string format{"tianping/opening-record/1"};
    std::string platform{};
    std::string number{};
    std::string trade{};
    std::string title{}; // as the terms have it that were in force at the closing, like lot_name
    std::string tender_project_code{};
    std::string intake{};
    std::int64_t round{1};
    std::string lot_name{};
    std::string section_code{};
    std::string unified_code{};
    std::string owner{};
    std::string agent{}; // empty: the owner tenders by himself
    std::string place{}; // confirmed at the registration
    Instant deadline{};  // = opening (招法34)
    Instant read_out_at{};
    std::string closing_digest{}; // of the CLOSE: nothing was added or left out
    terms::Manner manner{};
    std::int64_t threshold{};
    bool deposit_wanted = false;
    std::optional<Fen> limit_price{};
    std::vector<terms::PriceField> columns{}; // those that are read out
    std::vector<RecordBid> bids{};
    std::vector<RecordTrustee> trustees{};
    std::vector<RecordHold> holds{};
    std::vector<RecordExtension> extensions{};
    std::vector<RecordObjection> objections{};
    std::vector<RecordSignature> signatures{}; // of the final record only
    std::string signed_digest{};               // the version that they signed
    std::optional<Instant> ended_at{};
    std::string address{}; // where the public finds it
};
BOOST_DESCRIBE_STRUCT(Record, (),
                      (format, platform, number, trade, title, tender_project_code, intake, round, lot_name,
                       section_code, unified_code, owner, agent, place, deadline, read_out_at, closing_digest,
                       manner, threshold, deposit_wanted, limit_price, columns, bids, trustees, holds,
                       extensions, objections, signatures, signed_digest, ended_at, address))

// What is signed: "tianping/opening-record/1\0" ‖ digest (32 bytes); at the sign-in
// "tianping/attendance/1\0" ‖ the intake's id.
Bytes record_message(const Digest& record_digest);
Bytes attendance_message(const std::string& intake);

// Place of the opening as the centre confirmed it at the registration (6.2.3); empty when it named none.
std::string confirmed_place(const ReadTx& tx, const trade::TradeId& trade);

Digest digest_of(const Record& record);
// The last instant of anything that it says: the PDF's date.
Instant as_of(const Record& record);
// The members of a joint body with the names that they bore then, where they are registered.
std::vector<RecordMember> named(const ReadTx& tx, const std::vector<std::string>& codes, Instant at);
// How paper shows it (record_paper.cpp).
document::OpeningRecord paper_of(const Record& record, const std::string& digest);
enum class Language { zh, en };
std::string shown_name(const RecordMember& member);
// In words: how it was unsealed, why a bid did not open, what trustees did that people should know. What the
// host wrote stands in his own words.
std::string manner_text(const Record& record, Language language);
std::string outcome_text(const RecordBid& bid, Language language);
std::vector<std::string> remarks_of(const Record& record, Language language);
// As read out: amounts as money, the rest as the bidder wrote it; "" when nothing was read out.
std::string value_text(const terms::PriceField& field, const RecordBid& bid);

} // namespace tianping::hall
