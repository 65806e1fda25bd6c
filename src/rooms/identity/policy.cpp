#include "rooms/identity/policy.hpp"
#include "base/national_codes.hpp"
#include "rooms/identity/policy_table.hpp"
#include <algorithm>

namespace tianping::identity {
namespace {

constexpr const char* supervisors_apart = "20-50"; // who supervises neither runs nor bids

bool has_word(std::string_view words, std::string_view word)
{
    for (std::size_t at = 0; at < words.size();) {
        const auto blank = std::min(words.find(' ', at), words.size());
        if (words.substr(at, blank - at) == word)
            return true;
        at = blank + 1;
    }
    return false;
}

bool among(const std::vector<std::string>& organisations, const std::string& one)
{
    return !one.empty() && std::ranges::find(organisations, one) != organisations.end();
}

bool has_role(const Actor& actor, Role role)
{
    return std::ranges::find(actor.roles, wire::name_of(role)) != actor.roles.end();
}

bool has_any_role(const Actor& actor, std::string_view roles)
{
    return roles.empty() ||
           std::ranges::any_of(actor.roles, [&](const auto& role) { return has_word(roles, role); });
}

// Whether the organisation, or the one for which it acts, runs the trade or houses it.
bool runs(const Actor& actor, const http::Object& object)
{
    const auto party = [&](const std::string& organisation) {
        return among(object.owners, organisation) || among(object.agents, organisation) ||
               (!organisation.empty() && object.centre == organisation);
    };
    return party(actor.organisation) || party(actor.on_behalf_of);
}

bool covered(const Actor& actor, const http::Object& object)
{
    return within_scope(actor, object.trade, object.project);
}

// What is his own organisation's he sees whatever his mandate; what he runs or holds for another, within its
// scope alone.
bool has_part(const Actor& actor, const http::Object& object)
{
    const auto own = [&](const std::string& organisation) {
        return among(object.owners, organisation) || among(object.holders, organisation) ||
               (!organisation.empty() && object.centre == organisation);
    };
    if (own(actor.organisation) || among(object.trustees, actor.organisation))
        return true;
    return covered(actor, object) && (own(actor.on_behalf_of) || among(object.agents, actor.organisation) ||
                                      among(object.agents, actor.on_behalf_of));
}

// The agent of an owner under whose mandate he is signed in, whatever its scope.
bool acts_for_owner(const Actor& actor, const http::Object& object)
{
    return !actor.mandate.empty() && among(object.agents, actor.organisation) &&
           among(object.owners, actor.on_behalf_of);
}

bool open_to_the_public(Capability what)
{
    return what == Capability::public_read || what == Capability::session_open ||
           what == Capability::session_own;
}

Error conflict(const http::Object& object, std::string article)
{
    Error e{Fault::forbidden, "identity.conflict_of_parts"};
    e.params["object"] = object.id;
    e.article = std::move(article);
    return e;
}

Status check_not_a_party(const Actor& actor, const http::Object& object)
{
    for (const auto& organisation : {actor.organisation, actor.on_behalf_of})
        if (auto article = bar_to_bidding(organisation, object); !article.empty())
            return conflict(object, std::move(article));
    return {};
}

Status check_conflicts(const Actor& actor, Capability what, const http::Object* object)
{
    if (!object || actor.anonymous() || open_to_the_public(what))
        return {};
    if (object->trade.empty() &&
        object->centre.empty()) // his own organisation is no trade that he supervises
        return {};
    const bool holds =
        among(object->holders, actor.organisation) || among(object->holders, actor.on_behalf_of);
    const bool shares = what == Capability::opening_answer && among(object->trustees, actor.organisation);
    // By his role, since an actor has no kind; of his colleagues without it check_may_bid() asks by the kind.
    const bool bids = what == Capability::bid_submit || what == Capability::question_ask;
    if (has_role(actor, Role::supervisor) && (runs(actor, *object) || holds || shares || bids))
        return conflict(*object, supervisors_apart);
    return bids ? check_not_a_party(actor, *object) : Status{};
}

// A supervisor supervises what a centre houses within his supervision, and no bidder's own things.
bool supervises(const Actor& actor, const http::Object& object)
{
    return has_role(actor, Role::supervisor) && actor.mandate.empty() && actor.supervision &&
           reaches(*actor.supervision, object);
}

Status check_not_hidden(const Actor& actor, const http::Object* object)
{
    if (!object || object->published || has_part(actor, *object) || supervises(actor, *object))
        return {};
    return Error{Fault::not_found, object->kind + ".unknown", {}, {{"id", object->id}}};
}

bool granted(const Actor& actor, Capability capability, const http::Object* object,
             const std::set<Relation>& relations)
{
    return std::ranges::any_of(policy_table, [&](const Grant& grant) {
        return grant.what == capability && relations.contains(grant.relation) &&
               has_any_role(actor, grant.roles) &&
               (grant.stages.empty() || (object && has_word(grant.stages, object->stage)));
    });
}

Error denied(const Actor& actor, Capability what, const http::Object* object)
{
    if (actor.anonymous())
        return Error{Fault::unauthenticated, "identity.sign_in_first"};
    if (object && acts_for_owner(actor, *object) && granted(actor, what, object, {Relation::agent}))
        return Error{Fault::forbidden, "identity.mandate_scope", {}, {{"scope", object->trade}}};
    return Error{Fault::forbidden, "identity.not_allowed", {}, {{"capability", wire::name_of(what)}}};
}

} // namespace

std::span<const Grant> grants()
{
    return policy_table;
}

bool reaches(const Supervision& supervision, const http::Object& object)
{
    const auto& [regions, classes] = supervision;
    const auto within = [&](const std::string& region) {
        return object.region.starts_with(region_stem(region));
    };
    return !object.centre.empty() && (regions.empty() || std::ranges::any_of(regions, within)) &&
           (classes.empty() || std::ranges::find(classes, object.trade_class) != classes.end());
}

std::string bar_to_bidding(const std::string& organisation, const http::Object& object)
{
    if (organisation.empty())
        return {};
    if (organisation == object.centre)
        return "20-23";
    if (among(object.agents, organisation) || among(object.former_agents, organisation))
        return "条例13";
    return among(object.owners, organisation) ? "条例34" : "";
}

std::string bar_to_bidding(const Organisation& party, const http::Object& object)
{
    return party.kind == OrganisationKind::supervisor ? supervisors_apart
                                                      : bar_to_bidding(party.id.text(), object);
}

Status check_may_bid(const Organisation& party, const http::Object& object)
{
    auto article = bar_to_bidding(party, object);
    return article.empty() ? Status{} : conflict(object, std::move(article));
}

bool within_scope(const Actor& actor, std::string_view trade, std::string_view project)
{
    if (actor.mandate.empty())
        return true;
    return actor.scope && (actor.scope->empty() || *actor.scope == trade || *actor.scope == project);
}

std::set<Relation> relations_of(const Actor& actor, const http::Object* object)
{
    std::set<Relation> out{Relation::anyone};
    const auto add = [&](bool holds, Relation relation) {
        if (holds)
            out.insert(relation);
    };
    const bool signed_in = !actor.anonymous() && !actor.system;
    const bool own_name = signed_in && actor.mandate.empty();
    add(!object || object->published, Relation::visible);
    add(signed_in, Relation::signed_in);
    add(own_name, Relation::own_name);
    add(own_name && !object, Relation::no_object);
    if (!object || !signed_in)
        return out;
    add(own_name && among(object->owners, actor.organisation), Relation::owner);
    add(acts_for_owner(actor, *object) && covered(actor, *object), Relation::agent);
    add(own_name && !object->centre.empty() && object->centre == actor.organisation, Relation::centre);
    add(own_name && among(object->holders, actor.organisation), Relation::holder);
    add(among(object->trustees, actor.organisation), Relation::trustee);
    add(supervises(actor, *object), Relation::supervisor);
    return out;
}

Status may(const Actor& actor, Capability capability, const http::Object* object)
{
    if (actor.system)
        return Error{
            Fault::forbidden, "identity.not_allowed", {}, {{"capability", wire::name_of(capability)}}};
    TP_CHECK(check_not_hidden(actor, object));
    TP_CHECK(check_conflicts(actor, capability, object));
    if (granted(actor, capability, object, relations_of(actor, object)))
        return {};
    return denied(actor, capability, object);
}

} // namespace tianping::identity
