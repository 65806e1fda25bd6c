#include "infra/crypto/authority.hpp"
#include "base/time_text.hpp"
#include "infra/crypto/authority_register.hpp"
#include "infra/crypto/issuing.hpp"
#include <algorithm>

namespace tianping::crypto {

namespace {

constexpr const char* holders_unit = "Demonstration only 仅供演示";
constexpr std::size_t longest_name = 64; // characters: X.520, as RFC 5280 appendix A has it

std::size_t characters(std::string_view text)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

Status check_names(const Subject& subject)
{
    Error e{Fault::invalid, "certificate.bad_name"};
    const auto look = [&](const std::string& value, const char* field, std::size_t least) {
        const auto length = characters(value);
        if (!is_utf8(value) || length < least || length > longest_name)
            e.fields.push_back({field, e.code, std::to_string(least) + "..64"});
    };
    look(subject.common_name, "subject.common_name", 1);
    look(subject.organisation, "subject.organisation", 0);
    look(subject.organisation_code, "subject.organisation_code", 0);
    look(subject.person, "subject.person", 0);
    if (!e.fields.empty())
        return e;
    return {};
}

} // namespace

Authority::Authority(Settings settings, PrivateKey root_key, PrivateKey issuing_key, Certificate root,
                     Certificate issuing)
    : settings_{std::move(settings)}, root_key_{std::move(root_key)},
      issuing_key_{std::move(issuing_key)}, root_{std::move(root)}, issuing_{std::move(issuing)}
{
}

Result<Certificate> Authority::issue(const PublicKey& key, const Subject& subject, Usage usage,
                                     Period period) const
{
    TP_CHECK(check_names(subject));
    if (key.algorithm() != settings_.algorithm)
        return Error{Fault::invalid, "key.unsupported_algorithm"};
    const auto whole = [](Instant at) { return std::chrono::floor<std::chrono::seconds>(at); };
    if (whole(period.from) >= whole(period.until) || whole(period.from) < issuing_.not_before() ||
        period.until > issuing_.not_after()) {
        auto e = Error{Fault::invalid, "certificate.bad_period"};
        e.params["from"] = to_rfc3339(issuing_.not_before());
        e.params["until"] = to_rfc3339(issuing_.not_after());
        return e;
    }
    auto certificate = signed_certificate({Rank::holder, subject, holders_unit, usage, period,
                                           random_serial(settings_.random), settings_.crl_address},
                                          key, {issuing_key_, &issuing_});
    AuthorityRegister{register_file()}.issued(certificate.serial(), certificate.not_after());
    return certificate;
}

Result<CertificatePair> Authority::issue_pair(const PairRequest& request, Period period) const
{
    TP_TRY(keys, request.proved());
    TP_TRY(sign, issue(keys.sign, request.subject, Usage::sign, period));
    TP_TRY(encrypt, issue(keys.encrypt, request.subject, Usage::encrypt, period));
    return CertificatePair{std::move(sign), std::move(encrypt)};
}

Result<KeyedPair> Authority::make_pair(const Subject& subject, Period period) const
{
    auto sign_key = PrivateKey::generate(settings_.algorithm);
    auto encrypt_key = PrivateKey::generate(settings_.algorithm);
    TP_TRY(pair, issue_pair(PairRequest::make(subject, "", sign_key, encrypt_key), period));
    return KeyedPair{std::move(sign_key), std::move(encrypt_key), std::move(pair)};
}

Status Authority::revoke(std::string_view serial, RevocationReason reason, Instant now) const
{
    const AuthorityRegister entries{register_file()};
    Error e{Fault::conflict, "certificate.already_revoked"};
    e.params["serial"] = serial;
    if (!entries.read().issued.contains(std::string{serial})) {
        e.fault = Fault::not_found;
        e.code = "certificate.not_issued_here";
        return e;
    }
    if (!entries.revoked({std::string{serial}, std::chrono::floor<std::chrono::seconds>(now), reason}))
        return e;
    return {};
}

RevocationList Authority::crl(Instant now) const
{
    ListDraft draft{now, now + settings_.list_lasts, {}};
    for (const auto& [serial, revocation] : AuthorityRegister{register_file()}.read().revoked)
        draft.entries.push_back(revocation);
    return signed_list(draft, {issuing_key_, &issuing_});
}

RevocationList Authority::root_crl(Instant now) const
{
    return signed_list({now, now + settings_.list_lasts, {}}, {root_key_, &root_});
}

} // namespace tianping::crypto
