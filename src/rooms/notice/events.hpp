#pragma once
// What notice tells the log, all in the stream of the notice. Included through api.hpp.
#include "formats/notice_text.hpp"
#include "rooms/notice/words.hpp"

namespace tianping::notice {

// What a draft says is for the parties until it is published: the private body of Drafted and Edited, for the
// audience "parties:trd_…".
struct DraftText {
    Text text{};
    std::string digest{};
};
BOOST_DESCRIBE_STRUCT(DraftText, (), (text, digest))

struct Drafted {
    NoticeId notice{};
    Kind kind_of_notice{};
    static constexpr std::string_view kind = "notice.drafted";
    static constexpr int version = 1;
};
BOOST_DESCRIBE_STRUCT(Drafted, (), (notice, kind_of_notice))

struct Edited {
    NoticeId notice{};
    static constexpr std::string_view kind = "notice.edited";
    static constexpr int version = 1;
};
BOOST_DESCRIBE_STRUCT(Edited, (), (notice))

struct Signed {
    std::string digest{};
    std::string certificate{}; // digest
    std::string signature{};   // base64
    Instant publish_at{};
    static constexpr std::string_view kind = "notice.signed";
    static constexpr int version = 1;
};
BOOST_DESCRIBE_STRUCT(Signed, (), (digest, certificate, signature, publish_at))

struct Withdrawn {
    std::string reason{};
    static constexpr std::string_view kind = "notice.withdrawn";
    static constexpr int version = 1;
};
BOOST_DESCRIBE_STRUCT(Withdrawn, (), (reason))

// Public: from here on everybody reads it. Stands in the public feed.
struct Published {
    Text text{};
    std::string digest{};
    std::string certificate{};
    std::string signature{};
    Instant published_at{};
    std::string address{};                 // on the portal
    std::vector<std::string> new_rounds{}; // that follow failed ones in the same act
    static constexpr std::string_view kind = "notice.published";
    static constexpr int version = 1;
};
BOOST_DESCRIBE_STRUCT(Published, (),
                      (text, digest, certificate, signature, published_at, address, new_rounds))

// Like Published, for a round by invitation: read by the invited alone, in no feed and in no outside medium.
struct SentToInvited {
    Text text{};
    std::string digest{};
    std::string certificate{};
    std::string signature{};
    Instant sent_at{};
    static constexpr std::string_view kind = "notice.sent_to_invited";
    static constexpr int version = 1;
};
BOOST_DESCRIBE_STRUCT(SentToInvited, (), (text, digest, certificate, signature, sent_at))

// Its hour came and the law forbids it by now; it is a draft again.
struct PublicationRefused {
    std::string code{};
    std::vector<std::string> reasons{};
    static constexpr std::string_view kind = "notice.publication_refused";
    static constexpr int version = 1;
};
BOOST_DESCRIBE_STRUCT(PublicationRefused, (), (code, reasons))

// Public: the outside medium's receipt.
struct OutOnMedium {
    std::string medium{};
    std::string digest{}; // of what the medium shows, computed here
    std::string address{};
    Instant reached_at{};
    Instant out_at{};
    std::string receipt{}; // canonical JSON of the medium's answer
    static constexpr std::string_view kind = "notice.out_on_medium";
    static constexpr int version = 1;
};
BOOST_DESCRIBE_STRUCT(OutOnMedium, (), (medium, digest, address, reached_at, out_at, receipt))

// An incident (6.4.1): a channel shows something else than what was signed, or its receipt names something
// else. `shown_digest` is then the receipt's; where the two digests are equal the receipt names another
// notice, or an hour that cannot be.
struct DifferenceFound {
    std::string medium{};
    std::string address{};
    std::string signed_digest{};
    std::string shown_digest{};
    static constexpr std::string_view kind = "notice.difference_found";
    static constexpr int version = 1;
};
BOOST_DESCRIBE_STRUCT(DifferenceFound, (), (medium, address, signed_digest, shown_digest))

// The end of such an incident: the channel shows what was signed again.
struct SamenessRestored {
    std::string medium{};
    std::string address{};
    std::string digest{};
    static constexpr std::string_view kind = "notice.sameness_restored";
    static constexpr int version = 1;
};
BOOST_DESCRIBE_STRUCT(SamenessRestored, (), (medium, address, digest))

} // namespace tianping::notice
