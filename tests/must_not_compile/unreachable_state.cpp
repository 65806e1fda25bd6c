// expect: static assertion failed: a state that nobody can reach
#include "base/flow.hpp"
#include <boost/describe/enum.hpp>

namespace tianping {

enum class State { draft, submitted, withdrawn };
BOOST_DESCRIBE_ENUM(State, draft, submitted, withdrawn)
enum class Act { submit, withdraw };

#ifdef TIANPING_RIGHT
constexpr State end = State::withdrawn;
#else
constexpr State end = State::draft;
#endif

constexpr Flow<State, Act, 2> flow{State::draft,
                                   {{
                                       {State::draft, Act::submit, State::submitted},
                                       {State::submitted, Act::withdraw, end},
                                   }}};
static_assert(flow.reaches_every_state(), "a state that nobody can reach");

} // namespace tianping
