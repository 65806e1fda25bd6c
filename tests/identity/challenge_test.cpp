// Anybody may ask for challenges: none is kept for long, and of very many the newest.
#include "identity/identity_house.hpp"

namespace tianping::identity {
namespace {

using namespace std::chrono_literals;

class Challenges : public IdentityTest {
protected:
    Challenges()
    {
        house.trust_the_authority();
        house.register_organisation(north).value();
    }
    std::int64_t kept()
    {
        return house.base.pool.read(
            [](const ReadTx& tx) { return tx.number("SELECT count(*) FROM challenge"); });
    }
    void pass(std::chrono::milliseconds time)
    {
        house.base.writer.advance(house.base.clock, house.base.clock.now() + time).value();
    }
    Result<Answer> send(const SignInIn& in)
    {
        return house.ask("POST", "/api/v1/session", IdentityHouse::stranger(), wire::write(in));
    }
};

TEST_P(Challenges, are_forgotten_when_their_time_is_over_though_nobody_asks_for_another)
{
    const auto in = house.sign_in_body(north);
    house.challenge(Purpose::registration);
    const auto made = kept();
    EXPECT_GE(made, 3);
    pass(10min - 1ms);
    EXPECT_EQ(kept(), made) << "whoever comes late is told that it has expired";
    EXPECT_EQ(code_of(send(in)), "identity.challenge_expired");
    pass(10min + 1ms);
    EXPECT_EQ(kept(), 0);
    EXPECT_EQ(code_of(send(in)), "identity.challenge_unknown");
}

TEST_P(Challenges, of_a_flood_the_newest_are_kept)
{
    house.command([](WriteTx& tx, const Call&) -> Status {
        tx.change(
            "INSERT INTO challenge (id, nonce, purpose, made_at) WITH RECURSIVE n(i) AS (SELECT 1 UNION "
            "ALL SELECT i + 1 FROM n WHERE i < 101000) SELECT 'chl_' || i, '', 'sign_in', "
            "1772413000000 + i FROM n");
        return {};
    });
    const auto in = house.sign_in_body(north);
    for (int i = 0; i < 3000 && kept() > 100'001; ++i) // it is looked at now and then
        house.challenge(Purpose::sign_in);
    EXPECT_EQ(kept(), 100'001);
    EXPECT_TRUE(send(in)) << "nobody is crowded out";
}

INSTANTIATE_TEST_SUITE_P(on, Challenges, testing::ValuesIn(test::homes()), home_name);

} // namespace
} // namespace tianping::identity
