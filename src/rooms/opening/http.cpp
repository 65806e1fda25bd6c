#include "rooms/opening/own_bid.hpp"
#include "rooms/opening/service.hpp"
#include "rooms/opening/store.hpp"
#include <algorithm>

namespace tianping::opening {
namespace {

using http::Method;

Result<http::Object> held_by_bidder(const ReadTx& tx, const http::Request& request, http::Object object)
{
    TP_TRY(intake, trade::IntakeId::parse(request.path.at("intake")));
    if (store::closing(tx, intake) && own_bid::own_submission(tx, intake, request.call))
        object.holders.push_back(request.call.actor.organisation);
    return object;
}

// The bidder becomes the holder of what this intake keeps of him; others hold nothing here.
Result<http::Object> own_bid_object(const ReadTx& tx, const http::Request& request)
{
    TP_TRY(object, bidding::intake_object(tx, request));
    return held_by_bidder(tx, request, std::move(object));
}

// Who bid here holds his own bid and no other; who was invited and did not bid holds none.
Result<http::Object> bids_object(const ReadTx& tx, const http::Request& request)
{
    TP_TRY(object, bidding::intake_object(tx, request));
    object.holders.clear();
    return held_by_bidder(tx, request, std::move(object));
}

std::vector<http::Route> evidence_routes(const Opening& room)
{
    const auto object = bidding::intake_object;
    return {
        http::read(
            Method::get, "/api/v1/intakes/{intake}/evidence", Capability::public_read, object, room,
            &Opening::evidence,
            "What an outsider needs to check an opening, without what bids say beside what is read out"),
        http::document("/api/v1/intakes/{intake}/envelopes/{envelope}", Capability::public_read, object, room,
                       &Opening::envelope, "A sealed part that was read out", "application/octet-stream"),
        http::read(
            Method::get, "/api/v1/intakes/{intake}/evidence/whole", Capability::bids_read, bids_object, room,
            &Opening::whole_evidence,
            "The evidence with every part, for owner, agent and supervisors; for a bidder with his own"),
        http::document("/api/v1/intakes/{intake}/evidence/whole/envelopes/{envelope}", Capability::bids_read,
                       bids_object, room, &Opening::whole_envelope, "A sealed part of that evidence",
                       "application/octet-stream"),
    };
}

std::vector<http::Route> unsealing_routes(const Unsealing& room)
{
    const auto intake = bidding::intake_object;
    return {
        http::read(Method::get, "/api/v1/intakes/{intake}/unsealing", Capability::bid_read_own,
                   own_bid_object, room, &Unsealing::own, "A bidder's own part in the unsealing"),
        http::journaled(http::write(Method::post, "/api/v1/intakes/{intake}/proofs", Capability::bid_read_own,
                                    own_bid_object, room, &Unsealing::read_proofs, &Unsealing::take_proofs,
                                    "A bidder proves that he holds his secrets")),
        http::journaled(http::write(Method::post, "/api/v1/intakes/{intake}/secrets",
                                    Capability::bid_read_own, own_bid_object, room, &Unsealing::read_secrets,
                                    &Unsealing::take_secrets, "A bidder gives his secrets")),
        http::read(Method::get, "/api/v1/intakes/{intake}/unopened", Capability::opening_host, intake, room,
                   &Unsealing::unopened, "Bids that did not open, for the host"),
        http::write(Method::post, "/api/v1/intakes/{intake}/causes", Capability::opening_host, intake, room,
                    &Unsealing::read_cause, &Unsealing::record_cause,
                    "The host records why a bid did not open"),
        http::write(Method::post, "/api/v1/intakes/{intake}/claims", Capability::bid_read_own, own_bid_object,
                    room, &Unsealing::read_claim, &Unsealing::claim,
                    "A bidder says by whose cause his bid did not open"),
        http::document("/api/v1/intakes/{intake}/evidence-files/{file}", Capability::public_read,
                       evidence_object, room, &Unsealing::evidence_file,
                       "A file that shows why a bid did not open", "application/octet-stream"),
        http::write(Method::post, "/api/v1/intakes/{intake}/window", Capability::opening_host, intake, room,
                    &Unsealing::extend, "The host makes the window longer for all"),
    };
}

} // namespace

std::vector<http::Route> routes(const Opening& room)
{
    const auto object = bidding::intake_object;
    std::vector<http::Route> all{
        http::read(Method::get, "/api/v1/intakes/{intake}/closing", Capability::opening_close_set, object,
                   room, &Opening::closing, "The closed set of an intake, for its closers"),
        http::write(Method::post, "/api/v1/intakes/{intake}/closing/signatures",
                    Capability::opening_close_set, object, room, &Opening::sign_closing,
                    "A closer signs the closed set"),
        http::read(Method::get, "/api/v1/intakes/{intake}/headers", Capability::opening_answer, object, room,
                   &Opening::headers, "What a trustee has to answer"),
        http::write(Method::post, "/api/v1/intakes/{intake}/answers", Capability::opening_answer, object,
                    room, &Opening::read_answers, &Opening::take_answers, "A trustee's answers"),
        http::read(Method::get, "/api/v1/intakes/{intake}/opening", Capability::public_read, object, room,
                   &Opening::view, "Where an opening stands, and what was read out"),
    };
    std::ranges::move(evidence_routes(room), std::back_inserter(all));
    std::ranges::move(unsealing_routes(room.unsealing()), std::back_inserter(all));
    return all;
}

} // namespace tianping::opening
