// Everyone who could ask.
#include "app/account/act.hpp"
#include "app/rehearsal/scene.hpp"
#include "house/walk_scene.hpp"
#include "support/tender_scene.hpp"

namespace tianping::test {

using scene::must;

Actor actor_of(Account& account)
{
    const auto session = account.client().get<identity::SessionOut>("/api/v1/session").value();
    Actor out;
    out.person = session.person.text();
    out.organisation = session.organisation.id.text();
    out.roles = session.roles;
    if (session.mandate) {
        out.mandate = session.mandate->text();
        out.scope = ""; // of all mandates here but that of agency_for()
    }
    if (session.on_behalf_of)
        out.on_behalf_of = session.on_behalf_of->id.text();
    return out;
}

// Of the owner, with nothing but his membership.
std::unique_ptr<Account> WalkScene::clerk_of_owner()
{
    auto& owner = tender().owner();
    auto platform = tender().anyone();
    auto subject = owner.holder().certificate.subject();
    subject.common_name = "小周";
    subject.person = "02";
    auto holder = must(account::demonstration_holder(platform, owner.origin(), subject), "a certificate");
    const identity::PersonIn in{
        subject.common_name, {identity::Role::org_member}, {to_base64(holder.certificate.der())}, {}};
    must(account::act<identity::PersonOut>(
             owner, "POST", "/api/v1/organisations/" + actor_of(owner).organisation + "/people", in,
             owner.key("clerk")),
         "the owner's clerk");
    auto out = std::make_unique<Account>(platform.base(), owner.origin(), std::move(holder));
    must(out->sign_in(), "the owner's clerk signs in");
    return out;
}

std::unique_ptr<Account> WalkScene::agency_for(const std::string& scope)
{
    auto out = std::make_unique<Account>(tender().anyone().base(), tender().config().origin,
                                         tender().agency().holder());
    must(out->sign_in(), "the agency in its own name");
    const auto now = tender().installation().clock().now();
    must(rehearsal::grant_mandate(tender().owner(), *out, now, scope), "the mandate for " + scope);
    return out;
}

void WalkScene::guest_supervisor(const std::string& name, const rehearsal::Player& player,
                                 const Supervision& supervision)
{
    auto out = tender().newcomer(player);
    const auto who = actor_of(*out);
    const auto path = "/api/v1/organisations/" + who.organisation;
    auto& security = tender().staff("security-admin");
    const identity::RecogniseIn as{identity::OrganisationKind::supervisor, supervision};
    must(account::act<identity::OrganisationOut>(security, "PUT", path + "/kind", as,
                                                 security.key("recognised/" + who.organisation)),
         player.name + " is recognised");
    must(account::take_roles(
             *out, {identity::Role::org_admin, identity::Role::org_signer, identity::Role::supervisor},
             out->key("recognised")),
         player.name + " has its role");
    must(out->sign_in(), player.name + " signs in anew");
    guests_.push_back(std::move(out));
    people.emplace_back(name, guests_.back().get());
    actors[name].supervision = supervision;
}

void WalkScene::bring_supervisors(const rehearsal::Player& own)
{
    guest_supervisor("supervisor", own, rehearsal::housing_and_works());
    guest_supervisor("supervisor of another industry",
                     {rehearsal::organisation_code("11990100MB0WATER1"), "平州市水利局", "监督经办"},
                     {{"990100"}, {"A07"}});
    guest_supervisor(
        "supervisor of another city",
        {rehearsal::organisation_code("11990200MB0CXTY02"), "泽州市住房和城乡建设局", "监督经办"},
        {{"990200"}, {}});
}

void WalkScene::bring_people()
{
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
    bring_supervisors(cast.supervisor);
    guest("agency without its mandate",
          std::make_unique<Account>(tender().anyone().base(), tender().config().origin,
                                    tender().agency().holder()));
    must(guests_.back()->sign_in(), "the agency in its own name");
    guest("agency for one trade", agency_for(tender().trade().id.text()));
    guest("owner's clerk", clerk_of_owner());
    for (const char* staff :
         {"desk", "venue", "witness", "archivist", "system-admin", "security-admin", "audit-admin"})
        people.emplace_back(staff, &tender().staff(staff));
    for (const auto& [who, account] : people) {
        auto seen = account ? actor_of(*account) : Actor{};
        seen.supervision = actors[who].supervision;
        actors[who] = std::move(seen);
    }
    actors.at("agency for one trade").scope = tender().trade().id.text();
}

} // namespace tianping::test
