#pragma once
// The record of an opening (开标记录) as paper. Data in, file out: the hall fills this struct from
// its facts and publishes the print (20号令 32, 招标投标法 36; 技术规范 5.6.2 e names what is shown).
#include "base/money.hpp"
#include "infra/document/pdf.hpp"
#include <boost/describe.hpp>

namespace tianping::document {

// A column of the price letter (开标一览表), as the terms define it: "投标总报价（元）", "工期（日历天）".
struct HeardField {
    std::string title{};
    bool number = false; // set to the right
};
BOOST_DESCRIBE_STRUCT(HeardField, (), (title, number))

struct HeardBid {
    std::string bidder{};              // a joint body: its lead, then its members
    Instant submitted_at{};            // of the version that was opened
    std::vector<std::string> values{}; // one for each field, in their order; money as Fen::text()
    std::string deposit{};             // "800,000.00 元，2026-03-20 15:12 到账"
    std::string outcome{}; // "已解密", "未解密，视为撤销其投标文件（20号令第三十一条）"
};
BOOST_DESCRIBE_STRUCT(HeardBid, (), (bidder, submitted_at, values, deposit, outcome))

struct HeardObjection {
    Instant at{};
    std::string who{};
    std::string text{};
    std::string answer{};
};
BOOST_DESCRIBE_STRUCT(HeardObjection, (), (at, who, text, answer))

struct RecordSignature {
    std::string role{};
    std::string name{};
    std::string state{};
};
BOOST_DESCRIBE_STRUCT(RecordSignature, (), (role, name, state))

struct OpeningRecord {
    std::string platform{}; // who prints: 滨江市公共资源交易平台
    std::string number{};   // of the record
    std::string trade{};
    std::string trade_code{};
    std::string lot{};
    std::string lot_code{};
    std::string owner{};
    std::string agent{}; // empty: the owner tenders by himself
    std::string place{};
    Instant opened_at{};
    std::string host{};
    std::string manner{}; // how it was unsealed, in words
    std::optional<Fen> limit_price{};
    std::vector<HeardField> fields{};
    std::vector<HeardBid> bids{};
    std::vector<std::string> remarks{};
    std::vector<HeardObjection> objections{};
    std::vector<RecordSignature> signatures{};
    std::string digest{};  // SM3 of the record's canonical JSON, lower-case hex
    std::string address{}; // where it is checked
    Instant printed_at{};
};
BOOST_DESCRIBE_STRUCT(OpeningRecord, (),
                      (platform, number, trade, trade_code, lot, lot_code, owner, agent, place, opened_at,
                       host, manner, limit_price, fields, bids, remarks, objections, signatures, digest,
                       address, printed_at))

// The same record gives the same bytes. Three and more fields are printed across the page.
Bytes print(const OpeningRecord& record);

} // namespace tianping::document
