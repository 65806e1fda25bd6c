#include "rooms/bidding/service.hpp"
#include "rooms/bidding/store.hpp"

namespace tianping::bidding {

using http::Method;

Result<http::Object> intake_object(const ReadTx& tx, const http::Request& request)
{
    TP_TRY(id, trade::IntakeId::parse(request.path.at("intake")));
    TP_TRY(round, trade::round_of_intake(tx, id));
    TP_TRY(facts, trade::trade_facts(tx, round.trade));
    auto object = trade::object_of(facts);
    object.kind = "intake";
    object.id = id.text();
    object.stage = wire::name_of(round.stage);
    // A round may end before anything of it was published.
    object.published = round.deadline.has_value();
    if (trade::only_for_invited(tx, round)) {
        object.published = false;
        object.holders = trade::invited_to(tx, round);
    }
    object.trustees = trade::closers_of(tx, {round});
    return object;
}

Error submission_unknown(const std::string& id)
{
    return {Fault::not_found, "submission.unknown", {}, {{"id", id}}};
}

Result<http::Object> submission_object(const ReadTx& tx, const http::Request& request)
{
    const auto unknown = submission_unknown(request.path.at("submission"));
    const auto id = SubmissionId::parse(request.path.at("submission"));
    if (!id)
        return unknown;
    const auto row = store::submission(tx, *id);
    if (!row)
        return unknown;
    http::Object object;
    object.kind = "submission";
    object.id = row->id.text();
    object.holders = {row->bidder.text()};
    return object;
}

std::vector<http::Route> routes(const Bidding& room)
{
    return {
        http::read(Method::get, "/api/v1/intakes/{intake}/kit", Capability::public_read, intake_object, room,
                   &Bidding::kit, "All that a sealing program needs"),
        http::write(Method::post, "/api/v1/intakes/{intake}/keys", Capability::opening_answer, intake_object,
                    room, &Bidding::read_key, &Bidding::publish_key,
                    "A trustee publishes his key for an intake"),
        http::write(Method::post, "/api/v1/intakes/{intake}/keys/test", Capability::opening_answer,
                    intake_object, room, &Bidding::read_test_answer, &Bidding::answer_test,
                    "A trustee opens the test envelope of an intake's keys"),
        http::write(Method::post, "/api/v1/intakes/{intake}/submissions", Capability::bid_submit,
                    intake_object, room, &Bidding::begin, "The bidder's own submission for an intake"),
        http::read(Method::get, "/api/v1/submissions/{submission}", Capability::bid_read_own,
                   submission_object, room, &Bidding::own, "One's own submission"),
        http::journaled(http::write(Method::post, "/api/v1/submissions/{submission}/versions",
                                    Capability::bid_read_own, submission_object, room, &Bidding::read_version,
                                    &Bidding::submit, "Submit or replace a sealed bid")),
        http::journaled(http::write(Method::post, "/api/v1/submissions/{submission}/withdrawal",
                                    Capability::bid_read_own, submission_object, room,
                                    &Bidding::read_withdrawal, &Bidding::withdraw,
                                    "Withdraw a sealed bid before the deadline")),
        http::read(Method::get, "/api/v1/submissions/{submission}/receipts/{message}",
                   Capability::bid_read_own, submission_object, room, &Bidding::receipt,
                   "The signed receipt of a message"),
        http::read(Method::get, "/api/v1/timestamp-anchors", Capability::public_read, http::no_object, room,
                   &Bidding::timestamp_anchors, "Authorities of outside time stamps", {"after", "limit"}),
        http::read(Method::get, "/api/v1/certificate-warnings", Capability::session_own, http::no_object,
                   room, &Bidding::certificate_warnings,
                   "One's own certificates that end soon, or change before a bid of one's own is opened",
                   {"after", "limit"}),
    };
}

jobs::Handlers handlers(const Bidding& room)
{
    return {{"bidding.sign_receipt", [&room](WriteTx& tx, const Call& call, const Job& job) {
                 return room.sign_receipt(tx, call, job);
             }}};
}

} // namespace tianping::bidding
