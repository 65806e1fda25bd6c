#include "rooms/identity/list_ends.hpp"
#include "rooms/identity/store.hpp"

namespace tianping::identity {

std::vector<ListEnd> list_ends(const ReadTx& tx, Instant now)
{
    std::vector<ListEnd> out;
    for (const auto& list : store::newest_lists(tx)) {
        const auto last_quarter = list.next_update - (list.next_update - list.this_update) / 4;
        out.push_back({list.issuer, list.next_update, now >= last_quarter});
    }
    return out;
}

} // namespace tianping::identity
