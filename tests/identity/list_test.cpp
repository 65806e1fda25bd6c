// Lists that grow are told in pages: each row once, in an order that stays.
#include "identity/certificate_scene.hpp"
#include "identity/walked.hpp"
#include <set>

namespace tianping::identity {
namespace {

class Lists : public CertificateScene {
protected:
    // Ids of one millisecond have no order among themselves.
    void later() { move_to(house.base.clock.now() + 1s); }
};

template <class Item, class Member>
auto members_of(const std::vector<Item>& items, Member member)
{
    std::vector<std::decay_t<std::invoke_result_t<Member, const Item&>>> out;
    for (const auto& item : items)
        out.push_back(std::invoke(member, item));
    return out;
}

TEST_P(Lists, ones_own_certificates_are_listed_as_they_were_registered)
{
    std::vector<std::string> registered{to_hex(north.pair.certificates.sign.digest()),
                                        to_hex(north.pair.certificates.encrypt.digest())};
    for (int i = 0; i < 3; ++i) {
        later();
        const auto renewed = renew(365 * 24h);
        registered.push_back(to_hex(renewed.pair.certificates.sign.digest()));
        registered.push_back(to_hex(renewed.pair.certificates.encrypt.digest()));
    }
    auto listed = members_of(walked<CertificateOut>(house, certificates_path(), house.actor(north), 3),
                             &CertificateOut::digest);
    ASSERT_EQ(listed.size(), 8U);
    for (std::size_t pair = 0; pair < 8; pair += 2) // a pair is of one instant
        EXPECT_EQ((std::set<std::string>{listed[pair], listed[pair + 1]}),
                  (std::set<std::string>{registered[pair], registered[pair + 1]}));
}

TEST_P(Lists, mandates_given_and_received_are_listed_newest_first)
{
    const auto agency = house.holder(good_codes[3], "平州公正招标代理有限公司", "孙己");
    const auto agent = house.register_organisation(agency).value().organisation.id;
    const auto by_north = house.actor(north), by_agency = house.actor(agency);
    const auto until = house.base.clock.now() + 30 * day;
    std::vector<MandateId> granted;
    for (int i = 0; i < 5; ++i) {
        later();
        const auto from = house.base.clock.now();
        const auto one = i == 2 ? house.grant(agency, by_agency, organisation, "", from, until)
                                : house.grant(north, by_north, agent, "", from, until);
        granted.insert(granted.begin(), one.value().id);
    }
    for (const auto& who : {by_north, by_agency})
        for (const std::size_t limit : {1U, 2U, 5U})
            EXPECT_EQ(members_of(walked<MandateOut>(house, "/api/v1/mandates", who, limit), &MandateOut::id),
                      granted)
                << limit;
    const auto desk = house.actor(house.staff.at("desk"));
    EXPECT_TRUE(walked<MandateOut>(house, "/api/v1/mandates", desk, 2).empty());
}

TEST_P(Lists, anchors_are_listed_in_the_order_of_trust_those_trusted_no_more_too)
{
    const auto before = walked<AnchorOut>(house, "/api/v1/anchors", IdentityHouse::stranger(), 100);
    later();
    auto other = crypto::Authority::open({house.keys.path() / "more", crypto::Algorithm::sm2}, test::monday);
    const auto security = house.actor(house.staff.at("security-admin"));
    const auto root = house
                          .ask_for<AnchorOut>("POST", "/api/v1/anchors", security,
                                              wire::write(AnchorIn{to_base64(other.value().root().der())}))
                          .value();
    house
        .ask("POST", "/api/v1/anchors/" + root.digest + "/distrust", security,
             wire::write(ReasonIn{"目录移出"}))
        .value();
    auto wanted = members_of(before, &AnchorOut::digest);
    ASSERT_GE(wanted.size(), 2U);
    wanted.push_back(root.digest);
    const auto listed = walked<AnchorOut>(house, "/api/v1/anchors", IdentityHouse::stranger(), 1);
    EXPECT_EQ(members_of(listed, &AnchorOut::digest), wanted);
    EXPECT_TRUE(listed.back().distrusted_at);
}

TEST_P(Lists, what_no_page_has_is_refused_alike_everywhere)
{
    const auto people = "/api/v1/organisations/" + organisation.text() + "/people";
    for (const auto& path :
         {people, certificates_path(), std::string{"/api/v1/mandates"}, std::string{"/api/v1/anchors"}}) {
        const auto refused = house.ask("GET", path, house.actor(north), {},
                                       {{"after", "nobody"}, {"limit", "101"}, {"sort", "up"}});
        ASSERT_EQ(code_of(refused), "wire.bad_fields") << path;
        EXPECT_EQ(members_of(refused.error().fields, &FieldFault::code),
                  (std::vector<std::string>{"http.bad_cursor", "wire.want_integer", "wire.unexpected"}))
            << path;
    }
}

INSTANTIATE_TEST_SUITE_P(on, Lists, testing::ValuesIn(test::homes()), home_name);

} // namespace
} // namespace tianping::identity
