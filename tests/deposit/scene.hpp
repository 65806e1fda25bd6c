#pragma once
// A tender that asks for a deposit, and a recognised bank.
#include "app/bank/bank.hpp"
#include "rooms/bidding/service.hpp"
#include "support/refusal.hpp"
#include "support/tender.hpp"
#include <gtest/gtest.h>

namespace tianping::deposit {

using namespace std::chrono_literals;
using terms::DepositForm;
using test::code_of;
using test::deadline;
using test::Tender;
using test::TenderPlan;

inline const Instant hour = test::local_hour(test::bidding_hour);
inline const auto asked_amount = Fen::yuan(100'000);

inline TenderPlan with_deposit(test::Home home, bool joint = false)
{
    TenderPlan plan;
    plan.home = home;
    plan.deposit = terms::Deposit{
        asked_amount,
        {DepositForm::transfer, DepositForm::electronic_guarantee, DepositForm::bank_instrument}};
    plan.joint_bodies = joint;
    return plan;
}

class Scene {
public:
    explicit Scene(const TenderPlan& plan) : tender{plan}, bank{bank_of("0BANK01", "平原银行平州分行")}
    {
        if (const auto done = bank::recognise(tender.staff("security-admin"), *bank); !done)
            throw std::runtime_error{"the bank: " + done.error().code};
    }

    std::unique_ptr<account::Account> bank_of(const std::string& letters, const std::string& name)
    {
        return tender.newcomer({rehearsal::organisation_code("91990100MA" + letters), name, "经办人"});
    }
    std::string name_of(std::size_t i)
    {
        return tender.bidder(i)
            .client()
            .get<identity::SessionOut>("/api/v1/session")
            .value()
            .organisation.name;
    }
    static std::string payer_account(std::size_t i) { return "62220000" + std::to_string(1000 + i); }

    DepositView open(std::size_t i)
    {
        return bank::open_account(tender.bidder(i), tender.intake(), payer_account(i)).value();
    }
    DepositView own(std::size_t i) { return bank::own_deposit(tender.bidder(i), tender.intake()).value(); }

    BookingText booking(std::size_t i, const std::string& serial, Fen amount = asked_amount,
                        Instant at = hour)
    {
        return {open_or_known(i), amount, at, payer_account(i), name_of(i), tender.kit().platform, serial};
    }
    Result<BookingOut> pay(std::size_t i, const std::string& serial, Fen amount = asked_amount,
                           Instant at = hour)
    {
        return bank::report(*bank, booking(i, serial, amount, at));
    }
    GuaranteeText guarantee(std::size_t i, const std::string& number)
    {
        const auto owner = tender.owner().holder().certificate.subject().organisation_code;
        const auto bidder = tender.bidder(i).holder().certificate.subject().organisation_code;
        return {asked_amount,
                owner,
                std::string(64, 'a'),
                hour,
                number,
                tender.kit().platform,
                bidder,
                tender.kit().round,
                end_of_bid(deadline, 90)};
    }
    Status withdraw(std::size_t i, const bidding::Submitted& bid)
    {
        TP_CHECK(bidder::withdraw(tender.bidder(i), tender.kit(),
                                  {bid.submission, 0, digest_from_hex(bid.message_digest).value()}));
        tender.house().writer().settle();
        return {};
    }
    std::vector<RefundOrder> orders(const std::string& state = "due")
    {
        return bank::orders(*bank, state).value();
    }
    Result<RefundOrder> report(const RefundOrder& order, RefundStep step, const std::string& serial = "",
                               std::optional<Fen> interest = std::nullopt)
    {
        return bank::report(*bank, RefundText{order.amount, tender.installation().clock().now(), interest,
                                              tender.kit().platform, order.id.text(), serial, step});
    }

    Tender tender;
    std::unique_ptr<account::Account> bank;

private:
    std::string open_or_known(std::size_t i)
    {
        const auto known = bank::own_deposit(tender.bidder(i), tender.intake());
        return known && known->account ? *known->account : open(i).account.value();
    }
};

inline std::string states_of(const DepositView& view)
{
    std::string out;
    for (const auto& entry : view.entries)
        out += wire::name_of(entry.state) + " ";
    return out + wire::name_of(view.state);
}

// Whatever the log holds of one refund, as kinds in order.
inline std::string kinds_of(Scene& scene, const std::string& refund)
{
    return scene.tender.house().reads().read([&](const ReadTx& tx) {
        std::string out;
        for (const auto& event : events::of_stream(tx, refund))
            out += event.kind + " ";
        return out;
    });
}

} // namespace tianping::deposit
