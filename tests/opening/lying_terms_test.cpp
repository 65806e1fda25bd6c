// A platform that keeps the owner's newer terms back from a trustee, so as to close at the older deadline.
#include "support/kept_state.hpp"
#include "support/lying_platform.hpp"
#include "support/next_terms.hpp"
#include <gtest/gtest.h>

namespace tianping::opening {
namespace {

using namespace std::chrono_literals;
using test::deadline;
using test::held_by;
using test::kept_by;
using test::LyingTender;
using trustee::Step;

class WithheldTerms : public testing::Test {
protected:
    WithheldTerms()
    {
        const auto next =
            test::sign_next(tender, tender.owner(), [](terms::Terms& t) { t.deadline = deadline + 48h; });
        second = to_hex(terms::digest(next));
        show(second);
    }
    void show(const std::string& terms)
    {
        tender.inside([&](WriteTx& tx, const Call&) {
            tx.change("UPDATE trade_round SET terms_digest = :t WHERE intake = :i", terms, tender.intake());
        });
    }

    LyingTender lying;
    test::Tender& tender = lying.tender;
    const std::string first = tender.kit().terms_digest;
    std::string second;
};

TEST_F(WithheldTerms, are_not_forgotten_by_who_has_held_them)
{
    EXPECT_EQ(lying.visit(3).step, Step::nothing);
    EXPECT_EQ(held_by(tender, 3), (std::vector{first, second}));
    show(first);
    EXPECT_EQ(lying.visit(3).reason, "trustee.terms_not_following");
    show(second);
    EXPECT_EQ(lying.visit(3).step, Step::nothing) << "the true ones are still good";
}

TEST_F(WithheldTerms, are_the_last_for_who_never_saw_those_before)
{
    lying.visit(3);
    auto state = kept_by(tender, 3);
    state.terms.erase(state.terms.begin());
    test::states_of(tender, 3).save(state);
    show(first);
    EXPECT_EQ(lying.visit(3).reason, "trustee.terms_not_following");
    tender.all_bid();
    tender.go_to(deadline);
    EXPECT_EQ(lying.visit(3).reason, "trustee.terms_not_following");
    EXPECT_EQ(tender.view().witnesses, 0);
    EXPECT_EQ(held_by(tender, 3), std::vector{second});
}

TEST_F(WithheldTerms, are_the_last_wherever_an_older_service_kept_them)
{
    lying.visit(3);
    auto state = kept_by(tender, 3);
    std::swap(state.terms.front(), state.terms.back());
    test::states_of(tender, 3).save(state);
    lying.visit(3);
    EXPECT_EQ(held_by(tender, 3), (std::vector{first, second}));
}

TEST_F(WithheldTerms, are_witnessed_against_by_who_was_never_shown_them)
{
    show(first);
    tender.all_bid();
    tender.go_to(deadline);
    EXPECT_EQ(lying.visit(3).step, Step::set_witnessed);
}

} // namespace
} // namespace tianping::opening
