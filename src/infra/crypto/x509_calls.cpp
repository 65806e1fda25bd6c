#include "infra/crypto/x509_calls.hpp"

namespace tianping::crypto::openssl {

std::optional<Instant> instant_of(const ASN1_TIME* time)
{
    std::tm parts{};
    if (!time || ASN1_TIME_to_tm(time, &parts) != 1) {
        ERR_clear_error();
        return std::nullopt;
    }
    using namespace std::chrono;
    const year_month_day date{year{parts.tm_year + 1900}, month{static_cast<unsigned>(parts.tm_mon + 1)},
                              day{static_cast<unsigned>(parts.tm_mday)}};
    if (!date.ok())
        return std::nullopt;
    return sys_days{date} + hours{parts.tm_hour} + minutes{parts.tm_min} + seconds{parts.tm_sec};
}

std::optional<std::string> serial_hex(const ASN1_INTEGER* serial)
{
    constexpr int longest_bits = 160;
    const BigNumber number{ASN1_INTEGER_to_BN(serial, nullptr)};
    if (!number || BN_is_zero(number.get()) || BN_is_negative(number.get()) ||
        BN_num_bits(number.get()) > longest_bits) {
        ERR_clear_error();
        return std::nullopt;
    }
    Bytes bytes(static_cast<std::size_t>(BN_num_bytes(number.get())));
    BN_bn2bin(number.get(), bytes.data());
    auto text = to_hex(bytes);
    text.erase(0, text.find_first_not_of('0'));
    return text;
}

OwnedInteger integer_of(ByteView big_endian)
{
    const BigNumber number{
        must(BN_bin2bn(big_endian.data(), static_cast<int>(big_endian.size()), nullptr), "read a number")};
    return OwnedInteger{must(BN_to_ASN1_INTEGER(number.get(), nullptr), "write a number")};
}

} // namespace tianping::crypto::openssl
