#include "rooms/identity/store.hpp"
#include "base/joined_text.hpp"
#include <algorithm>
#include <boost/json/serialize.hpp>
#include <iterator>
#include <set>

namespace tianping::identity::store {

std::optional<OrganisationRow> organisation(const ReadTx& tx, const OrganisationId& id)
{
    return tx.find<OrganisationRow>("WHERE id = :i", id);
}

std::optional<OrganisationRow> organisation_by_code(const ReadTx& tx, std::string_view code)
{
    return tx.find<OrganisationRow>("WHERE code = :c", std::string{code});
}

std::vector<OrganisationRow> organisations_by_codes(const ReadTx& tx, const std::vector<std::string>& codes)
{
    constexpr std::size_t at_once = 8; // one text for any number, so that the statement stays prepared
    const std::set<std::string> each{codes.begin(), codes.end()};
    std::vector<std::string> wanted{each.begin(), each.end()};
    std::vector<OrganisationRow> out;
    for (std::size_t first = 0; first < wanted.size(); first += at_once) {
        const auto code = [&](std::size_t i) {
            return wanted[first + i < wanted.size() ? first + i : first];
        };
        auto some = tx.list<OrganisationRow>("WHERE code IN (:a, :b, :c, :d, :e, :f, :g, :h)", code(0),
                                             code(1), code(2), code(3), code(4), code(5), code(6), code(7));
        std::ranges::move(some, std::back_inserter(out));
    }
    return out;
}

std::vector<OrganisationRow> organisations_of(const ReadTx& tx, OrganisationKind kind)
{
    return tx.list<OrganisationRow>("WHERE kind = :k ORDER BY id", wire::name_of(kind));
}

std::vector<RenamingRow> renamings(const ReadTx& tx, const OrganisationId& id)
{
    return tx.list<RenamingRow>("WHERE organisation = :o ORDER BY id", id);
}

bool has_centre(const ReadTx& tx)
{
    return tx.number("SELECT count(*) FROM organisation WHERE kind = 'centre'") > 0;
}

std::optional<PersonRow> person(const ReadTx& tx, const PersonId& id)
{
    return tx.find<PersonRow>("WHERE id = :i", id);
}

std::vector<PersonRow> people_of(const ReadTx& tx, const OrganisationId& id, const std::string& after,
                                 std::int64_t limit)
{
    return tx.list<PersonRow>("WHERE organisation = :o AND id > :a ORDER BY id LIMIT :n", id, after, limit);
}

std::vector<PersonRow> present_people(const ReadTx& tx, const OrganisationId& id)
{
    return tx.list<PersonRow>("WHERE organisation = :o AND left_at IS NULL ORDER BY id", id);
}

void rename_in_answers(WriteTx& tx, const PersonRow& person, const std::string& name)
{
    const auto member = [](const std::string& text) {
        return "\"name\":" + boost::json::serialize(boost::json::string{text});
    };
    const std::string people = "/api/v1/organisations/{organisation}/people";
    tx.change("UPDATE command SET answer = replace(answer, :o, :n) WHERE person IN (SELECT id FROM person "
              "WHERE organisation = :g) AND name IN (:a, :r, :l) AND answer LIKE :p",
              member(person.name), member(name), person.organisation, "POST " + people,
              "PUT " + people + "/{person}/roles", "DELETE " + people + "/{person}",
              "%\"" + person.id.text() + "\"%");
}

std::optional<CertificateRow> certificate(const ReadTx& tx, std::string_view digest)
{
    return tx.find<CertificateRow>("WHERE digest = :d", std::string{digest});
}

std::vector<CertificateRow> certificates_of(const ReadTx& tx, const OrganisationId& id,
                                            const std::string& after, std::int64_t most)
{
    return tx.list<CertificateRow>("WHERE organisation = :o AND id > :a ORDER BY id LIMIT :n", id, after,
                                   most);
}

std::vector<CertificateRow> certificates_of(const ReadTx& tx, const PersonId& id)
{
    return tx.list<CertificateRow>("WHERE person = :p ORDER BY id", id);
}

std::vector<CertificateRow> certificates_by_issuer(const ReadTx& tx, const std::string& issuer)
{
    return tx.list<CertificateRow>("WHERE issuer = :i ORDER BY id", issuer);
}

std::vector<CertificateRow> certificates_below(const ReadTx& tx, const std::string& authority)
{
    return tx.list<CertificateRow>("WHERE anchor = :a OR way LIKE :w ORDER BY id", authority,
                                   "%" + authority + "%");
}

std::optional<PersonId> holder_of_key(const ReadTx& tx, const std::string& key_digest)
{
    const auto rows = tx.list<CertificateRow>("WHERE key_digest = :k ORDER BY id LIMIT 1", key_digest);
    if (rows.empty())
        return std::nullopt;
    return rows.front().person;
}

std::optional<MandateRow> mandate(const ReadTx& tx, const MandateId& id)
{
    return tx.find<MandateRow>("WHERE id = :i", id);
}

std::vector<MandateRow> mandates_between(const ReadTx& tx, const OrganisationId& principal,
                                         const OrganisationId& agent)
{
    return tx.list<MandateRow>("WHERE principal = :p AND agent = :a ORDER BY id", principal, agent);
}

std::vector<MandateRow> mandates_of(const ReadTx& tx, const OrganisationId& id, const std::string& before,
                                    std::int64_t most)
{
    return tx.list<MandateRow>(
        "WHERE (principal = :p OR agent = :a) AND (:e = '' OR id < :b) ORDER BY id DESC LIMIT :n", id, id,
        before, before, most);
}

std::optional<ChallengeRow> challenge(const ReadTx& tx, const ChallengeId& id)
{
    return tx.find<ChallengeRow>("WHERE id = :i", id);
}

bool use_challenge(WriteTx& tx, const ChallengeId& id, Instant at)
{
    return tx.change("UPDATE challenge SET used_at = :t WHERE id = :i AND used_at IS NULL", at, id) == 1;
}

void forget_challenges(WriteTx& tx, Instant made_before)
{
    tx.change("DELETE FROM challenge WHERE made_at < :t", made_before);
}

void keep_newest_challenges(WriteTx& tx, std::int64_t most)
{
    tx.change(
        "DELETE FROM challenge WHERE made_at < (SELECT n.made_at FROM challenge n ORDER BY n.made_at DESC "
        "LIMIT 1 OFFSET :n)",
        most);
}

std::optional<SessionRow> session(const ReadTx& tx, const std::string& token_digest)
{
    return tx.find<SessionRow>("WHERE token_digest = :d", token_digest);
}

namespace {

std::vector<std::string> end_sessions(WriteTx& tx, const std::string& column, const std::string& value,
                                      Instant at)
{
    std::vector<std::string> out;
    for (const auto& row : tx.list<SessionRow>("WHERE " + column + " = :v AND ended_at IS NULL", value)) {
        end_session(tx, row.token_digest, at);
        out.push_back(row.token_digest);
    }
    return out;
}

} // namespace

std::vector<std::string> end_sessions_of_person(WriteTx& tx, const PersonId& person, Instant at)
{
    return end_sessions(tx, "person", person.text(), at);
}

std::vector<std::string> end_sessions_of_certificate(WriteTx& tx, const std::string& certificate, Instant at)
{
    return end_sessions(tx, "certificate", certificate, at);
}

std::vector<std::string> end_sessions_of_mandate(WriteTx& tx, const MandateId& mandate, Instant at)
{
    return end_sessions(tx, "mandate", mandate.text(), at);
}

std::vector<SessionRow> open_sessions_of(const ReadTx& tx, const PersonId& person)
{
    return tx.list<SessionRow>("WHERE person = :p AND ended_at IS NULL ORDER BY id", person);
}

void end_session(WriteTx& tx, const std::string& token_digest, Instant at)
{
    tx.change("UPDATE session SET ended_at = :t WHERE token_digest = :d AND ended_at IS NULL", at,
              token_digest);
}

void note_seen(WriteTx& tx, const std::string& token_digest, Instant at)
{
    tx.change("UPDATE session SET seen_at = :t WHERE token_digest = :d AND seen_at < :u", at, token_digest,
              at);
}

std::optional<SignInFailureRow> failures(const ReadTx& tx, const std::string& subject)
{
    return tx.find<SignInFailureRow>("WHERE subject = :s", subject);
}

void note_failure(WriteTx& tx, const std::string& subject, Instant at, Instant forget_before)
{
    tx.change("DELETE FROM sign_in_failure WHERE last_at < :t", forget_before);
    const auto known = tx.change(
        "UPDATE sign_in_failure SET failures = failures + 1, last_at = :t WHERE subject = :s", at, subject);
    if (known == 0)
        tx.insert(SignInFailureRow{subject, 1, at}).value();
}

void forget_failures(WriteTx& tx, const std::string& subject)
{
    tx.change("DELETE FROM sign_in_failure WHERE subject = :s", subject);
}

std::optional<TrustAnchorRow> anchor(const ReadTx& tx, std::string_view digest)
{
    return tx.find<TrustAnchorRow>("WHERE digest = :d", std::string{digest});
}

std::vector<TrustAnchorRow> anchors(const ReadTx& tx, const std::string& after, std::int64_t most)
{
    return tx.list<TrustAnchorRow>("WHERE id > :a ORDER BY id LIMIT :n", after, most);
}

std::vector<ListSpan> newest_lists(const ReadTx& tx)
{
    return tx.query<ListSpan>(
        "SELECT l.issuer, l.this_update, l.next_update FROM revocation_list l "
        "WHERE NOT EXISTS (SELECT 1 FROM revocation_list n WHERE n.issuer = l.issuer AND n.this_update > "
        "l.this_update) AND EXISTS (SELECT 1 FROM trust_anchor a WHERE a.subject = l.issuer AND "
        "a.distrusted_at IS NULL) ORDER BY l.next_update, l.issuer");
}

std::vector<RevocationListRow> lists(const ReadTx& tx)
{
    return tx.list<RevocationListRow>("ORDER BY id");
}

std::vector<RevocationListRow> old_lists(const ReadTx& tx, const std::string& issuer, Instant older_than,
                                         Instant over_at)
{
    return tx.list<RevocationListRow>("WHERE issuer = :i AND this_update < :t AND next_update <= :o", issuer,
                                      older_than, over_at);
}

void drop_list(WriteTx& tx, const std::string& digest)
{
    tx.change("DELETE FROM revocation_list WHERE digest = :d", digest);
}

std::vector<DenialRow> denials(const ReadTx& tx, const std::string& before, std::int64_t limit,
                               const DenialVeil& veil)
{
    const auto sealed = joined_text(veil.until_opened, ", ", [](Capability capability) {
        return "'" + wire::name_of(capability) + "'"; // letters and underscores
    });
    return tx.list<DenialRow>(
        "WHERE (:e = '' OR id < :b) AND capability <> :c AND (at < :u OR capability NOT "
        "IN (" +
            (sealed.empty() ? "''" : sealed) + ")) ORDER BY id DESC LIMIT :n",
        before, before, wire::name_of(veil.for_ever), veil.opened_before, limit);
}

} // namespace tianping::identity::store
