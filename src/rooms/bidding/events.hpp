#pragma once
// What the bidding room records. Until an intake is closed these streams are shown to nobody but their
// bidder.
#include "rooms/bidding/api.hpp"

namespace tianping::bidding {

struct KeyPublished {
    static constexpr std::string_view kind = "bidding.key_published";
    static constexpr int version = 1;
    std::string intake{};
    std::int64_t number{};
    std::string message_digest{};
};
BOOST_DESCRIBE_STRUCT(KeyPublished, (), (intake, number, message_digest))

// All keys of the intake are published; their test envelope is put before the trustees.
struct KeyTestMade {
    static constexpr std::string_view kind = "bidding.key_test_made";
    static constexpr int version = 1;
    std::string intake{};
    std::string header{}; // hex hd
};
BOOST_DESCRIBE_STRUCT(KeyTestMade, (), (intake, header))

// A trustee's answer to the test envelope, signed, and what it showed: `proved` or `wrong`.
struct KeyAnswered {
    static constexpr std::string_view kind = "bidding.key_answered";
    static constexpr int version = 1;
    std::string intake{};
    std::string header{}; // hex hd of the test envelope
    TestAnswer answer{};
    KeyState state{};
};
BOOST_DESCRIBE_STRUCT(KeyAnswered, (), (intake, header, answer, state))

struct SubmissionBegun {
    static constexpr std::string_view kind = "bidding.submission_begun";
    static constexpr int version = 1;
    std::string intake{};
};
BOOST_DESCRIBE_STRUCT(SubmissionBegun, (), (intake))

struct SubmissionMade {
    static constexpr std::string_view kind = "bidding.submitted";
    static constexpr int version = 1;
    std::string intake{};
    std::int64_t replacement{};
    std::string message_digest{};
    std::string terms{};
    std::vector<std::string> members{};
};
BOOST_DESCRIBE_STRUCT(SubmissionMade, (), (intake, replacement, message_digest, terms, members))

struct ReceiptSigned {
    static constexpr std::string_view kind = "bidding.receipt_signed";
    static constexpr int version = 1;
    std::string message_digest{};
    std::string receipt_digest{};
};
BOOST_DESCRIBE_STRUCT(ReceiptSigned, (), (message_digest, receipt_digest))

// An outside authority's time stamp of it has come and was proved.
struct ReceiptStamped {
    static constexpr std::string_view kind = "bidding.receipt_stamped";
    static constexpr int version = 1;
    std::string message_digest{};
    std::string token_digest{}; // hex SM3 of the token
    Instant stamped_at{};
};
BOOST_DESCRIBE_STRUCT(ReceiptStamped, (), (message_digest, token_digest, stamped_at))

} // namespace tianping::bidding
