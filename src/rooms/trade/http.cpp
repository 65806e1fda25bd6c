#include "rooms/trade/http.hpp"
#include "infra/http/signed_act.hpp"

namespace tianping::trade {

namespace {

std::vector<http::Route> registration_routes(const Trades& room, const std::string& trade)
{
    using http::Method;
    return {
        http::write(Method::post, "/api/v1/trades", Capability::trade_register, http::no_object, room,
                    &Trades::prepare_submit, &Trades::submit, "Register a trade, online or at the desk"),
        http::read(Method::get, "/api/v1/trades", Capability::public_read, http::no_object, room,
                   &Trades::list, "Trades, newest first", {"region", "trade_class", "after", "limit"}),
        http::read(Method::get, trade, Capability::public_read, trade_object, room, &Trades::get,
                   "One trade"),
        http::write(Method::post, trade + "/supplement-lists", Capability::trade_accept, trade_object, room,
                    &Trades::ask, "Ask for everything that has to be adjusted or added, at once"),
        http::write(Method::put, trade + "/registration", Capability::trade_supplement, trade_object, room,
                    &Trades::prepare_supplement, &Trades::supplement,
                    "Answer the list: the whole registration, online or at the desk"),
        http::write(Method::post, trade + "/registration", Capability::trade_accept, trade_object, room,
                    &Trades::finish,
                    "Confirm completeness, place and time; give codes and the responsible person"),
        http::signed_act(http::write(Method::put, trade + "/agent", Capability::agent_name, trade_object,
                                     room, &Trades::name_agent,
                                     "Name or replace the agent that runs the trade for its owner")),
        http::write(Method::post, trade + "/withdrawal", Capability::trade_manage, trade_object, room,
                    &Trades::withdraw, "Withdraw a registration of which no notice is out"),
        http::document(
            trade + "/papers/{file}", Capability::trade_read, trade_object, room, &Trades::paper,
            "A paper that the registration names, by its digest; for parties, centre and supervisors",
            "application/octet-stream"),
        http::read(Method::get, "/api/v1/registrations/ways", Capability::trade_accept, http::no_object, room,
                   &Trades::ways, "By which way the centre's trades were registered", {"from", "to"}),
        http::read(Method::get, "/api/v1/registrations/overdue", Capability::trade_accept, http::no_object,
                   room, &Trades::overdue,
                   "The centre's registrations that are not finished within its own promise",
                   {"after", "limit"}),
    };
}

std::vector<http::Route> terms_routes(const Trades& room, const std::string& trade)
{
    using http::Method;
    return {
        http::write(Method::post, trade + "/terms", Capability::terms_sign, trade_object, room,
                    &Trades::prepare_terms, &Trades::sign_terms, "Sign a version of the terms"),
        http::read(Method::get, trade + "/terms", Capability::public_read, trade_object, room,
                   &Trades::list_terms, "Versions of the terms", {"after", "limit"}),
        http::read(Method::get, trade + "/terms/{digest}", Capability::public_read, trade_object, room,
                   &Trades::get_terms, "One version of the terms, with what changed"),
        http::document(trade + "/terms/{digest}/print", Capability::public_read, trade_object, room,
                       &Trades::print_terms, "One version of the terms as people read it", "text/markdown"),
        http::document(trade + "/terms/{digest}/comparison", Capability::public_read, trade_object, room,
                       &Trades::print_comparison,
                       "One version of the terms beside the last one that was in force before it",
                       "text/markdown"),
        http::document(trade + "/terms/{digest}/files/{file}", Capability::public_read, trade_object, room,
                       &Trades::file_of_terms, "A file that the terms name, by its digest",
                       "application/octet-stream"),
        http::read(Method::get, trade + "/takers", Capability::takers_read, trade_object, room,
                   &Trades::takers, "Which organisations took the terms, as far as they had signed in",
                   {"after", "limit"}),
    };
}

std::vector<http::Route> round_routes(const Trades& room, const std::string& trade)
{
    using http::Method;
    return {
        http::write(Method::put, "/api/v1/rounds/{round}/invitees", Capability::trade_manage, trade_object,
                    room, &Trades::set_invitees,
                    "Say whom an invited tender invites; known to the parties alone"),
        http::read(Method::get, "/api/v1/rounds/{round}/invitees", Capability::trade_manage, trade_object,
                   room, &Trades::invitees, "Whom an invited tender invites, for owner and agent"),
        http::document("/api/v1/rounds/{round}/rules", Capability::public_read, trade_object, room,
                       &Trades::pinned_rules, "Procedure and limits that the round pinned",
                       "application/json"),
        http::document("/api/v1/rounds/{round}/rules/{digest}", Capability::public_read, trade_object, room,
                       &Trades::rules_by_digest,
                       "One of the procedures with limits that the round pinned, by its digest",
                       "application/json"),
        // No closing and no due step of an opening passes one that came before its instant.
        http::journaled(http::signed_act(http::write(Method::post, trade + "/holds", Capability::trade_hold,
                                                     trade_object, room, &Trades::set_hold, "Hold rounds"))),
        http::journaled(http::signed_act(http::write(Method::post, trade + "/holds/{hold}/lifting",
                                                     Capability::trade_hold, trade_object, room,
                                                     &Trades::lift_hold, "Lift a hold"))),
        http::read(Method::get, "/api/v1/templates", Capability::public_read, http::no_object, room,
                   &Trades::templates, "Templates of terms; using one is never a condition"),
    };
}

} // namespace

std::vector<http::Route> routes(const Trades& room)
{
    const std::string trade = "/api/v1/trades/{trade}";
    auto out = registration_routes(room, trade);
    for (auto& route : terms_routes(room, trade))
        out.push_back(std::move(route));
    for (auto& route : round_routes(room, trade))
        out.push_back(std::move(route));
    return out;
}

jobs::Handlers handlers(const Trades& room)
{
    return {{overdue_job, [&room](WriteTx& tx, const Call& call, const Job& job) {
                 return room.note_overdue(tx, call, job);
             }}};
}

} // namespace tianping::trade
