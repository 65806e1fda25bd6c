#include "infra/http/door_visit.hpp"
#include "base/canonical.hpp"
#include "infra/crypto/digest.hpp"
#include "infra/http/target.hpp"

namespace tianping::http {

std::string DoorVisit::name() const
{
    return std::string{verb(route_->method)} + " " + route_->path;
}

std::string DoorVisit::asked() const
{
    const std::string start = std::string{verb(route_->method)} + " " + head_.target + '\0';
    return to_hex(crypto::sm3({view(start), view(request_.body)}));
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
    digest_ = asked();
    if (route_->journaled)
        return answer_stamped(std::move(deliver));
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

// Who sent it is known before the journal takes it, or strangers would fill it.
void DoorVisit::answer_stamped(Deliver deliver)
{
    Status known;
    if (authenticate_at_once(known))
        return known ? keep(std::move(deliver)) : give_up(deliver, known.error());
    const auto work = [self = shared_from_this(), deliver] {
        if (const auto status = self->authenticate(); !status)
            self->give_up(deliver, status.error());
        else
            self->keep(deliver);
    };
    if (!context_.lookups.take(work))
        give_up(deliver, overloaded());
}

void DoorVisit::keep(Deliver deliver)
{
    if (const auto status = refuse_stranger(); !status)
        return give_up(deliver, status.error());
    holds_key_ = context_.insist.reserve(keyed_call());
    if (!holds_key_)
        return give_up(deliver, Error{Fault::outcome_unknown, "command.outcome_unknown"});
    if (!context_.stampers.take([self = shared_from_this(), deliver] { self->journal(deliver); }))
        give_up(deliver, overloaded());
}

void DoorVisit::journal(const Deliver& deliver)
{
    const auto& call = request_.call;
    StampedRequest stamped{arrival_.at,
                           head_.method,
                           head_.target,
                           canonical(wire::write(call.actor)),
                           call.key,
                           digest_,
                           request_.if_match.value_or(0),
                           request_.language,
                           request_.body,
                           std::nullopt};
    if (!request_.headers.empty())
        stamped.headers.emplace(request_.headers.begin(), request_.headers.end());
    if (const auto status = context_.parts.stamper.journal(arrival_, stamped); !status)
        return give_up(deliver, status.error());
    const auto self = shared_from_this();
    if (context_.workers.take([self, deliver] { self->submit_journaled(deliver); }))
        return;
    // The door closes. The journal holds it, and the next start decides it.
    deliver([self] { return self->refuse(Error{Fault::outcome_unknown, "command.outcome_unknown"}); });
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
    auto command = prepared();
    submit(command ? *std::move(command) : refusal_of(command.error()), deliver);
}

Result<Command> DoorVisit::command()
{
    TP_TRY(decide, route_->prepare(request_));
    return Command{name(), digest_, keyed_call(),
                   [self = shared_from_this(), decide = std::move(decide)](WriteTx& tx,
                                                                           const Call& c) -> Result<Answer> {
                       TP_CHECK(self->allowed(&tx));
                       return decide(tx, c);
                   }};
}

Result<Command> DoorVisit::prepared()
{
    try {
        return command();
    } catch (const std::exception& e) {
        return context_.thrown(name(), e);
    }
}

Command DoorVisit::refusal_of(const Error& error)
{
    Command out{name(), digest_, keyed_call(),
                [self = shared_from_this(), error](WriteTx& tx, const Call&) -> Result<Answer> {
                    TP_CHECK(self->allowed(&tx));
                    if (error.fault == Fault::forbidden || error.fault == Fault::unauthenticated)
                        self->context_.denied.tell(self->request_.call.actor, self->route_->needs,
                                                   self->about_, error);
                    return error;
                }};
    out.is_remembered = false;
    return out;
}

Call DoorVisit::keyed_call() const
{
    auto out = request_.call;
    // The public shares one namespace of keys; an address of one's own keeps strangers' keys apart.
    if (out.actor.anonymous())
        out.key += "@" + out.actor.address;
    return out;
}

void DoorVisit::submit(Command command, const Deliver& deliver)
{
    const auto taken =
        context_.parts.writer.submit(std::move(command), [self = shared_from_this(), deliver](Outcome o) {
            deliver([self, outcome = std::move(o)] { return self->respond(outcome); });
        });
    if (!taken)
        give_up(deliver, overloaded());
}

void DoorVisit::submit_journaled(const Deliver& deliver)
{
    const auto self = shared_from_this();
    const auto prepare = [self]() -> Result<Command> {
        auto command = self->prepared();
        const auto fault = command ? Fault::conflict : command.error().fault;
        if (command || fault == Fault::unavailable || fault == Fault::internal)
            return command;
        return self->refusal_of(command.error());
    };
    context_.insist.submit(
        keyed_call(), prepare,
        [self, deliver](Outcome o) {
            deliver([self, outcome = std::move(o)] { return self->respond(outcome); });
        },
        [self](const Outcome&) { self->context_.parts.stamper.decided(self->arrival_); });
}

void DoorVisit::give_up(const Deliver& deliver, const Error& error)
{
    if (holds_key_)
        context_.insist.release(keyed_call());
    if (route_->journaled)
        context_.parts.stamper.decided(arrival_);
    deliver([self = shared_from_this(), error] { return self->refuse(error); });
}

// Whom the public's rights do not let in is told so before anything of his is kept.
Status DoorVisit::refuse_stranger()
{
    const auto& actor = request_.call.actor;
    if (!actor.anonymous())
        return {};
    auto status = context_.parts.policy(actor, route_->needs, nullptr);
    if (!status)
        context_.denied.tell(actor, route_->needs, {}, status.error());
    return status;
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
        out = refused_token(known->error());
    return true;
}

Error DoorVisit::refused_token(const Error& why)
{
    context_.denied.tell_token(token_, request_.call.actor.address, route_->needs, why);
    return why;
}

Status DoorVisit::authenticate()
{
    Status known;
    if (authenticate_at_once(known))
        return known;
    try {
        auto actor = context_.parts.sessions(token_, request_.call.actor.address);
        if (!actor)
            return refused_token(actor.error());
        request_.call.actor = *std::move(actor);
        return {};
    } catch (const std::exception& e) {
        return context_.thrown("sessions", e);
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
    if (stamped.headers)
        request.headers.insert(stamped.headers->begin(), stamped.headers->end());
    visit->digest_ = stamped.body_digest;
    const auto first = visit->command(); // where this throws, the house does not start and nothing is lost
    if (!first && first.error().fault != Fault::unavailable)
        return first.error();
    const auto call = visit->keyed_call();
    if (!context.insist.reserve(call)) // the same key with an earlier stamp is on its way
        return Error{Fault::outcome_unknown, "command.outcome_unknown"};
    context.insist.submit(
        call, [visit] { return visit->prepared(); }, [](const Outcome&) {}, std::move(decided));
    return {};
}

} // namespace tianping::http
