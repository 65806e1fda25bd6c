#include "infra/crypto/timestamp_calls.hpp"
#include <algorithm>

namespace tianping::crypto {

using namespace openssl;

namespace {

using OwnedAlgorithm = Owned<X509_ALGOR, X509_ALGOR_free>;
using OwnedImprint = Owned<TS_MSG_IMPRINT, TS_MSG_IMPRINT_free>;

constexpr std::size_t longest_token = 256u << 10;

bool same(const Imprint& a, const Imprint& b)
{
    return a.algorithm == b.algorithm && a.digest == b.digest;
}

// To the millisecond, rounded down: the library's reading drops the fraction.
std::optional<Instant> instant_with_fraction(const ASN1_GENERALIZEDTIME* time)
{
    const auto whole = instant_of(time);
    if (!whole)
        return std::nullopt;
    const std::string_view text{reinterpret_cast<const char*>(ASN1_STRING_get0_data(time)),
                                static_cast<std::size_t>(ASN1_STRING_length(time))};
    const auto dot = text.find('.');
    std::string digits;
    if (dot != text.npos)
        digits = text.substr(dot + 1, text.find_first_not_of("0123456789", dot + 1) - dot - 1);
    if (dot != text.npos && digits.empty())
        return std::nullopt;
    digits.resize(3, '0');
    return *whole + std::chrono::milliseconds{std::stoi(digits)};
}

OwnedToken token_from(ByteView der)
{
    const auto* at = der.data();
    OwnedToken token{der.size() > longest_token ? nullptr
                                                : d2i_PKCS7(nullptr, &at, static_cast<long>(der.size()))};
    if (token && at != der.data() + der.size())
        token.reset();
    return token;
}

// The only signer and, behind it, every other certificate that the token carries.
Result<std::vector<Certificate>> carried(PKCS7* token)
{
    const BorrowedStack signers{PKCS7_get0_signers(token, nullptr, 0)};
    if (!signers || sk_X509_num(signers.get()) != 1)
        return timestamp_refused("timestamp.malformed", "not one signer with its certificate");
    auto* signer = sk_X509_value(signers.get(), 0);
    std::vector<Certificate> out;
    const auto take = [&](X509* x509) -> Status {
        TP_TRY(certificate, Certificate::from_der(der_of<const X509>(x509, i2d_X509)));
        out.push_back(std::move(certificate));
        return {};
    };
    TP_CHECK(take(signer));
    const auto* all = token->d.sign->cert;
    for (int i = 0; i < sk_X509_num(all); ++i)
        if (auto* x509 = sk_X509_value(all, i); x509 != signer)
            TP_CHECK(take(x509));
    return out;
}

} // namespace

Error openssl::timestamp_refused(const char* code, const char* why)
{
    ERR_clear_error();
    Error e{Fault::invalid, code};
    e.detail = why;
    return e;
}

OwnedRequest openssl::request_from(ByteView der)
{
    const auto* at = der.data();
    OwnedRequest request{d2i_TS_REQ(nullptr, &at, static_cast<long>(der.size()))};
    if (request && at != der.data() + der.size())
        request.reset();
    ERR_clear_error();
    return request;
}

std::optional<Imprint> openssl::imprint_of(TS_MSG_IMPRINT* imprint)
{
    const ASN1_OBJECT* object{};
    X509_ALGOR_get0(&object, nullptr, nullptr, TS_MSG_IMPRINT_get_algo(imprint));
    const auto nid = OBJ_obj2nid(object);
    const auto* digest = TS_MSG_IMPRINT_get_msg(imprint);
    Imprint out{nid == NID_sm3 ? ImprintAlgorithm::sm3 : ImprintAlgorithm::sha256, {}};
    if ((nid != NID_sm3 && nid != NID_sha256) ||
        ASN1_STRING_length(digest) != static_cast<int>(out.digest.size()))
        return std::nullopt;
    std::copy_n(ASN1_STRING_get0_data(digest), out.digest.size(), out.digest.begin());
    return out;
}

Bytes timestamp_request(const Imprint& imprint, ByteView nonce)
{
    const OwnedRequest request{must(TS_REQ_new(), "make a request")};
    const OwnedImprint stamped{must(TS_MSG_IMPRINT_new(), "make a request")};
    const OwnedAlgorithm algorithm{must(X509_ALGOR_new(), "make a request")};
    must_succeed(
        X509_ALGOR_set0(algorithm.get(),
                        OBJ_nid2obj(imprint.algorithm == ImprintAlgorithm::sm3 ? NID_sm3 : NID_sha256),
                        V_ASN1_NULL, nullptr),
        "name a digest");
    auto digest = imprint.digest;
    must_succeed(TS_MSG_IMPRINT_set_algo(stamped.get(), algorithm.get()), "name a digest");
    must_succeed(TS_MSG_IMPRINT_set_msg(stamped.get(), digest.data(), static_cast<int>(digest.size())),
                 "set a digest");
    must_succeed(TS_REQ_set_version(request.get(), 1), "set a version");
    must_succeed(TS_REQ_set_msg_imprint(request.get(), stamped.get()), "set a digest");
    must_succeed(TS_REQ_set_cert_req(request.get(), 1), "ask for certificates");
    if (!nonce.empty())
        must_succeed(TS_REQ_set_nonce(request.get(), integer_of(nonce).get()), "set a nonce");
    return der_of<const TS_REQ>(request.get(), i2d_TS_REQ);
}

Result<Bytes> token_from_response(ByteView response, ByteView request)
{
    const auto asked = request_from(request);
    if (!asked)
        return timestamp_refused("timestamp.malformed_request");
    const auto* at = response.data();
    const OwnedResponse answered{response.size() > longest_token
                                     ? nullptr
                                     : d2i_TS_RESP(nullptr, &at, static_cast<long>(response.size()))};
    if (!answered || at != response.data() + response.size())
        return timestamp_refused("timestamp.malformed", "no response");
    auto* status = TS_RESP_get_status_info(answered.get());
    if (const auto said = ASN1_INTEGER_get(TS_STATUS_INFO_get0_status(status)); said != 0 && said != 1) {
        auto e = timestamp_refused("timestamp.rejected");
        e.params["status"] = std::to_string(said);
        return e;
    }
    auto* statement = TS_RESP_get_tst_info(answered.get());
    if (!statement || !TS_RESP_get_token(answered.get()))
        return timestamp_refused("timestamp.malformed", "no token");
    const auto wanted = imprint_of(TS_REQ_get_msg_imprint(asked.get()));
    const auto stamped = imprint_of(TS_TST_INFO_get_msg_imprint(statement));
    const auto* nonce = TS_REQ_get_nonce(asked.get());
    const auto* echoed = TS_TST_INFO_get_nonce(statement);
    if (!wanted || !stamped || !same(*wanted, *stamped) || (nonce && !echoed) ||
        (nonce && ASN1_INTEGER_cmp(nonce, echoed) != 0))
        return timestamp_refused("timestamp.other_request");
    return der_of<const PKCS7>(TS_RESP_get_token(answered.get()), i2d_PKCS7);
}

Result<ProvedStamp> prove_timestamp(ByteView token, const Imprint& imprint, const TrustStore& trust)
{
    const auto signed_data = token_from(token);
    if (!signed_data || !PKCS7_type_is_signed(signed_data.get()))
        return timestamp_refused("timestamp.malformed", "no signed data");
    const OwnedStatement statement{PKCS7_to_TS_TST_INFO(signed_data.get())};
    if (!statement || TS_TST_INFO_get_version(statement.get()) != 1)
        return timestamp_refused("timestamp.malformed", "no statement");
    const auto stamped = imprint_of(TS_TST_INFO_get_msg_imprint(statement.get()));
    const auto at = instant_with_fraction(TS_TST_INFO_get_time(statement.get()));
    if (!stamped || !at)
        return timestamp_refused("timestamp.malformed", "no imprint or time");
    if (!same(*stamped, imprint))
        return timestamp_refused("timestamp.other_digest");
    TP_TRY(certificates, carried(signed_data.get()));
    const std::span others{certificates};
    TP_CHECK(trust.verify(certificates.front(), Usage::timestamp, others.subspan(1), *at));
    const auto store = store_of(trust.anchors(), *at);
    X509* signer{};
    const bool fits = TS_RESP_verify_signature(signed_data.get(), nullptr, store.get(), &signer) == 1;
    X509_free(signer);
    if (!fits)
        return timestamp_refused("timestamp.bad_signature");
    ERR_clear_error();
    return ProvedStamp{*at, certificates.front()};
}

Result<Instant> verify_timestamp(ByteView token, const Imprint& imprint, const TrustStore& trust)
{
    TP_TRY(stamp, prove_timestamp(token, imprint, trust));
    return stamp.at;
}

} // namespace tianping::crypto
