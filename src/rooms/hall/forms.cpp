// What the bodies of hall must be like, each value by itself.
#include "rooms/hall/api.hpp"

namespace tianping::hall {
namespace {

constexpr std::int64_t longest_signing = 1440; // minutes

Status want_words(const std::string& value, const char* path)
{
    return value.empty() ? Status{invalid_field("wire.missing", path, "a text")} : Status{};
}

} // namespace

Status AttendIn::form() const
{
    return identity::check_signature_form(signature);
}

Status ObjectionIn::form() const
{
    return want_words(text, "text");
}

Status ObjectionAnswerIn::form() const
{
    return want_words(answer, "answer");
}

Status SigningIn::form() const
{
    if (minutes && (*minutes < 1 || *minutes > longest_signing))
        return invalid_field("hall.signing_minutes", "minutes", "1..1440");
    return {};
}

Status RecordSignatureIn::form() const
{
    return identity::check_digest_form(digest, signature);
}

Status RefusalIn::form() const
{
    return want_words(reason, "reason");
}

} // namespace tianping::hall
