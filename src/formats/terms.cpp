#include "formats/terms.hpp"
#include "base/canonical.hpp"
#include "base/labelled.hpp"
#include "infra/crypto/digest.hpp"

namespace tianping::terms {
namespace {

std::string canonical_text(const Terms& terms)
{
    return canonical(wire::write(terms));
}

} // namespace

Bytes signed_bytes(const Terms& terms)
{
    return labelled("tianping/terms/1", canonical_text(terms));
}

Digest digest(const Terms& terms)
{
    return crypto::sm3(view(canonical_text(terms)));
}

} // namespace tianping::terms
