#include "rooms/deposit/forms.hpp"
#include <algorithm>

namespace tianping::deposit {
namespace {

constexpr std::size_t longest_text = 200, longest_account = 64, longest_reason = 4000;

class Fields {
public:
    void text(const std::string& value, const char* path)
    {
        require(!without_blanks(value).empty() && value.size() <= longest_text, path, "deposit.text_length",
                "1 to 200 characters");
    }
    void amount(Fen value, const char* path)
    {
        require(value > Fen{}, path, "deposit.amount_not_positive", "more than 0 fen");
    }
    void digest(const std::string& value, const char* path)
    {
        require(digest_from_hex(value).has_value(), path, "deposit.bad_digest", "64 lower-case hex digits");
    }
    void past(Instant at, const char* path, const Told* told)
    {
        if (told != nullptr)
            require(at <= told->arrived, path, "deposit.in_the_future", to_rfc3339(told->arrived));
    }
    void platform(const std::string& name, const char* path, const Told* told)
    {
        if (told != nullptr)
            require(name == told->platform, path, "deposit.another_platform", told->platform);
    }
    void require(bool good, const char* path, const char* code, const std::string& allowed)
    {
        if (!good)
            bad.add({path, code, allowed});
    }

    Collected bad{};
};

Status signed_form(Collected bad, const identity::SignatureIn& signature)
{
    bad.check(identity::check_signature_form(signature));
    return bad.done();
}

Status within(bool good, const char* path, const char* allowed)
{
    return good ? Status{} : Status{invalid_field("deposit.text_length", path, allowed)};
}

} // namespace

bool is_cheque(InstrumentKind kind)
{
    return kind == InstrumentKind::certified_cheque || kind == InstrumentKind::cash_cheque;
}

Collected faults_of(const BookingText& text, const Told* told)
{
    Fields fields;
    fields.bad.check(check_account_number(text.account));
    fields.amount(text.amount, "booking.amount");
    fields.past(text.booked_at, "booking.booked_at", told);
    fields.text(text.payer_account, "booking.payer_account");
    fields.text(text.payer_name, "booking.payer_name");
    fields.text(text.serial, "booking.serial");
    fields.platform(text.platform, "booking.platform", told);
    return fields.bad;
}

Collected faults_of(const GuaranteeText& text, const Told* told)
{
    Fields fields;
    fields.amount(text.amount, "guarantee.amount");
    fields.digest(text.document, "guarantee.document");
    fields.past(text.issued_at, "guarantee.issued_at", told);
    fields.text(text.number, "guarantee.number");
    fields.platform(text.platform, "guarantee.platform", told);
    return fields.bad;
}

Collected faults_of(const InstrumentIn& in, const ReadTx* tx)
{
    Fields fields;
    if (tx != nullptr)
        fields.require(identity::organisation_by_code(*tx, in.bidder_code).has_value(), "bidder_code",
                       "deposit.bidder_unknown", "a registered organisation");
    fields.text(in.number, "number");
    fields.text(in.issuer, "issuer");
    fields.amount(in.amount, "amount");
    fields.digest(in.scan, "scan");
    if (tx != nullptr) {
        fields.require(in.kind != InstrumentKind::bank_guarantee || in.valid_until.has_value(), "valid_until",
                       "deposit.end_missing", "until when the guarantee is valid");
        if (is_cheque(in.kind))
            fields.text(in.payer_name, "payer_name");
    }
    fields.require(in.payer_account.size() <= longest_account, "payer_account", "deposit.text_length",
                   "1 to 64 characters");
    return fields.bad;
}

Status PayerIn::form() const
{
    const auto account = without_blanks(payer_account);
    return within(!account.empty() && account.size() <= longest_account, "payer_account",
                  "1 to 64 characters");
}

Status BookingIn::form() const
{
    return signed_form(faults_of(booking, nullptr), signature);
}

Status GuaranteeIn::form() const
{
    return signed_form(faults_of(guarantee, nullptr), signature);
}

Status InstrumentIn::form() const
{
    return faults_of(*this, nullptr).done();
}

Status ChoiceIn::form() const
{
    return within(!without_blanks(reason).empty() && reason.size() <= longest_reason, "reason",
                  "1 to 4000 bytes");
}

Status RefundIn::form() const
{
    return identity::check_signature_form(signature);
}

Status HandedBackIn::form() const
{
    return within(!receipt.empty() && receipt.size() <= longest_text, "receipt", "1 to 200 characters");
}

} // namespace tianping::deposit
