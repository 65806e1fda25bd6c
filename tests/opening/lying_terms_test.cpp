// A platform that keeps the owner's newer terms back from a trustee, so as to close at the older deadline.
#include "support/lying_platform.hpp"
#include <gtest/gtest.h>

namespace tianping::opening {
namespace {

using namespace std::chrono_literals;
using test::deadline;
using test::LyingTender;
using trustee::Step;

class WithheldTerms : public testing::Test {
protected:
    WithheldTerms()
    {
        auto next = tender.kit().terms;
        next.number = 2;
        next.previous = first;
        next.deadline = deadline + 48h;
        const trade::TermsIn body{next, tender.owner().sign(terms::signed_bytes(next))};
        EXPECT_TRUE(tender.owner().client().post<trade::TermsSignedOut>(
            "/api/v1/trades/" + next.trade + "/terms", body, tender.owner().key("next-terms")));
        second = to_hex(terms::digest(next));
        show(second);
    }
    void show(const std::string& terms)
    {
        tender.inside([&](WriteTx& tx, const Call&) {
            tx.change("UPDATE trade_round SET terms_digest = :t WHERE intake = :i", terms, tender.intake());
        });
    }
    trustee::StateFolder states() { return trustee::StateFolder{tender.trustee(3).state}; }
    std::vector<std::string> held()
    {
        const auto state = states().load(tender.intake()).value();
        std::vector<std::string> out;
        for (const auto& one : state.terms)
            out.push_back(one.digest);
        return out;
    }

    LyingTender lying;
    test::Tender& tender = lying.tender;
    const std::string first = tender.kit().terms_digest;
    std::string second;
};

TEST_F(WithheldTerms, are_not_forgotten_by_who_has_held_them)
{
    EXPECT_EQ(lying.visit(3).step, Step::nothing);
    EXPECT_EQ(held(), (std::vector{first, second}));
    show(first);
    EXPECT_EQ(lying.visit(3).reason, "trustee.terms_not_following");
    show(second);
    EXPECT_EQ(lying.visit(3).step, Step::nothing) << "the true ones are still good";
}

TEST_F(WithheldTerms, are_the_last_for_who_never_saw_those_before)
{
    lying.visit(3);
    auto state = states().load(tender.intake()).value();
    state.terms.erase(state.terms.begin());
    states().save(state);
    show(first);
    EXPECT_EQ(lying.visit(3).reason, "trustee.terms_not_following");
    tender.all_bid();
    tender.go_to(deadline);
    EXPECT_EQ(lying.visit(3).reason, "trustee.terms_not_following");
    EXPECT_EQ(tender.view().witnesses, 0);
    EXPECT_EQ(held(), std::vector{second});
}

TEST_F(WithheldTerms, are_the_last_wherever_an_older_service_kept_them)
{
    lying.visit(3);
    auto state = states().load(tender.intake()).value();
    std::swap(state.terms.front(), state.terms.back());
    states().save(state);
    lying.visit(3);
    EXPECT_EQ(held(), (std::vector{first, second}));
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
