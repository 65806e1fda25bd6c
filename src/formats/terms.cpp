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

Instant keys_needed_until(const LotTerms& lot, Instant deadline)
{
    if (lot.unsealing.manner == Manner::trustees)
        return deadline;
    return deadline + std::chrono::minutes{lot.unsealing.window_minutes};
}

std::string place_of(std::string_view figure, std::size_t lot)
{
    static const std::map<std::string_view, const char*> places{
        {"bid_bond", "deposit.amount"}, {"estimate", "estimate"}, {"bidders", "minimum_bidders"}};
    const auto found = places.find(figure);
    return found == places.end() ? "" : "lots[" + std::to_string(lot) + "]." + found->second;
}

} // namespace tianping::terms
