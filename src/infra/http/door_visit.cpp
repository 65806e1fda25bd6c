#include "infra/http/door_visit.hpp"
#include "base/canonical.hpp"
#include "infra/crypto/digest.hpp"
#include "infra/http/target.hpp"

namespace tianping::http {

std::string DoorVisit::name() const
{
    return std::string{verb(route_->method)} + " " + route_->path;
}

void DoorVisit::answer(std::string body, Deliver deliver)
{
    if (route_->journaled) {
        const auto arrival = context_.parts.stamper.arrive();
        if (!arrival)
            return deliver([self = shared_from_this(), e = arrival.error()] { return self->refuse(e); });
        arrival_ = *arrival;
    } else {
        arrival_.at = context_.parts.stamper.now();
    }
    request_.call.arrived = arrival_.at;
    request_.body = std::move(body);
    if (route_->kind == Kind::write)
        return answer_write(std::move(deliver));
    const auto work = [self = shared_from_this(), deliver] {
        deliver([self, response = self->look()] { return response; });
    };
    if (!context_.workers.run(work))
        give_up(deliver, overloaded());
}

void DoorVisit::answer_write(Deliver deliver)
{
    const std::string start = std::string{verb(route_->method)} + " " + head_.target + '\0';
    digest_ = to_hex(crypto::sm3({view(start), view(request_.body)}));
    if (route_->journaled) {
        if (!context_.stampers.run([self = shared_from_this(), deliver] { self->journal(deliver); }))
            give_up(deliver, overloaded());
        return;
    }
    Status known;
    if (authenticate_at_once(known))
        return known ? prepare(std::move(deliver), true) : give_up(deliver, known.error());
    const auto work = [self = shared_from_this(), deliver] {
        if (const auto status = self->authenticate(); !status)
            self->give_up(deliver, status.error());
        else
            self->prepare(deliver, false);
    };
    if (!context_.workers.run(work))
        give_up(deliver, overloaded());
}

void DoorVisit::journal(Deliver deliver)
{
    if (const auto status = authenticate(); !status)
        return give_up(deliver, status.error());
    const auto& call = request_.call;
    const StampedRequest stamped{arrival_.at,
                                 head_.method,
                                 head_.target,
                                 canonical(wire::write(call.actor)),
                                 call.key,
                                 digest_,
                                 request_.if_match.value_or(0),
                                 request_.language,
                                 request_.body};
    if (const auto status = context_.parts.stamper.journal(arrival_, stamped); !status)
        return give_up(deliver, status.error());
    prepare(std::move(deliver), false);
}

void DoorVisit::prepare(Deliver deliver, bool on_network)
{
    if (!on_network || (!route_->prepares && request_.body.size() <= context_.limits.inline_body))
        return prepare_now(deliver);
    if (!context_.workers.run([self = shared_from_this(), deliver] { self->prepare_now(deliver); }))
        give_up(deliver, overloaded());
}

void DoorVisit::prepare_now(const Deliver& deliver)
{
    try {
        auto decide = route_->prepare(request_);
        if (!decide)
            return give_up(deliver, decide.error());
        submit(*std::move(decide), deliver);
    } catch (const std::exception& e) {
        give_up(deliver, context_.fault(name(), e.what()));
    }
}

Command DoorVisit::command(Decide decide)
{
    auto call = request_.call;
    // The public shares one namespace of keys; an address of one's own keeps strangers' keys apart.
    if (call.actor.anonymous())
        call.key += "@" + call.actor.address;
    return {name(), digest_, std::move(call),
            [self = shared_from_this(), decide = std::move(decide)](WriteTx& tx,
                                                                    const Call& c) -> Result<Answer> {
                TP_CHECK(self->allowed(&tx));
                return decide(tx, c);
            }};
}

void DoorVisit::submit(Decide decide, const Deliver& deliver)
{
    auto ready = command(std::move(decide));
    if (route_->journaled)
        return submit_journaled(std::move(ready), deliver);
    const auto taken =
        context_.parts.writer.submit(std::move(ready), [self = shared_from_this(), deliver](Outcome o) {
            deliver([self, outcome = std::move(o)] { return self->respond(outcome); });
        });
    if (!taken)
        give_up(deliver, overloaded());
}

void DoorVisit::submit_journaled(Command command, const Deliver& deliver)
{
    const auto self = shared_from_this();
    const auto taken = context_.insist.submit(
        std::move(command),
        [self, deliver](Outcome o) {
            deliver([self, outcome = std::move(o)] { return self->respond(outcome); });
        },
        [self](const Outcome&) { self->context_.parts.stamper.decided(self->arrival_); });
    if (!taken)
        give_up(deliver, Error{Fault::outcome_unknown, "command.outcome_unknown"});
}

void DoorVisit::give_up(const Deliver& deliver, const Error& error)
{
    if (route_->journaled)
        context_.parts.stamper.decided(arrival_);
    deliver([self = shared_from_this(), error] { return self->refuse(error); });
}

bool DoorVisit::authenticate_at_once(Status& out)
{
    if (token_.empty())
        return true;
    if (!context_.parts.sessions_at_once)
        return false;
    const auto known = context_.parts.sessions_at_once(token_, request_.call.actor.address);
    if (!known)
        return false;
    if (*known)
        request_.call.actor = **known;
    else
        out = known->error();
    return true;
}

Status DoorVisit::authenticate()
{
    Status known;
    if (authenticate_at_once(known))
        return known;
    try {
        TP_TRY(actor, context_.parts.sessions(token_, request_.call.actor.address));
        request_.call.actor = std::move(actor);
        return {};
    } catch (const std::exception& e) {
        return context_.fault("sessions", e.what());
    }
}

Status DoorVisit::replay(Door::Context& context, const StampedRequest& stamped,
                         std::function<void(const Outcome&)> decided)
{
    const auto visit = std::make_shared<DoorVisit>(context, Head{stamped.method, stamped.target, {}, {}, 0});
    if (!visit->route_ || !visit->route_->journaled)
        return Error{Fault::not_found, "http.no_such_route"};
    auto& request = visit->request_;
    TP_TRY(actor, wire::parse<Actor>(stamped.actor));
    request.call = Call{actor, stamped.arrived, stamped.key, &context.parts.chance};
    if (stamped.if_match)
        request.if_match = stamped.if_match;
    request.language = stamped.language;
    request.body = stamped.body;
    visit->digest_ = stamped.body_digest;
    TP_TRY(decide, visit->route_->prepare(request));
    const auto taken = context.insist.submit(
        visit->command(std::move(decide)), [](const Outcome&) {}, std::move(decided));
    if (!taken) // the same key with an earlier stamp is on its way
        return Error{Fault::outcome_unknown, "command.outcome_unknown"};
    return {};
}

} // namespace tianping::http
