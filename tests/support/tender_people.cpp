// Who acts in a tender, with accounts of their own.
#include "support/tender.hpp"
#include "support/tender_scene.hpp"

namespace tianping::test {
using scene::must, scene::origin;

std::unique_ptr<account::Account> Tender::staff_account(const std::string& handle)
{
    auto keys = must(app::fetch_signing(data() / "handed-out" / handle), handle);
    return signed_in({std::move(keys.key), std::move(keys.certificate)}, handle);
}

std::unique_ptr<account::Account> Tender::signed_in(account::Holder holder, const std::string& name,
                                                    const std::optional<identity::MandateId>& mandate)
{
    auto out = std::make_unique<account::Account>(base_, origin, std::move(holder));
    must(out->sign_in(mandate), name + " signs in");
    return out;
}

account::Account& Tender::staff(const std::string& handle)
{
    auto& known = staff_[handle];
    if (!known)
        known = staff_account(handle);
    return *known;
}

std::unique_ptr<account::Account> Tender::newcomer(const rehearsal::Player& player)
{
    auto client = anyone();
    auto holder =
        must(account::demonstration_holder(client, origin, {player.person, player.name, player.code, "01"}),
             "certificate of " + player.name);
    auto out = std::make_unique<account::Account>(base_, origin, std::move(holder));
    must(out->register_organisation(player.name, "990100", player.person), "registration of " + player.name);
    must(out->sign_in(), player.name + " signs in");
    return out;
}

std::vector<std::string> Tender::trustee_names() const
{
    std::vector<std::string> out{cast_.owner.name, "平州市公共资源交易中心"};
    for (const auto& player : cast_.trustees)
        out.push_back(player.name);
    return out;
}

void Tender::add_trustee(std::unique_ptr<account::Account> account, const std::string& name)
{
    auto clock = std::make_unique<HouseClock>(HouseClock::rehearsal(installation_->clock().now()));
    const auto state = folder_.path() / "trustees" / std::to_string(trustees_.size() + 1);
    trustees_.push_back({std::move(account), std::move(clock), state, nullptr, name});
    restart_trustee(trustees_.size());
}

void Tender::give_accidents(const TenderPlan& plan)
{
    for (const auto& [number, accident] : plan.accidents)
        restart_trustee(number, accident);
}

void Tender::restart_trustee(std::size_t number, trustee::Accident accident)
{
    auto& at = trustee(number);
    const auto& [key, certificate] = at.account->holder();
    trustee::Parts parts{at.account->client(), *at.clock, chance_, key, certificate, at.state};
    parts.origin = origin;
    parts.anchors = &anchors_;
    parts.owners = {cast_.owner.code};
    at.service = std::make_unique<trustee::Trustee>(std::move(parts), accident);
}

void Tender::enter(const TenderPlan& plan)
{
    owner_ = newcomer(cast_.owner);
    agency_ = newcomer(cast_.agency);
    std::vector<std::unique_ptr<account::Account>> trustees;
    trustees.push_back(signed_in(owner_->holder(), "the owner's trustee"));
    trustees.push_back(staff_account("witness"));
    for (const auto& player : cast_.trustees)
        trustees.push_back(newcomer(player));
    const auto names = trustee_names();
    for (std::size_t i = 0; i < names.size(); ++i)
        add_trustee(std::move(trustees.at(i)), names[i]);
    give_accidents(plan);
    for (const auto& player : cast_.bidders)
        bidders_.push_back(newcomer(player));
}

} // namespace tianping::test
