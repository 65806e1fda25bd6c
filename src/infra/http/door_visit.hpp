#pragma once
// One request inside the door. For the parts of the door alone.
#include "infra/http/door_context.hpp"

namespace tianping::http {

class DoorVisit final : public Visit, public std::enable_shared_from_this<DoorVisit> {
public:
    DoorVisit(Door::Context& context, Head head);

    std::string caller() const override { return request_.call.actor.address; }
    BodyPlan plan() override;
    Response refusal() override { return refuse(*refused_); }
    Response refuse(const Error& error) override;
    void answer(std::string body, Deliver deliver) override;
    Status open() override;
    Status receive(ByteView bytes) override;
    void last_byte() override;
    Response finish() override;

    static Status replay(Door::Context& context, const StampedRequest& stamped,
                         std::function<void(const Outcome&)> decided);

private:
    // What the head says; each names its own refusals.
    void set_caller();
    Status read_head();
    Status read_target();
    Status read_credentials();
    Status read_conditions();
    Status read_content_headers();
    Status read_write_headers();

    // From here on `deliver` is called exactly once.
    void answer_write(Deliver deliver);
    void answer_stamped(Deliver deliver);
    void keep(Deliver deliver);
    void journal(const Deliver& deliver);
    void prepare(Deliver deliver, bool on_network);
    void prepare_now(const Deliver& deliver);
    void submit(Command command, const Deliver& deliver);
    void submit_journaled(const Deliver& deliver);
    Result<Command> command();  // throws what the room's preparation throws
    Result<Command> prepared(); // a fault of the house then
    // What the request says is refused before anything is decided. Where its key has an answer that one
    // counts; else the policy's refusal does, or this one, and is not kept, so that what was put right may
    // come under the same key.
    Command refusal_of(const Error& error);
    Call keyed_call() const;
    void give_up(const Deliver& deliver, const Error& error);

    Status refuse_stranger();
    Status authenticate();                  // may block
    bool authenticate_at_once(Status& out); // false: ask authenticate()
    Error refused_token(const Error& why);  // once it is told to the audit
    Status allowed(const ReadTx* tx);       // null when the act is about no object
    Status allowed_outside();
    Response look(); // kinds that answer from a pool
    Result<Response> look_up();
    Result<Response> look_inside(const ReadTx& tx);
    Result<Response> look_outside();
    void record(const Answer& answer, Instant at); // of what is done and was no command (20-49)
    Result<Response> open_stream(const ReadTx& tx);
    std::string name() const;
    std::string asked() const; // digest of target and body

    // Outcomes as HTTP (door_answer.cpp).
    Response respond(const Outcome& outcome);
    Response respond(const Answer& answer, bool repeated);
    Response respond(Document document);
    Response respond_file(Document document, std::vector<Header> headers);
    Response not_changed(const std::string& etag) const;
    bool seen_already(const std::string& etag) const;

    Door::Context& context_;
    Head head_;
    const Route* route_ = nullptr;
    Request request_{};
    std::string token_{};
    std::string about_{}; // the object that the policy was asked about
    std::optional<Error> refused_{};
    Arrival arrival_{};
    bool holds_key_ = false; // it was reserved with Insist
    std::string digest_{};
    std::unique_ptr<Sink> sink_{};
};

} // namespace tianping::http
