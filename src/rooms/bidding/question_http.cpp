#include "rooms/bidding/questions.hpp"

namespace tianping::bidding {

std::vector<http::Route> routes(const Questions& room)
{
    using http::Method;
    const std::string trade = "/api/v1/trades/{trade}";
    const auto object = trade::trade_object;
    return {
        http::write(Method::post, trade + "/questions", Capability::question_ask, object, room,
                    &Questions::ask, "Ask about the terms; nobody learns who asked"),
        http::read(Method::get, trade + "/questions", Capability::question_answer, object, room,
                   &Questions::list, "All questions about a trade's terms, for those who answer",
                   {"state", "after", "limit"}),
        http::read(Method::get, trade + "/questions/own", Capability::question_ask, object, room,
                   &Questions::own, "One's own questions and their answers", {"after", "limit"}),
        http::read(Method::get, trade + "/answers", Capability::public_read, object, room,
                   &Questions::answers, "Questions that were answered to all, with their answers",
                   {"after", "limit"}),
    };
}

} // namespace tianping::bidding
