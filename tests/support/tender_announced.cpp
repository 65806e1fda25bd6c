// From the owner's mandate to the published notice.
#include "app/rehearsal/scene.hpp"
#include "infra/crypto/digest.hpp"
#include "rooms/trade/types.hpp"
#include "support/tender.hpp"
#include "support/tender_scene.hpp"
#include <fstream>
#include <stdexcept>

namespace tianping::test {

using scene::must;

void Tender::grant_mandate()
{
    mandate_ = must(rehearsal::grant_mandate(*owner_, *agency_, installation_->clock().now()), "mandate").id;
}

void Tender::register_trade(const TenderPlan& plan)
{
    auto in = rehearsal::registration_of(cast_, {{cast_.lots[0].name, cast_.lots[0].scope, cast_.estimate}},
                                         local_hour(deadline_hour));
    if (plan.invited != 0) {
        in.procedure = "works-invited-tender";
        in.method = trade::Method::invited;
        in.method_ground = "技术复杂，只有少量潜在投标人可供选择（条例8）";
    }
    trade_ = must(agency_->client().post<trade::TradeOut>("/api/v1/trades", trade::SubmitIn{in, std::nullopt},
                                                          agency_->key("register")),
                  "registration");
    auto& desk = staff("desk");
    const trade::Confirmation confirmation{"服务责任人", "0000-5550100", local_hour(deadline_hour),
                                           "开标一室", ""};
    trade_ = must(desk.client().post<trade::TradeOut>("/api/v1/trades/" + trade_.id.text() + "/registration",
                                                      confirmation, desk.key("finish")),
                  "registration is finished");
    intake_ = trade_.rounds.at(0).intake.text();
    if (plan.invited != 0)
        invite(plan);
}

void Tender::invite(const TenderPlan& plan)
{
    trade::InviteesIn in;
    for (std::size_t i = 0; i < plan.invited; ++i)
        in.invitees.push_back({cast_.bidders.at(i).code, cast_.bidders.at(i).name});
    const auto path = "/api/v1/rounds/" + trade_.rounds.at(0).id.text() + "/invitees";
    const auto read = must(agency_->client().get<trade::InviteesOut>(path), "invitees before");
    const auto answer =
        must(agency_->client().send("PUT", path, boost::json::serialize(wire::write(in)),
                                    {{"Content-Type", "application/json"},
                                     {"Idempotency-Key", agency_->key("invitees")},
                                     {"If-Match", "\"" + std::to_string(read.version) + "\""}}),
             "invitees");
    if (!answer.ok())
        throw std::runtime_error{"invitees: " + answer.body};
}

terms::Terms Tender::terms_of(const TenderPlan& plan) const
{
    std::vector<terms::Closer> closers;
    for (const auto& trustee : trustees_) {
        const auto& certificate = trustee.account->holder().certificate;
        closers.push_back({std::ssize(closers) + 1, certificate.subject().organisation_code, trustee.name,
                           to_hex(certificate.digest()),
                           closers.size() + plan.without_share < trustees_.size()});
    }
    auto lot = rehearsal::lot_terms_of(trade_.rounds.at(0), std::move(closers));
    lot.deposit = plan.deposit;
    lot.joint_bodies = plan.joint_bodies;
    for (auto& part : lot.parts)
        part.most_bytes = 1 << 20;
    lot.parts.at(1).envelope = plan.second_envelope ? 2 : 1;
    std::erase_if(lot.price_letter, [](const auto& field) { return field.id == "duration"; });
    lot.unsealing.manner = plan.manner;
    lot.unsealing.trustees_remedy = plan.trustees_remedy;
    auto out = rehearsal::terms_of(
        installation_->about().name, trade_,
        {local_hour("2026-03-03 09:00"), local_hour("2026-03-10 17:00"), local_hour(deadline_hour)});
    out.lots = {lot};
    out.procedure = trade_.procedure;
    return out;
}

// As the route keeps them, without its checks.
void Tender::keep_terms(const terms::Terms& terms)
{
    const auto signature = owner_->sign(terms::signed_bytes(terms));
    inside([&](WriteTx& tx, const Call& call) {
        const auto digest = to_hex(terms::digest(terms));
        if (!tx.insert(trade::TermsRow{
                digest, trade_.id, terms.number, boost::json::serialize(wire::write(terms)),
                to_hex(owner_->holder().certificate.digest()), signature.value, call.arrived, std::nullopt}))
            throw std::runtime_error{"terms are not kept"};
        tx.change("UPDATE trade SET latest_terms = :d, latest_number = :n WHERE id = :i", digest,
                  terms.number, trade_.id);
    });
}

terms::File Tender::hand_in_drawings()
{
    constexpr std::string_view drawings = "图纸第12页：以新图为准。";
    const auto file = folder_.path() / "drawings.pdf";
    std::ofstream{file, std::ios::binary} << drawings;
    must(bidder::upload(*agency_, file), "drawings are uploaded");
    return {"图纸.pdf", std::ssize(drawings), to_hex(crypto::sm3(tianping::view(drawings))),
            "application/pdf"};
}

void Tender::sign_terms(const TenderPlan& plan)
{
    auto terms = terms_of(plan);
    if (plan.drawings)
        terms.files = {hand_in_drawings()};
    if (plan.second_envelope)
        return keep_terms(terms);
    must(owner_->client().post<trade::TermsSignedOut>(
             "/api/v1/trades/" + trade_.id.text() + "/terms",
             trade::TermsIn{terms, owner_->sign(terms::signed_bytes(terms))}, owner_->key("terms")),
         "terms are signed");
}

void Tender::publish_notice(const TenderPlan& plan)
{
    auto draft = rehearsal::tender_notice(cast_, local_hour("2026-03-03 09:00"));
    if (plan.invited != 0) {
        draft.kind = notice::Kind::invitation;
        draft.sections->push_back({"content", "", "邀请贵单位参加投标。"});
    }
    const auto drafted =
        must(agency_->client().post<notice::NoticeOut>("/api/v1/trades/" + trade_.id.text() + "/notices",
                                                       draft, agency_->key("notice")),
             "notice is drafted");
    const auto digest = digest_from_hex(drafted.digest).value();
    must(owner_->client().post<notice::NoticeOut>(
             "/api/v1/notices/" + drafted.id.text() + "/signature",
             notice::SignIn{drafted.digest, owner_->sign(notice::signed_bytes(digest))},
             owner_->key("sign-notice")),
         "notice is signed");
    go_to(local_hour("2026-03-03 09:00"));
}

} // namespace tianping::test
