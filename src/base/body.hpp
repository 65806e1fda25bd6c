#pragma once
// A body that comes in: its kinds are read by wire, and where some are wrong what else is wrong with it by
// itself is told in the same refusal, so that its sender does not meet one fault after the other.
#include "base/wire.hpp"
#include <concepts>

namespace tianping::wire {

// A body may say its form: the rules that need nothing but one value each. Each fault of form() depends on
// the value at its own path alone, never on another member or item, the database, the clock or the caller.
// It is asked of a body that is read in part too, whose other members hold their defaults, and does not throw
// then. The room asks the same rules of a body that is read whole, beside all others.
template <class T>
concept SaysForm = requires(const T& body)
{
    {
        body.form()
        } -> std::same_as<Status>;
};

// The refusal of a body with these faults of kind, at least one, and those of its form, except of what was
// not read, or not wholly: at, below or above a path that is named already. `wire.bad_fields`, at most 200.
Error bad_body(Faults kinds, const Status& form);

// As parse(); a fault of kind is refused with the form of the rest.
template <class T>
Result<T> parse_body(std::string_view text)
{
    if constexpr (!SaysForm<T>) {
        return parse<T>(text);
    } else {
        TP_TRY(v, parse_json(text));
        Faults bad;
        T out{};
        read(v, out, {}, bad);
        if (bad.empty())
            return out;
        return bad_body(std::move(bad), out.form());
    }
}

} // namespace tianping::wire
