#pragma once
// HKDF (RFC 5869) with SM3.
#include "base/bytes.hpp"

namespace tianping::crypto {

Digest hkdf_extract(ByteView salt, ByteView key_material);
// `length` is at most 255 × 32 bytes; more is a bug and throws std::logic_error.
Bytes hkdf_expand(ByteView pseudorandom_key, ByteView info, std::size_t length);

} // namespace tianping::crypto
