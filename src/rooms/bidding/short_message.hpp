#pragma once
// What a bidder sends sealed and signed is short: a longer message is not decoded.
#include "rooms/identity/api.hpp"

namespace tianping::bidding {

inline constexpr std::size_t longest_message = 16 * 1024; // bytes of base64

// As identity::check_signed_form() and identity::read_signed(), and `bidding.message_too_long`.
template <class Message>
Status check_short_form(const std::string& base64, const identity::SignatureIn& signature)
{
    if (base64.size() <= longest_message)
        return identity::check_signed_form<Message>(base64, signature);
    Collected bad;
    bad.add({"message", "bidding.message_too_long", std::to_string(longest_message)});
    bad.check(identity::check_signature_form(signature));
    return bad.done();
}

template <class Message>
Result<identity::SignedMessage<Message>> read_short(const std::string& base64,
                                                    const identity::SignatureIn& signature)
{
    if (base64.size() <= longest_message)
        return identity::read_signed<Message>(base64, signature);
    return check_short_form<Message>(base64, signature).error();
}

} // namespace tianping::bidding
