#include "house/walk_scene.hpp"
#include "app/account/act.hpp"
#include "app/rehearsal/scene.hpp"
#include "infra/http/signed_act.hpp"
#include "rooms/bidding/questions.hpp"
#include "support/tender_scene.hpp"

namespace tianping::test {

using scene::must;

std::vector<std::string> wanted(const std::string& path)
{
    std::vector<std::string> out;
    for (auto at = path.find('{'); at != std::string::npos; at = path.find('{', at + 1))
        out.push_back(path.substr(at + 1, path.find('}', at) - at - 1));
    return out;
}

std::optional<std::string> filled(const http::Route& route, const Ids& ids)
{
    auto out = route.path;
    for (const auto& parameter : wanted(route.path)) {
        const auto known = ids.find(parameter);
        if (known == ids.end())
            return std::nullopt;
        out.replace(out.find("{" + parameter + "}"), parameter.size() + 2, known->second);
    }
    return out;
}

std::string nowhere(const std::string& parameter)
{
    static const std::map<std::string, std::string> prefixes{
        {"submission", "sub"}, {"upload", "upl"}, {"mandate", "mnd"},      {"notice", "ntc"},
        {"hold", "hld"},       {"refund", "rfd"}, {"trade", "trd"},        {"round", "rnd"},
        {"intake", "int"},     {"person", "per"}, {"organisation", "org"}, {"objection", "obj"}};
    const auto known = prefixes.find(parameter);
    return known == prefixes.end() ? std::string(64, 'b') : known->second + "_" + std::string(32, '0');
}

http::ClientAnswer ask(http::Client& client, const http::Route& route, const std::string& target)
{
    static int keys = 0;
    const auto method = std::string{http::verb(route.method)};
    std::map<std::string, std::string> headers;
    std::string body;
    if (method != "GET") {
        headers = {{"Content-Type", route.request_media},
                   {"Idempotency-Key", "walk-number-" + std::to_string(++keys)},
                   {"If-Match", "\"1\""}};
        body = route.request ? "{}" : "";
    }
    return client.send(method, target, body, headers).value();
}

Actor actor_of(Account& account)
{
    const auto session = account.client().get<identity::SessionOut>("/api/v1/session").value();
    Actor out;
    out.person = session.person.text();
    out.organisation = session.organisation.id.text();
    out.roles = session.roles;
    if (session.mandate)
        out.mandate = session.mandate->text();
    if (session.on_behalf_of)
        out.on_behalf_of = session.on_behalf_of->id.text();
    return out;
}

WalkScene::WalkScene()
{
    bid_and_withdraw();
    draft_beside();
    register_hidden();
    bring_people();
}

void WalkScene::bid_and_withdraw()
{
    auto& bidder = tender().bidder(0);
    must(scene.pay(0, "serial-of-0"), "bidder 0 pays");
    must(scene.pay(2, "serial-of-2"), "bidder 2 pays");
    must(scene.withdraw(2, tender().bid(2, 10'000'002)), "bidder 2 withdraws");
    const auto sealed = tender().ready(0, tender().seal(0, 10'000'000));
    const auto sent = must(tender().send(0, sealed), "bidder 0 bids");
    must(bidder.client().post<bidding::QuestionOut>("/api/v1/trades/" + tender().trade().id.text() +
                                                        "/questions",
                                                    bidding::AskIn{"工期能否顺延？"}, bidder.key("asks")),
         "bidder 0 asks");
    of_the_bidder = {{"submission", sealed.submission},
                     {"upload", sealed.body.uploads.begin()->second},
                     {"message", sent.message_digest}};
    of_the_mandate = {{"mandate", actor_of(tender().agency()).mandate}};
    of_the_bank = {{"refund", scene.orders().at(0).id.text()}};
    const auto deposit = scene.own(0);
    secrets = {sealed.submission,       sealed.body.uploads.begin()->second,
               sent.message_digest,     deposit.id.text(),
               deposit.account.value(), bidder.holder().certificate.subject().organisation_code,
               scene.name_of(0),        actor_of(bidder).organisation,
               actor_of(bidder).person};
}

terms::Terms WalkScene::signed_by_owner(terms::Terms terms)
{
    auto& owner = tender().owner();
    must(owner.client().post<trade::TermsSignedOut>(
             "/api/v1/trades/" + terms.trade + "/terms",
             trade::TermsIn{terms, owner.sign(terms::signed_bytes(terms))},
             owner.key("terms-" + std::to_string(terms.number) + terms.trade)),
         "terms are signed");
    return terms;
}

notice::NoticeOut WalkScene::draft(const trade::TradeId& trade, const notice::DraftIn& in)
{
    auto& agency = tender().agency();
    return must(agency.client().post<notice::NoticeOut>("/api/v1/trades/" + trade.text() + "/notices", in,
                                                        agency.key("draft-" + trade.text())),
                "a notice is drafted");
}

void WalkScene::draft_beside()
{
    const auto kit = tender().kit();
    auto next = kit.terms;
    next.number = 2;
    next.previous = kit.terms_digest;
    next.tie_rule = "报价相同的，由评标委员会抽签确定。";
    of_the_draft_terms = {{"digest", to_hex(terms::digest(signed_by_owner(next)))}};
    notice::DraftIn in;
    in.kind = notice::Kind::clarification;
    in.affects_bids = false;
    in.reason = "补充说明现场踏勘时间";
    in.sections = {{"content", "澄清或者修改的内容", "现场踏勘时间补充说明，不影响投标文件编制。"}};
    in.publish_at = tender().installation().clock().now() + std::chrono::hours{1};
    of_the_draft_notice = {{"notice", draft(tender().trade().id, in).id.text()}};
}

void WalkScene::register_hidden()
{
    const auto cast = rehearsal::cast_of(1, 3);
    const auto opens = local_hour("2026-05-20 09:30");
    auto in = rehearsal::registration_of(cast, {{"二期标段", "二期工程", cast.estimate}}, opens);
    in.title = "尚未公开的二期工程";
    auto& agency = tender().agency();
    hidden = must(agency.client().post<trade::TradeOut>("/api/v1/trades", trade::SubmitIn{in, std::nullopt},
                                                        agency.key("register-hidden")),
                  "the second registration");
    auto& desk = tender().staff("desk");
    const trade::Confirmation place{"服务责任人", "0990-5550100", opens, "开标一室", ""};
    hidden = must(desk.client().post<trade::TradeOut>("/api/v1/trades/" + hidden.id.text() + "/registration",
                                                      place, desk.key("finish-hidden")),
                  "the second registration is finished");
    auto terms = rehearsal::terms_of(tender().installation().about().name, hidden,
                                     {local_hour("2026-04-28 09:00"), local_hour("2026-05-08 17:00"), opens});
    auto lot = tender().kit().terms.lots.at(0);
    lot.lot = hidden.rounds.at(0).lot.text();
    lot.round = hidden.rounds.at(0).id.text();
    lot.intake = hidden.rounds.at(0).intake.text();
    lot.estimate = hidden.rounds.at(0).estimate;
    terms.lots = {lot};
    hidden_terms = to_hex(terms::digest(signed_by_owner(terms)));
    const auto notice = draft(hidden.id, rehearsal::tender_notice(cast, local_hour("2026-04-28 09:00")));
    of_the_hidden = {{"trade", hidden.id.text()},
                     {"round", hidden.rounds.at(0).id.text()},
                     {"intake", hidden.rounds.at(0).intake.text()},
                     {"notice", notice.id.text()}};
}

std::unique_ptr<Account> WalkScene::recognised(const rehearsal::Player& player,
                                               identity::OrganisationKind kind, identity::Role role)
{
    auto out = tender().newcomer(player);
    const auto who = actor_of(*out);
    const auto path = "/api/v1/organisations/" + who.organisation;
    auto& security = tender().staff("security-admin");
    must(account::act<identity::OrganisationOut>(security, "PUT", path + "/kind", identity::RecogniseIn{kind},
                                                 security.key("recognised/" + who.organisation)),
         player.name + " is recognised");
    const identity::RolesIn roles{{identity::Role::org_admin, identity::Role::org_signer, role}};
    must(account::act<identity::PersonOut>(*out, "PUT", path + "/people/" + who.person + "/roles", roles,
                                           out->key("recognised")),
         player.name + " has its role");
    must(out->sign_in(), player.name + " signs in anew");
    return out;
}

void WalkScene::bring_people()
{
    using identity::OrganisationKind;
    const auto cast = rehearsal::cast_of(4'711, 1);
    const auto guest = [&](const std::string& name, std::unique_ptr<Account> account) {
        guests_.push_back(std::move(account));
        people.emplace_back(name, guests_.back().get());
    };
    people = {{"nobody", nullptr},
              {"owner", &tender().owner()},
              {"agency", &tender().agency()},
              {"bidder", &tender().bidder(0)},
              {"other bidder", &tender().bidder(1)},
              {"bidder who withdrew", &tender().bidder(2)},
              {"trustee", tender().trustee(3).account.get()},
              {"bank", scene.bank.get()}};
    guest("stranger", tender().newcomer(cast.bidders.at(0)));
    guest("outside medium",
          tender().newcomer({rehearsal::organisation_code("91990100MA0PAPER1"), "平原日报社", "编辑"}));
    guest("other bank", scene.bank_of("0BANK02", "另一银行平州分行"));
    must(bank::recognise(tender().staff("security-admin"), *guests_.back()), "the other bank");
    guest("supervisor",
          recognised(cast.supervisor, OrganisationKind::supervisor, identity::Role::supervisor));
    guest("agency without its mandate",
          std::make_unique<Account>(tender().anyone().base(), tender().config().origin,
                                    tender().agency().holder()));
    must(guests_.back()->sign_in(), "the agency in its own name");
    for (const char* staff :
         {"desk", "venue", "witness", "archivist", "system-admin", "security-admin", "audit-admin"})
        people.emplace_back(staff, &tender().staff(staff));
    for (const auto& [who, account] : people)
        actors[who] = account ? actor_of(*account) : Actor{};
}

Status WalkScene::declared(const http::Route& route, const Actor& actor, const Ids& ids)
{
    http::Request request;
    request.call.actor = actor;
    request.path = ids;
    if (!route.object)
        return identity::may(actor, route.needs, nullptr);
    return tender().house().reads().read([&](const ReadTx& tx) -> Status {
        TP_TRY(object, route.object(tx, request));
        return identity::may(actor, route.needs, &object);
    });
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

Ids WalkScene::all() const
{
    const auto& trade = scene.tender.trade();
    Ids out{{"trade", trade.id.text()},
            {"intake", scene.tender.intake()},
            {"round", trade.rounds.at(0).id.text()},
            {"name", "tianping.css"},
            {"procedure", "works-open-tender"},
            {"file", std::string(64, 'f')},
            {"code", "identity.not_allowed"}};
    for (const auto* things :
         {&of_the_bidder, &of_the_mandate, &of_the_bank, &of_the_draft_notice, &of_the_draft_terms})
        out.insert(things->begin(), things->end());
    for (const char* parameter : {"hold", "objection", "envelope", "person", "organisation"})
        out.emplace(parameter, nowhere(parameter));
    return out;
}

} // namespace tianping::test
