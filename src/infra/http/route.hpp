#pragma once
// The narrow waist between the network and the rooms. A room sees a Request and answers a Result; it never
// sees sockets, coroutines, headers or status codes. A room's http.hpp is a function that returns a table:
//
//   std::vector<http::Route> routes(const Trades& room) {
//       return {
//           http::write(Method::post, "/api/v1/trades", Capability::trade_register, http::no_object,
//                       room, &Trades::register_trade, "Register a trade"),
//           http::read(Method::get, "/api/v1/trades/{trade}", Capability::public_read, trade_object,
//                      room, &Trades::get_trade, "One trade"),
//       };
//   }
//
// From these tables OpenAPI 3.1 is printed, the policy is asked, and the generated access tests walk.
#include "base/body.hpp"
#include "infra/http/capability.hpp"
#include "infra/http/schema.hpp"
#include "infra/http/source.hpp"
#include <functional>
#include <map>
#include <string>

namespace tianping::http {

enum class Method { get, post, put, patch, delete_ };
BOOST_DESCRIBE_ENUM(Method, get, post, put, patch, delete_)

struct Request {
    Call call{};
    std::map<std::string, std::string, std::less<>> path{}; // {trade} -> "trd_…"
    std::map<std::string, std::string, std::less<>>
        query{}; // decoded; a repeated name is refused at the door
    std::string body{};
    std::optional<std::int64_t> if_match{};                    // the version that the caller has seen
    std::string language{"zh"};                                // "zh" or "en"
    std::map<std::string, std::string, std::less<>> headers{}; // those that the route names
};

// What the policy may know of the object that a request names. Filled by the room that owns the object.
struct Object {
    std::string kind{}; // "trade"
    std::string id{};
    std::vector<std::string> owners{};   // organisations whose offer this is
    std::vector<std::string> agents{};   // organisations with a mandate for it
    std::string centre{};                // the trading centre
    std::vector<std::string> holders{};  // organisations whose own thing this is (a bidder's submission)
    std::vector<std::string> trustees{}; // organisations that close sets or hold shares here
    std::string stage{};
    bool published = false; // visible to everyone
    std::string trade{};    // trd_…, whose thing this is, or the trade itself
    std::string project{};  // prj_…, to which that trade belongs
    std::string region{};   // of that trade, by which and by its class an authority supervises it
    std::string trade_class{};
    std::vector<std::string> former_agents{}; // who ran it before: nothing is granted, and they do not bid
};

// Finds the object of a request inside the transaction that will decide. Not found and not visible answer
// alike, so nothing is revealed.
using FindObject = std::function<Result<Object>(const ReadTx&, const Request&)>;
inline const FindObject no_object{}; // the act is about no existing object

using Decide = std::function<Result<Answer>(WriteTx&, const Call&)>;

enum class Kind {
    read,   // JSON from a read transaction
    write,  // a command
    view,   // a page or file from a read transaction
    file,   // a page or file that needs no database
    stream, // server-sent events
    act,    // JSON from outside the database: blobs, health; safe to repeat
    receive // a body taken piece by piece; as an act that is no question, on record once it is done (20-49)
};

struct Route {
    Kind kind{};
    Method method{};
    std::string path{};
    Capability needs{};
    FindObject object{};
    std::string summary{};
    SchemaOf request{}; // null when there is no body
    SchemaOf response{};
    std::vector<std::string> query{}; // names of query parameters
    bool journaled = false;           // stamp, digest and body are made durable before any queue
    std::function<Result<Answer>(const ReadTx&, const Request&)> read{};
    std::function<Result<Decide>(const Request&)> prepare{}; // hash, verify, unseal; on a pool, no writes
    bool prepares = false; // prepare is real work and goes to a pool; otherwise it only reads the body
    std::string request_media{"application/json"};
    std::string response_media{"application/json"};
    std::string operation{};            // operationId where method and path do not tell enough
    std::vector<std::string> headers{}; // request headers that the room wants to see
    int success = 200;                  // the status of a good answer, for the printed interface
    std::function<Result<Document>(const ReadTx&, const Request&)> view{};
    std::function<Result<Document>(const Request&)> file{};
    std::function<Result<Source>(const ReadTx&, const Request&)> stream{};
    std::function<Result<Answer>(const Request&)> act{};
    // `length` is -1 when the caller did not say how much will come.
    std::function<Result<std::unique_ptr<Sink>>(const Request&, std::int64_t length)> receive{};
};

struct Nothing {}; // no body
BOOST_DESCRIBE_STRUCT(Nothing, (), ())

namespace detail {

template <class In>
Result<In> body_of(const Request& request)
{
    if constexpr (std::is_same_v<In, Nothing>)
        return In{};
    else
        return wire::parse_body<In>(request.body);
}

template <class Out>
Answer answer_of(const Out& out)
{
    Answer answer;
    answer.body = wire::write(out);
    if constexpr (requires { out.version; })
        answer.version = static_cast<std::int64_t>(out.version);
    return answer;
}

} // namespace detail

// A question. Handler: Result<Out> (Room::*)(const ReadTx&, const Request&) const.
template <class Room, class Out>
Route read(Method method, std::string path, Capability needs, FindObject object, const Room& room,
           Result<Out> (Room::*handler)(const ReadTx&, const Request&) const, std::string summary,
           std::vector<std::string> query = {})
{
    Route r{Kind::read,         method, std::move(path), needs,           std::move(object),
            std::move(summary), {},     &schema<Out>,    std::move(query)};
    r.read = [&room, handler](const ReadTx& tx, const Request& request) -> Result<Answer> {
        TP_TRY(out, (room.*handler)(tx, request));
        return detail::answer_of(out);
    };
    return r;
}

// A command. Handler: Result<Out> (Room::*)(WriteTx&, const Request&, const In&) const.
template <class Room, class In, class Out>
Route write(Method method, std::string path, Capability needs, FindObject object, const Room& room,
            Result<Out> (Room::*handler)(WriteTx&, const Request&, const In&) const, std::string summary)
{
    Route r{Kind::write,
            method,
            std::move(path),
            needs,
            std::move(object),
            std::move(summary),
            std::is_same_v<In, Nothing> ? SchemaOf{} : &schema<In>,
            &schema<Out>};
    r.prepare = [&room, handler](const Request& request) -> Result<Decide> {
        TP_TRY(in, detail::body_of<In>(request));
        return Decide{
            [&room, handler, request, in = std::move(in)](WriteTx& tx, const Call&) -> Result<Answer> {
                TP_TRY(out, (room.*handler)(tx, request, in));
                return detail::answer_of(out);
            }};
    };
    return r;
}

// A command with work before the transaction. Prepare: Result<Ready> (Room::*)(const Request&, const In&)
// const; handler: Result<Out> (Room::*)(WriteTx&, const Request&, const In&, const Ready&) const.
template <class Room, class In, class Ready, class Out>
Route write(Method method, std::string path, Capability needs, FindObject object, const Room& room,
            Result<Ready> (Room::*prepare)(const Request&, const In&) const,
            Result<Out> (Room::*handler)(WriteTx&, const Request&, const In&, const Ready&) const,
            std::string summary)
{
    Route r{Kind::write,
            method,
            std::move(path),
            needs,
            std::move(object),
            std::move(summary),
            std::is_same_v<In, Nothing> ? SchemaOf{} : &schema<In>,
            &schema<Out>};
    r.prepares = true;
    r.prepare = [&room, prepare, handler](const Request& request) -> Result<Decide> {
        TP_TRY(in, detail::body_of<In>(request));
        TP_TRY(ready, (room.*prepare)(request, in));
        return Decide{[&room, handler, request, in = std::move(in),
                       ready = std::move(ready)](WriteTx& tx, const Call&) -> Result<Answer> {
            TP_TRY(out, (room.*handler)(tx, request, in, ready));
            return detail::answer_of(out);
        }};
    };
    return r;
}

// A page for people, or a file. Handler: Result<Document> (Room::*)(const ReadTx&, const Request&) const.
template <class Room>
Route document(std::string path, Capability needs, FindObject object, const Room& room,
               Result<Document> (Room::*handler)(const ReadTx&, const Request&) const, std::string summary,
               std::string media = "text/html", std::vector<std::string> query = {})
{
    Route r{Kind::view, Method::get, std::move(path), needs, std::move(object), std::move(summary),
            {},         {},          std::move(query)};
    r.response_media = std::move(media);
    r.view = [&room, handler](const ReadTx& tx, const Request& request) {
        return (room.*handler)(tx, request);
    };
    return r;
}

// Server-sent events. Handler: Result<Source> (Room::*)(const ReadTx&, const Request&) const.
template <class Room>
Route stream(std::string path, Capability needs, FindObject object, const Room& room,
             Result<Source> (Room::*handler)(const ReadTx&, const Request&) const, std::string summary,
             std::vector<std::string> query = {})
{
    Route r{Kind::stream, Method::get, std::move(path), needs, std::move(object), std::move(summary),
            {},           {},          std::move(query)};
    r.response_media = "text/event-stream";
    r.stream = [&room, handler](const ReadTx& tx, const Request& request) {
        return (room.*handler)(tx, request);
    };
    return r;
}

// Marks a route whose arrival decides whether it is in time: its stamp is journaled at the door.
inline Route journaled(Route route)
{
    route.journaled = true;
    return route;
}

// The policy: deny by default, each denial recorded. `object` is null for acts on no existing object.
using Policy = std::function<Status(const Actor&, Capability, const Object* object)>;

} // namespace tianping::http
