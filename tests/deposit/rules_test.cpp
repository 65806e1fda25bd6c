// The law of deposits as tables.
#include "base/calendar.hpp"
#include "rooms/deposit/messages.hpp"
#include <gtest/gtest.h>
#include <set>

namespace tianping::deposit {
namespace {

using namespace std::chrono_literals;
using terms::DepositForm;
using trade::Stage;

const Instant bid_deadline = from_rfc3339("2026-03-24T09:30:00+08:00").value();
const Instant bid_ends = end_of_bid(bid_deadline, 90);
const Asked asked_deposit{
    Fen::yuan(100'000), {DepositForm::transfer, DepositForm::electronic_guarantee}, bid_deadline, bid_ends};

DepositEntryId entry(int n)
{
    return DepositEntryId::mint(bid_deadline - 24h, {static_cast<std::uint8_t>(n)});
}

Received transfer(std::int64_t yuan, Instant at = bid_deadline - 1h, int n = 1)
{
    return {entry(n), DepositForm::transfer, Fen::yuan(yuan), at, std::nullopt, true, true, {}, {}};
}

Received guarantee(std::int64_t yuan, Instant until = bid_ends)
{
    return {entry(9),
            DepositForm::electronic_guarantee,
            Fen::yuan(yuan),
            bid_deadline - 1h,
            until,
            true,
            true,
            {},
            {}};
}

template <class Change>
Received with(Received one, Change change)
{
    change(one);
    return one;
}

TEST(deposit_judge, each_thing_that_comes_in_counts_or_has_its_one_reason)
{
    const auto stranger = with(transfer(100'000), [](auto& r) { r.right_payer = false; });
    const struct {
        Received one;
        EntryState state;
    } cases[] = {
        {transfer(100'000), EntryState::counted},
        {transfer(1), EntryState::counted},
        {transfer(100'000, bid_deadline - 1ms), EntryState::counted},
        {transfer(100'000, bid_deadline), EntryState::late},
        {transfer(100'000, bid_deadline + 1ms), EntryState::late},
        {stranger, EntryState::wrong_payer},
        {with(stranger, [](auto& r) { r.at = bid_deadline; }), EntryState::wrong_payer},
        {with(transfer(1), [](auto& r) { r.known_account = false; }), EntryState::unknown_account},
        {with(transfer(1), [](auto& r) { r.form = DepositForm::bank_instrument; }),
         EntryState::form_not_accepted},
        {with(transfer(1), [](auto& r) { r.returned = r.amount; }), EntryState::returned},
        {with(transfer(2), [](auto& r) { r.returned = Fen::yuan(1); }), EntryState::counted},
        {guarantee(100'000), EntryState::counted},
        {guarantee(100'000, bid_ends - 1ms), EntryState::ends_too_early},
    };
    for (std::size_t i = 0; i < std::size(cases); ++i)
        EXPECT_EQ(judge(cases[i].one, asked_deposit), cases[i].state) << "case " << i;
}

TEST(deposit_judge, what_counts_is_added_up_and_measured)
{
    const auto late = transfer(100'000, bid_deadline);
    const struct {
        std::vector<Received> all;
        std::int64_t yuan;
        DepositState state;
    } cases[] = {
        {{}, 0, DepositState::nothing},
        {{late}, 0, DepositState::nothing},
        {{transfer(99'999)}, 99'999, DepositState::too_little},
        {{transfer(99'999), transfer(1)}, 100'000, DepositState::enough},
        {{transfer(60'000), transfer(60'000), late}, 120'000, DepositState::too_much},
        {{guarantee(40'000), transfer(60'000)}, 100'000, DepositState::enough},
        {{guarantee(100'000)}, 100'000, DepositState::enough},
    };
    for (std::size_t i = 0; i < std::size(cases); ++i) {
        const auto sum = counted(cases[i].all, asked_deposit);
        EXPECT_EQ(sum, Fen::yuan(cases[i].yuan)) << "case " << i;
        EXPECT_EQ(measure(sum, asked_deposit), cases[i].state) << "case " << i;
    }
}

TEST(deposit_judge, a_bid_ends_at_the_last_moment_of_its_last_day_and_the_deadlines_own_day_does_not_count)
{
    EXPECT_EQ(end_of_bid(bid_deadline, 1), from_rfc3339("2026-03-26T00:00:00+08:00").value());
    EXPECT_EQ(end_of_bid(bid_deadline, 90), from_rfc3339("2026-06-23T00:00:00+08:00").value());
}

std::string words(const std::vector<Return>& all)
{
    std::string out;
    for (const auto& one : all)
        out += wire::name_of(one.cause) + " " + one.amount.text() + ";";
    return out;
}

// Paid at `at` by one who withdrew his bid an hour before the deadline.
Received withdrawn(Instant at)
{
    return with(transfer(100'000, at), [](auto& r) { r.withdrawn_at = bid_deadline - 1h; });
}

// What goes back to whom, and when.
namespace refunds {

const auto stranger = with(transfer(7), [](auto& r) { r.right_payer = false; });
const auto unknown = with(transfer(7), [](auto& r) { r.known_account = false; });
const auto gone_back = with(transfer(100'000), [](auto& r) { r.returned = r.amount; });
const auto late = transfer(100'000, bid_deadline);
const Standing before{Stage::announced, false};
const Standing bid{Stage::closed, true};
const struct {
    std::vector<Received> all;
    Standing standing;
    std::string goes_back;
} all[] = {
    {{transfer(100'000)}, before, ""},
    {{transfer(120'000)}, before, ""}, // the terms may still ask for more
    {{late}, before, ""},              // the deadline may still move
    {{stranger}, before, "wrong_payer 7.00;"},
    {{unknown}, before, "unknown_account 7.00;"},
    {{gone_back}, before, ""},
    {{withdrawn(bid_deadline - 2h)}, before, "withdrawal 100,000.00;"},
    {{withdrawn(bid_deadline - 30min)}, before, ""},
    {{withdrawn(bid_deadline - 2h), transfer(1, bid_deadline - 30min)}, // the law's days run on (条例35)
     {Stage::failed, false},
     "withdrawal 100,000.00;round_failed 1.00;"},
    {{transfer(100'000)}, bid, ""},
    {{transfer(100'000)}, {Stage::closed, false}, "no_bid 100,000.00;"},
    {{transfer(90'000)}, bid, ""}, // the committee decides on the bid
    {{transfer(100'000), late}, bid, "late 100,000.00;"},
    {{guarantee(100'000, bid_deadline)}, bid, "not_accepted 100,000.00;"},
    {{transfer(60'000, bid_deadline - 2h, 1), transfer(60'000, bid_deadline - 1h, 2)},
     bid,
     "surplus 20,000.00;"},
    {{transfer(90'000, bid_deadline - 2h, 1), transfer(110'000, bid_deadline - 1h, 2)},
     bid,
     "surplus 100,000.00;"},
    {{guarantee(100'000), transfer(100'000)}, bid, "surplus 100,000.00;"},
    {{guarantee(120'000)}, bid, ""},
    {{transfer(100'000), late}, {Stage::failed, true}, "round_failed 100,000.00;round_failed 100,000.00;"},
    {{transfer(100'000)}, {Stage::terminated, true}, "terminated 100,000.00;"},
    {{stranger}, {Stage::terminated, true}, "wrong_payer 7.00;"},
    {{gone_back}, {Stage::failed, true}, ""},
    {{with(transfer(120'000), [](auto& r) { r.returned = Fen::yuan(20'000); })},
     {Stage::failed, true},
     "round_failed 100,000.00;"},
};

} // namespace refunds

TEST(deposit_return, what_goes_back_depends_on_stage_bid_and_withdrawal)
{
    for (std::size_t i = 0; i < std::size(refunds::all); ++i)
        EXPECT_EQ(words(to_return(refunds::all[i].all, asked_deposit, refunds::all[i].standing)),
                  refunds::all[i].goes_back)
            << "case " << i;
}

TEST(deposit_return, what_counts_for_a_revoked_bid_is_its_owners_to_keep_or_give_back)
{
    const auto surplus = transfer(20'000, bid_deadline - 30min, 2);
    const struct {
        std::vector<Received> all;
        Stage stage;
        Choice choice;
        std::string goes_back;
    } cases[] = {
        {{transfer(100'000)}, Stage::opened, Choice::waiting, ""},
        {{transfer(100'000)}, Stage::opened, Choice::kept, ""},
        {{transfer(100'000)}, Stage::opened, Choice::given_back, "given_back 100,000.00;"},
        {{guarantee(100'000)}, Stage::opened, Choice::given_back, "given_back 100,000.00;"},
        {{transfer(100'000)}, Stage::failed, Choice::waiting, ""},
        {{transfer(100'000)}, Stage::failed, Choice::kept, ""},
        {{transfer(100'000)}, Stage::failed, Choice::given_back, "given_back 100,000.00;"},
        {{transfer(100'000), refunds::late}, Stage::failed, Choice::kept, "late 100,000.00;"},
        {{transfer(100'000), surplus}, Stage::failed, Choice::waiting, "surplus 20,000.00;"},
        {{refunds::stranger}, Stage::failed, Choice::kept, "wrong_payer 7.00;"},
        {{transfer(100'000)}, Stage::terminated, Choice::waiting, "terminated 100,000.00;"},
        {{transfer(100'000)}, Stage::terminated, Choice::kept, ""},
        {{refunds::gone_back}, Stage::opened, Choice::given_back, ""},
    };
    for (std::size_t i = 0; i < std::size(cases); ++i)
        EXPECT_EQ(words(to_return(cases[i].all, asked_deposit, {cases[i].stage, true, cases[i].choice})),
                  cases[i].goes_back)
            << "case " << i;
}

TEST(deposit_return, what_is_ordered_back_is_never_ordered_twice)
{
    std::vector<Received> all{transfer(60'000, bid_deadline - 2h, 1), transfer(70'000, bid_deadline - 1h, 2),
                              transfer(5, bid_deadline, 3)};
    for (const auto stage : {Stage::announced, Stage::closed, Stage::opened, Stage::failed}) {
        for (const auto& back : to_return(all, asked_deposit, {stage, true}))
            for (auto& one : all)
                if (one.id == back.entry)
                    one.returned = one.returned + back.amount;
        EXPECT_EQ(words(to_return(all, asked_deposit, {stage, true})), "") << wire::name_of(stage);
    }
    for (const auto& one : all)
        EXPECT_EQ(one.returned, one.amount);
}

TEST(deposit_account, a_number_has_check_digits_and_a_slip_of_one_digit_or_a_swap_is_found)
{
    SeededChance chance{7};
    std::set<std::string> seen;
    for (int i = 0; i < 200; ++i) {
        const auto number = new_account_number(chance);
        ASSERT_TRUE(check_account_number(number)) << number;
        EXPECT_TRUE(seen.insert(number).second);
        for (std::size_t at = 0; at < number.size(); ++at) {
            auto slip = number;
            slip[at] = static_cast<char>('0' + (slip[at] - '0' + 1 + i % 9) % 10);
            EXPECT_FALSE(check_account_number(slip)) << slip;
            auto swapped = number;
            if (at + 1 < number.size() && swapped[at] != swapped[at + 1]) {
                std::swap(swapped[at], swapped[at + 1]);
                EXPECT_FALSE(check_account_number(swapped)) << swapped;
            }
        }
    }
    for (const auto* bad : {"", "12", "1234567890123456789", "12345678901234567x", "١٢٣"})
        EXPECT_EQ(check_account_number(bad).error().code, "deposit.account_malformed") << bad;
}

TEST(deposit_refund, a_step_out_of_order_is_refused)
{
    EXPECT_EQ(next_state(RefundState::due, RefundStep::taken).value(), RefundState::ordered);
    EXPECT_EQ(next_state(RefundState::due, RefundStep::paid).value(), RefundState::done);
    EXPECT_EQ(next_state(RefundState::ordered, RefundStep::paid).value(), RefundState::done);
    for (const auto step : {RefundStep::taken, RefundStep::paid})
        EXPECT_EQ(next_state(RefundState::done, step).error().code, "deposit.refund_out_of_order");
    EXPECT_FALSE(next_state(RefundState::ordered, RefundStep::taken));
}

TEST(deposit_text, blanks_of_people_and_banks_do_not_matter)
{
    EXPECT_EQ(without_blanks(" 6222 0000\t01 "), "6222000001");
    EXPECT_EQ(without_blanks("平原　建设 有限公司"), "平原建设有限公司");
}

TEST(deposit_text, what_banks_sign_begins_with_its_label)
{
    const auto bytes = signed_bytes(BookingText{});
    const std::string text{bytes.begin(), bytes.end()};
    EXPECT_TRUE(text.starts_with(std::string{"tianping/bank-booking/1\0{\"account\":\"\"", 36})) << text;
    EXPECT_NE(signed_bytes(RefundText{}), signed_bytes(BookingText{}));
}

} // namespace
} // namespace tianping::deposit
