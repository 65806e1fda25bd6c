#include "rooms/identity/login.hpp"
#include "base/canonical.hpp"

namespace tianping::identity {
namespace {

template <class Text>
Bytes labelled(std::string_view label, const Text& text)
{
    const auto json = canonical(wire::write(text));
    Bytes out;
    out.reserve(label.size() + 1 + json.size());
    out.insert(out.end(), label.begin(), label.end());
    out.push_back(0);
    out.insert(out.end(), json.begin(), json.end());
    return out;
}

} // namespace

Bytes login_message(const ChallengeText& text)
{
    if (text.purpose != Purpose::sign_in)
        throw std::logic_error("a challenge for another purpose does not sign in");
    return labelled("tianping/login/1", text);
}

Bytes registration_message(const RegistrationText& text)
{
    return labelled("tianping/registration/1", text);
}

Bytes mandate_message(const MandateText& text)
{
    return labelled("tianping/mandate/1", text);
}

} // namespace tianping::identity
