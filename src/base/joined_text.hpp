#pragma once
// Texts one after another with something between them: "price, technical", "一标段、二标段".
#include <functional>
#include <string>
#include <string_view>

namespace tianping {

// The texts of the items in their order, `between` before each but the first; before the first that is not
// empty there is nothing. `text` is what an item says: itself, a member of it, or what a function makes of
// it.
template <class Items, class Text = std::identity>
std::string joined_text(const Items& items, std::string_view between, Text text = {})
{
    std::string out;
    for (const auto& item : items) {
        if (!out.empty())
            out += between;
        out += std::invoke(text, item);
    }
    return out;
}

} // namespace tianping
