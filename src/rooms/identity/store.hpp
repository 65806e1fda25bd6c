#pragma once
// All SQL of identity.
#include "rooms/identity/types.hpp"
#include <limits>

namespace tianping::identity::store {

inline constexpr auto all = std::numeric_limits<std::int64_t>::max();

std::optional<OrganisationRow> organisation(const ReadTx& tx, const OrganisationId& id);
std::optional<OrganisationRow> organisation_by_code(const ReadTx& tx, std::string_view code);
std::vector<OrganisationRow> organisations_by_codes(const ReadTx& tx, const std::vector<std::string>& codes);
std::vector<OrganisationRow> organisations_of(const ReadTx& tx, OrganisationKind kind);
// The oldest first.
std::vector<RenamingRow> renamings(const ReadTx& tx, const OrganisationId& id);
bool has_centre(const ReadTx& tx);
std::optional<PersonRow> person(const ReadTx& tx, const PersonId& id);
std::vector<PersonRow> people_of(const ReadTx& tx, const OrganisationId& id, const std::string& after,
                                 std::int64_t limit);
// Those who have not left.
std::vector<PersonRow> present_people(const ReadTx& tx, const OrganisationId& id);

// In the kept answers of the commands that showed this person: those of his organisation's administrators.
void rename_in_answers(WriteTx& tx, const PersonRow& person, const std::string& name);

std::optional<CertificateRow> certificate(const ReadTx& tx, std::string_view digest);
// In the order of registration, from behind the id `after` on.
std::vector<CertificateRow> certificates_of(const ReadTx& tx, const OrganisationId& id,
                                            const std::string& after = {}, std::int64_t most = all);
std::vector<CertificateRow> certificates_of(const ReadTx& tx, const PersonId& id);
std::vector<CertificateRow> certificates_by_issuer(const ReadTx& tx, const std::string& issuer);
// That lead through this authority to an anchor, or to it.
std::vector<CertificateRow> certificates_below(const ReadTx& tx, const std::string& authority);
// Of whom the key is, when some certificate with it is registered.
std::optional<PersonId> holder_of_key(const ReadTx& tx, const std::string& key_digest);

std::optional<MandateRow> mandate(const ReadTx& tx, const MandateId& id);
std::vector<MandateRow> mandates_between(const ReadTx& tx, const OrganisationId& principal,
                                         const OrganisationId& agent);
// Given or received, the newest first, from behind the id `before` on; it is empty for the first.
std::vector<MandateRow> mandates_of(const ReadTx& tx, const OrganisationId& id, const std::string& before,
                                    std::int64_t most);

std::optional<ChallengeRow> challenge(const ReadTx& tx, const ChallengeId& id);
// False when it was used before.
bool use_challenge(WriteTx& tx, const ChallengeId& id, Instant at);
void forget_challenges(WriteTx& tx, Instant made_before);
void keep_newest_challenges(WriteTx& tx, std::int64_t most);

std::optional<SessionRow> session(const ReadTx& tx, const std::string& token_digest);
// The tokens' digests of the sessions that this ended.
std::vector<std::string> end_sessions_of_person(WriteTx& tx, const PersonId& person, Instant at);
std::vector<std::string> end_sessions_of_certificate(WriteTx& tx, const std::string& certificate, Instant at);
std::vector<std::string> end_sessions_of_mandate(WriteTx& tx, const MandateId& mandate, Instant at);
std::vector<SessionRow> open_sessions_of(const ReadTx& tx, const PersonId& person);
void end_session(WriteTx& tx, const std::string& token_digest, Instant at);
void note_seen(WriteTx& tx, const std::string& token_digest, Instant at);

std::optional<SignInFailureRow> failures(const ReadTx& tx, const std::string& subject);
void note_failure(WriteTx& tx, const std::string& subject, Instant at, Instant forget_before);
void forget_failures(WriteTx& tx, const std::string& subject);

std::optional<TrustAnchorRow> anchor(const ReadTx& tx, std::string_view digest);
// In the order of trust, also distrusted ones, from behind the id `after` on.
std::vector<TrustAnchorRow> anchors(const ReadTx& tx, const std::string& after = {}, std::int64_t most = all);
// The newest list of each authority that is trusted, by its end and without its bytes.
struct ListSpan {
    std::string issuer{};
    Instant this_update{};
    Instant next_update{};
};
BOOST_DESCRIBE_STRUCT(ListSpan, (), (issuer, this_update, next_update))
std::vector<ListSpan> newest_lists(const ReadTx& tx);
std::vector<RevocationListRow> lists(const ReadTx& tx);
// Of authorities of this name, which is nobody's alone: older ones that are over.
std::vector<RevocationListRow> old_lists(const ReadTx& tx, const std::string& issuer, Instant older_than,
                                         Instant over_at);
void drop_list(WriteTx& tx, const std::string& digest);

// As denials() of api.hpp.
std::vector<DenialRow> denials(const ReadTx& tx, const std::string& before, std::int64_t limit,
                               const DenialVeil& veil);

} // namespace tianping::identity::store
