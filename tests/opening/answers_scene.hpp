#pragma once
// What trustees say of what is listed for them, with the keys that they keep.
#include "infra/crypto/digest.hpp"
#include "rooms/opening/service.hpp"
#include "rooms/opening/store.hpp"
#include "support/kept_state.hpp"
#include "support/tender.hpp"
#include <functional>

namespace tianping::opening {

using Opens = std::function<bool(const HeaderToAnswer&)>;

inline bool opens_all(const HeaderToAnswer&)
{
    return true;
}

// What the trustee of this number says of these headers, for the set of this digest, when he opens them with
// his key; he refuses the others.
inline AnswersIn right_answers_for(test::Tender& tender, std::size_t number, const Digest& set,
                                   const std::vector<HeaderToAnswer>& asked, const Opens& opens = opens_all)
{
    auto& account = *tender.trustee(number).account;
    const auto key = crypto::PrivateKey::from_pem(*test::kept_by(tender, number).key).value();
    const auto index = static_cast<std::uint8_t>(number);
    AnswersIn out{account.certificate_base64(), {}};
    for (const auto& one : asked) {
        const auto header = seal::Header::decode(from_base64(one.header).value()).value();
        seal::Answer answer{set, header.digest(), index, seal::AnswerCode::refused, {}};
        if (opens(one)) {
            answer.code = seal::AnswerCode::ok;
            answer.value = seal::open_box(header, index, key.handle()).value();
        }
        const auto message = answer.encode();
        out.answers.push_back({to_base64(message), to_base64(account.holder().key.sign(message))});
    }
    return out;
}

inline Digest digest_of_set(test::Tender& tender, std::size_t number)
{
    auto& client = tender.trustee(number).account->client();
    const auto closing = client.get<Closing>(tender.intake_path("closing")).value();
    return crypto::sm3(from_base64(closing.message).value());
}

// The same for the set that was closed.
inline AnswersIn right_answers(test::Tender& tender, std::size_t number,
                               const std::vector<HeaderToAnswer>& asked, const Opens& opens = opens_all)
{
    return right_answers_for(tender, number, digest_of_set(tender, number), asked, opens);
}

inline std::vector<HeaderToAnswer> listed_for(test::Tender& tender, std::size_t number)
{
    auto& client = tender.trustee(number).account->client();
    return client.get<HeadersToAnswer>(tender.intake_path("headers")).value().headers;
}

inline std::size_t answers_kept(test::Tender& tender)
{
    return tender.house().reads().read([&](const ReadTx& tx) {
        return store::answers(tx, trade::IntakeId::parse(tender.intake()).value()).size();
    });
}

} // namespace tianping::opening
