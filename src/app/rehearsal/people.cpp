// Who takes part: one registration, free and without approval, then sign-in by certificate.
#include "app/account/act.hpp"
#include "app/rehearsal/play.hpp"
#include "app/rehearsal/scene.hpp"

namespace tianping::rehearsal {

account::Account Play::staff(const std::string& handle)
{
    auto keys = must(app::fetch_signing(parts_.installation.data() / "handed-out" / handle), handle);
    account::Account out{parts_.base, parts_.config.origin, {keys.key, keys.certificate}};
    must(out.sign_in(), handle + " signs in");
    return out;
}

std::unique_ptr<account::Account> Play::newcomer(const Player& player)
{
    http::Client anyone{parts_.base};
    auto holder = must(account::demonstration_holder(anyone, parts_.config.origin,
                                                     {player.person, player.name, player.code, "01"}),
                       "certificate of " + player.name);
    auto out = std::make_unique<account::Account>(parts_.base, parts_.config.origin, std::move(holder));
    must(out->register_organisation(player.name, "990100", player.person), "registration of " + player.name);
    must(out->sign_in(), player.name + " signs in");
    return out;
}

// The security administrator recognises what an organisation is; the organisation's own administrator gives
// his person the role.
void Play::recognise(account::Account& account, const identity::RecogniseIn& as, identity::Role role)
{
    const auto session = must(account.client().get<identity::SessionOut>("/api/v1/session"), "session");
    const auto one = "/api/v1/organisations/" + session.organisation.id.text();
    must(account::act<identity::OrganisationOut>(
             *security_, "PUT", one + "/kind", as,
             security_->key("recognise/" + session.organisation.id.text())),
         "recognition");
    must(account::take_roles(account, {identity::Role::org_signer, identity::Role::org_admin, role},
                             account.key("roles")),
         "roles");
    must(account.sign_in(), "sign-in in the new role");
}

void Play::enter()
{
    admin_ = std::make_unique<account::Account>(staff("system-admin"));
    security_ = std::make_unique<account::Account>(staff("security-admin"));
    desk_ = std::make_unique<account::Account>(staff("desk"));
    owner_ = newcomer(cast_.owner);
    agency_ = newcomer(cast_.agency);
    tell_.act("登记与委托", "Registration");
    tell_.step(now(), "招标人与招标代理机构一次性登记，无需审批，以证书挑战登录",
               "Owner and agency register once, without approval, and sign in by certificate",
               {"20号令第20条：除注册登记外，不得设置前置条件",
                "Decree 20, article 20: apart from registration no precondition may be set"});
    tell_.detail(cast_.owner.name + "  " + cast_.owner.code);
    tell_.detail(cast_.agency.name + "  " + cast_.agency.code);
    must(grant_mandate(*owner_, *agency_, now()), "mandate");
    tell_.step(now(), "招标人签署委托书，代理机构在委托范围和期限内办理",
               "The owner signs a mandate; the agency acts within its scope and time",
               {"招标投标法第15条：代理机构应当在委托的范围内办理招标事宜",
                "Tendering and Bidding Law, article 15: the agent must handle the tender within the scope of "
                "the mandate"});
    supervisor_ = newcomer(cast_.supervisor);
    recognise(*supervisor_, {identity::OrganisationKind::supervisor, housing_and_works()},
              identity::Role::supervisor);
    bank_ = newcomer(cast_.bank);
    recognise(*bank_, {identity::OrganisationKind::bank, {}}, identity::Role::bank_clerk);
    tell_.step(now(), "安全管理员确认行政监督部门和保证金开户银行的身份；管理员三员分立，不参与交易",
               "The security administrator recognises the supervisor and the deposit bank; "
               "administrators take no part in trades",
               {"20号令第49条：依法设置工作人员的职责权限",
                "Decree 20, article 49: duties and permissions of staff are laid down according to law"});
}

void Play::seat_closers()
{
    const auto add = [&](std::unique_ptr<account::Account> account, const std::string& name, bool share) {
        auto clock = std::make_unique<HouseClock>(HouseClock::rehearsal(now()));
        const auto state = parts_.installation.data() / "trustees" / std::to_string(closers_.size() + 1);
        trustee::Parts parts{account->client(),
                             *clock,
                             parts_.chance,
                             account->holder().key,
                             account->holder().certificate,
                             state,
                             {},
                             parts_.config.origin,
                             &anchors_,
                             {cast_.owner.code}};
        auto service = std::make_unique<trustee::Trustee>(std::move(parts));
        closers_.push_back({std::move(account), std::move(clock), std::move(service), state, name, share});
    };
    const auto second_seat = [&](const account::Account& of) {
        auto out = std::make_unique<account::Account>(parts_.base, parts_.config.origin, of.holder());
        must(out->sign_in(), "a second session");
        return out;
    };
    add(second_seat(*owner_), cast_.owner.name, true);
    add(std::make_unique<account::Account>(staff("witness")), parts_.config.centre_name, true);
    for (const auto& player : cast_.trustees)
        add(newcomer(player), player.name, true);
    add(second_seat(*supervisor_), cast_.supervisor.name, false);
    add(newcomer(cast_.association), cast_.association.name, false);
    tell_.step(now(), "五家受托机构、两家见证机构就位：解封任一投标需五家中的三家，中心自己也打不开",
               "Five trustees and two witnesses stand ready: three of the five open a bid, the centre "
               "alone cannot",
               {"招标投标法第28条：招标人收到投标文件后，应当签收保存，不得开启",
                "Tendering and Bidding Law, article 28: having received bids, the tenderer must sign for "
                "them and keep them, and must not open them"});
    for (const auto& closer : closers_)
        tell_.detail(
            (closer.holds_share ? tell_.pick("受托  ", "trustee  ") : tell_.pick("见证  ", "witness  ")) +
            closer.name);
}

Play::Firm& Play::firm(std::size_t bidder)
{
    auto& out = firms_.at(bidder);
    if (!out.account)
        out.account = newcomer(out.player);
    return out;
}

} // namespace tianping::rehearsal
