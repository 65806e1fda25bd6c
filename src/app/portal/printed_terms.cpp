#include "app/portal/printed_terms.hpp"
#include "base/canonical.hpp"
#include "formats/terms_print.hpp"
#include "infra/crypto/digest.hpp"
#include <iterator>

namespace tianping::app {

PrintedTerms TermsPrinter::printed(const trade::SignedTerms& version) const
{
    return kept(version.digest, [&] {
        const auto text = terms::print(version.terms);
        return PrintedTerms{std::ssize(text), to_hex(crypto::sm3(view(text))),
                            std::ssize(canonical(wire::write(version.terms)))};
    });
}

PrintedTerms TermsPrinter::compared(const trade::SignedTerms& before, const trade::SignedTerms& after) const
{
    return kept(before.digest + after.digest, [&] {
        const auto text = terms::print_comparison(before.terms, after.terms);
        return PrintedTerms{std::ssize(text), to_hex(crypto::sm3(view(text))), 0};
    });
}

PrintedTerms TermsPrinter::kept(const std::string& key, const std::function<PrintedTerms()>& print) const
{
    {
        const std::lock_guard lock{mutex_};
        if (const auto known = kept_.find(key); known != kept_.end())
            return known->second;
    }
    const auto out = print(); // nobody waits for it at the lock
    const std::lock_guard lock{mutex_};
    if (kept_.size() >= most_)
        kept_.clear();
    kept_.emplace(key, out);
    return out;
}

} // namespace tianping::app
