#include "formats/act_text.hpp"
#include "base/canonical.hpp"
#include "base/labelled.hpp"
#include "base/time_text.hpp"
#include "infra/crypto/digest.hpp"
#include <algorithm>

namespace tianping::identity {

Bytes act_message(const ActText& text)
{
    return labelled("tianping/act/1", canonical(wire::write(text)));
}

Result<std::string> act_body_digest(std::string_view body)
{
    if (body.empty())
        return to_hex(crypto::sm3(ByteView{}));
    TP_TRY(value, wire::parse_json(body));
    if (!has_canonical_form(value))
        return Error{
            Fault::malformed, "wire.malformed", {}, {{"reason", "a number that is not whole within 2^53-1"}}};
    return to_hex(crypto::sm3(view(canonical(value))));
}

std::string header_text(const ActSignature& signature)
{
    return to_rfc3339(signature.time) + " " + signature.certificate + " " + signature.value;
}

std::optional<ActSignature> read_act_signature(std::string_view header)
{
    const auto first = header.find(' ');
    const auto second = first == std::string_view::npos ? first : header.find(' ', first + 1);
    if (second == std::string_view::npos)
        return std::nullopt;
    const auto time = from_rfc3339(header.substr(0, first));
    const auto certificate = header.substr(first + 1, second - first - 1);
    const auto value = header.substr(second + 1);
    if (!time || !digest_from_hex(certificate) || !from_base64(value))
        return std::nullopt;
    return ActSignature{*time, std::string{certificate}, std::string{value}};
}

} // namespace tianping::identity
