// expect: static assertion failed: one step has two answers
#include "base/flow.hpp"
#include <boost/describe/enum.hpp>

namespace tianping {

enum class State { draft, submitted, rejected };
BOOST_DESCRIBE_ENUM(State, draft, submitted, rejected)
enum class Act { submit, reject };

#ifdef TIANPING_RIGHT
constexpr Act second = Act::reject;
#else
constexpr Act second = Act::submit;
#endif

constexpr Flow<State, Act, 2> flow{State::draft,
                                   {{
                                       {State::draft, Act::submit, State::submitted},
                                       {State::draft, second, State::rejected},
                                   }}};
static_assert(flow.is_deterministic(), "one step has two answers");

} // namespace tianping
