#include "rooms/identity/rules.hpp"
#include "base/blank.hpp"
#include "base/joined_text.hpp"
#include "base/national_codes.hpp"
#include <algorithm>

namespace tianping::identity {
namespace {

Error ended(const MandateRow& mandate)
{
    const auto end = mandate.revoked_at ? std::min(*mandate.revoked_at, mandate.ends_at) : mandate.ends_at;
    Error e{Fault::forbidden, "identity.mandate_ended"};
    e.params = {{"mandate", mandate.id.text()}, {"end", to_rfc3339(end)}};
    return e;
}

bool covers(const MandateRow& mandate, std::string_view scope)
{
    return mandate.scope.empty() || mandate.scope == scope;
}

bool has_ended(const MandateRow& mandate, Instant at)
{
    return at >= mandate.ends_at || (mandate.revoked_at && at >= *mandate.revoked_at);
}

} // namespace

Status check_organisation_code(std::string_view code, const std::string& path)
{
    switch (fault_of_organisation_code(code)) {
    case CodeFault::shape:
        return invalid_field("identity.code_malformed", path, "18 of 0-9 A-Z without I O S V Z (GB 32100)");
    case CodeFault::check_character:
        return invalid_field("identity.code_check_failed", path, "a code whose check character fits");
    case CodeFault::none:
        break;
    }
    return {};
}

std::string roles_text(std::span<const Role> roles)
{
    return joined_text(roles, " ", wire::name_of<Role>);
}

std::vector<std::string> words_of(std::string_view text)
{
    std::vector<std::string> out;
    while (!text.empty()) {
        const auto blank = std::min(text.find(' '), text.size());
        out.emplace_back(text.substr(0, blank));
        text.remove_prefix(std::min(blank + 1, text.size()));
    }
    return out;
}

std::vector<Role> roles_of(std::string_view text)
{
    std::vector<Role> out;
    for (const auto& word : words_of(text)) {
        const auto role = wire::choice<Role>(word);
        if (!role)
            throw std::logic_error("an unknown role in a row: " + word);
        out.push_back(*role);
    }
    return out;
}

std::vector<std::string> role_names(std::span<const Role> roles)
{
    std::vector<std::string> out;
    for (const auto role : roles)
        out.push_back(wire::name_of(role));
    return out;
}

bool is_administrator(Role role)
{
    return role == Role::system_admin || role == Role::security_admin || role == Role::audit_admin;
}

bool exists_in(Role role, OrganisationKind kind)
{
    switch (role) {
    case Role::org_member:
    case Role::org_signer:
    case Role::org_admin:
        return kind != OrganisationKind::centre;
    case Role::supervisor:
        return kind == OrganisationKind::supervisor;
    case Role::trustee_officer:
        return kind == OrganisationKind::trustee;
    case Role::bank_clerk:
        return kind == OrganisationKind::bank;
    default:
        return kind == OrganisationKind::centre;
    }
}

Status check_roles(std::span<const Role> roles, OrganisationKind kind)
{
    TP_CHECK(check_some_role(roles));
    Error e{Fault::invalid, {}};
    const auto refuse = [&](std::size_t at, const char* code, const std::string& allowed) {
        e.code = e.code.empty() ? code : e.code;
        e.fields.push_back({"roles[" + std::to_string(at) + "]", code, allowed});
    };
    const auto administrator = std::ranges::find_if(roles, is_administrator);
    for (std::size_t i = 0; i < roles.size(); ++i) {
        if (!exists_in(roles[i], kind))
            refuse(i, "identity.role_elsewhere", "a role of an organisation of kind " + wire::name_of(kind));
        else if (administrator != roles.end() && roles[i] != *administrator)
            refuse(i, "identity.administrators_separated", "nothing beside " + wire::name_of(*administrator));
        else if (std::find(roles.begin(), roles.begin() + static_cast<std::ptrdiff_t>(i), roles[i]) !=
                 roles.begin() + static_cast<std::ptrdiff_t>(i))
            refuse(i, "identity.role_twice", "each role once");
    }
    if (!e.fields.empty())
        return e;
    return {};
}

Status check_region(std::string_view region, const std::string& path)
{
    if (is_region(region))
        return {};
    return invalid_field("identity.region_malformed", path, "six digits (GB/T 2260)");
}

Status check_supervision(const std::optional<Supervision>& supervision, OrganisationKind kind)
{
    if (kind != OrganisationKind::supervisor && supervision)
        return invalid_field("identity.supervision_elsewhere", "supervision",
                             "nothing beside kind " + wire::name_of(kind));
    if (kind != OrganisationKind::supervisor)
        return {};
    if (!supervision)
        return invalid_field("identity.supervision_wanted", "supervision",
                             "regions and trade_classes, an empty list for all");
    return check_supervision_form(*supervision);
}

Status check_supervision_form(const Supervision& supervision)
{
    Collected bad;
    const auto path = [](const char* list, std::size_t i) {
        return std::string{"supervision."} + list + "[" + std::to_string(i) + "]";
    };
    const auto& [regions, classes] = supervision;
    for (std::size_t i = 0; i < regions.size(); ++i)
        bad.check(check_region(regions[i], path("regions", i)));
    for (std::size_t i = 0; i < classes.size(); ++i)
        if (!is_trade_class(classes[i]))
            bad.check(Status{invalid_field("identity.class_malformed", path("trade_classes", i),
                                           "a letter and two digits, A07")});
    return bad.done();
}

std::optional<Supervision> supervision_of(const OrganisationRow& row)
{
    if (row.kind != OrganisationKind::supervisor)
        return std::nullopt;
    return Supervision{words_of(row.supervised_regions), words_of(row.supervised_classes)};
}

Status check_name(std::string_view name, const std::string& path)
{
    const bool clean = is_utf8(name) && !holds_controls(name);
    const auto shown = without_blanks(name);
    if (shown.empty() || name.size() > 200 || !clean || is_identity_number(shown) || shown == erased_name)
        return invalid_field("identity.name_malformed", path,
                             "a name, 1 to 200 bytes, never an identity number");
    return {};
}

Status check_reason(std::string_view reason)
{
    if (blank(reason) || reason.size() > 4000)
        return invalid_field("identity.reason_wanted", "reason", "1 to 4000 bytes");
    return {};
}

Result<MandateId> covering_mandate(std::span<const MandateRow> mandates, std::string_view scope, Instant at)
{
    const MandateRow* over{};
    const MandateRow* later{};
    bool elsewhere = false;
    for (const auto& mandate : mandates) {
        if (!covers(mandate, scope))
            elsewhere = elsewhere || !has_ended(mandate, at);
        else if (has_ended(mandate, at))
            over = !over || over->ends_at < mandate.ends_at ? &mandate : over;
        else if (at < mandate.starts_at)
            later = !later || mandate.starts_at < later->starts_at ? &mandate : later;
        else
            return mandate.id;
    }
    if (later) {
        Error e{Fault::too_early, "identity.mandate_not_begun"};
        e.params = {{"mandate", later->id.text()}, {"start", to_rfc3339(later->starts_at)}};
        e.earliest = later->starts_at;
        return e;
    }
    if (over)
        return ended(*over);
    if (elsewhere)
        return Error{Fault::forbidden, "identity.mandate_scope", {}, {{"scope", std::string{scope}}}};
    if (!mandates.empty())
        return ended(*std::ranges::max_element(mandates, {}, &MandateRow::ends_at));
    return Error{Fault::forbidden, "identity.mandate_missing"};
}

Status check_mandate_scope(std::string_view scope)
{
    if (scope.empty() || is_id_text("trd", scope) || is_id_text("prj", scope))
        return {};
    return invalid_field("identity.mandate_scope_malformed", "scope", "empty, trd_… or prj_…");
}

Status check_mandate_terms(const MandateRow& mandate, Instant now)
{
    Error e{Fault::invalid, {}};
    if (mandate.agent == mandate.principal)
        e.fields.push_back({"agent", "identity.mandate_with_oneself", "another organisation"});
    if (mandate.ends_at <= std::max(now, mandate.starts_at))
        e.fields.push_back({"ends_at", "identity.mandate_period", "an end after the start and after now"});
    if (const auto scope = check_mandate_scope(mandate.scope); !scope)
        e.fields.push_back(scope.error().fields.front());
    if (e.fields.empty())
        return {};
    e.code = e.fields.front().code;
    return e;
}

std::optional<Instant> locked_until(const SignInFailureRow& failures, const SessionLimits& limits)
{
    const auto beyond = failures.failures - limits.free_failures;
    if (beyond <= 0)
        return std::nullopt;
    auto wait = limits.first_lock;
    for (std::int64_t i = 1; i < beyond && wait < limits.longest_lock; ++i)
        wait *= 2;
    return failures.last_at + std::min(wait, limits.longest_lock);
}

std::vector<Warning> warnings_for(Instant not_after, Instant now)
{
    std::vector<Warning> out;
    if (not_after <= now)
        return out;
    for (const auto days : warning_days) {
        const auto at = not_after - std::chrono::hours{24 * days};
        if (at <= now)
            out.assign(1, {days, now});
        else
            out.push_back({days, at});
    }
    return out;
}

std::optional<std::int64_t> announced_days(Instant not_after, Instant now)
{
    std::optional<std::int64_t> out;
    for (const auto days : warning_days)
        if (not_after - std::chrono::hours{24 * days} <= now && now < not_after)
            out = days;
    return out;
}

bool is_renewed(const CertificateRow& row, const std::vector<CertificateRow>& all)
{
    return std::ranges::any_of(all, [&](const CertificateRow& other) {
        return other.person == row.person && other.usage == row.usage && other.not_after > row.not_after &&
               !other.revoked_at;
    });
}

bool is_renewal(const CertificateRow& row, const std::vector<CertificateRow>& all)
{
    return std::ranges::any_of(all, [&](const CertificateRow& other) {
        return other.person == row.person && other.usage == row.usage &&
               other.registered_at < row.registered_at;
    });
}

} // namespace tianping::identity
