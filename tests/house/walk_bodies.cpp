// A command reads its body before the policy is asked, and some prove a signature in it first. So that it is
// the policy that answers, the walks send to each command what it takes as far as that.
#include "house/walk_bodies.hpp"
#include "app/account/act.hpp"
#include "app/bidder/proving.hpp"
#include "formats/login.hpp"
#include "formats/recovery.hpp"
#include "house/walk_scene.hpp"
#include "infra/crypto/digest.hpp"
#include "infra/http/signed_act.hpp"
#include "rooms/hall/record.hpp"
#include "rooms/hall/service.hpp"
#include "rooms/opening/unsealing_api.hpp"
#include <algorithm>
#include <array>

namespace tianping::test {
namespace {

std::string made_text(const boost::json::object& schema, const Taste& taste, const Ids& ids, Instant now)
{
    if (schema.contains("format"))
        return to_rfc3339(now + std::chrono::hours{static_cast<int>(taste.items)});
    if (!schema.contains("pattern"))
        return taste.text;
    const auto prefix = std::string{schema.at("pattern").as_string()}.substr(1, 3);
    if (taste.real)
        for (const auto& [parameter, id] : ids)
            if (id.starts_with(prefix + "_"))
                return id;
    return prefix + "_" + std::string(32, '0');
}

boost::json::object made_members(const boost::json::object& schema, const Taste& taste, const Ids& ids,
                                 Instant now)
{
    boost::json::object out;
    if (!schema.contains("properties")) {
        if (taste.items > 0)
            out["price"] = made_value(schema.at("additionalProperties").as_object(), taste, ids, now);
        return out;
    }
    const auto required =
        schema.contains("required") ? schema.at("required").as_array() : boost::json::array{};
    for (const auto& [name, of] : schema.at("properties").as_object())
        if (taste.optional ||
            std::find(required.begin(), required.end(), boost::json::value(name)) != required.end())
            out[name] = made_value(of.as_object(), taste, ids, now);
    return out;
}

constexpr std::size_t longest_list = 200'000; // bytes: a body of several lists is below 1 MiB

// As many items as the taste wants and a body has room for; the lists inside them are short.
boost::json::array made_list(const boost::json::object& schema, const Taste& taste, const Ids& ids,
                             Instant now)
{
    if (taste.items == 0)
        return {};
    auto within = taste;
    within.items = std::min<std::size_t>(taste.items, 2);
    const auto item = made_value(schema, within, ids, now);
    const auto room = std::max<std::size_t>(2, longest_list / boost::json::serialize(item).size());
    return boost::json::array(std::min(taste.items, room), item);
}

constexpr const char* intake_commands = "POST /api/v1/intakes/{intake}/";
constexpr const char* organisation_commands = "POST /api/v1/organisations/{organisation}/";

} // namespace

boost::json::value made_value(const boost::json::object& schema, const Taste& taste, const Ids& ids,
                              Instant now)
{
    if (schema.contains("enum")) {
        const auto& names = schema.at("enum").as_array();
        return taste.real ? names.back() : names.front();
    }
    const auto type = schema.contains("type") ? std::string{schema.at("type").as_string()} : "null";
    if (type == "string")
        return boost::json::value(made_text(schema, taste, ids, now));
    if (type == "integer")
        return taste.number;
    if (type == "boolean")
        return taste.real;
    if (type == "array")
        return made_list(schema.at("items").as_object(), taste, ids, now);
    return type == "object" ? boost::json::value(made_members(schema, taste, ids, now))
                            : boost::json::value(nullptr);
}

// What the trustees of the tender sent.
void WalkScene::keep_trustees_bodies()
{
    const auto kit = tender().kit();
    const auto& answered = kit.test.value().answers.at(0);
    const auto& key = *std::ranges::find(kit.keys, answered.index, &bidding::TrusteeKey::index);
    signed_bodies_[std::string{intake_commands} + "keys"] =
        wire::write(bidding::KeyIn{key.message, {key.certificate, key.signature}});
    signed_bodies_[std::string{intake_commands} + "keys/test"] =
        wire::write(bidding::TestAnswerIn{answered.message, {key.certificate, answered.signature}});
    signed_bodies_[std::string{intake_commands} + "answers"] =
        wire::write(opening::AnswersIn{key.certificate, {{answered.message, answered.signature}}});
}

// What bidder 0 sent, and what he could send; the digest of the set is nobody's.
void WalkScene::keep_bidders_bodies(const Sealed& sealed)
{
    auto& bidder = tender().bidder(0);
    const auto kit = tender().kit();
    auto submit = sealed.body;
    submit.uploads.clear(); // they are looked for among the caller's own
    signed_bodies_["POST /api/v1/submissions/{submission}/versions"] = wire::write(submit);
    const auto withdraw = seal::Withdraw{{kit.platform, kit.trade, kit.lot, kit.round, kit.intake},
                                         sealed.submission,
                                         crypto::sm3(sealed.signed_submission.message)}
                              .encode();
    signed_bodies_["POST /api/v1/submissions/{submission}/withdrawal"] =
        wire::write(bidding::WithdrawIn{to_base64(withdraw), bidder.sign(withdraw)});
    const auto& part = sealed.parts.at(0);
    const auto header = seal::header_of_file(part.envelope.string()).value();
    const auto kept = bidder::read_secrets(tender().sealed_folder(0)).value();
    const auto secret = digest_from_hex(kept.parts.at(part.part).secret).value();
    const auto close = crypto::sm3(view(std::string_view{"no set"}));
    const auto proof = seal::Proof{close, header.digest(), close}.encode();
    signed_bodies_[std::string{intake_commands} + "proofs"] = wire::write(
        opening::ProofsIn{bidder.certificate_base64(), {{to_base64(proof), bidder.sign(proof).value}}});
    const auto given = seal::Answer{close, header.digest(), 0, seal::AnswerCode::ok, secret}.encode();
    signed_bodies_[std::string{intake_commands} + "secrets"] = wire::write(
        opening::SecretsIn{bidder.certificate_base64(),
                           {{to_base64(given), bidder.sign(given).value, to_base64(header.bytes())}}});
}

void WalkScene::keep_banks_bodies()
{
    const auto booking = scene.booking(0, "serial-of-the-walk");
    signed_bodies_["POST /api/v1/bank/bookings"] =
        wire::write(deposit::BookingIn{booking, scene.bank->sign(deposit::signed_bytes(booking))});
    signed_bodies_[std::string{intake_commands} + "deposit/guarantees"] =
        wire::write(bank::guarantee(*scene.bank, scene.guarantee(0, "number-of-the-walk")));
}

void WalkScene::keep_owners_bodies()
{
    auto& owner = tender().owner();
    const auto kit = tender().kit();
    const auto digest = crypto::sm3(view(std::string_view{"no record"}));
    signed_bodies_["POST /api/v1/trades/{trade}/terms"] =
        wire::write(trade::TermsIn{kit.terms, {kit.terms_certificate, kit.terms_signature}});
    signed_bodies_["POST /api/v1/notices/{notice}/signature"] =
        wire::write(notice::SignIn{to_hex(digest), owner.sign(notice::signed_bytes(digest))});
    signed_bodies_[std::string{intake_commands} + "session/signatures"] =
        wire::write(hall::RecordSignatureIn{to_hex(digest), owner.sign(hall::record_message(digest))});
    signed_bodies_[std::string{organisation_commands} + "people"] = wire::write(
        identity::PersonIn{"小吴", {identity::Role::org_member}, {owner.certificate_base64()}, {}});
    signed_bodies_[std::string{organisation_commands} + "certificates"] = wire::write(identity::CertificateIn{
        identity::PersonId::parse(actor_of(owner).person).value(), owner.certificate_base64(), {}});
}

// What is signed over the path or over who asks.
std::optional<boost::json::value> WalkScene::signed_for(const std::string& command, const Actor& who,
                                                        const Ids& ids)
{
    auto& owner = tender().owner();
    const auto now = tender().installation().clock().now();
    if (command == std::string{intake_commands} + "attendance")
        return wire::write(hall::AttendIn{owner.sign(hall::attendance_message(ids.find("intake")->second))});
    if (command == "POST /api/v1/bank/refunds/{refund}/reports") {
        const deposit::RefundText text{deposit::asked_amount,
                                       now,
                                       std::nullopt,
                                       tender().installation().platform().name,
                                       ids.find("refund")->second,
                                       "",
                                       deposit::RefundStep::taken};
        return wire::write(deposit::RefundIn{text, scene.bank->sign(deposit::signed_bytes(text))});
    }
    if (command == "POST /api/v1/mandates") {
        const auto agent = actors.at("agency").organisation;
        const auto code = tender().agency().holder().certificate.subject().organisation_code;
        const auto end = now + std::chrono::hours{1};
        const auto text =
            identity::mandate_message({agent, code, end, owner.origin(), who.organisation, "", now});
        return wire::write(identity::MandateIn{identity::OrganisationId::parse(agent).value(), code, "", now,
                                               end, owner.sign(text)});
    }
    return std::nullopt;
}

std::string WalkScene::body_for(const http::Route& route, const Actor& who, const Ids& ids)
{
    static const Taste sound{"sound", false, 0, 1, "x", true};
    if (!route.request)
        return {};
    const auto command = name_of(route);
    const auto known = signed_bodies_.find(command);
    if (known != signed_bodies_.end())
        return boost::json::serialize(known->second);
    if (const auto own = signed_for(command, who, ids))
        return boost::json::serialize(*own);
    return boost::json::serialize(
        made_value(route.request(), sound, ids, tender().installation().clock().now()));
}

http::ClientAnswer WalkScene::send_as(Account* account, const http::Route& route, const Ids& ids,
                                      const std::string& body, const std::string& key)
{
    const std::string verb{http::verb(route.method)};
    const auto target = *filled(route, ids);
    if (account && http::is_signed_act(route))
        return account::send_act(*account, verb, target, body, key).value();
    return client_of(account)
        .send(verb, target, body,
              {{"Content-Type", "application/json"}, {"Idempotency-Key", key}, {"If-Match", "\"1\""}})
        .value();
}

http::ClientAnswer WalkScene::try_as(const std::string& who, Account* account, const http::Route& route,
                                     const Ids& ids)
{
    if (route.method == http::Method::get)
        return client_of(account).send("GET", *filled(route, ids)).value();
    return send_as(account, route, ids, body_for(route, actors.at(who), ids),
                   "tried-number-" + std::to_string(++tried_));
}

bool refuses_a_right(const http::ClientAnswer& answer)
{
    // In the body of a page, too.
    return !answer.ok() &&
           std::ranges::any_of(
               std::array{"identity.not_allowed", "identity.sign_in_first", "identity.conflict_of_parts"},
               [&](const char* code) { return answer.body.find(code) != std::string::npos; });
}

void WalkScene::expect_denied(const std::string& said, const http::Route& route,
                              const http::ClientAnswer& answer, const Error& reason)
{
    EXPECT_GE(answer.status, 400) << said << " against " << reason.code;
    EXPECT_LT(answer.status, 500) << said;
    if (route.response_media != "application/json")
        return;
    const auto code = answer.problem().code;
    // Where the arrival decides, who has not signed in is told that first, whatever the path names.
    const bool first = route.journaled && code == "identity.sign_in_first";
    EXPECT_TRUE(code == reason.code || first) << said << " answers " << code << " against " << reason.code;
}

} // namespace tianping::test
