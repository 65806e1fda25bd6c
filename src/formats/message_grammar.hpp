#pragma once
// How every signed message begins, is judged and is read. Private to the messages' own sources.
#include "formats/envelope.hpp"

namespace tianping::seal {

inline Packer begin(std::string_view letters)
{
    Packer out;
    out.raw(view(letters)).u8(profile_sm);
    return out;
}

// Every encode() ends here or began with it: what check() refuses is never signed.
template <class Message>
void must_be_sound(const Message& message)
{
    if (const Status sound = message.check(); !sound)
        throw std::logic_error("an unsound message is to be encoded: " + sound.error().code);
}

// Reads letters and profile, lets `fields` read the rest, and asks once whether all of it was right.
template <class Message, class Fields>
Result<Message> decoded(ByteView bytes, std::string_view letters, Fields fields)
{
    Unpacker in{bytes};
    in.kind(letters);
    const std::uint8_t profile = in.u8();
    TP_CHECK(in.status(letters));
    if (profile != profile_sm)
        return Error{Fault::invalid, "seal.unknown_profile"};
    Message message{};
    fields(in, message);
    TP_CHECK(in.finish(letters));
    if constexpr (requires { message.check(); })
        TP_CHECK(message.check());
    return message;
}

} // namespace tianping::seal
