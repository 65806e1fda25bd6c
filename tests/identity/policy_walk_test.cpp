// Identity's routes asked as everybody, and the walk itself put to the test.
#include "identity/identity_house.hpp"
#include "identity/walk.hpp"
#include "rooms/identity/rules.hpp"

namespace tianping::identity {
namespace {

TEST(Policy, the_routes_of_identity_are_walked_by_everyone)
{
    IdentityHouse house{test::home_of_this_run()};
    const auto walked = walk::of_routes(house.table);
    EXPECT_GT(walked.questions, 30'000);
    for (const auto& wrong : walked.wrong)
        ADD_FAILURE() << wrong;
}

TEST(Policy, the_walk_knows_each_role_that_a_supervisor_may_have_beside_his_own)
{
    for (const auto role : walk::roles)
        EXPECT_EQ(check_roles(std::array{Role::supervisor, role}, OrganisationKind::supervisor).has_value(),
                  std::ranges::find(walk::beside_supervisor, role) != walk::beside_supervisor.end())
            << wire::name_of(role);
}

TEST(Policy, the_walk_finds_a_route_that_lets_anyone_write)
{
    http::Route loose;
    loose.kind = http::Kind::write;
    loose.method = http::Method::post;
    loose.path = "/x";
    loose.needs = Capability::public_read;
    EXPECT_FALSE(walk::of_routes({loose}).wrong.empty());
}

} // namespace
} // namespace tianping::identity
