#include "infra/http/address.hpp"
#include <arpa/inet.h>
#include <array>

namespace tianping::http {

std::string address_of(const std::string& text)
{
    std::array<unsigned char, sizeof(in6_addr)> bytes{};
    std::array<char, INET6_ADDRSTRLEN> out{};
    for (const int family : {AF_INET, AF_INET6})
        if (::inet_pton(family, text.c_str(), bytes.data()) == 1)
            return ::inet_ntop(family, bytes.data(), out.data(), out.size());
    return {};
}

} // namespace tianping::http
