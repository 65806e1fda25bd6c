#pragma once
// A time-stamp authority outside the house, asked as RFC 3161 3.4 says: a query is posted, a reply comes
// back. Plain HTTP, as infra/http/client.hpp; a token is signed, so nobody on the way can change it unseen.
#include "base/clock.hpp"
#include "infra/crypto/timestamp_trust.hpp"
#include <chrono>

namespace tianping::http {

struct Stamped {
    Bytes token{}; // DER
    Instant at{};  // that it proves
};

class TimestampClient {
public:
    // "http://127.0.0.1:3180/tsa". `patience` holds for connecting, for sending and for the answer.
    TimestampClient(std::string url, crypto::TrustStore trust,
                    std::chrono::milliseconds patience = std::chrono::seconds{5})
        : url_{std::move(url)}, trust_{std::move(trust)}, patience_{patience}
    {
    }

    // A token over this digest (SM3 imprint), proved whole: granted, of this imprint and this question's
    // nonce, signed for time stamps by a certificate that leads to `trust`, of this minute by `clock`. What
    // is refused was answered and must not be used:
    //   client.unreachable, client.broken      nobody answers, or not in time
    //   timestamp.answered (status)            the answer is no reply
    //   timestamp.malformed, timestamp.rejected, timestamp.other_request, timestamp.other_digest,
    //   timestamp.bad_signature                as infra/crypto/timestamp.hpp says
    //   certificate.*                          as TrustStore::verify refuses the signer
    //   timestamp.clocks_differ (at)           more than a minute from `clock`, before or after
    // One connection for each; may be called from several threads.
    Result<Stamped> stamp(const Digest& sm3, const Clock& clock) const;

private:
    Result<Bytes> reply_to(const Bytes& query) const;

    std::string url_;
    crypto::TrustStore trust_;
    std::chrono::milliseconds patience_;
};

} // namespace tianping::http
