#include "infra/crypto/timestamp.hpp"
#include "infra/crypto/private_file.hpp"
#include "infra/crypto/timestamp_calls.hpp"

namespace tianping::crypto {

namespace {

using namespace openssl;
using OwnedAnswering = Owned<TS_RESP_CTX, TS_RESP_CTX_free>;
using OwnedObject = Owned<ASN1_OBJECT, ASN1_OBJECT_free>;

// The policy under which the house stamps: an arc made from a random UUID, which needs no registration
// (ITU-T X.667).
constexpr const char* policy = "2.25.69375340004405006364352174977733873601";
constexpr unsigned time_digits = 3;
constexpr std::size_t longest_request = 64u << 10;

struct Stamping {
    Instant now;
    Bytes serial;
};

int give_time(TS_RESP_CTX*, void* data, long* seconds, long* micros)
{
    const auto now = static_cast<const Stamping*>(data)->now;
    const auto whole = std::chrono::floor<std::chrono::seconds>(now);
    *seconds = whole.time_since_epoch().count();
    *micros = std::chrono::duration_cast<std::chrono::microseconds>(now - whole).count();
    return 1;
}

ASN1_INTEGER* give_serial(TS_RESP_CTX*, void* data)
{
    return integer_of(static_cast<const Stamping*>(data)->serial).release();
}

} // namespace

TimestampAuthority::TimestampAuthority(PrivateKey key, Certificate signer, std::vector<Certificate> between,
                                       RandomSource random)
    : key_{std::move(key)}, signer_{std::move(signer)}, between_{std::move(between)}, random_{
                                                                                          std::move(random)}
{
}

Result<TimestampAuthority> TimestampAuthority::make(PrivateKey key, Certificate signer,
                                                    std::vector<Certificate> between, RandomSource random)
{
    if (key.algorithm() == Algorithm::sm2)
        return timestamp_refused("key.unsupported_algorithm");
    TP_TRY(stated, signer.public_key());
    if (!signer.may(Usage::timestamp) || !(stated == key.public_key())) {
        auto e = timestamp_refused("certificate.wrong_usage");
        e.params = {{"subject", signer.subject_text()}, {"serial", signer.serial()}, {"wanted", "timestamp"}};
        return e;
    }
    return TimestampAuthority{std::move(key), std::move(signer), std::move(between), std::move(random)};
}

Result<TimestampAuthority> TimestampAuthority::open(const std::filesystem::path& folder,
                                                    const Authority& authority, Instant now,
                                                    RandomSource random)
{
    const auto home = folder / "demonstration-timestamp";
    if (!std::filesystem::exists(home)) {
        const auto key = PrivateKey::generate(Algorithm::p256);
        Subject subject;
        subject.common_name = "Tianping Demonstration Time Stamps 演示用";
        subject.organisation = "Tianping Demonstration 天平演示";
        TP_TRY(signer, authority.issue(key.public_key(), subject, Usage::timestamp,
                                       {now, authority.issuing().not_after()}));
        make_private_folder(home, {{"signer.key.pem", key.pem()}, {"signer.pem", signer.pem()}});
    }
    TP_TRY(key, private_key_file(home / "signer.key.pem"));
    TP_TRY(signer, certificate_file(home / "signer.pem", key));
    return make(std::move(key), std::move(signer), {authority.issuing()}, std::move(random));
}

Result<Bytes> TimestampAuthority::answer(ByteView request, Instant now) const
{
    if (request.size() > longest_request || !request_from(request))
        return timestamp_refused("timestamp.malformed_request");
    const OwnedAnswering context{must(TS_RESP_CTX_new(), "answer a time stamp")};
    const OwnedObject under{must(OBJ_txt2obj(policy, 1), "name a policy")};
    const auto between = stack_of(between_);
    Stamping stamping{now, random_serial(random_)};
    must_succeed(TS_RESP_CTX_set_signer_cert(context.get(), signer_.handle()), "set a signer");
    must_succeed(TS_RESP_CTX_set_signer_key(context.get(), key_.handle()), "set a key");
    must_succeed(TS_RESP_CTX_set_signer_digest(context.get(), EVP_sha256()), "set a digest");
    must_succeed(TS_RESP_CTX_set_ess_cert_id_digest(context.get(), EVP_sha256()), "set a digest");
    must_succeed(TS_RESP_CTX_set_def_policy(context.get(), under.get()), "set a policy");
    must_succeed(TS_RESP_CTX_set_certs(context.get(), between.get()), "add certificates");
    must_succeed(TS_RESP_CTX_add_md(context.get(), EVP_sm3()), "accept a digest");
    must_succeed(TS_RESP_CTX_add_md(context.get(), EVP_sha256()), "accept a digest");
    must_succeed(TS_RESP_CTX_set_clock_precision_digits(context.get(), time_digits), "set a precision");
    TS_RESP_CTX_set_time_cb(context.get(), give_time, &stamping);
    TS_RESP_CTX_set_serial_cb(context.get(), give_serial, &stamping);
    const auto bio = reader(text_view(request));
    const OwnedResponse response{
        must(TS_RESP_create_response(context.get(), bio.get()), "answer a time stamp")};
    ERR_clear_error();
    return der_of<const TS_RESP>(response.get(), i2d_TS_RESP);
}

Bytes TimestampAuthority::stamp(const Imprint& imprint, Instant now) const
{
    const auto request = timestamp_request(imprint);
    return token_from_response(answer(request, now).value(), request).value();
}

} // namespace tianping::crypto
