#include "app/clock_desk.hpp"

namespace tianping::app {
namespace {

Answer clock_answer(Installation& installation)
{
    Answer answer;
    answer.body = wire::write(ClockOut{installation.clock().now(), installation.about().purpose});
    return answer;
}

} // namespace

void ClockDesk::keep(Instant to) const
{
    const std::lock_guard lock{keeping_};
    if (to >= installation_.clock().now())
        installation_.keep_clock(to);
}

std::vector<http::Route> ClockDesk::routes() const
{
    http::Route show;
    show.kind = http::Kind::act;
    show.method = http::Method::get;
    show.path = "/api/v1/clock";
    show.needs = Capability::public_read;
    show.summary = "The installation's clock";
    show.response = &http::schema<ClockOut>;
    show.act = [this](const http::Request&) -> Result<Answer> { return clock_answer(installation_); };

    auto move = show;
    move.method = http::Method::post;
    move.needs = Capability::clock_move;
    move.summary = "Move a rehearsal's clock forward";
    move.request = &http::schema<ClockIn>;
    move.act = [this](const http::Request& request) -> Result<Answer> {
        TP_TRY(in, wire::parse<ClockIn>(request.body));
        keep(in.to); // first: a killed process never comes back before what it stamped
        TP_CHECK(writer_.advance(installation_.clock(), in.to));
        return clock_answer(installation_);
    };
    return {std::move(show), std::move(move)};
}

} // namespace tianping::app
