#include "infra/spine/command_table.hpp"
#include <boost/json/serialize.hpp>

namespace tianping {

// How answers rest in the table.
struct KeptFieldFault {
    std::string path;
    std::string code;
    std::string allowed;
    std::optional<std::map<std::string, std::string>> params{}; // none: their text names no more
};
BOOST_DESCRIBE_STRUCT(KeptFieldFault, (), (path, code, allowed, params))

struct KeptError {
    Fault fault{};
    std::string code;
    std::vector<KeptFieldFault> fields;
    std::map<std::string, std::string> params;
    std::string article;
    std::optional<Instant> earliest;
};
BOOST_DESCRIBE_STRUCT(KeptError, (), (fault, code, fields, params, article, earliest))

struct KeptAnswer {
    std::int64_t status{};
    boost::json::value body;
    std::int64_t version{};
};
BOOST_DESCRIBE_STRUCT(KeptAnswer, (), (status, body, version))

struct CommandRow {
    std::string person;
    std::string key;
    std::string name;
    std::string body_digest;
    std::string organisation;
    std::string on_behalf_of;
    std::string certificate;
    std::string address;
    Instant arrived_at{};
    Instant decided_at{};
    Decided outcome{};
    std::string answer;
    std::string mandate;
    static constexpr std::string_view table = "command";
};
BOOST_DESCRIBE_STRUCT(CommandRow, (),
                      (person, key, name, body_digest, organisation, on_behalf_of, certificate, address,
                       arrived_at, decided_at, outcome, answer, mandate))

namespace commands {
namespace {

std::string text_of(const Answer& answer)
{
    return boost::json::serialize(wire::write(KeptAnswer{answer.status, answer.body, answer.version}));
}

std::string text_of(const Error& e)
{
    KeptError kept{e.fault, e.code, {}, e.params, e.article, e.earliest};
    for (const auto& f : e.fields) {
        auto& field = kept.fields.emplace_back(KeptFieldFault{f.path, f.code, f.allowed, {}});
        if (!f.params.empty())
            field.params = f.params;
    }
    return boost::json::serialize(wire::write(kept));
}

Error error_of(const std::string& text)
{
    auto kept = wire::parse<KeptError>(text).value();
    Error e{kept.fault, std::move(kept.code)};
    for (auto& f : kept.fields)
        e.fields.push_back({std::move(f.path), std::move(f.code), std::move(f.allowed),
                            std::move(f.params).value_or(std::map<std::string, std::string>{})});
    e.params = std::move(kept.params);
    e.article = std::move(kept.article);
    e.earliest = kept.earliest;
    return e;
}

// Whether this is what the row's key was used for: the same act, in the same role, for the same principal.
bool is_of(const CommandRow& row, const Command& command)
{
    const auto& actor = command.call.actor;
    return row.name == command.name && row.body_digest == command.body_digest &&
           row.organisation == actor.organisation && row.on_behalf_of == actor.on_behalf_of &&
           row.mandate == actor.mandate;
}

} // namespace

std::optional<Outcome> recall(const ReadTx& tx, const Command& command)
{
    const auto row =
        tx.find<CommandRow>("WHERE person = :p AND key = :k", command.call.actor.person, command.call.key);
    if (!row)
        return std::nullopt;
    if (!is_of(*row, command))
        return Outcome{Decided::refused, Error{Fault::conflict, "command.key_reused"}, false};
    if (row->outcome == Decided::refused)
        return Outcome{Decided::refused, error_of(row->answer), true};
    const auto kept = wire::parse<KeptAnswer>(row->answer).value();
    return Outcome{Decided::committed, Answer{static_cast<int>(kept.status), kept.body, kept.version}, true};
}

void remember(WriteTx& tx, const Command& command, const Outcome& outcome, Instant now)
{
    const auto& call = command.call;
    const auto text = outcome.answer ? text_of(*outcome.answer) : text_of(outcome.answer.error());
    const CommandRow row{call.actor.person,
                         call.key,
                         command.name,
                         command.body_digest,
                         call.actor.organisation,
                         call.actor.on_behalf_of,
                         call.actor.certificate,
                         call.actor.address,
                         call.arrived,
                         now,
                         outcome.decided,
                         text,
                         call.actor.mandate};
    if (!tx.insert(row))
        throw std::logic_error("command " + call.key + " was decided twice");
}

Command with_first_stamp(const Command& command)
{
    auto out = command;
    out.call.key += "/stamped/" + std::to_string(millis(command.call.arrived));
    out.decide = [command](WriteTx& tx, const Call&) -> Result<Answer> {
        const auto& call = command.call;
        const auto row = tx.find<CommandRow>("WHERE person = :p AND key = :k", call.actor.person, call.key);
        if (!row || row->outcome != Decided::refused || row->arrived_at <= call.arrived)
            return Error{Fault::too_many, stamp_is_later};
        TP_TRY(answer, command.decide(tx, call));
        tx.change(
            "UPDATE command SET outcome = :o, answer = :a, arrived_at = :t WHERE person = :p AND key = :k",
            wire::name_of(Decided::committed), text_of(answer), call.arrived, call.actor.person, call.key);
        return answer;
    };
    return out;
}

bool is_kept(const Outcome& outcome)
{
    if (outcome.decided == Decided::unknown)
        return false;
    if (outcome.answer)
        return true;
    const auto fault = outcome.answer.error().fault;
    return fault != Fault::too_many && fault != Fault::unavailable && fault != Fault::internal &&
           fault != Fault::outcome_unknown;
}

} // namespace commands
} // namespace tianping
