#pragma once
// The moves of a round that the house makes itself: the trade room's table (rooms/trade/rules.hpp; a test
// there compares the two) in the words of the files. Procedures are data, and a file that says otherwise
// would be shown to people and not be done; so the loader refuses it.
#include <array>
#include <string_view>

namespace tianping::procedure {

struct HouseMove {
    std::string_view stage;
    std::string_view act;
    std::string_view next;
    bool wanted; // a file has to have it; the others it may leave out
};

// Of tenders for works, the trades that can be registered so far (law/guidance).
inline constexpr std::string_view house_trade_type = "GC";

inline constexpr std::array house_moves{
    HouseMove{"draft", "register", "registered", true},
    HouseMove{"draft", "terminate", "terminated", false}, // a registration that was dropped
    HouseMove{"registered", "announce", "announced", true},
    HouseMove{"registered", "terminate", "terminated", true},
    HouseMove{"announced", "close", "closed", true},
    HouseMove{"announced", "terminate", "terminated", true},
    HouseMove{"closed", "begin_opening", "opening", true},
    HouseMove{"closed", "fail", "failed", true},
    HouseMove{"closed", "terminate", "terminated", true},
    HouseMove{"opening", "finish_opening", "opened", true},
    HouseMove{"opening", "terminate", "terminated", true},
    HouseMove{"opened", "fail", "failed", true},
    HouseMove{"opened", "terminate", "terminated", true},
};

} // namespace tianping::procedure
