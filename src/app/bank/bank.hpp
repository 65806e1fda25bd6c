#pragma once
// A bank, and a bidder with his bank, at the house's interface: sub-accounts, bookings, guarantees, refunds.
// For rehearsals and tests, and as an example of what a bank's own program sends.
#include "app/account/account.hpp"
#include "rooms/deposit/bodies.hpp"

namespace tianping::bank {

// The security administrator recognises a registered organisation as a bank; its person becomes the clerk
// and signs in anew.
Status recognise(account::Account& security_admin, account::Account& bank);

// POST /api/v1/bank/bookings, signed by the bank. The same booking again answers the same.
Result<deposit::BookingOut> report(account::Account& bank, const deposit::BookingText& booking);
// What the bank gives its customer to hand in.
deposit::GuaranteeIn guarantee(const account::Account& bank, const deposit::GuaranteeText& text);
// GET /api/v1/bank/refunds, every page; `state` empty for all.
Result<std::vector<deposit::RefundOrder>> orders(account::Account& bank, const std::string& state = "due");
// POST /api/v1/bank/refunds/{refund}/reports, signed by the bank.
Result<deposit::RefundOrder> report(account::Account& bank, const deposit::RefundText& report);

// The bidder: POST /api/v1/intakes/{intake}/deposit/account with his own basic account, at the bank of this
// code (the only one that there is when he names none).
Result<deposit::DepositView> open_account(account::Account& bidder, const std::string& intake,
                                          const std::string& payer_account,
                                          const std::optional<std::string>& bank_code = std::nullopt);
// POST /api/v1/intakes/{intake}/deposit/guarantees.
Result<deposit::DepositView> hand_in(account::Account& bidder, const std::string& intake,
                                     const deposit::GuaranteeIn& guarantee);
// GET /api/v1/intakes/{intake}/deposit.
Result<deposit::DepositView> own_deposit(account::Account& bidder, const std::string& intake);

} // namespace tianping::bank
