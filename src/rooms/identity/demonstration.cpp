// The installation's own demonstration authority, for rehearsals and for trying everything out. Its
// certificates name whatever is asked for, so in a real installation nobody may ask: whoever could would be
// any organisation he likes.
#include "base/joined_text.hpp"
#include "rooms/identity/rules.hpp"
#include "rooms/identity/service.hpp"

namespace tianping::identity {
namespace {

constexpr std::chrono::hours lasts{2 * 365 * 24};

// Whose revocation list is asked for.
enum class ListOf { issuing, root };
BOOST_DESCRIBE_ENUM(ListOf, issuing, root)

Status check_subject(const crypto::Subject& subject)
{
    Collected bad;
    bad.check(check_organisation_code(subject.organisation_code, "subject.organisation_code"));
    bad.check(check_name(subject.organisation, "subject.organisation"));
    bad.check(check_name(subject.common_name, "subject.common_name"));
    if (!subject.person.empty())
        bad.check(check_name(subject.person, "subject.person"));
    return bad.done();
}

} // namespace

Result<const crypto::Authority*> Identity::authority(const std::string& algorithm,
                                                     const std::string& path) const
{
    if (parts_.demonstration.empty())
        return Error{Fault::not_found, "identity.no_demonstration_authority"};
    if (algorithm.empty())
        return &parts_.demonstration.front();
    for (const auto& one : parts_.demonstration)
        if (wire::name_of(one.algorithm()) == algorithm)
            return &one;
    const auto known = joined_text(parts_.demonstration, ", ",
                                   [](const auto& one) { return wire::name_of(one.algorithm()); });
    return invalid_field("identity.demonstration_algorithm", path, known);
}

Status Identity::check_outside(const CheckedCertificate& certificate) const
{
    if (parts_.for_everybody)
        return {};
    for (const auto& one : parts_.demonstration)
        if (certificate.anchor == one.issuing().digest_text() ||
            certificate.anchor == one.root().digest_text())
            return Error{Fault::forbidden, "identity.own_authority"};
    return {};
}

Result<Answer> Identity::demonstration_pair(const http::Request& request) const
{
    if (!parts_.for_everybody)
        return Error{Fault::not_found, "identity.no_demonstration_authority"};
    TP_CHECK(authority(""));
    TP_TRY(in, wire::parse<crypto::PairRequest>(request.body));
    Collected bad;
    bad.check(check_subject(in.subject));
    if (in.challenge != parts_.origin)
        bad.add({"challenge", "identity.wrong_origin", parts_.origin});
    const auto keys = bad.read(in.proved());
    const auto known =
        keys ? bad.read(authority(wire::name_of(keys->sign.algorithm()), "sign_key")) : std::nullopt;
    TP_CHECK(bad.done());
    const auto& issuer = *known;
    TP_TRY(pair, issuer->issue_pair(in, {request.call.arrived, request.call.arrived + lasts}));
    const DemonstrationPairOut out{to_base64(pair.sign.der()),
                                   to_base64(pair.encrypt.der()),
                                   {to_base64(issuer->issuing().der()), to_base64(issuer->root().der())}};
    return Answer{201, wire::write(out), 0};
}

Result<http::Document> Identity::demonstration_list(const http::Request& request) const
{
    http::QueryReader query{request};
    const auto known = authority(query.text("algorithm").value_or(""));
    query.refuse("algorithm", known);
    const auto of = query.choice<ListOf>("of");
    TP_CHECK(query.done());
    TP_TRY(issuer, known);
    const auto list =
        of == ListOf::root ? issuer->root_crl(request.call.arrived) : issuer->crl(request.call.arrived);
    http::Document out;
    out.media = "application/pkix-crl";
    out.content = std::string{text_view(list.der())};
    return out;
}

Result<http::Document> Identity::demonstration_anchors(const http::Request&) const
{
    TP_CHECK(authority(""));
    std::string pem;
    for (const auto& one : parts_.demonstration)
        pem += one.issuing().pem() + one.root().pem();
    http::Document out;
    out.media = "application/x-pem-file";
    out.content = pem;
    return out;
}

} // namespace tianping::identity
