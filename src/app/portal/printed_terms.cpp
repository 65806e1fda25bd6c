#include "app/portal/printed_terms.hpp"
#include "base/canonical.hpp"
#include "formats/terms_print.hpp"
#include "infra/crypto/digest.hpp"
#include <iterator>

namespace tianping::app {

PrintedTerms TermsPrinter::printed(const trade::SignedTerms& version) const
{
    {
        const std::lock_guard lock{mutex_};
        if (const auto known = kept_.find(version.digest); known != kept_.end())
            return known->second;
    }
    const auto text = terms::print(version.terms); // nobody waits for it at the lock
    const PrintedTerms out{std::ssize(text), to_hex(crypto::sm3(view(text))),
                           std::ssize(canonical(wire::write(version.terms)))};
    const std::lock_guard lock{mutex_};
    if (kept_.size() >= most_)
        kept_.clear();
    kept_.emplace(version.digest, out);
    return out;
}

} // namespace tianping::app
