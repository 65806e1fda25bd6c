#include "infra/http/timestamp_client.hpp"
#include "base/time_text.hpp"
#include "infra/crypto/random.hpp"
#include "infra/crypto/timestamp.hpp"
#include "infra/http/client.hpp"

namespace tianping::http {
namespace {

constexpr std::string_view scheme = "http://";
constexpr std::size_t nonce_bytes = 16;
constexpr std::uint64_t largest_reply = 256u << 10;
constexpr std::chrono::minutes tolerance{1};

} // namespace

Result<Bytes> TimestampClient::reply_to(const Bytes& query) const
{
    const auto slash = url_.find('/', scheme.size());
    Client client{url_.substr(0, slash), patience_};
    client.take_at_most(largest_reply);
    TP_TRY(answer,
           client.send(
               "POST", slash == std::string::npos ? "/" : url_.substr(slash), std::string{text_view(query)},
               {{"Content-Type", "application/timestamp-query"}, {"Accept", "application/timestamp-reply"}}));
    if (!answer.ok()) {
        Error e{Fault::unavailable, "timestamp.answered"};
        e.params["status"] = std::to_string(answer.status);
        return e;
    }
    return Bytes(answer.body.begin(), answer.body.end());
}

Result<Stamped> TimestampClient::stamp(const Digest& sm3, const Clock& clock) const
{
    const auto query =
        crypto::timestamp_request({crypto::ImprintAlgorithm::sm3, sm3}, crypto::random_bytes(nonce_bytes));
    TP_TRY(reply, reply_to(query));
    TP_TRY(token, crypto::token_from_response(reply, query));
    TP_TRY(at, crypto::verify_timestamp(token, sm3, trust_));
    const auto now = clock.now();
    if (at > now + tolerance || at < now - tolerance) {
        Error e{Fault::invalid, "timestamp.clocks_differ"};
        e.params["at"] = to_rfc3339(at);
        return e;
    }
    return Stamped{std::move(token), at};
}

} // namespace tianping::http
