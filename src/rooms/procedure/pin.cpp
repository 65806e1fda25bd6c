#include "rooms/procedure/pin.hpp"
#include "base/canonical.hpp"
#include "base/wire.hpp"
#include <algorithm>

namespace tianping::procedure {

std::string rulebook_text(const Rulebook& rules)
{
    return canonical(wire::write(rules));
}

Pin pin_of(const Rulebook& rules, const DigestOf& digest_of)
{
    return {rules.procedure.id, rules.procedure.version, to_hex(digest_of(view(rulebook_text(rules))))};
}

Result<Rulebook> pinned_rulebook(const Pin& pin, std::string_view text, const DigestOf& digest_of)
{
    if (to_hex(digest_of(view(text))) != pin.digest) {
        Error e{Fault::conflict, "procedure.pin_broken"};
        e.params = {{"procedure", pin.procedure}, {"version", std::to_string(pin.version)}};
        return e;
    }
    return wire::parse<Rulebook>(text);
}

bool goes_over(const Pin& pin, std::string_view stage, const Procedure& later)
{
    return later.id == pin.procedure && later.version > pin.version && later.transition &&
           std::ranges::count(later.transition->from_versions, pin.version) > 0 &&
           std::ranges::count(later.transition->in_stages, stage) > 0;
}

} // namespace tianping::procedure
