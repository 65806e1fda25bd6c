#include "rooms/identity/acts.hpp"
#include "formats/act_text.hpp"
#include "infra/http/router.hpp"
#include "infra/http/signed_act.hpp"
#include "infra/spine/appended.hpp"
#include "rooms/identity/events.hpp"
#include "rooms/identity/signers.hpp"
#include "rooms/identity/store.hpp"

namespace tianping::identity {
namespace {

// What a marked route's signature is checked with.
struct Mark {
    ReadPool& reads;
    std::string origin{};
    http::Method method{};
    std::string path{};
    bool has_body = false;
};

struct Proved {
    ActText text{};
    CertificateRow certificate{};
    std::string value{}; // base64
};

struct SignedAct {
    Proved own{};
    std::optional<Proved> second{};
};

// "POST /api/v1/trades/trd_…/holds"
std::string act_of(const Mark& mark, const http::Request& request)
{
    auto path = mark.path;
    for (const auto& [name, value] : request.path) {
        const auto capture = "{" + name + "}";
        path.replace(path.find(capture), capture.size(), value);
    }
    return std::string{http::verb(mark.method)} + " " + path;
}

Error refusal(const char* code, const std::string& act)
{
    return {Fault::forbidden, code, {}, {{"act", act}}};
}

Status check_fresh(const std::string& act, Instant signed_at, Instant arrived)
{
    if (std::chrono::abs(arrived - signed_at) <= act_is_fresh)
        return {};
    auto e = refusal("identity.step_up_stale", act);
    e.params["time"] = to_rfc3339(signed_at);
    e.params["now"] = to_rfc3339(arrived);
    e.params["minutes"] = std::to_string(act_is_fresh.count());
    return e;
}

// The text is the actor's, whoever signed it; `wrong` is what is answered where it is not what was signed.
Result<Proved> prove(const Mark& mark, const http::Request& request, const std::string& header,
                     const Error& wrong)
{
    const auto& call = request.call;
    const auto given = read_act_signature(header);
    if (!given)
        return wrong;
    const auto act = act_of(mark, request);
    TP_CHECK(check_fresh(act, given->time, call.arrived));
    TP_TRY(body, act_body_digest(mark.has_body ? request.body : std::string{}));
    const auto row =
        mark.reads.read([&](const ReadTx& tx) { return store::certificate(tx, given->certificate); });
    const ActText text{act,
                       body,
                       call.key,
                       call.actor.on_behalf_of,
                       call.actor.organisation,
                       mark.origin,
                       call.actor.person,
                       given->time};
    if (!row || !prove_signature(act_message(text), {row->der, given->value}))
        return wrong;
    return Proved{text, *row, given->value};
}

Result<SignedAct> prove_all(const Mark& mark, const http::Request& request, const std::string& signature)
{
    const auto act = act_of(mark, request);
    const auto& actor = request.call.actor.person;
    const auto wrong = refusal("identity.step_up_wrong", act);
    TP_TRY(own, prove(mark, request, signature, wrong));
    if (own.certificate.person.text() != actor)
        return wrong;
    const auto header = request.headers.find(http::act_countersignature);
    if (header == request.headers.end())
        return SignedAct{own, std::nullopt};
    const auto no_second = refusal("identity.countersignature_wrong", act);
    TP_TRY(second, prove(mark, request, header->second, no_second));
    if (second.certificate.person.text() == actor)
        return no_second;
    return SignedAct{own, second};
}

void add(std::vector<std::string>& all, const std::vector<std::string>& more)
{
    for (const auto& one : more)
        if (std::ranges::find(all, one) == all.end())
            all.push_back(one);
}

bool holds_something_private(const events::Event& event)
{
    const auto body = wire::parse_json(event.body);
    return body && body->is_object() && body->get_object().contains("commitment");
}

// The signature beside what it signed: an event of its own, because the streams that the act moved are other
// rooms' rows.
void record(WriteTx& tx, const Call& call, const SignedAct& act, std::int64_t before)
{
    ActSigned body{act.own.text, act.own.certificate.digest, act.own.value, {}, {}};
    if (act.second)
        body.second = {act.second->text.time, act.second->certificate.digest, act.second->value};
    events::About about;
    bool hidden = false;
    for (const auto& event : events::appended_after(tx, before)) {
        body.events.push_back(event.digest);
        hidden = hidden || holds_something_private(event);
        const auto one = wire::parse<events::About>(event.about).value();
        about.centre = about.centre.empty() ? one.centre : about.centre;
        add(about.trades, one.trades);
        add(about.lots, one.lots);
        add(about.rounds, one.rounds);
    }
    if (body.events.empty())
        return;
    const auto stream = call.mint<ActId>().text();
    if (!hidden) {
        events::append(tx, call, stream, about, body);
        return;
    }
    ActProof proof{std::exchange(body.text.body, ""), std::exchange(body.signature, ""), {}};
    if (body.second)
        proof.second = std::exchange(body.second->signature, "");
    events::append(tx, call, stream, about, body,
                   events::Private{"organisation:" + call.actor.organisation, wire::write(proof)});
}

Status check_still_usable(const ReadTx& tx, const Proved& proved, Instant at)
{
    return check_usable(tx, store::certificate(tx, proved.certificate.digest).value(), at);
}

http::Decide deciding(http::Decide decide, Result<SignedAct> proved)
{
    return [decide = std::move(decide), proved = std::move(proved)](WriteTx& tx,
                                                                    const Call& call) -> Result<Answer> {
        TP_TRY(act, proved);
        TP_CHECK(check_still_usable(tx, act.own, call.arrived));
        if (act.second)
            TP_CHECK(check_still_usable(tx, *act.second, call.arrived));
        const auto before = events::log_end(tx);
        TP_TRY(answer, decide(tx, call));
        record(tx, call, act, before);
        return answer;
    };
}

} // namespace

std::vector<http::Route> with_act_signatures(std::vector<http::Route> table, ReadPool& reads,
                                             const std::string& origin)
{
    for (auto& route : table) {
        if (!http::is_signed_act(route))
            continue;
        if (route.kind != http::Kind::write)
            throw std::logic_error(route.path + " cannot ask for an act's signature");
        const Mark mark{reads, origin, route.method, route.path, route.request != nullptr};
        route.prepares = true;
        route.prepare =
            [mark, prepare = std::move(route.prepare)](const http::Request& request) -> Result<http::Decide> {
            const auto header = request.headers.find(http::act_signature);
            if (header == request.headers.end())
                return deciding({}, refusal("identity.step_up_required", act_of(mark, request)));
            auto proved = prove_all(mark, request, header->second);
            auto seen = request;
            if (proved && proved->second)
                seen.call.second = proved->second->certificate.person.text();
            TP_TRY(decide, prepare(seen));
            return deciding(std::move(decide), std::move(proved));
        };
    }
    return table;
}

} // namespace tianping::identity
