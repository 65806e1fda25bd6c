#pragma once
// A house with identity in it, a demonstration authority and people who hold real keys. Requests go the way
// of the door: session, policy, prepare, decide.
#include "base/canonical.hpp"
#include "identity/first_day.hpp"
#include "infra/spine/event_log.hpp"
#include "rooms/identity/due.hpp"
#include "rooms/identity/http.hpp"
#include "rooms/identity/register.hpp"
#include <gtest/gtest.h>

namespace tianping::identity {

inline constexpr const char* origin = "https://ggzy.pingzhou.example";
inline constexpr std::array<const char*, 4> good_codes{"91350100M000100Y43", "91110000600037341L",
                                                       "91440300708461136T", "914403001922038216"};

struct Holder {
    std::string code{};
    std::string organisation_name{};
    std::string name{};
    crypto::KeyedPair pair;

    SignatureIn sign(ByteView message) const
    {
        return {to_base64(pair.certificates.sign.der()), to_base64(pair.sign_key.sign(message))};
    }
    std::string certificate() const { return to_base64(pair.certificates.sign.der()); }
    std::string encrypt_certificate() const { return to_base64(pair.certificates.encrypt.der()); }
};

struct IdentityHouse {
    explicit IdentityHouse(test::Home home, crypto::Algorithm algorithm = crypto::Algorithm::sm2,
                           jobs::Handlers handlers = due_work(), Keys whose = Keys::shared)
        : base{home, std::move(handlers)}, authority{authority_in(keys.path() / "keys", algorithm, whose)},
          sessions{base.pool, base.clock, base.clock, {}, Identity::note_seen(base.writer, base.chance)},
          identity{
              IdentityParts{base.writer, base.pool, sessions, base.clock, base.chance, origin, {authority}}},
          table{routes(identity)}
    {
    }

    // Changes whatever a command may change; throws when it is refused.
    void command(const std::function<Status(WriteTx&, const Call&)>& change)
    {
        const auto outcome = base.run("", next_key(), [&](WriteTx& tx, const Call& call) -> Result<Answer> {
            TP_CHECK(change(tx, call));
            return Answer{};
        });
        outcome.answer.value();
    }

    Holder holder(const std::string& code, const std::string& organisation, const std::string& name,
                  std::chrono::hours lasts = std::chrono::hours{365 * 24})
    {
        const auto now = base.clock.now();
        return {
            code, organisation, name,
            authority.make_pair({name, organisation, code, "h" + std::to_string(++count)}, {now, now + lasts})
                .value()};
    }

    // One request, as the door does it.
    Result<Answer> ask(const std::string& verb, const std::string& path, const Actor& actor,
                       const boost::json::value& body = {},
                       std::map<std::string, std::string, std::less<>> query = {})
    {
        std::map<std::string, std::string, std::less<>> captured;
        const auto& route = find(verb, path, captured);
        const auto key = next_command.key.empty() ? next_key() : next_command.key;
        http::Request request{{actor, base.clock.now(), key, &base.chance, next_command.second},
                              captured,
                              std::move(query),
                              body.is_null() ? "" : boost::json::serialize(body),
                              std::exchange(if_match, std::nullopt)};
        request.headers = std::exchange(next_command, {}).headers;
        if (route.kind == http::Kind::write) {
            TP_TRY(decide, route.prepare(request));
            Command command{verb + " " + route.path, "d", request.call,
                            [&, decide = decide](WriteTx& tx, const Call& call) -> Result<Answer> {
                                TP_CHECK(allowed(tx, route, request));
                                return decide(tx, call);
                            }};
            return base.writer.run(std::move(command)).answer;
        }
        return base.pool.read([&](const ReadTx& tx) -> Result<Answer> {
            TP_CHECK(allowed(tx, route, request));
            if (route.kind == http::Kind::file) {
                TP_TRY(document, route.file(request));
                return Answer{200, boost::json::string(to_hex(view(std::get<std::string>(document.content)))),
                              0};
            }
            return route.kind == http::Kind::act ? route.act(request) : route.read(tx, request);
        });
    }

    template <class Out>
    Result<Out> ask_for(const std::string& verb, const std::string& path, const Actor& actor,
                        const boost::json::value& body = {})
    {
        TP_TRY(answer, ask(verb, path, actor, body));
        auto whole = answer.body;
        for (const auto& member : answer.once)
            whole.as_object()[member.key()] = member.value();
        return wire::from_value<Out>(whole);
    }

    ChallengeOut challenge(Purpose purpose)
    {
        return ask_for<ChallengeOut>("POST", "/api/v1/session/challenges", stranger(),
                                     wire::write(ChallengeIn{purpose}))
            .value();
    }

    RegistrationIn registration(const Holder& who)
    {
        const auto c = challenge(Purpose::registration);
        RegistrationIn in{who.code,          who.organisation_name,     "990102",     who.name, c.challenge,
                          who.certificate(), who.encrypt_certificate(), std::nullopt, {}};
        in.signature = who.sign(registration_message({c.challenge, in.code, in.name, c.nonce, origin,
                                                      in.person, in.region, c.time}))
                           .value;
        return in;
    }
    Result<RegistrationOut> register_organisation(const Holder& who)
    {
        return ask_for<RegistrationOut>("POST", "/api/v1/organisations", stranger(),
                                        wire::write(registration(who)));
    }

    SignInIn sign_in_body(const Holder& who)
    {
        const auto c = challenge(Purpose::sign_in);
        const auto message = login_message({c.challenge, c.nonce, c.origin, c.purpose, c.time});
        return {c.challenge, who.certificate(), who.sign(message).value, std::nullopt};
    }
    Result<SignInOut> sign_in(const Holder& who, std::optional<MandateId> mandate = {})
    {
        auto in = sign_in_body(who);
        in.mandate = std::move(mandate);
        return ask_for<SignInOut>("POST", "/api/v1/session", stranger(), wire::write(in));
    }
    Actor actor(const Holder& who, std::optional<MandateId> mandate = {})
    {
        return sessions.actor_of(*sign_in(who, std::move(mandate)).value().token, "192.0.2.7").value();
    }

    Result<MandateOut> grant(const Holder& principal, const Actor& by, const OrganisationId& agent,
                             const std::string& scope, Instant from, Instant until)
    {
        const auto code =
            base.pool.read([&](const ReadTx& tx) { return organisation(tx, agent).value().code; });
        const auto message =
            mandate_message({agent.text(), code, until, origin, by.organisation, scope, from});
        return ask_for<MandateOut>(
            "POST", "/api/v1/mandates", by,
            wire::write(MandateIn{agent, code, scope, from, until, principal.sign(message)}));
    }

    void trust_the_authority()
    {
        command([&](WriteTx& tx, const Call& call) -> Status {
            TP_CHECK(add_anchor(tx, call, authority.root()));
            TP_CHECK(add_anchor(tx, call, authority.issuing()));
            return {};
        });
    }

    // The demonstration centre; its people by handle.
    void establish()
    {
        const auto& keys_of_all = first_day(authority.algorithm()).keys_of_all;
        command([&](WriteTx& tx, const Call& call) -> Status {
            TP_TRY(made, establish_centre(tx, call, demonstration_centre(), keys_of_all, {&authority, 1}));
            centre = made;
            return {};
        });
        for (const auto& one : keys_of_all)
            staff.emplace(one.person.handle, Holder{demonstration_centre().code, demonstration_centre().name,
                                                    one.person.name, one.pair});
    }

    static Actor stranger()
    {
        Actor out;
        out.address = "192.0.2.7";
        return out;
    }

    std::vector<events::Event> log()
    {
        return base.pool.read([](const ReadTx& tx) { return tx.list<events::Event>("ORDER BY seq"); });
    }

    std::string next_key() { return "key-" + std::to_string(++count); }

    test::ScratchFolder keys;
    test::TestHouse base;
    crypto::Authority authority;
    Sessions sessions;
    Identity identity;
    std::vector<http::Route> table;
    Centre centre{};
    std::map<std::string, Holder> staff{};
    int count = 0;
    std::optional<std::int64_t> if_match{}; // of the next request
    // What the next request brings: a key of its own where it names none.
    struct Bring {
        std::string key{};
        std::map<std::string, std::string, std::less<>> headers{};
        std::string second{}; // who signed it too, as the door tells it
    };
    Bring next_command{};

private:
    static std::vector<std::string> segments(const std::string& path)
    {
        std::vector<std::string> out;
        for (std::size_t at = 1; at < path.size();) {
            const auto end = std::min(path.find('/', at), path.size());
            out.push_back(path.substr(at, end - at));
            at = end + 1;
        }
        return out;
    }

    const http::Route& find(const std::string& verb, const std::string& path,
                            std::map<std::string, std::string, std::less<>>& captured) const
    {
        const auto wanted = segments(path);
        for (const auto& route : table) {
            const auto shape = segments(route.path);
            std::map<std::string, std::string, std::less<>> names;
            bool fits = shape.size() == wanted.size() && verb == verb_of(route.method);
            for (std::size_t i = 0; fits && i < shape.size(); ++i)
                if (shape[i].starts_with("{"))
                    names[shape[i].substr(1, shape[i].size() - 2)] = wanted[i];
                else
                    fits = shape[i] == wanted[i];
            if (fits) {
                captured = names;
                return route;
            }
        }
        throw std::logic_error("no route for " + verb + " " + path);
    }

    static std::string verb_of(http::Method method)
    {
        switch (method) {
        case http::Method::get:
            return "GET";
        case http::Method::post:
            return "POST";
        case http::Method::put:
            return "PUT";
        case http::Method::patch:
            return "PATCH";
        default:
            return "DELETE";
        }
    }

    static Status allowed(const ReadTx& tx, const http::Route& route, const http::Request& request)
    {
        std::optional<http::Object> object;
        if (route.object) {
            TP_TRY(found, route.object(tx, request));
            object = found;
        }
        return may(request.call.actor, route.needs, object ? &*object : nullptr);
    }
};

class IdentityTest : public testing::TestWithParam<test::Home> {
protected:
    IdentityHouse house{GetParam()};
    Holder north = house.holder(good_codes[1], "平州北方建设有限公司", "张甲");

    template <class T>
    static std::string code_of(const Result<T>& result)
    {
        return result ? "" : result.error().code;
    }
};

inline std::string home_name(const testing::TestParamInfo<test::Home>& info)
{
    return test::name_of(info.param);
}

} // namespace tianping::identity
