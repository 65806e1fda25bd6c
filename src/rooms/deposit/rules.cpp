#include "rooms/deposit/rules.hpp"
#include "base/calendar.hpp"
#include "base/digit.hpp"
#include "base/flow.hpp"
#include <algorithm>

namespace tianping::deposit {
namespace {

constexpr std::size_t account_digits = 16;

constexpr Flow<RefundState, RefundStep, 3> refund_flow{
    RefundState::due,
    {{{RefundState::due, RefundStep::taken, RefundState::ordered},
      {RefundState::due, RefundStep::paid, RefundState::done},
      {RefundState::ordered, RefundStep::paid, RefundState::done}}}};
static_assert(refund_flow.is_deterministic() && refund_flow.reaches_every_state());

std::uint64_t remainder_97(std::string_view digits)
{
    std::uint64_t out = 0;
    for (const char c : digits)
        out = (out * 10 + static_cast<std::uint64_t>(c - '0')) % 97;
    return out;
}

Fen rest_of(const Received& one)
{
    return one.amount - one.returned;
}

bool is_over(trade::Stage stage)
{
    return stage == trade::Stage::failed || stage == trade::Stage::terminated;
}

bool is_closed(trade::Stage stage)
{
    return stage == trade::Stage::closed || stage == trade::Stage::opening || stage == trade::Stage::opened;
}

// Whatever the stage: what nobody's bid can ever rest on.
std::optional<RefundCause> never_counts(const Received& one)
{
    if (!one.known_account)
        return RefundCause::unknown_account;
    if (!one.right_payer)
        return RefundCause::wrong_payer;
    return std::nullopt;
}

std::optional<RefundCause> at_the_closing(const Received& one, const Asked& asked, bool has_bid)
{
    switch (judge(one, asked)) {
    case EntryState::late:
        return RefundCause::late;
    case EntryState::form_not_accepted:
    case EntryState::ends_too_early:
        return RefundCause::not_accepted;
    default:
        return has_bid ? std::nullopt : std::optional{RefundCause::no_bid};
    }
}

// The owner of a revoked bid may keep what was paid for it (条例35), and a termination gives back all that is
// not kept (条例31).
bool is_the_owners(const Standing& standing)
{
    return standing.revoked &&
           (standing.stage != trade::Stage::terminated || *standing.revoked == Choice::kept);
}

std::optional<RefundCause> cause_of(const Received& one, const std::optional<Asked>& asked,
                                    const Standing& standing)
{
    if (const auto cause = never_counts(one))
        return cause;
    if (one.withdrawn_at && one.at <= *one.withdrawn_at)
        return RefundCause::withdrawal;
    if (is_over(standing.stage) && !is_the_owners(standing))
        return standing.stage == trade::Stage::failed ? RefundCause::round_failed : RefundCause::terminated;
    if (!is_over(standing.stage) && !is_closed(standing.stage))
        return std::nullopt;
    if (!asked)
        return RefundCause::not_accepted;
    if (const auto cause = at_the_closing(one, *asked, standing.has_bid))
        return cause;
    return standing.revoked == Choice::given_back ? std::optional{RefundCause::given_back} : std::nullopt;
}

// What came last goes back first.
void return_surplus(std::vector<Return>& out, const std::vector<Received>& all, const Asked& asked)
{
    const auto sum = counted(all, asked);
    auto surplus = sum > asked.amount ? sum - asked.amount : Fen{};
    for (auto one = all.rbegin(); one != all.rend() && surplus > Fen{}; ++one) {
        if (one->form != terms::DepositForm::transfer || judge(*one, asked) != EntryState::counted)
            continue;
        const auto part = std::min(surplus, rest_of(*one));
        out.push_back({one->id, part, RefundCause::surplus, std::nullopt});
        surplus = surplus - part;
    }
}

} // namespace

std::string new_account_number(Chance& chance)
{
    std::array<std::uint8_t, account_digits> bytes{};
    std::string out;
    while (out.size() < account_digits) {
        chance.fill(bytes);
        for (const auto byte : bytes)
            if (byte < 250 && out.size() < account_digits)
                out += static_cast<char>('0' + byte % 10);
    }
    const auto check = 98 - remainder_97(out + "00");
    out += static_cast<char>('0' + check / 10);
    out += static_cast<char>('0' + check % 10);
    return out;
}

Status check_account_number(std::string_view number)
{
    const bool digits = std::ranges::all_of(number, is_digit);
    if (!digits || number.size() != account_digits + 2 || remainder_97(number) != 1)
        return invalid_field("deposit.account_malformed", "booking.account", "18 digits, two of them check");
    return {};
}

Instant end_of_bid(Instant deadline, std::int64_t validity_days)
{
    return (CivilDay::of(deadline) + validity_days).end();
}

std::optional<Asked> asked_by(const terms::LotTerms& lot, Instant deadline)
{
    if (!lot.deposit)
        return std::nullopt;
    return Asked{lot.deposit->amount, lot.deposit->forms, deadline, end_of_bid(deadline, lot.validity_days)};
}

EntryState judge(const Received& one, const Asked& asked)
{
    if (!one.known_account)
        return EntryState::unknown_account;
    if (!one.right_payer)
        return EntryState::wrong_payer;
    if (std::ranges::find(asked.forms, one.form) == asked.forms.end())
        return EntryState::form_not_accepted;
    if (one.at >= asked.deadline)
        return EntryState::late;
    if (one.valid_until && *one.valid_until < asked.bid_ends)
        return EntryState::ends_too_early;
    return rest_of(one) > Fen{} ? EntryState::counted : EntryState::returned;
}

Fen counted(const std::vector<Received>& all, const Asked& asked)
{
    Fen out;
    for (const auto& one : all)
        if (judge(one, asked) == EntryState::counted)
            out = std::min(out + rest_of(one), Fen{Fen::most});
    return out;
}

DepositState measure(Fen counted, const Asked& asked)
{
    if (counted == Fen{})
        return DepositState::nothing;
    if (counted < asked.amount)
        return DepositState::too_little;
    return counted == asked.amount ? DepositState::enough : DepositState::too_much;
}

std::vector<Return> to_return(const std::vector<Received>& all, const std::optional<Asked>& asked,
                              const Standing& standing)
{
    std::vector<Return> out;
    std::vector<Received> kept;
    for (const auto& one : all) {
        const auto cause = cause_of(one, asked, standing);
        if (!cause)
            kept.push_back(one);
        else if (rest_of(one) > Fen{})
            out.push_back({one.id, rest_of(one), *cause,
                           *cause == RefundCause::withdrawal ? one.withdrawn_at : std::nullopt});
    }
    if (asked && (is_closed(standing.stage) || is_the_owners(standing)))
        return_surplus(out, kept, *asked);
    return out;
}

Result<RefundState> next_state(RefundState at, RefundStep step)
{
    if (const auto* move = refund_flow.find(at, step))
        return move->to;
    Error e{Fault::conflict, "deposit.refund_out_of_order"};
    e.params = {{"state", wire::name_of(at)}};
    return e;
}

std::optional<std::string> own_name(const std::vector<std::string>& names, std::string_view payer)
{
    const auto given = without_blanks(payer);
    const auto at =
        std::ranges::find_if(names, [&](const auto& name) { return without_blanks(name) == given; });
    return at == names.end() ? std::nullopt : std::optional{*at};
}

} // namespace tianping::deposit
