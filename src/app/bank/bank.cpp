#include "app/bank/bank.hpp"
#include "app/account/act.hpp"
#include "infra/crypto/digest.hpp"
#include "infra/http/every_page.hpp"

namespace tianping::bank {
namespace {

// A key that is the same when the same is sent again.
template <class In>
std::string key_of(const account::Account& account, const std::string& target, const In& in)
{
    const auto text = target + boost::json::serialize(wire::write(in));
    return account.key(to_hex(crypto::sm3(view(text))).substr(0, 32));
}

template <class Out, class In>
Result<Out> post(account::Account& account, const std::string& target, const In& in)
{
    return account.client().post<Out>(target, in, key_of(account, target, in));
}

} // namespace

Status recognise(account::Account& security_admin, account::Account& bank)
{
    TP_TRY(session, bank.client().get<identity::SessionOut>("/api/v1/session"));
    const auto organisation = "/api/v1/organisations/" + session.organisation.id.text();
    const auto kind = organisation + "/kind";
    const identity::RecogniseIn as_bank{identity::OrganisationKind::bank};
    TP_CHECK(account::act<identity::OrganisationOut>(security_admin, "PUT", kind, as_bank,
                                                     key_of(security_admin, kind, as_bank)));
    const std::vector clerk{identity::Role::org_admin, identity::Role::org_signer,
                            identity::Role::bank_clerk};
    TP_CHECK(
        account::take_roles(bank, clerk, key_of(bank, organisation + "/roles", identity::RolesIn{clerk})));
    TP_CHECK(bank.sign_in());
    return {};
}

Result<deposit::BookingOut> report(account::Account& bank, const deposit::BookingText& booking)
{
    return post<deposit::BookingOut>(bank, "/api/v1/bank/bookings",
                                     deposit::BookingIn{booking, bank.sign(deposit::signed_bytes(booking))});
}

deposit::GuaranteeIn guarantee(const account::Account& bank, const deposit::GuaranteeText& text)
{
    return {text, bank.sign(deposit::signed_bytes(text))};
}

Result<std::vector<deposit::RefundOrder>> orders(account::Account& bank, const std::string& state)
{
    return http::every_page<deposit::RefundOrder>(
        bank.client(), "/api/v1/bank/refunds" + (state.empty() ? "" : "?state=" + state));
}

Result<deposit::RefundOrder> report(account::Account& bank, const deposit::RefundText& report)
{
    return post<deposit::RefundOrder>(bank, "/api/v1/bank/refunds/" + report.refund + "/reports",
                                      deposit::RefundIn{report, bank.sign(deposit::signed_bytes(report))});
}

Result<deposit::DepositView> open_account(account::Account& bidder, const std::string& intake,
                                          const std::string& payer_account,
                                          const std::optional<std::string>& bank_code)
{
    TP_TRY(session, bidder.client().get<identity::SessionOut>("/api/v1/session"));
    return post<deposit::DepositView>(bidder, "/api/v1/intakes/" + intake + "/deposit/account",
                                      deposit::PayerIn{session.organisation.name, payer_account, bank_code});
}

Result<deposit::DepositView> hand_in(account::Account& bidder, const std::string& intake,
                                     const deposit::GuaranteeIn& guarantee)
{
    return post<deposit::DepositView>(bidder, "/api/v1/intakes/" + intake + "/deposit/guarantees", guarantee);
}

Result<deposit::DepositView> own_deposit(account::Account& bidder, const std::string& intake)
{
    return bidder.client().get<deposit::DepositView>("/api/v1/intakes/" + intake + "/deposit");
}

} // namespace tianping::bank
