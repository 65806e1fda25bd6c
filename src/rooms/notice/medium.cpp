#include "rooms/notice/medium.hpp"
#include "base/time_text.hpp"
#include "infra/crypto/digest.hpp"
#include "infra/http/client.hpp"

namespace tianping::notice {
namespace {

class HttpMedium final : public Medium {
public:
    explicit HttpMedium(const std::string& base) : client_{base, std::chrono::seconds{10}} {}

    Result<MediumReceipt> publish(const Delivery& delivery, Instant sent_at) override
    {
        return client_.post<MediumReceipt>("/notices", delivery, delivery.digest,
                                           {{"Sent-At", to_rfc3339(sent_at)}});
    }
    Result<std::string> show(const std::string& address) override
    {
        // A receipt may not send the platform to other machines.
        if (!address.starts_with(client_.base() + "/"))
            return Error{
                Fault::invalid, "notice.address_of_another", {}, {{"address", beginning(address, 200)}}};
        TP_TRY(answer, client_.send("GET", address.substr(client_.base().size())));
        if (!answer.ok())
            return answer.problem();
        return answer.body;
    }

private:
    http::Client client_;
};

} // namespace

std::unique_ptr<Medium> http_medium(const std::string& base)
{
    return std::make_unique<HttpMedium>(base);
}

Digest digest_of_shown(std::string_view body)
{
    const auto text = wire::parse<Text>(body);
    return text ? digest(*text) : crypto::sm3(view(body));
}

} // namespace tianping::notice
