#include "app/account/act.hpp"
#include "formats/act_text.hpp"
#include "infra/http/every_page.hpp"
#include "infra/http/signed_act.hpp"
#include "infra/spine/house_clock.hpp"

namespace tianping::account {

// What GET /api/v1/clock tells.
struct ToldClock {
    Instant now{};
    ClockPurpose purpose{};
};
BOOST_DESCRIBE_STRUCT(ToldClock, (), (now, purpose))

namespace {

Result<Instant> time_of_signing(http::Client& platform)
{
    TP_TRY(told, platform.get<ToldClock>("/api/v1/clock"));
    return told.purpose == ClockPurpose::rehearsal ? told.now : SystemClock{}.now();
}

std::string signed_by(const Holder& holder, const identity::ActText& text)
{
    return identity::header_text(
        {text.time, holder.certificate.digest_text(), sign_with(holder, identity::act_message(text)).value});
}

} // namespace

Result<http::ClientAnswer> send_act(Account& who, const std::string& method, const std::string& target,
                                    const std::string& body, const std::string& key, std::int64_t read,
                                    const Holder* second)
{
    TP_TRY(session, who.client().get<identity::SessionOut>("/api/v1/session"));
    TP_TRY(time, time_of_signing(who.client()));
    TP_TRY(digest, identity::act_body_digest(body));
    const identity::ActText text{method + " " + target,
                                 digest,
                                 key,
                                 session.on_behalf_of ? session.on_behalf_of->id.text() : "",
                                 session.organisation.id.text(),
                                 who.origin(),
                                 session.person.text(),
                                 time};
    std::map<std::string, std::string> headers{
        {"Idempotency-Key", key}, {std::string{http::act_signature}, signed_by(who.holder(), text)}};
    if (second != nullptr)
        headers[std::string{http::act_countersignature}] = signed_by(*second, text);
    if (!body.empty())
        headers["Content-Type"] = "application/json";
    if (read > 0)
        headers["If-Match"] = "\"" + std::to_string(read) + "\"";
    return who.client().send(method, target, body, headers);
}

Result<identity::PersonOut> take_roles(Account& who, const std::vector<identity::Role>& roles,
                                       const std::string& key)
{
    TP_TRY(session, who.client().get<identity::SessionOut>("/api/v1/session"));
    const auto people = "/api/v1/organisations/" + session.organisation.id.text() + "/people";
    std::int64_t read = 0;
    TP_TRY(all, http::every_page<identity::PersonOut>(who.client(), people));
    for (const auto& one : all)
        read = one.id == session.person ? one.version : read;
    return act<identity::PersonOut>(who, "PUT", people + "/" + session.person.text() + "/roles",
                                    identity::RolesIn{roles}, key, read);
}

} // namespace tianping::account
