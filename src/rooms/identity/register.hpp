#pragma once
// The changes that several use cases share: each writes rows, appends the event and schedules what follows.
#include "rooms/identity/trust.hpp"

namespace tianping::identity {

struct NewPerson {
    OrganisationRow organisation{};
    std::string name{};
    std::vector<Role> roles{};
};

// The one that a path names. `identity.organisation_unknown`.
Result<OrganisationRow> organisation_of_path(const ReadTx& tx, const http::Request& request);
// `identity.code_registered` (with the organisation that has the code).
Result<OrganisationRow> add_organisation(WriteTx& tx, const Call& call, OrganisationRow row);
// That two of the three administrators do this, of different parts, the one who acts and the one who signed
// beside him (Call::second): `identity.two_administrators`. Alone neither appoints or dismisses an
// administrator nor gives him a key, for with it he could be him. Asked of these roles; nothing is asked
// where none of them is an administrator's, nor of who establishes the centre, before anybody has a role.
Status check_two_administrators(const ReadTx& tx, const Call& call, std::span<const Role> roles);
// Refuses as check_roles(), check_name() and check_two_administrators().
Result<PersonRow> add_person(WriteTx& tx, const Call& call, const NewPerson& person);
// One of the organisation's (org_…) who has not left. `identity.person_unknown`.
Result<PersonRow> present_person(const ReadTx& tx, const PersonId& id, std::string_view organisation);
// `identity.certificate_registered`, `identity.key_of_another`, check_two_administrators(); schedules the
// warnings before its end.
Result<CertificateRow> add_certificate(WriteTx& tx, const Call& call, const PersonRow& person,
                                       const CheckedCertificate& checked);
// From `at` on. Where that has come, the sessions that it opened end: their tokens' digests. Nothing happens
// to a certificate revoked before. `stated` is what its holder wrote, where he gave it up.
std::vector<std::string> revoke(WriteTx& tx, const Call& call, CertificateRow row, Instant at,
                                const std::string& reason, std::optional<std::string> stated = {});
// The person's name goes out of its row and out of the answers that are kept for who asks again, for good:
// erased_name stands there. For whoever erases the private body of PersonJoined, in the same transaction.
// Nothing happens where there is no such person.
Status erase_name(WriteTx& tx, const PersonId& person);
// Each is known from now on, and may be distrusted.
void keep_intermediates(WriteTx& tx, const Call& call, const std::vector<crypto::Certificate>& between);
// Trusts it, or trusts it again; an intermediate becomes an anchor. `certificate.not_authority`.
Result<TrustAnchorRow> add_anchor(WriteTx& tx, const Call& call, const crypto::Certificate& authority);

} // namespace tianping::identity
