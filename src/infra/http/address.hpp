#pragma once
#include <string>

namespace tianping::http {

// An IPv4 or IPv6 address as the network writes it: "2001:DB8:0::1" -> "2001:db8::1". Empty when the text is
// none.
std::string address_of(const std::string& text);

} // namespace tianping::http
