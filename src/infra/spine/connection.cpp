#include "infra/spine/connection.hpp"
#include "infra/spine/socket_deadline.hpp"
#include <algorithm>
#include <deque>
#include <libpq-fe.h>
#include <soci/postgresql/soci-postgresql.h>
#include <soci/soci.h>
#include <soci/sqlite3/soci-sqlite3.h>
#include <unordered_map>

namespace tianping::sql {
namespace {

// One seat of a prepared statement, at an address that does not move.
struct Seat {
    Kind kind = Kind::text;
    soci::indicator indicator = soci::i_ok;
    long long integer = 0;
    std::string text;

    void set(const Value& v)
    {
        if (v.kind != kind)
            throw std::logic_error("a statement was prepared for another type of argument");
        indicator = v.null ? soci::i_null : soci::i_ok;
        integer = v.integer;
        text = v.text;
    }
    Value get() const
    {
        return {kind, indicator == soci::i_null, indicator == soci::i_null ? 0 : integer,
                indicator == soci::i_null ? std::string{} : text};
    }
};

struct Prepared {
    explicit Prepared(soci::session& session) : statement{session} {}
    soci::statement statement;
    std::deque<Seat> arguments;
    std::deque<Seat> columns;
};

void count_notice(void* counter, const PGresult*)
{
    ++*static_cast<int*>(counter);
}

// Where the URL names none: how long a connection may take, and after how many seconds of silence (of
// milliseconds, where something was sent) a machine counts as gone.
constexpr std::array<std::pair<std::string_view, std::string_view>, 5> network_times{
    {{"connect_timeout", "10"},
     {"tcp_user_timeout", "20000"},
     {"keepalives_idle", "10"},
     {"keepalives_interval", "5"},
     {"keepalives_count", "2"}}};

std::string_view time_of(std::string_view keyword)
{
    const auto* const it =
        std::ranges::find(network_times, keyword, &std::pair<std::string_view, std::string_view>::first);
    return it == network_times.end() ? std::string_view{} : it->second;
}

// SOCI wants keywords where people write a URL.
std::string keywords_of(const std::string& url)
{
    char* why = nullptr;
    const std::unique_ptr<PQconninfoOption, decltype(&PQconninfoFree)> options{
        PQconninfoParse(url.c_str(), &why), &PQconninfoFree};
    if (!options) {
        std::string reason = why != nullptr ? why : "out of memory";
        PQfreemem(why);
        reason.resize(std::min(reason.find('"'), reason.size())); // what follows may be of the password
        throw DatabaseError("the database's URL cannot be read: " + reason);
    }
    std::string out;
    for (const auto* option = options.get(); option->keyword != nullptr; ++option) {
        const auto value = option->val != nullptr ? std::string_view{option->val} : time_of(option->keyword);
        if (value.empty() && option->val == nullptr)
            continue;
        out += std::string{out.empty() ? "" : " "} + option->keyword + "='";
        for (const char c : value)
            out += (c == '\'' || c == '\\' ? std::string{"\\"} : std::string{}) + c;
        out += "'";
    }
    return out;
}

std::string signature(const std::string& text, const std::vector<Value>& args)
{
    std::string key = text + '\x1f';
    for (const auto& a : args)
        key += a.kind == Kind::integer ? 'i' : 't';
    return key;
}

} // namespace

struct Connection::State {
    bool postgres = false;
    soci::session session;
    std::unique_ptr<SocketDeadline> deadline; // ends before the session, after the statements
    std::unordered_map<std::string, std::unique_ptr<Prepared>> statements;
    int notices = 0;
    bool broken = false;

    PGconn* pq() { return static_cast<soci::postgresql_session_backend*>(session.get_backend())->conn_; }
    sqlite_api::sqlite3* lite()
    {
        return static_cast<soci::sqlite3_session_backend*>(session.get_backend())->conn_;
    }

    void note(const soci::soci_error& e)
    {
        if (!postgres) {
            const int code = sqlite_api::sqlite3_errcode(lite());
            broken = broken || code == SQLITE_FULL || code == SQLITE_IOERR || code == SQLITE_NOMEM ||
                     code == SQLITE_CANTOPEN;
        } else if (const auto* said = dynamic_cast<const soci::postgresql_soci_error*>(&e)) {
            // Insufficient resources, operator intervention, system error; no state at all: the connection is
            // gone.
            const auto state = said->sqlstate().substr(0, 2);
            broken =
                broken || state == "53" || state == "57" || state == "58" || PQstatus(pq()) != CONNECTION_OK;
        }
    }

    [[noreturn]] void fail(const soci::soci_error& e, const std::string& text) const
    {
        const auto reason = std::string{e.what()} + " in: " + text;
        if (broken)
            throw DatabaseAway(reason);
        throw DatabaseError(reason);
    }

    Prepared& prepare(const std::string& text, const std::vector<Value>& args, const std::vector<Kind>& kinds)
    {
        auto& slot = statements[signature(text, args)];
        if (slot)
            return *slot;
        auto made = std::make_unique<Prepared>(session);
        made->statement.alloc();
        for (const auto& a : args) {
            auto& seat = made->arguments.emplace_back();
            seat.kind = a.kind;
            if (a.kind == Kind::integer)
                made->statement.exchange(soci::use(seat.integer, seat.indicator));
            else
                made->statement.exchange(soci::use(seat.text, seat.indicator));
        }
        for (const auto kind : kinds) {
            auto& seat = made->columns.emplace_back();
            seat.kind = kind;
            if (kind == Kind::integer)
                made->statement.exchange(soci::into(seat.integer, seat.indicator));
            else
                made->statement.exchange(soci::into(seat.text, seat.indicator));
        }
        made->statement.prepare(text);
        made->statement.define_and_bind();
        slot = std::move(made);
        return *slot;
    }

    template <class Work>
    auto guarded(const std::string& text, const std::vector<Value>& args, Work work)
    {
        try {
            return work();
        } catch (const soci::soci_error& e) {
            note(e); // before the statement ends, which may end its reason too
            statements.erase(signature(text, args));
            fail(e, text);
        } catch (...) { // a cursor that was left in its middle would pin the write-ahead log
            statements.erase(signature(text, args));
            throw;
        }
    }
};

Connection::Connection(const DatabaseAddress& address, Use use) : state_{std::make_unique<State>()}
{
    state_->postgres = address.is_postgres();
    try {
        if (state_->postgres) {
            state_->session.open(soci::postgresql, keywords_of(address.text));
            PQsetNoticeReceiver(state_->pq(), count_notice, &state_->notices);
        } else {
            state_->session.open(soci::sqlite3, "db=" + address.text + " timeout=10 shared_cache=false");
        }
    } catch (const soci::soci_error& e) {
        throw DatabaseAway(std::string{"cannot open the database: "} + e.what());
    }
    if (state_->postgres) {
        execute("SET lock_timeout = '30s'");
        execute("SET idle_in_transaction_session_timeout = '60s'");
        execute("SET client_min_messages = warning");
        // An answered command is on the disk, whatever the role or the database is set to; stronger stays.
        if (use == Use::write)
            execute("SELECT set_config('synchronous_commit', 'on', false) "
                    "WHERE current_setting('synchronous_commit') IN ('off', 'local')");
        return;
    }
    // synchronous=FULL (2): an answered command survives a power cut (reliability.md 2.2).
    execute("PRAGMA journal_mode = WAL");
    execute("PRAGMA synchronous = FULL");
    execute("PRAGMA foreign_keys = ON");
    execute("PRAGMA cache_size = -65536");
    if (use == Use::read)
        execute("PRAGMA query_only = ON");
}

Connection::~Connection() = default;

bool Connection::is_postgres() const
{
    return state_->postgres;
}

void Connection::execute(const std::string& text)
{
    try {
        state_->session.once << text;
    } catch (const soci::soci_error& e) {
        state_->note(e);
        state_->fail(e, text);
    }
}

void Connection::query(const std::string& text, const std::vector<Value>& args,
                       const std::vector<Kind>& kinds,
                       const std::function<void(const std::vector<Value>&)>& each)
{
    state_->guarded(text, args, [&] {
        auto& prepared = state_->prepare(text, args, kinds);
        for (std::size_t i = 0; i < args.size(); ++i)
            prepared.arguments[i].set(args[i]);
        std::vector<Value> row(kinds.size());
        for (bool more = prepared.statement.execute(true); more; more = prepared.statement.fetch()) {
            for (std::size_t i = 0; i < row.size(); ++i)
                row[i] = prepared.columns[i].get();
            each(row);
        }
    });
}

std::int64_t Connection::change(const std::string& text, const std::vector<Value>& args)
{
    return state_->guarded(text, args, [&] {
        auto& prepared = state_->prepare(text, args, {});
        for (std::size_t i = 0; i < args.size(); ++i)
            prepared.arguments[i].set(args[i]);
        prepared.statement.execute(true);
        return static_cast<std::int64_t>(prepared.statement.get_affected_rows());
    });
}

bool Connection::is_broken() const
{
    return state_->broken;
}

bool Connection::in_transaction() const
{
    if (state_->postgres) {
        const auto status = PQtransactionStatus(state_->pq());
        return status == PQTRANS_INTRANS || status == PQTRANS_INERROR;
    }
    return sqlite_api::sqlite3_get_autocommit(state_->lite()) == 0;
}

bool Connection::can_commit() const
{
    return state_->postgres ? PQtransactionStatus(state_->pq()) == PQTRANS_INTRANS : in_transaction();
}

void Connection::cut_after(std::optional<std::chrono::milliseconds> patience)
{
    if (!state_->postgres)
        return;
    if (!state_->deadline)
        state_->deadline = std::make_unique<SocketDeadline>(PQsocket(state_->pq()));
    state_->deadline->set(patience);
}

int Connection::notices()
{
    return std::exchange(state_->notices, 0);
}

} // namespace tianping::sql
