#pragma once
// The outside medium (10号令8: the media that the law names). What it is asked and what it answers:
// docs/formats/outside-medium.md.
#include "formats/notice_text.hpp"
#include <memory>

namespace tianping::notice {

// What is posted: the text and what proves whose it is.
struct Delivery {
    std::string format{"tianping/outside-medium/1"};
    Text text{};
    std::string digest{};
    std::string certificate{}; // base64 DER of the owner's signing certificate
    std::string signature{};   // base64 over signed_bytes
};
BOOST_DESCRIBE_STRUCT(Delivery, (), (format, text, digest, certificate, signature))

struct MediumReceipt {
    std::string medium{};
    std::string notice{};
    std::string digest{};   // that the medium computed
    std::string address{};  // where everybody reads it
    Instant published_at{}; // by the medium's clock
};
BOOST_DESCRIBE_STRUCT(MediumReceipt, (), (medium, notice, digest, address, published_at))

class Medium {
public:
    virtual ~Medium() = default;
    // Asking twice for the same text answers the same receipt; `sent_at` is the platform's clock. Refuses
    // with what the medium says, or with `client.unreachable` and `client.broken`.
    virtual Result<MediumReceipt> publish(const Delivery& delivery, Instant sent_at) = 0;
    // The text that the medium shows at this address, as its bytes come.
    virtual Result<std::string> show(const std::string& address) = 0;
};

// Over HTTP: POST {base}/notices, GET of the receipt's address. Not for several threads.
std::unique_ptr<Medium> http_medium(const std::string& base);

// The digest of what a medium shows: of the text when it is one, else of the bytes themselves.
Digest digest_of_shown(std::string_view body);

} // namespace tianping::notice
