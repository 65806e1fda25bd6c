#include "app/words/authorities.hpp"
#include "app/words/session_file.hpp"

namespace tianping::words {

Result<Authorities> authorities_of(std::string pem)
{
    TP_TRY(certificates, crypto::certificates_from_pem(pem));
    return Authorities{std::move(pem), std::move(certificates)};
}

Result<Authorities> authorities_in(const std::string& file)
{
    if (file.empty())
        return Authorities{};
    TP_TRY(pem, read_file(file));
    return authorities_of(std::move(pem));
}

Result<crypto::TrustStore> trust_in(const std::vector<crypto::Certificate>& authorities,
                                    const std::vector<std::string>& crls)
{
    if (authorities.empty() && !crls.empty())
        return Error{Fault::invalid, "words.crl_without_anchors"};
    crypto::TrustStore out;
    for (const auto& certificate : authorities)
        if (!certificate.may(crypto::Usage::timestamp))
            TP_CHECK(out.trust(certificate));
    for (const auto& file : crls) {
        TP_TRY(text, read_file(file));
        TP_TRY(list, text.starts_with("-----BEGIN") ? crypto::RevocationList::from_pem(text)
                                                    : crypto::RevocationList::from_der(view(text)));
        out.add(std::move(list));
    }
    return out;
}

} // namespace tianping::words
