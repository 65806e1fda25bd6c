#pragma once
// A workflow is a table. The compiler checks the table; diagrams, buttons and the supervision screens read
// the same one.
#include <array>
#include <boost/describe/enumerators.hpp>
#include <boost/mp11.hpp>
#include <cstddef>

namespace tianping {

template <class State, class Act>
struct Move {
    State from;
    Act on;
    State to;
};

template <class State, class Act, std::size_t N>
struct Flow {
    State start;
    std::array<Move<State, Act>, N> moves;

    // The one move that `on` makes from `at`, or null when that step is out of order.
    constexpr const Move<State, Act>* find(State at, Act on) const
    {
        for (const auto& m : moves)
            if (m.from == at && m.on == on)
                return &m;
        return nullptr;
    }

    // At most one answer to "what happens if ...?".
    constexpr bool is_deterministic() const
    {
        for (std::size_t a = 0; a < N; ++a)
            for (std::size_t b = a + 1; b < N; ++b)
                if (moves[a].from == moves[b].from && moves[a].on == moves[b].on)
                    return false;
        return true;
    }

    // Every state can be reached from the start.
    constexpr bool reaches_every_state() const
    {
        using States = boost::describe::describe_enumerators<State>;
        constexpr std::size_t count = boost::mp11::mp_size<States>::value;
        std::array<bool, count> seen{};
        seen[static_cast<std::size_t>(start)] = true;
        for (std::size_t round = 0; round < count; ++round)
            for (const auto& m : moves)
                if (seen[static_cast<std::size_t>(m.from)])
                    seen[static_cast<std::size_t>(m.to)] = true;
        for (const bool s : seen)
            if (!s)
                return false;
        return true;
    }
};

} // namespace tianping
