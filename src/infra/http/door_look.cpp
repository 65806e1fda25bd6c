#include "infra/http/door_visit.hpp"

namespace tianping::http {

Status DoorVisit::allowed(const ReadTx* tx)
{
    std::optional<Object> object;
    if (route_->object) {
        TP_TRY(found, route_->object(*tx, request_));
        object = std::move(found);
        about_ = object->id;
    }
    const auto status =
        context_.parts.policy(request_.call.actor, route_->needs, object ? &*object : nullptr);
    if (!status)
        context_.denied.tell(request_.call.actor, route_->needs, about_, status.error());
    return status;
}

Response DoorVisit::look()
{
    try {
        if (const auto status = authenticate(); !status)
            return refuse(status.error());
        auto response = look_up();
        return response ? *std::move(response) : refuse(response.error());
    } catch (const std::exception& e) {
        return refuse(context_.thrown(name(), e));
    }
}

// Health and the like answer without the database.
Status DoorVisit::allowed_outside()
{
    if (!route_->object)
        return allowed(nullptr);
    return context_.parts.reads.read([&](const ReadTx& tx) { return allowed(&tx); });
}

Result<Response> DoorVisit::look_up()
{
    if (route_->kind == Kind::act || route_->kind == Kind::file)
        return look_outside();
    return context_.parts.reads.read([&](const ReadTx& tx) { return look_inside(tx); });
}

Result<Response> DoorVisit::look_outside()
{
    TP_CHECK(allowed_outside());
    if (route_->kind == Kind::file) {
        TP_TRY(document, route_->file(request_));
        return respond(std::move(document));
    }
    TP_TRY(answer, route_->act(request_));
    if (route_->method != Method::get)
        record(answer, request_.call.arrived);
    return respond(answer, false);
}

// No upload waits for the writer at the deadline: the record follows, and is insisted on.
void DoorVisit::record(const Answer& answer, Instant at)
{
    std::array<std::uint8_t, 16> own{};
    context_.parts.chance.fill(own);
    auto call = request_.call;
    call.arrived = at;
    call.key = "done/" + to_hex(own);
    const auto same = [answer](WriteTx&, const Call&) -> Result<Answer> { return answer; };
    const Command done{name(), asked(), call, same};
    context_.records.submit(
        call, [done]() -> Result<Command> { return done; }, {}, [](const Outcome&) {});
}

Result<Response> DoorVisit::look_inside(const ReadTx& tx)
{
    TP_CHECK(allowed(&tx));
    if (route_->kind == Kind::stream)
        return open_stream(tx);
    if (route_->kind == Kind::view) {
        TP_TRY(document, route_->view(tx, request_));
        return respond(std::move(document));
    }
    TP_TRY(answer, route_->read(tx, request_));
    return respond(answer, false);
}

Result<Response> DoorVisit::open_stream(const ReadTx& tx)
{
    TP_TRY(source, route_->stream(tx, request_));
    TP_TRY(feed,
           context_.hub.open(std::move(source), std::string{head_.header("Last-Event-ID").substr(0, 200)},
                             request_.call.actor.address));
    Response out;
    out.headers = {
        {"Content-Type", "text/event-stream"}, {"Cache-Control", "no-store"}, {"X-Accel-Buffering", "no"}};
    out.body = std::move(feed);
    return out;
}

Status DoorVisit::open()
{
    try {
        request_.call.arrived = context_.parts.stamper.now();
        TP_CHECK(authenticate());
        TP_CHECK(allowed_outside());
        TP_TRY(sink, route_->receive(request_, head_.content_length));
        sink_ = std::move(sink);
        return {};
    } catch (const std::exception& e) {
        return context_.thrown(name(), e);
    }
}

Status DoorVisit::receive(ByteView bytes)
{
    try {
        return sink_->write(bytes);
    } catch (const std::exception& e) {
        return context_.thrown(name(), e);
    }
}

void DoorVisit::last_byte()
{
    arrival_.at = context_.parts.stamper.now();
}

Response DoorVisit::finish()
{
    try {
        const auto answer = sink_->finish(arrival_.at);
        if (!answer)
            return refuse(answer.error());
        if (sink_->completes())
            record(*answer, arrival_.at);
        return respond(*answer, false);
    } catch (const std::exception& e) {
        return refuse(context_.thrown(name(), e));
    }
}

} // namespace tianping::http
