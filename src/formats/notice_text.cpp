#include "formats/notice_text.hpp"
#include "base/canonical.hpp"
#include "base/labelled.hpp"
#include "infra/crypto/digest.hpp"

namespace tianping::notice {

Digest digest(const Text& text)
{
    return crypto::sm3(view(canonical(wire::write(text))));
}

Bytes signed_bytes(const Digest& digest)
{
    return labelled("tianping/notice/1", digest);
}

} // namespace tianping::notice
