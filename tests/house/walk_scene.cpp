#include "house/walk_scene.hpp"
#include "app/account/act.hpp"
#include "app/rehearsal/scene.hpp"
#include "infra/crypto/digest.hpp"
#include "infra/http/openapi.hpp"
#include "rooms/bidding/questions.hpp"
#include "support/tender_scene.hpp"
#include <fstream>

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

WalkScene::WalkScene(const TenderPlan& plan) : scene{plan}
{
    bid_and_withdraw();
    draft_beside();
    register_hidden();
    hold_hidden();
    bring_people();
    keep_trustees_bodies();
    keep_banks_bodies();
    keep_owners_bodies();
}

void WalkScene::bid_and_withdraw()
{
    auto& bidder = tender().bidder(0);
    must(scene.pay(0, "serial-of-0"), "bidder 0 pays");
    must(scene.pay(2, "serial-of-2"), "bidder 2 pays");
    const auto withdrawn = tender().bid(2, 10'000'002);
    of_the_withdrawn = {{"submission", withdrawn.submission}, {"message", withdrawn.message_digest}};
    must(scene.withdraw(2, withdrawn), "bidder 2 withdraws");
    const auto sealed = tender().ready(0, tender().seal(0, 10'000'000));
    const auto sent = must(tender().send(0, sealed), "bidder 0 bids");
    must(bidder.client().post<bidding::QuestionOut>("/api/v1/trades/" + tender().trade().id.text() +
                                                        "/questions",
                                                    bidding::AskIn{"工期能否顺延？"}, bidder.key("asks")),
         "bidder 0 asks");
    keep_bidders_bodies(sealed);
    of_the_bidder = {{"submission", sealed.submission},
                     {"upload", sealed.body.uploads.begin()->second},
                     {"message", sent.message_digest},
                     {"envelope", to_hex(sealed.parts.at(0).digest)}};
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

terms::File WalkScene::file_of(account::Account& by, const std::string& name)
{
    const auto text = "图纸第12页：以新图为准。" + name;
    const ScratchFolder folder;
    const auto file = folder.path() / "paper.pdf";
    std::ofstream{file, std::ios::binary} << text;
    must(bidder::upload(by, file), "a file is uploaded");
    return {name, std::ssize(text), to_hex(crypto::sm3(view(text))), "application/pdf"};
}

void WalkScene::draft_beside()
{
    const auto kit = tender().kit();
    auto next = kit.terms;
    next.files = {file_of(tender().owner(), "图纸.pdf")};
    next.number = 2;
    next.previous = kit.terms_digest;
    next.tie_rule = "报价相同的，由评标委员会抽签确定。";
    of_the_draft_terms = {{"digest", to_hex(terms::digest(signed_by_owner(next)))},
                          {"file", next.files.at(0).digest}};
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
    in.documents = {file_of(agency, "二期立项批复.pdf")};
    hidden = must(agency.client().post<trade::TradeOut>("/api/v1/trades", trade::SubmitIn{in, std::nullopt},
                                                        agency.key("register-hidden")),
                  "the second registration");
    auto& desk = tender().staff("desk");
    const trade::Confirmation place{"服务责任人", "0000-5550100", opens, "开标一室", ""};
    hidden = must(desk.client().post<trade::TradeOut>("/api/v1/trades/" + hidden.id.text() + "/registration",
                                                      place, desk.key("finish-hidden")),
                  "the second registration is finished");
    auto terms = rehearsal::terms_of(tender().installation().about().name, hidden,
                                     {local_hour("2026-04-28 09:00"), local_hour("2026-05-08 17:00"), opens});
    auto lot = tender().kit().terms.lots.at(0);
    lot.lot = hidden.rounds.at(0).lot.text();
    lot.round = hidden.rounds.at(0).id.text();
    lot.intake = hidden.rounds.at(0).intake.text();
    lot.name = hidden.rounds.at(0).lot_name;
    lot.estimate = hidden.rounds.at(0).estimate;
    terms.lots = {lot};
    hidden_terms = to_hex(terms::digest(signed_by_owner(terms)));
    const auto notice = draft(hidden.id, rehearsal::tender_notice(cast, local_hour("2026-04-28 09:00")));
    of_the_hidden = {{"trade", hidden.id.text()},
                     {"round", hidden.rounds.at(0).id.text()},
                     {"intake", hidden.rounds.at(0).intake.text()},
                     {"notice", notice.id.text()},
                     {"file", hidden.inside->registration.documents.at(0).digest}};
}

// And lifts it again, so that it forbids nothing.
void WalkScene::hold_hidden()
{
    auto& owner = tender().owner();
    const auto path = "/api/v1/trades/" + hidden.id.text() + "/holds";
    trade::HoldIn in;
    in.rounds = {hidden.rounds.at(0).id};
    in.cause = trade::HoldCause::objection_answer;
    in.article = "条例22";
    const auto held = must(account::act<trade::HoldOut>(owner, "POST", path, in, owner.key("hold-hidden")),
                           "the second trade is held");
    of_the_hidden["hold"] = held.hold.id.text();
    must(account::act<trade::HoldOut>(owner, "POST", path + "/" + held.hold.id.text() + "/lifting",
                                      trade::LiftIn{"异议已答复"}, owner.key("lift-hidden")),
         "the hold is lifted");
}

void WalkScene::expect_printed(const http::Route& route, const http::ClientAnswer& answer)
{
    if (!route.path.starts_with("/api/")) // the rest is for people
        return;
    if (printed_.empty())
        printed_ = http::openapi(routes()).at("paths").as_object();
    auto method = wire::name_of(route.method);
    std::erase(method, '_');
    const auto& responses = printed_.at(route.path).at(method).at("responses").as_object();
    EXPECT_TRUE(responses.contains(std::to_string(answer.status)))
        << name_of(route) << " answers " << answer.status
        << ", which the printed interface does not name: " << answer.body.substr(0, 200);
}

Status WalkScene::declared(const http::Route& route, const Actor& actor, const Ids& ids)
{
    http::Request request;
    request.call.actor = actor;
    for (const auto& name : wanted(route.path)) // as the door reads it, and no more
        if (const auto id = ids.find(name); id != ids.end())
            request.path[name] = id->second;
    if (!route.object)
        return identity::may(actor, route.needs, nullptr);
    return tender().house().reads().read([&](const ReadTx& tx) -> Status {
        TP_TRY(object, route.object(tx, request));
        return identity::may(actor, route.needs, &object);
    });
}

Ids WalkScene::all() const
{
    const auto& trade = scene.tender.trade();
    Ids out{{"trade", trade.id.text()},
            {"intake", scene.tender.intake()},
            {"round", trade.rounds.at(0).id.text()},
            {"hold", of_the_hidden.at("hold")},
            {"organisation", actors.at("owner").organisation},
            {"person", actors.at("owner").person},
            {"name", "tianping.css"},
            {"procedure", "works-open-tender"},
            {"code", "identity.not_allowed"}};
    for (const auto* things : {&of_the_bidder, &of_the_mandate, &of_the_bank, &of_the_draft_notice,
                               &of_the_draft_terms, &of_the_session})
        out.insert(things->begin(), things->end());
    out.emplace("objection", nowhere("objection"));
    return out;
}

Ids WalkScene::all_of_the_hidden() const
{
    auto out = all();
    for (const auto& [parameter, id] : of_the_hidden)
        out[parameter] = id;
    out["digest"] = hidden_terms;
    return out;
}

} // namespace tianping::test
