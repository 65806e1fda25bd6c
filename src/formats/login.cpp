#include "formats/login.hpp"
#include "base/canonical.hpp"
#include "base/labelled.hpp"

namespace tianping::identity {

Bytes login_message(const ChallengeText& text)
{
    if (text.purpose != Purpose::sign_in)
        throw std::logic_error("a challenge for another purpose does not sign in");
    return labelled("tianping/login/1", canonical(wire::write(text)));
}

Bytes registration_message(const RegistrationText& text)
{
    return labelled("tianping/registration/1", canonical(wire::write(text)));
}

} // namespace tianping::identity
