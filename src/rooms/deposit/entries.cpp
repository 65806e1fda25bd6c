// What comes in for a deposit: a bank's booking, a guarantee, an instrument on the desk.
#include "base/canonical.hpp"
#include "rooms/deposit/events.hpp"
#include "rooms/deposit/forms.hpp"
#include "rooms/deposit/service.hpp"
#include "rooms/deposit/store.hpp"
#include <algorithm>

namespace tianping::deposit {
namespace {

Error repeated(terms::DepositForm form)
{
    return {Fault::conflict,
            form == terms::DepositForm::transfer ? "deposit.serial_repeated" : "deposit.instrument_repeated"};
}

Result<identity::ProvedSignature> proved(Collected bad, ByteView message,
                                         const identity::SignatureIn& signature)
{
    auto signer = identity::prove_signature(message, signature);
    bad.check(signer);
    TP_CHECK(bad.done());
    return signer;
}

} // namespace

Status Deposits::keep(WriteTx& tx, const Call& call, const EntryRow& entry) const
{
    if (!tx.insert(entry))
        return repeated(entry.form);
    const auto deposit = entry.deposit ? store::deposit(tx, *entry.deposit) : std::nullopt;
    const bool from_bank = entry.form == terms::DepositForm::transfer;
    const auto audience = from_bank ? entry.source : deposit.value().bidder.text();
    events::append(
        tx, call, entry.id.text(), about_of(tx, entry.deposit),
        DepositReceived{entry.deposit ? entry.deposit->text() : "", entry.form, entry.right_payer, entry.at},
        events::Private{
            "organisation:" + audience,
            wire::write(EntryParticulars{entry.source, entry.number, entry.account, entry.payer_name,
                                         entry.payer_account, entry.amount, entry.document})});
    if (deposit)
        return settle(tx, call, *deposit);
    return order(tx, call, entry, {entry.id, entry.amount, RefundCause::unknown_account, std::nullopt});
}

// Where the law asks for the basic account (条例26: 依法必须进行招标的项目), the account has to be the one
// that the bidder registered, under any name that he bears or bore: a bank learns of a new name when it is
// told.
bool Deposits::from_basic_account(const ReadTx& tx, const DepositRow& row, const EntryRow& entry) const
{
    const auto round = trade::round_facts(tx, row.round).value();
    if (article_of(tx, round, basic_account, entry.at).empty())
        return true;
    return own_name(identity::names_of(tx, row.bidder).value(), entry.payer_name) &&
           without_blanks(entry.payer_account) == row.payer_account;
}

Result<bool> Deposits::drawn_on_basic_account(WriteTx& tx, const Call& call, DepositRow& row,
                                              const EntryRow& entry) const
{
    const auto round = trade::round_facts(tx, row.round).value();
    const auto article = article_of(tx, round, basic_account, entry.at);
    const auto account = without_blanks(entry.payer_account);
    if (!article.empty() && account.empty()) {
        auto missing = invalid_field("deposit.basic_account_missing", "payer_account", "1 to 64 characters");
        missing.article = article;
        return missing;
    }
    const auto payer = own_name(identity::names_of(tx, row.bidder).value(), entry.payer_name);
    if (!article.empty() && row.payer_account.empty() && payer) {
        row.payer_name = *payer;
        row.payer_account = account;
        TP_CHECK(tx.update(row));
        events::append(tx, call, row.id.text(), about_of(tx, row.id), PayerChanged{row.intake.text()},
                       events::Private{"organisation:" + row.bidder.text(),
                                       wire::write(AccountNumbers{row.account.value_or(""), row.payer_name,
                                                                  row.payer_account})});
    }
    return from_basic_account(tx, row, entry);
}

Result<identity::ProvedSignature> Deposits::read_booking(const http::Request& request,
                                                         const BookingIn& in) const
{
    const Told told{platform_.name, request.call.arrived};
    return proved(faults_of(in.booking, &told), signed_bytes(in.booking), in.signature);
}

Result<BookingOut> Deposits::book(WriteTx& tx, const http::Request& request, const BookingIn& in,
                                  const identity::ProvedSignature& signer) const
{
    const auto& call = request.call;
    const auto& text = in.booking;
    TP_TRY(bank, identity::acting_organisation(call));
    TP_CHECK(identity::check_signer(tx, signer, bank, call.arrived));
    const auto message = canonical(wire::write(text));
    if (const auto known = store::entry_of(tx, terms::DepositForm::transfer, bank.text(), text.serial)) {
        if (known->message != message)
            return repeated(terms::DepositForm::transfer);
        return BookingOut{text.serial, known->recorded_at};
    }
    EntryRow entry;
    entry.id = call.mint<DepositEntryId>();
    entry.form = terms::DepositForm::transfer;
    entry.source = bank.text();
    entry.number = text.serial;
    entry.account = text.account;
    entry.amount = text.amount;
    entry.payer_name = text.payer_name;
    entry.payer_account = text.payer_account;
    entry.at = text.booked_at;
    entry.recorded_at = call.arrived;
    entry.message = message;
    entry.certificate = in.signature.certificate;
    entry.signature = in.signature.value;
    const auto row = store::deposit_of_account(tx, text.account);
    if (row && row->bank == bank) {
        entry.deposit = row->id;
        entry.right_payer = from_basic_account(tx, *row, entry);
    }
    TP_CHECK(keep(tx, call, entry));
    return BookingOut{text.serial, call.arrived};
}

Result<identity::ProvedSignature> Deposits::read_guarantee(const http::Request& request,
                                                           const GuaranteeIn& in) const
{
    const Told told{platform_.name, request.call.arrived};
    return proved(faults_of(in.guarantee, &told), signed_bytes(in.guarantee), in.signature);
}

Result<DepositView> Deposits::take_guarantee(WriteTx& tx, const http::Request& request, const GuaranteeIn& in,
                                             const identity::ProvedSignature& signer) const
{
    const auto& call = request.call;
    const auto& text = in.guarantee;
    TP_TRY(bidder, identity::acting_for(call));
    TP_TRY(at, open_round(tx, request, bidder, terms::DepositForm::electronic_guarantee));
    const auto guarantor = identity::organisation_by_code(tx, signer.organisation_code);
    if (!guarantor || guarantor->kind != identity::OrganisationKind::bank)
        return Error{Fault::forbidden, "deposit.guarantor_not_recognised"};
    TP_CHECK(identity::check_signer(tx, signer, guarantor->id, call.arrived));
    TP_TRY(self, identity::organisation(tx, bidder));
    TP_TRY(owner, identity::organisation(tx, at.trade.owner));
    Collected bad;
    const auto require = [&](const std::string& said, const std::string& right, const char* path) {
        if (said != right)
            bad.add({path, "deposit.guarantee_of_another", right});
    };
    require(text.beneficiary, owner.code, "guarantee.beneficiary");
    require(text.principal, self.code, "guarantee.principal");
    require(text.round, at.round.id.text(), "guarantee.round");
    TP_CHECK(bad.done());
    const auto row = row_of(tx, call, at, bidder);
    EntryRow entry;
    entry.id = call.mint<DepositEntryId>();
    entry.deposit = row.id;
    entry.form = terms::DepositForm::electronic_guarantee;
    entry.source = guarantor->id.text();
    entry.number = text.number;
    entry.amount = text.amount;
    entry.at = call.arrived;
    entry.recorded_at = call.arrived;
    entry.valid_until = text.valid_until;
    entry.document = text.document;
    entry.message = canonical(wire::write(text));
    entry.certificate = in.signature.certificate;
    entry.signature = in.signature.value;
    TP_CHECK(keep(tx, call, entry));
    return shown(tx, at, row);
}

Result<InstrumentOut> Deposits::register_instrument(WriteTx& tx, const http::Request& request,
                                                    const InstrumentIn& in) const
{
    const auto& call = request.call;
    TP_CHECK(faults_of(in, &tx).done());
    const auto bidder = identity::organisation_by_code(tx, in.bidder_code).value();
    TP_TRY(intake, trade::IntakeId::parse(request.path.at("intake")));
    TP_TRY(round, trade::round_of_intake(tx, intake));
    TP_CHECK(bidding::check_still_open(tx, round, call.arrived));
    TP_TRY(at, asking_for(tx, round, bidder.id, terms::DepositForm::bank_instrument));
    auto row = row_of(tx, call, at, bidder.id);
    EntryRow entry;
    entry.id = call.mint<DepositEntryId>();
    entry.deposit = row.id;
    entry.form = terms::DepositForm::bank_instrument;
    entry.source = in.issuer;
    entry.number = in.number;
    entry.amount = in.amount;
    entry.payer_name = in.payer_name;
    entry.payer_account = in.payer_account;
    entry.at = call.arrived;
    if (is_cheque(in.kind)) {
        TP_TRY(drawn, drawn_on_basic_account(tx, call, row, entry));
        entry.right_payer = drawn;
    }
    entry.recorded_at = call.arrived;
    entry.valid_until = in.valid_until;
    entry.document = in.scan;
    entry.message = canonical(wire::write(in));
    TP_CHECK(keep(tx, call, entry));
    const auto received = received_of(tx, row.id);
    auto told = *std::ranges::find(received, entry.id, &Received::id);
    // By the paper alone: whether the bidder registered an account, and which, is hidden from the desk
    // (20-21).
    told.returned = {};
    told.right_payer |= own_name(identity::names_of(tx, bidder.id).value(), in.payer_name).has_value();
    return InstrumentOut{entry.id, judge(told, *at.asked)};
}

} // namespace tianping::deposit
