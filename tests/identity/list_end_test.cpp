// A revocation list that nobody renewed: what stops, what goes on, and who is told before.
#include "identity/certificate_scene.hpp"
#include "rooms/identity/list_ends.hpp"
#include "support/refusal.hpp"

namespace tianping::identity {
namespace {

class ListEnds : public CertificateScene {
protected:
    crypto::RevocationList list_now() { return house.authority.crl(house.base.clock.now()); }
    std::vector<ListEnd> ends()
    {
        return house.base.pool.read([&](const ReadTx& tx) { return list_ends(tx, house.base.clock.now()); });
    }
    Holder newcomer(const char* code) { return house.holder(code, "平州南方建设有限公司", "王丙"); }
};
INSTANTIATE_TEST_SUITE_P(on, ListEnds, testing::ValuesIn(test::homes()), home_name);

TEST_P(ListEnds, past_its_next_update_stops_what_is_registered_until_a_newer_one_comes)
{
    const auto list = list_now();
    import(list);
    move_to(list.next_update() - 1s);
    EXPECT_TRUE(house.register_organisation(newcomer(good_codes[2])));
    move_to(list.next_update());
    const auto late = newcomer(good_codes[3]);
    EXPECT_EQ(code_of(house.register_organisation(late)), "certificate.crl_stale");
    const auto admin = house.actor(north);
    const auto later = house.holder(north.code, north.organisation_name, north.name);
    const CertificateIn further{PersonId::parse(admin.person).value(), later.certificate(), {}};
    EXPECT_EQ(code_of(house.ask("POST", certificates_path(), admin, wire::write(further))),
              "certificate.crl_stale");
    import(list_now());
    EXPECT_TRUE(house.register_organisation(late));
    EXPECT_TRUE(house.ask("POST", certificates_path(), admin, wire::write(further)));
}

// Decision 26: an authority's silence decides no tender.
TEST_P(ListEnds, past_its_next_update_stops_nobody_who_is_registered_from_signing_in_and_signing)
{
    const auto list = list_now();
    import(list);
    move_to(list.next_update() + day);
    const auto now = house.base.clock.now();
    EXPECT_TRUE(house.sign_in(north));
    EXPECT_TRUE(check(north, organisation, now));
    const auto since = list.next_update() + 1h;
    house.authority
        .revoke(north.pair.certificates.sign.serial(), crypto::RevocationReason::key_compromise, since)
        .value();
    EXPECT_EQ(import(list_now()).revoked, 1);
    EXPECT_TRUE(check(north, organisation, since - 1s));
    EXPECT_EQ(code_of(check(north, organisation, now)), "certificate.revoked") << "from the instant it names";
}

TEST_P(ListEnds, are_told_from_the_last_quarter_on_of_the_newest_list_of_each_authority_that_is_trusted)
{
    EXPECT_TRUE(ends().empty()) << "no list was imported";
    const auto list = list_now();
    import(list);
    const auto last_quarter = list.next_update() - (list.next_update() - list.this_update()) / 4;
    move_to(last_quarter - 1ms);
    ASSERT_EQ(ends().size(), 1U);
    EXPECT_EQ(ends().front().next_update, list.next_update());
    EXPECT_FALSE(ends().front().due);
    move_to(last_quarter);
    EXPECT_TRUE(ends().front().due);
    move_to(last_quarter + 1s);
    import(list_now());
    ASSERT_EQ(ends().size(), 1U) << "the older one is in force no more";
    EXPECT_FALSE(ends().front().due);
    EXPECT_EQ(ends().front().issuer, house.authority.issuing().subject_text());
    move_to(list.next_update() + 30 * day);
    EXPECT_TRUE(ends().front().due) << "over";
    house
        .ask("POST", "/api/v1/anchors/" + to_hex(house.authority.issuing().digest()) + "/distrust",
             house.actor(house.staff.at("security-admin")), wire::write(ReasonIn{"目录移出"}))
        .value();
    EXPECT_TRUE(ends().empty()) << "nobody registers below it anyway";
}

} // namespace
} // namespace tianping::identity
