#pragma once
// A notice as it is signed and published, the same bytes in every channel (standard 6.4.1, 条例15, 20-17).
// Its sameness is proved by its digest. Document: docs/formats/notice.md.
#include "base/bytes.hpp"
#include "base/wire.hpp"

namespace tianping::notice {

enum class Kind {
    tender_notice,
    invitation,
    clarification,
    correction,
    postponement,
    failed_round,
    termination,
    suspension
};
BOOST_DESCRIBE_ENUM(Kind, tender_notice, invitation, clarification, correction, postponement, failed_round,
                    termination, suspension)

// One item of its contents, such as 资金来源.
struct Section {
    std::string id{};
    std::string title{};
    std::string text{};
};
BOOST_DESCRIBE_STRUCT(Section, (), (id, title, text))

// Questions about the terms and the one answer to all of them (30号令33); nobody is named.
struct Answered {
    std::vector<std::string> questions{}; // qst_…
    std::string question{};               // as it is published; several may be put into one
    std::string answer{};
};
BOOST_DESCRIBE_STRUCT(Answered, (), (questions, question, answer))

// What a correction makes of one section of the notice that it names.
struct Change {
    std::string section{}; // its id there, or `title`
    std::string title{};
    std::string before{}; // as it stood until now; empty for a section that was not there
    std::string after{};
};
BOOST_DESCRIBE_STRUCT(Change, (), (section, title, before, after))

struct Text {
    std::string format{"tianping/notice/1"};
    std::string platform{};
    std::string notice{}; // ntc_…
    std::string trade{};  // trd_…
    Kind kind{};
    std::vector<std::string> rounds{};        // rnd_…, whom it serves
    std::vector<std::string> unified_codes{}; // 统一交易标识码 of their lots
    std::string title{};
    std::vector<Section> sections{};
    std::optional<std::string> terms{}; // digest of the terms that it puts in force
    std::optional<Instant> deadline{};  // the closing instant from now on
    std::optional<bool> affects_bids{}; // clarification, correction: the owner's classification (条例21)
    std::optional<std::string>
        reason{}; // postponement, failed round, termination; why it does not affect bids
    std::optional<std::string> corrects{}; // ntc_… that a correction corrects
    Instant publish_at{};                  // not before; the instant of publication stands beside the text
    std::optional<std::vector<Answered>> answers{};  // a clarification: what was asked, and the answers
    std::optional<std::string> corrects_digest{};    // of the text that a correction corrects
    std::optional<std::vector<Change>> changes{};    // a correction: old and new
    std::optional<std::vector<std::string>> holds{}; // a suspension: hld_… that it tells of
};
BOOST_DESCRIBE_STRUCT(Text, (),
                      (format, platform, notice, trade, kind, rounds, unified_codes, title, sections, terms,
                       deadline, affects_bids, reason, corrects, publish_at, answers, corrects_digest,
                       changes, holds))

// SM3 of the canonical JSON: the name of the text in every channel.
Digest digest(const Text& text);
// What the owner signs: "tianping/notice/1\0" ‖ the digest.
Bytes signed_bytes(const Digest& digest);

} // namespace tianping::notice
