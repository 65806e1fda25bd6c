#pragma once
// What identity decides, from facts alone.
#include "rooms/identity/types.hpp"
#include <span>

namespace tianping::identity {

// What rests in a row as one text with a blank between.
std::vector<std::string> words_of(std::string_view text);
// Roles as they rest in a row and back. An unknown name in a row is a bug and throws.
std::string roles_text(std::span<const Role> roles);
std::vector<Role> roles_of(std::string_view text);
std::vector<std::string> role_names(std::span<const Role> roles);

bool is_administrator(Role role);
// Kinds of organisation in which a role exists.
bool exists_in(Role role, OrganisationKind kind);

// Whether one person may hold these together in an organisation of that kind. The three administrators are
// three people and hold nothing else. Refuses with `identity.role_elsewhere` (role, kind),
// `identity.administrators_separated` (first, second), `identity.no_role` for none, every bad field named.
Status check_roles(std::span<const Role> roles, OrganisationKind kind);
inline Status check_some_role(std::span<const Role> roles) // `identity.no_role` alone
{
    return roles.empty() ? Status{invalid_field("identity.no_role", "roles", "at least one role")} : Status{};
}

// GB/T 2260: six digits that do not begin with 0. `identity.region_malformed`.
Status check_region(std::string_view region, const std::string& path = "region");
// Said of a supervisor, and of nobody else: `identity.supervision_wanted`, `identity.supervision_elsewhere`;
// each of its regions and classes by its form, `identity.region_malformed`, `identity.class_malformed`.
Status check_supervision(const std::optional<Supervision>& supervision, OrganisationKind kind);
Status check_supervision_form(const Supervision& supervision); // the latter alone
// What the organisation supervises; nothing where it is no supervisor.
std::optional<Supervision> supervision_of(const OrganisationRow& row);
// What stands in place of a person's name that was erased. Nobody has it.
inline constexpr std::string_view erased_name = "已删除";
// 1 to 200 bytes of UTF-8 without control characters, not only blanks, and whatever blanks stand in it not an
// identity number (18 characters that GB 11643 accepts) nor erased_name. `identity.name_malformed`.
Status check_name(std::string_view name, const std::string& path);
// Why something ends before its time: 1 to 4000 bytes, not only blanks; `identity.reason_wanted` otherwise.
Status check_reason(std::string_view reason);

// Whether one of these mandates of one principal for one agent covers `scope` at that instant; which one.
// Exactly at its end a mandate has ended. Refusals as check_mandate() of api.hpp.
Result<MandateId> covering_mandate(std::span<const MandateRow> mandates, std::string_view scope, Instant at);
// `identity.mandate_period`, `identity.mandate_with_oneself`, `identity.mandate_scope_malformed`.
Status check_mandate_terms(const MandateRow& mandate, Instant now);
Status check_mandate_scope(std::string_view scope); // the last of these alone

// Times of signing in; data of the installation.
struct SessionLimits {
    std::chrono::seconds challenge_life{60};
    std::int64_t challenges = 100'000; // the newest that are kept, a few more for a moment
    std::chrono::seconds idle{30 * 60};
    std::chrono::seconds absolute{8 * 3600};
    std::int64_t free_failures = 4;      // then the next one locks
    std::chrono::seconds first_lock{30}; // doubled by each further failure
    std::chrono::seconds longest_lock{15 * 60};
};

// Until when this certificate may not sign in from this address after so many failures; nothing when it may.
std::optional<Instant> locked_until(const SignInFailureRow& failures, const SessionLimits& limits);

// 90, 30 and 15 days before a certificate ends.
inline constexpr std::array<std::int64_t, 3> warning_days{90, 30, 15};
// The instants of warnings that lie after `now`; when the first ones are past, the latest of those at once.
struct Warning {
    std::int64_t days{};
    Instant at{};
};
std::vector<Warning> warnings_for(Instant not_after, Instant now);
// The last of the warnings that has been due: 90, 30 or 15. Nothing before the first and from the end on.
std::optional<std::int64_t> announced_days(Instant not_after, Instant now);

// Whether another certificate of `all`, of the same person and usage and not revoked, ends later.
bool is_renewed(const CertificateRow& row, const std::vector<CertificateRow>& all);
// Whether another one of the same person and usage was registered before it.
bool is_renewal(const CertificateRow& row, const std::vector<CertificateRow>& all);

// The rule behind certificates_changing(): `at` falls after sealing and not after the opening.
constexpr bool falls_between(Instant at, Instant sealed, Instant opening)
{
    return sealed < at && at <= opening;
}

} // namespace tianping::identity
