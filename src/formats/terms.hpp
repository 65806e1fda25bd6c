#pragma once
// The terms of a trade as data (design.md 5): one signed, versioned package from which everything that people
// read is printed, and outside which evaluation uses nothing. The centre never approves them (6.2.5); the
// owner alone signs. Digest: SM3 of the canonical JSON of the struct. Document: docs/formats/terms.md.
#include "base/bytes.hpp"
#include "formats/terms_scoring.hpp"

namespace tianping::terms {

// One sealed part of a submission.
struct Part {
    std::string id{};          // "price", "commercial", "technical"; [0-9A-Za-z._-]{1,64}
    std::string title{};       // 报价文件
    std::int64_t most_bytes{}; // of its content before sealing
    std::vector<std::string> media_types{};
    std::int64_t envelope{1}; // 1 first, 2 second
    bool anonymous = false;
};
BOOST_DESCRIBE_STRUCT(Part, (), (id, title, most_bytes, media_types, envelope, anonymous))

enum class FieldUnit { fen, day, text };
BOOST_DESCRIBE_ENUM(FieldUnit, fen, day, text)

// One line of the price letter (开标一览表).
struct PriceField {
    std::string id{};    // "price", "duration", "quality", "manager"
    std::string title{}; // 投标报价
    FieldUnit unit{};
    bool read_out = true;
};
BOOST_DESCRIBE_STRUCT(PriceField, (), (id, title, unit, read_out))

// Who closes intakes and holds shares, pinned by signing certificate; in the order of the seal's prefix.
struct Closer {
    std::int64_t index{};            // trustees 1..n; witnesses follow, without share
    std::string organisation_code{}; // 统一社会信用代码
    std::string name{};
    std::string certificate_digest{}; // hex SM3 of the DER of the signing certificate
    bool holds_share = true;
};
BOOST_DESCRIBE_STRUCT(Closer, (), (index, organisation_code, name, certificate_digest, holds_share))

enum class Manner { trustees, bidder };
BOOST_DESCRIBE_ENUM(Manner, trustees, bidder)

struct Unsealing {
    Manner manner{};
    std::int64_t threshold{3}; // t of the n closers that hold a share
    std::vector<Closer> closers{};
    std::int64_t window_minutes{60}; // to prove and open, from the closing instant
    bool trustees_remedy = true;     // 20-31: for all who failed without own fault or for none
    bool own_spare_allowed = true;
};
BOOST_DESCRIBE_STRUCT(Unsealing, (),
                      (manner, threshold, closers, window_minutes, trustees_remedy, own_spare_allowed))

enum class DepositForm { transfer, electronic_guarantee, bank_instrument };
BOOST_DESCRIBE_ENUM(DepositForm, transfer, electronic_guarantee, bank_instrument)

struct Deposit {
    Fen amount{};
    std::vector<DepositForm> forms{};
};
BOOST_DESCRIBE_STRUCT(Deposit, (), (amount, forms))

struct LotTerms {
    std::string lot{};    // lot_…
    std::string round{};  // rnd_…
    std::string intake{}; // int_…
    std::string name{};
    Fen estimate{};
    std::optional<Fen> limit_price{}; // 最高投标限价 (条例27)
    std::optional<std::string> limit_formula{};
    std::optional<Deposit> deposit{};
    std::int64_t validity_days{90};  // 投标有效期 (条例25)
    std::int64_t minimum_bidders{3}; // 招法28
    bool joint_bodies = false;       // 联合体
    std::vector<Part> parts{};
    std::vector<PriceField> price_letter{};
    Unsealing unsealing{};
    std::optional<std::vector<BillItem>> bill{}; // 工程量清单
};
BOOST_DESCRIBE_STRUCT(LotTerms, (),
                      (lot, round, intake, name, estimate, limit_price, limit_formula, deposit, validity_days,
                       minimum_bidders, joint_bodies, parts, price_letter, unsealing, bill))

struct File {
    std::string name{};
    std::int64_t size{};
    std::string digest{}; // hex SM3, the blob's name
    std::string media_type{};
};
BOOST_DESCRIBE_STRUCT(File, (), (name, size, digest, media_type))

struct Terms {
    std::string format{"tianping/terms/1"};
    std::string platform{};                // the installation's name in sealed prefixes
    std::string trade{};                   // trd_…
    std::int64_t number{1};                // version of the terms, from 1
    std::optional<std::string> previous{}; // digest of the version before
    std::string title{};
    std::string procedure{};  // "works-open-tender"
    Instant documents_from{}; // 招标文件开始发出
    Instant documents_until{};
    Instant deadline{}; // 投标截止 = 开标 (招法34); one instant for all lots of these terms
    std::vector<std::string> eligibility{};
    std::string evaluation_method{};
    std::vector<EvaluationItem> evaluation{};
    std::string tie_rule{};
    std::string objections_to{}; // contact and channel for objections
    std::vector<LotTerms> lots{};
    std::vector<File> files{};
    std::optional<AwardLimits> award_limits{}; // across the lots of this trade
};
BOOST_DESCRIBE_STRUCT(Terms, (),
                      (format, platform, trade, number, previous, title, procedure, documents_from,
                       documents_until, deadline, eligibility, evaluation_method, evaluation, tie_rule,
                       objections_to, lots, files, award_limits))

// The bytes that the owner signs: "tianping/terms/1\0" ‖ canonical JSON.
Bytes signed_bytes(const Terms& terms);
// SM3 of the canonical JSON; goes into every sealed prefix made for these terms.
Digest digest(const Terms& terms);

// Where the terms say a sum or a number of this lot by the name that the law's rules have for it: for
// "bid_bond" "lots[2].deposit.amount"; empty for what they do not say.
std::string place_of(std::string_view figure, std::size_t lot);

// Until when a bidder may be asked for the keys of his bid: the closing instant, and where bidders unseal the
// end of the window after it.
Instant keys_needed_until(const LotTerms& lot, Instant deadline);

} // namespace tianping::terms
