#include "http/notes_house.hpp"
#include "infra/http/signed_act.hpp"
#include "infra/spine/event_log.hpp"
#include "support/places.hpp"
#include <fstream>
#include <thread>

namespace tianping::test {

using http::Method;

std::string member(const RawAnswer& answer, const char* name)
{
    boost::system::error_code ec;
    const auto body = boost::json::parse(answer.body, ec);
    const auto* found = ec || !body.is_object() ? nullptr : body.get_object().if_contains(name);
    return found && found->is_string() ? std::string{found->get_string()}
                                       : "no " + std::string{name} + ": " + answer.body;
}

bool soon(const std::function<bool()>& is_so, std::chrono::milliseconds patience)
{
    const auto until = std::chrono::steady_clock::now() + patience;
    while (!is_so()) {
        if (std::chrono::steady_clock::now() >= until)
            return false;
        std::this_thread::sleep_for(std::chrono::milliseconds{5});
    }
    return true;
}

struct NoteWritten {
    static constexpr std::string_view kind = "notes.written";
    static constexpr int version = 1;
    std::string note{};
};
BOOST_DESCRIBE_STRUCT(NoteWritten, (), (note))

http::FindObject Notes::note_object()
{
    return [](const ReadTx& tx, const http::Request& request) -> Result<http::Object> {
        TP_TRY(id, NoteId::parse(request.path.at("note")));
        const auto note = tx.find<Note>("WHERE id = :id", id);
        if (!note || note->text == "hidden")
            return Error{Fault::not_found, "notes.unknown"};
        http::Object out;
        out.kind = "note";
        out.id = id.text();
        return out;
    };
}

std::vector<http::Route> Notes::routes() const
{
    const auto note = note_object();
    return {
        http::write(Method::post, "/api/v1/notes", Capability::trade_register, http::no_object, *this,
                    &Notes::add, "Write a note"),
        http::journaled(http::write(Method::post, "/api/v1/notes/in-time", Capability::bid_submit,
                                    http::no_object, *this, &Notes::add, "Write a note in time")),
        http::journaled(
            http::signed_act(http::write(Method::post, "/api/v1/notes/signed-in-time", Capability::bid_submit,
                                         http::no_object, *this, &Notes::add_signed, "Sign a note in time"))),
        http::write(Method::post, "/api/v1/notes/thought", Capability::trade_register, http::no_object, *this,
                    &Notes::think, &Notes::add_thought, "Write a note after thinking"),
        http::journaled(http::write(Method::post, "/api/v1/notes/thought-in-time", Capability::bid_submit,
                                    http::no_object, *this, &Notes::think, &Notes::add_thought,
                                    "Write a note in time after thinking")),
        http::write(Method::put, "/api/v1/notes/{note}", Capability::trade_manage, note, *this,
                    &Notes::change, "Change a note"),
        http::read(Method::get, "/api/v1/notes/{note}", Capability::public_read, note, *this, &Notes::one,
                   "One note"),
        http::read(Method::get, "/api/v1/notes", Capability::public_read, http::no_object, *this,
                   &Notes::list, "Notes in order", {"after", "limit"}),
        http::stream("/api/v1/notes/live", Capability::public_read, http::no_object, *this, &Notes::follow,
                     "Notes as they come"),
        http::document("/notes/{note}", Capability::public_read, note, *this, &Notes::page,
                       "A note for people"),
        http::document("/files/large", Capability::public_read, http::no_object, *this, &Notes::large,
                       "A file of 200,000 bytes", "application/octet-stream"),
    };
}

Result<Note> Notes::add(WriteTx& tx, const http::Request& request, const NewNote& in) const
{
    if (in.text == "bug")
        throw std::logic_error("the note of /secret/place met a bug");
    if (in.text == "refused")
        return Error{Fault::too_early, "notes.too_early", {}, {}, "招法34", monday, ""};
    const Note note{request.call.mint<NoteId>(), in.text, request.call.arrived, 1};
    TP_CHECK(tx.insert(note));
    events::append(tx, request.call, note.id.text(), {}, NoteWritten{note.id.text()});
    return note;
}

Result<Note> Notes::add_signed(WriteTx& tx, const http::Request& request, const NewNote& in) const
{
    const auto signature = request.headers.find(http::act_signature);
    return add(
        tx, request,
        {in.text + (signature == request.headers.end() ? " unsigned" : " by " + signature->second), {}});
}

Result<Note> Notes::change(WriteTx& tx, const http::Request& request, const NewNote& in) const
{
    TP_TRY(id, NoteId::parse(request.path.at("note")));
    auto note = tx.find<Note>("WHERE id = :id", id).value();
    note.version = request.if_match.value_or(note.version);
    note.text = in.text;
    TP_CHECK(tx.update(note));
    return note;
}

Result<std::string> Notes::think(const http::Request&, const NewNote& in) const
{
    if (in.text == "slow")
        std::this_thread::sleep_for(std::chrono::milliseconds{300});
    if (in.text == "held" && held)
        TP_CHECK(held());
    if (in.text == "bug")
        throw std::logic_error("thinking failed");
    return in.text + " (thought)";
}

Result<Note> Notes::add_thought(WriteTx& tx, const http::Request& request, const NewNote&,
                                const std::string& thought) const
{
    return add(tx, request, {thought, {}});
}

Result<Note> Notes::one(const ReadTx& tx, const http::Request& request) const
{
    TP_TRY(id, NoteId::parse(request.path.at("note")));
    const auto note = tx.find<Note>("WHERE id = :id", id);
    if (note->text == "broken")
        throw std::runtime_error("cannot read /secret/place");
    return *note;
}

Result<http::Page<Note>> Notes::list(const ReadTx& tx, const http::Request& request) const
{
    http::QueryReader query{request};
    const auto after = query.after();
    const auto limit = query.limit();
    TP_CHECK(query.done());
    return http::page_of(tx.list<Note>("WHERE id > :a ORDER BY id LIMIT :l", after, limit + 1), limit,
                         [](const Note& note) { return note.id.text(); });
}

Result<http::Document> Notes::page(const ReadTx& tx, const http::Request& request) const
{
    TP_TRY(note, one(tx, request));
    http::Document out;
    out.content = "<!doctype html><p>" + note.text;
    out.etag = std::to_string(note.version);
    return out;
}

Result<http::Document> Notes::large(const ReadTx&, const http::Request&) const
{
    static const ScratchFolder folder;
    const auto path = folder.path() / "large";
    if (!std::filesystem::exists(path)) {
        std::string text(200'000, '\0');
        for (std::size_t i = 0; i < text.size(); ++i)
            text[i] = static_cast<char>('a' + i % 26);
        std::ofstream{path, std::ios::binary} << text;
    }
    http::Document out;
    out.media = "application/octet-stream";
    out.content = http::FileBody{path, 0, 200'000};
    out.file_name = "招标文件.bin";
    out.etag = "7";
    return out;
}

Result<http::Source> Notes::follow(const ReadTx&, const http::Request&) const
{
    return http::Source{
        "notes",
        [](const ReadTx& tx, const std::string& after, std::size_t most) {
            std::vector<http::StreamEvent> out;
            for (const auto& note :
                 tx.list<Note>("WHERE id > :a ORDER BY id LIMIT :l", after, static_cast<std::int64_t>(most)))
                out.push_back({note.id.text(), "note", boost::json::serialize(wire::write(note))});
            return out;
        },
        ""};
}

namespace {

Result<Actor> sign_in(const std::string& token, const std::string& address)
{
    if (token != "ann" && token != "bob" && token != "eve")
        return Error{Fault::unauthenticated, "http.bad_authorization"};
    Actor out;
    out.person = "per_" + token;
    out.organisation = "org_" + token;
    out.address = address;
    return out;
}

Status may(const Actor& actor, Capability what, const http::Object*)
{
    if (what == Capability::public_read)
        return {};
    if (actor.anonymous())
        return Error{Fault::unauthenticated, "http.bad_authorization"};
    if (actor.person == "per_eve")
        return Error{Fault::forbidden, "identity.not_allowed"};
    return {};
}

} // namespace

NotesHouse::NotesHouse(http::ServerOptions options, http::DoorLimits limits, WriterLimits writer,
                       http::Stamper* stamper)
    : house{home_of_this_run(), {}, {}, writer}, blobs{folder.path() / "blobs"}, plain{house.clock},
      catalogue{http::Catalogue::load(source_folder() + "/catalogues").value()}, uploads{blobs, house.chance}
{
    house.run("", "make-the-table", [](WriteTx& tx, const Call&) -> Result<Answer> {
        tx.change(
            "CREATE TABLE note (id TEXT PRIMARY KEY, text TEXT NOT NULL, written BIGINT NOT NULL, version "
            "BIGINT NOT NULL)");
        return Answer{};
    });
    operations.writer = [this] { return house.writer.figures(); };
    operations.server = [this] { return server->figures(); };
    operations.door = [this] { return door->figures(); };
    auto routes = room.routes();
    for (auto& more : {uploads.routes(), http::routes(operations), {http::problems_route(catalogue)}})
        routes.insert(routes.end(), more.begin(), more.end());
    http::DoorParts parts{house.writer, house.pool, house.chance, stamper ? *stamper : plain, catalogue};
    parts.policy = may;
    parts.sessions = sign_in;
    parts.denied = [this](const Actor& actor, Capability what, const std::string& object, const Error& e) {
        const std::lock_guard lock{mutex};
        denials.push_back({actor.person, object, e.code, what});
    };
    parts.refused_token = [this](const std::string& token, const std::string& address, Capability,
                                 const Error& e) {
        const std::lock_guard lock{mutex};
        refused_tokens.push_back(token + " at " + address + ": " + e.code);
    };
    limits.hub.gather = std::chrono::milliseconds{1};
    door.emplace(std::move(routes), std::move(parts), std::move(limits));
    house.writer.on_commit([this] { door->wake(); });
    server.emplace(*door, std::move(options));
}

NotesHouse::~NotesHouse()
{
    server->stop();
    door->stop();
    server.reset();
    house.writer.stop();
}

std::string NotesHouse::request(const std::string& method, const std::string& target,
                                const std::string& headers, const std::string& body)
{
    std::string out = method + " " + target + " HTTP/1.1\r\nHost: house\r\n" + headers;
    if (!body.empty() || method != "GET")
        out += "Content-Length: " + std::to_string(body.size()) + "\r\n";
    return out + "\r\n" + body;
}

RawAnswer NotesHouse::get(const std::string& target, const std::string& headers)
{
    return RawClient{server->port()}.ask(request("GET", target, headers));
}

RawAnswer NotesHouse::post(const std::string& target, const std::string& body, const std::string& headers,
                           const std::string& key)
{
    const auto own = key.empty() ? "key-number-" + std::to_string(++keys) : key;
    return RawClient{server->port()}.ask(request(
        "POST", target,
        "Content-Type: application/json\r\nIdempotency-Key: " + own + "\r\n" +
            (headers.find("Authorization") == std::string::npos ? "Authorization: Bearer ann\r\n" : "") +
            headers,
        body));
}

std::string NotesHouse::code_of(const RawAnswer& answer)
{
    boost::system::error_code ec;
    const auto problem = boost::json::parse(answer.body, ec);
    if (ec || !problem.is_object() || !problem.get_object().contains("code"))
        return "no problem: " + std::to_string(answer.status) + " " + answer.body.substr(0, 200);
    return std::string{problem.at("code").get_string()};
}

std::int64_t NotesHouse::count()
{
    return house.pool.read([](const ReadTx& tx) { return tx.number("SELECT count(*) FROM note"); });
}

} // namespace tianping::test
