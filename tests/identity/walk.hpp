#pragma once
// Walks roles × standings × stages, a supervisor with each other role of his organisation too, over the
// policy alone or over a real route table. The app's tests call of_routes() with every route of the house.
#include "infra/http/router.hpp"
#include "rooms/identity/policy.hpp"
#include <functional>
#include <set>

namespace tianping::identity::walk {

// How the caller stands to the object.
enum class Standing {
    stranger, // signed in for an organisation without any part
    owner,
    agent,         // under the owner's mandate for all
    trade_agent,   // under the owner's mandate for this trade
    project_agent, // under the owner's mandate for this trade's project
    outside_agent, // the agent of this too, but under the owner's mandate for another trade
    idle_agent,    // of an agent, but signed in without the mandate
    wrong_agent,   // under the owner's mandate, but no agent of this object
    centre,
    other_centre, // a second owner's centre: staff of a centre that does not house it
    holder,
    trustee
};
BOOST_DESCRIBE_ENUM(Standing, stranger, owner, agent, trade_agent, project_agent, outside_agent, idle_agent,
                    wrong_agent, centre, other_centre, holder, trustee)

inline constexpr std::array roles{
    Role::org_member,     Role::org_signer,       Role::org_admin,  Role::centre_desk,     Role::centre_venue,
    Role::centre_witness, Role::centre_archivist, Role::supervisor, Role::trustee_officer, Role::bank_clerk,
    Role::system_admin,   Role::security_admin,   Role::audit_admin};
// What somebody may be beside supervisor, the one role that takes rights away (check_roles).
inline constexpr std::array beside_supervisor{Role::org_member, Role::org_signer, Role::org_admin};
inline constexpr std::array standings{
    Standing::stranger,      Standing::owner,         Standing::agent,      Standing::trade_agent,
    Standing::project_agent, Standing::outside_agent, Standing::idle_agent, Standing::wrong_agent,
    Standing::centre,        Standing::other_centre,  Standing::holder,     Standing::trustee};
// Under a mandate that covers the object.
inline constexpr std::array covering{Standing::agent, Standing::trade_agent, Standing::project_agent};
inline bool is_agent(Standing standing)
{
    return std::ranges::find(covering, standing) != covering.end();
}
// Has no part in it, or none under the mandate that he brings.
inline bool is_outside(Standing standing)
{
    return standing == Standing::stranger || standing == Standing::other_centre ||
           standing == Standing::outside_agent;
}
// The stages of a round; and none, for what has no stage.
inline const std::vector<std::string> stages{"",        "draft",  "registered", "announced", "closed",
                                             "opening", "opened", "failed",     "terminated"};

inline http::Object object(const std::string& stage, bool published, const std::string& kind = "trade")
{
    http::Object out{kind,         "obj_1",        {"org_owner"},  {"org_agent"},
                     "org_centre", {"org_holder"}, {"org_trustee"}};
    out.stage = stage;
    out.published = published;
    out.trade = "trd_1";
    out.project = "prj_1";
    out.region = "350203";
    out.trade_class = "A02";
    return out;
}

// Of the mandate under which such a one is signed in.
inline std::optional<std::string> scope_of(Standing standing)
{
    switch (standing) {
    case Standing::agent:
    case Standing::wrong_agent:
        return "";
    case Standing::trade_agent:
        return "trd_1";
    case Standing::project_agent:
        return "prj_1";
    case Standing::outside_agent:
        return "trd_2";
    default:
        return std::nullopt;
    }
}

inline std::string organisation_of(Standing standing)
{
    switch (standing) {
    case Standing::stranger:
        return "org_stranger";
    case Standing::owner:
        return "org_owner";
    case Standing::agent:
    case Standing::trade_agent:
    case Standing::project_agent:
    case Standing::outside_agent:
    case Standing::idle_agent:
        return "org_agent";
    case Standing::wrong_agent:
        return "org_stranger";
    case Standing::centre:
        return "org_centre";
    case Standing::other_centre:
        return "org_other_centre";
    case Standing::holder:
        return "org_holder";
    case Standing::trustee:
        return "org_trustee";
    }
    return {};
}

inline Actor actor(Role role, Standing standing)
{
    Actor out;
    out.person = "per_1";
    out.roles = {wire::name_of(role)};
    out.organisation = organisation_of(standing);
    if (role == Role::supervisor)
        out.supervision = Supervision{};
    out.scope = scope_of(standing);
    if (out.scope) {
        out.mandate = "mnd_1";
        out.on_behalf_of = "org_owner";
    }
    return out;
}

struct Question {
    Capability what{};
    std::optional<Role> role{}; // none: nobody is signed in
    Standing standing{};
    const http::Object* object{};
    std::optional<Role> also{}; // a second role
    bool has(Role one) const { return role == one || also == one; }
};

inline std::string text_of(const Question& q)
{
    return wire::name_of(q.what) + " / " + (q.role ? wire::name_of(*q.role) : "anonymous") +
           (q.also ? " " + wire::name_of(*q.also) : "") + " / " + wire::name_of(q.standing) + " / " +
           (q.object ? (q.object->published ? "published " : "hidden ") + q.object->stage
                     : std::string{"no object"});
}

inline Status answer(const Question& q)
{
    auto who = q.role ? actor(*q.role, q.standing) : Actor{};
    if (q.also)
        who.roles.push_back(wire::name_of(*q.also));
    return may(who, q.what, q.object);
}

// Everyone, at every stage, published or not, and for acts on nothing that exists.
inline void everyone(Capability what, const std::function<void(const Question&)>& each)
{
    std::vector<http::Object> objects;
    for (const auto& stage : stages)
        for (const bool published : {false, true})
            objects.push_back(object(stage, published));
    std::vector<const http::Object*> all{nullptr};
    for (const auto& o : objects)
        all.push_back(&o);
    for (const auto* o : all) {
        each({what, std::nullopt, Standing::stranger, o});
        for (const auto role : roles)
            for (const auto standing : standings)
                each({what, role, standing, o});
        for (const auto role : beside_supervisor)
            for (const auto standing : standings)
                each({what, Role::supervisor, standing, o, role});
    }
}

struct Walked {
    std::int64_t questions{}, allowed{};
    std::vector<std::string> wrong{}; // what breaks a rule that holds for every house
};

// Every route × role × standing × stage, against what must hold whatever the table says:
// nothing is written without signing in but what begins a registration or a session; nobody is granted what
// his part excludes, nor anything of what is hidden from him; each capability that a route names is granted
// to somebody.
inline Walked of_routes(const std::vector<http::Route>& table)
{
    static const std::set<Capability> without_sign_in{
        Capability::session_open, Capability::organisation_register, Capability::certificate_issue};
    static const std::set<Capability> never_of_the_centre{
        Capability::bid_read_own,     Capability::bid_submit,     Capability::bids_read,
        Capability::terms_sign,       Capability::notice_sign,    Capability::bank_report,
        Capability::deposit_register, Capability::deposit_choose, Capability::agent_name};
    static const std::set<Capability> open{Capability::public_read,           Capability::session_open,
                                           Capability::session_own,           Capability::organisation_read,
                                           Capability::organisation_register, Capability::certificate_issue};
    Walked out;
    for (const auto& route : table) {
        bool somebody = false;
        const auto name = std::string{http::verb(route.method)} + " " + route.path;
        const bool changes = route.kind == http::Kind::write || route.kind == http::Kind::receive;
        everyone(route.needs, [&](const Question& q) {
            ++out.questions;
            const bool yes = answer(q).has_value();
            out.allowed += yes;
            somebody = somebody || yes;
            const bool staff = q.role && wire::name_of(*q.role).starts_with("centre_");
            const bool runner = q.standing == Standing::owner || is_agent(q.standing);
            const bool party =
                q.object && (runner || q.standing == Standing::outside_agent ||
                             q.standing == Standing::idle_agent || q.standing == Standing::centre);
            const bool outside = !q.role || (is_outside(q.standing) && q.role != Role::supervisor);
            const bool early = q.object && q.object->stage != "opened";
            const bool bad = (yes && changes && !q.role && !without_sign_in.contains(route.needs)) ||
                             (yes && staff && never_of_the_centre.contains(route.needs)) ||
                             (yes && outside && q.object && !q.object->published) ||
                             (yes && early && !runner && route.needs == Capability::takers_read) ||
                             (yes && party && route.needs == Capability::bid_submit) ||
                             (yes && party && q.role == Role::supervisor && !open.contains(route.needs));
            if (bad)
                out.wrong.push_back(name + ": " + text_of(q));
        });
        if (!somebody)
            out.wrong.push_back(name + ": nobody may");
    }
    return out;
}

} // namespace tianping::identity::walk
