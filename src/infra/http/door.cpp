#include "infra/http/door.hpp"
#include "infra/http/door_context.hpp"
#include "infra/http/door_visit.hpp"
#include "infra/spine/log.hpp"

namespace tianping::http {

Error overloaded()
{
    return Error{Fault::unavailable, "house.overloaded"};
}

Error Door::Context::fault(const std::string& where, const std::string& reason)
{
    std::array<std::uint8_t, 8> name{};
    parts.chance.fill(name);
    Error e{Fault::internal, "house.fault"};
    e.params["incident"] = to_hex(name);
    log::error("a fault of the house",
               {{"incident", e.params["incident"]}, {"where", where}, {"reason", reason}});
    ++faults;
    return e;
}

Error Door::Context::thrown(const std::string& where, const std::exception& e)
{
    if (dynamic_cast<const sql::DatabaseAway*>(&e) == nullptr)
        return fault(where, e.what());
    log::warn("the database is away", {{"where", where}, {"reason", e.what()}});
    return Error{Fault::unavailable, "house.database_away"};
}

Response Door::Context::problem(const Error& error, std::string_view language)
{
    ++refused;
    if (error.fault == Fault::internal && !error.params.contains("incident"))
        return problem_response(fault(error.code, error.detail), parts.catalogue, language);
    return problem_response(error, parts.catalogue, language);
}

Door::Door(std::vector<Route> routes, DoorParts parts, DoorLimits limits)
    : context_{std::make_shared<Context>(std::move(routes), std::move(parts), std::move(limits))}
{
}

Door::~Door()
{
    stop();
}

std::shared_ptr<Visit> Door::visit(Head head)
{
    ++context_->requests;
    return std::make_shared<DoorVisit>(*context_, std::move(head));
}

bool Door::run(std::function<void()> work)
{
    return context_->bodies.run(std::move(work));
}
Response Door::refuse(const Error& error)
{
    return context_->problem(error, "zh");
}
Instant Door::now() const
{
    return context_->parts.stamper.now();
}
void Door::wake()
{
    context_->hub.wake();
}
const std::vector<Route>& Door::routes() const
{
    return context_->router.routes();
}

Status Door::replay(const StampedRequest& stamped, std::function<void(const Outcome&)> decided)
{
    return DoorVisit::replay(*context_, stamped, std::move(decided));
}

void Door::stop()
{
    context_->hub.stop();
    context_->lookups.stop(); // each hands on to the next
    context_->stampers.stop();
    context_->workers.stop();
    context_->insist.stop();
    context_->bodies.stop();
    context_->records.stop();
}

Door::Figures Door::figures() const
{
    const auto& c = *context_;
    return {c.requests,
            c.refused,
            c.faults,
            c.denied.lost(),
            c.workers.waiting() + c.bodies.waiting() + c.lookups.waiting() + c.stampers.waiting(),
            c.hub.readers(),
            c.insist.undecided()};
}

} // namespace tianping::http
