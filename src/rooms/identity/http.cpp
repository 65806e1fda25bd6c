#include "rooms/identity/http.hpp"
#include "infra/http/signed_act.hpp"
#include "rooms/identity/register.hpp"
#include "rooms/identity/store.hpp"

namespace tianping::identity {
namespace {

using http::Method;

// Organisations are a public register: whoever is signed in may know that one is there.
Result<http::Object> organisation_object(const ReadTx& tx, const http::Request& request)
{
    TP_CHECK(organisation_of_path(tx, request));
    const auto& text = request.path.at("organisation");
    http::Object out;
    out.kind = "organisation";
    out.id = text;
    out.holders = {text};
    out.published = true;
    return out;
}

Result<http::Object> mandate_object(const ReadTx& tx, const http::Request& request)
{
    const auto& text = request.path.at("mandate");
    const auto id = MandateId::parse(text);
    const auto row = id ? store::mandate(tx, *id) : std::nullopt;
    if (!row)
        return Error{Fault::not_found, "mandate.unknown", {}, {{"id", text}}};
    http::Object out;
    out.kind = "mandate";
    out.id = text;
    out.owners = {row->principal.text()};
    out.holders = {row->agent.text()};
    return out;
}

// The token is told to whoever signs in and kept nowhere.
http::Route telling_once(http::Route route, const char* member)
{
    route.prepare = [prepare = std::move(route.prepare),
                     member](const http::Request& request) -> Result<http::Decide> {
        TP_TRY(decide, prepare(request));
        return http::Decide{[decide, member](WriteTx& tx, const Call& call) -> Result<Answer> {
            TP_TRY(answer, decide(tx, call));
            auto& body = answer.body.as_object();
            answer.once[member] = body.at(member);
            body.erase(member);
            return answer;
        }};
    };
    return route;
}

http::Route of_demonstration(const Identity& room)
{
    http::Route r;
    r.kind = http::Kind::act;
    r.method = Method::post;
    r.path = "/api/v1/demo/certificates";
    r.needs = Capability::certificate_issue;
    r.summary = "A pair of demonstration certificates for one's own keys";
    r.request = &http::schema<crypto::PairRequest>;
    r.response = &http::schema<DemonstrationPairOut>;
    r.success = 201;
    r.act = [&room](const http::Request& request) { return room.demonstration_pair(request); };
    return r;
}

http::Route demonstration_file(std::string path, std::string media, std::string summary,
                               std::vector<std::string> query,
                               std::function<Result<http::Document>(const http::Request&)> file)
{
    http::Route r;
    r.kind = http::Kind::file;
    r.method = Method::get;
    r.path = std::move(path);
    r.needs = Capability::public_read;
    r.summary = std::move(summary);
    r.query = std::move(query);
    r.response_media = std::move(media);
    r.file = std::move(file);
    return r;
}

http::Route with_query(http::Route route, std::vector<std::string> names)
{
    route.query = std::move(names);
    return route;
}

std::vector<http::Route> of_sessions(const Identity& room)
{
    return {
        http::write(Method::post, "/api/v1/session/challenges", Capability::session_open, http::no_object,
                    room, &Identity::make_challenge, "Ask for a challenge to sign"),
        telling_once(http::write(Method::post, "/api/v1/session", Capability::session_open, http::no_object,
                                 room, &Identity::prepare_sign_in, &Identity::sign_in,
                                 "Sign in with a signed challenge"),
                     "token"),
        http::read(Method::get, "/api/v1/session", Capability::session_own, http::no_object, room,
                   &Identity::get_session, "Who is signed in"),
        with_query(http::write(Method::delete_, "/api/v1/session", Capability::session_own, http::no_object,
                               room, &Identity::sign_out, "Sign out"),
                   {"session"}),
    };
}

std::vector<http::Route> of_organisations(const Identity& room)
{
    const std::string one = "/api/v1/organisations/{organisation}";
    const auto manage = Capability::organisation_manage;
    const http::FindObject object = organisation_object;
    return {
        http::write(Method::post, "/api/v1/organisations", Capability::organisation_register, http::no_object,
                    room, &Identity::prepare_registration, &Identity::register_organisation,
                    "Register an organisation, free and without approval"),
        http::read(Method::get, one, Capability::organisation_read, object, room, &Identity::get_organisation,
                   "One organisation"),
        http::signed_act(http::write(Method::put, one + "/kind", Capability::organisation_recognise, object,
                                     room, &Identity::recognise, "Recognise a supervisor, trustee or bank")),
        http::countersigned_act(
            http::write(Method::put, one + "/name", manage, object, room, &Identity::prepare_renaming,
                        &Identity::rename, "Change the organisation's name by a certificate of the new one")),
        http::read(Method::get, one + "/people", manage, object, room, &Identity::list_people,
                   "The people of one's own organisation", {"after", "limit"}),
        http::countersigned_act(http::write(Method::post, one + "/people", manage, object, room,
                                            &Identity::prepare_person, &Identity::add_person,
                                            "Add a person with certificates and roles")),
        http::countersigned_act(http::write(Method::put, one + "/people/{person}/roles", manage, object, room,
                                            &Identity::change_roles, "Change a person's roles")),
        http::countersigned_act(http::write(Method::delete_, one + "/people/{person}", manage, object, room,
                                            &Identity::leave, "A person leaves the organisation")),
        http::read(Method::get, one + "/certificates", manage, object, room, &Identity::list_certificates,
                   "The certificates of one's own organisation", {"after", "limit"}),
        http::countersigned_act(http::write(Method::post, one + "/certificates", manage, object, room,
                                            &Identity::prepare_certificate, &Identity::add_certificate,
                                            "Register a further certificate")),
        http::signed_act(http::write(Method::post, one + "/certificates/{digest}/revocation", manage, object,
                                     room, &Identity::revoke_certificate, "Give up a certificate")),
    };
}

std::vector<http::Route> of_mandates(const Identity& room)
{
    const std::string one = "/api/v1/mandates/{mandate}";
    return {
        http::write(Method::post, "/api/v1/mandates", Capability::mandate_grant, http::no_object, room,
                    &Identity::prepare_mandate, &Identity::grant_mandate,
                    "Let an agent act, signed by the owner"),
        http::read(Method::get, "/api/v1/mandates", Capability::session_own, http::no_object, room,
                   &Identity::list_mandates, "Mandates given and received, newest first", {"after", "limit"}),
        http::read(Method::get, one, Capability::mandate_read, mandate_object, room, &Identity::get_mandate,
                   "One mandate"),
        http::signed_act(http::write(Method::post, one + "/revocation", Capability::mandate_grant,
                                     mandate_object, room, &Identity::revoke_mandate,
                                     "End a mandate before its time")),
    };
}

std::vector<http::Route> of_authorities(const Identity& room)
{
    const auto manage = Capability::trust_manage;
    return {
        http::read(Method::get, "/api/v1/anchors", Capability::public_read, http::no_object, room,
                   &Identity::list_anchors, "Authorities whose certificates are accepted",
                   {"after", "limit"}),
        http::signed_act(http::write(Method::post, "/api/v1/anchors", manage, http::no_object, room,
                                     &Identity::trust_anchor, "Trust an authority")),
        http::signed_act(http::write(Method::post, "/api/v1/anchors/{digest}/distrust", manage,
                                     http::no_object, room, &Identity::distrust_anchor,
                                     "Trust an authority no more")),
        http::signed_act(http::write(Method::post, "/api/v1/revocation-lists", manage, http::no_object, room,
                                     &Identity::import_list, "Import a certificate revocation list")),
        of_demonstration(room),
        demonstration_file(
            "/api/v1/demo/crl", "application/pkix-crl", "The demonstration authority's revocation list",
            {"algorithm", "of"},
            [&room](const http::Request& request) { return room.demonstration_list(request); }),
        demonstration_file(
            "/api/v1/demo/anchors", "application/x-pem-file", "The demonstration authorities' certificates",
            {}, [&room](const http::Request& request) { return room.demonstration_anchors(request); }),
    };
}

} // namespace

std::vector<http::Route> routes(const Identity& room)
{
    std::vector<http::Route> out;
    for (auto* part : {of_sessions, of_organisations, of_mandates, of_authorities})
        for (auto& route : part(room))
            out.push_back(std::move(route));
    return out;
}

} // namespace tianping::identity
