// The list of the invited is replaced over the version that was read, or not at all.
#include "support/refusal.hpp"
#include "trade/trade_house.hpp"

namespace tianping::test {
namespace {

using trade::InviteesIn;
using trade::InviteesOut;

class InviteesList : public TradeTest {
protected:
    InviteesList()
    {
        auto in = sample_registration();
        in.procedure = "works-invited-tender";
        in.method = trade::Method::invited;
        in.method_ground = "技术复杂，只有少量潜在投标人可供选择（条例8）";
        const auto made = house.finish(house.submit(in, house.as_agent).value().id).value();
        path = "/api/v1/rounds/" + made.rounds[0].id.text() + "/invitees";
    }
    Result<InviteesOut> put(const Actor& who, const std::string& last, std::optional<std::int64_t> read)
    {
        house.house.if_match = read;
        return house.ask<InviteesOut>(
            "PUT", path, who,
            wire::write(InviteesIn{{{identity::good_codes[0], "平州北方建设有限公司"},
                                    {"91990102MA0000001D", "云川第一工程有限公司"},
                                    {"91990102MA0000002G", last}}}));
    }
    InviteesOut get(const Actor& who) { return house.ask<InviteesOut>("GET", path, who).value(); }

    std::string path;
};

TEST_P(InviteesList, two_people_setting_one_list_do_not_overwrite_each_other)
{
    const auto read = get(house.as_owner).version;
    EXPECT_EQ(code_of(put(house.as_agent, "云川第二工程有限公司", std::nullopt)), "store.version_wanted");
    EXPECT_TRUE(get(house.as_owner).invitees.empty());
    EXPECT_EQ(put(house.as_agent, "云川第二工程有限公司", read).value().version, read + 1);
    EXPECT_EQ(code_of(put(house.as_owner, "云川第三工程有限公司", read)), "store.changed_meanwhile");
    EXPECT_EQ(get(house.as_owner).invitees.at(2).name, "云川第二工程有限公司");
    EXPECT_EQ(get(house.as_agent).version, read + 1);
}

TEST_P(InviteesList, duty_43_17_each_bad_line_and_that_they_are_too_few_are_named)
{
    house.house.if_match = get(house.as_owner).version;
    const InviteesIn in{{{identity::good_codes[0], " "}, {"91990102MA0000001X", "云川第一工程有限公司"}}};
    const auto refused = house.ask<InviteesOut>("PUT", path, house.as_owner, wire::write(in));
    EXPECT_EQ(bad_fields_of(refused),
              "invitees[0].name trade.empty;invitees[1].code identity.code_check_failed;"
              "invitees trade.too_few_invitees;");
    EXPECT_EQ(refused.error().fields.at(2).params.at("least"), "3");
}

INSTANTIATE_TEST_SUITE_P(InviteesOn, InviteesList, testing::ValuesIn(homes()), identity::home_name);

} // namespace
} // namespace tianping::test
