// That a certificate ends or is renewed: announced in time, listed for its holder, found for whoever seals.
#include "identity/certificate_scene.hpp"

namespace tianping::identity {
namespace {

class CertificateEnds : public CertificateScene {};

TEST_P(CertificateEnds, its_end_is_announced_90_30_and_15_days_before)
{
    const auto end = north.pair.certificates.sign.not_after();
    for (const auto days : {90, 30, 15}) {
        move_to(end - days * day - 1ms);
        const auto before = warnings().size();
        move_to(end - days * day);
        const auto after = warnings();
        ASSERT_EQ(after.size(), before + 2) << days << " days: a pair is two certificates";
        EXPECT_EQ(after.back().days, days);
    }
    EXPECT_EQ(warnings().size(), 6u);
}

TEST_P(CertificateEnds, a_renewed_certificate_is_not_announced)
{
    const auto end = north.pair.certificates.sign.not_after();
    move_to(end - 80 * day);
    EXPECT_EQ(warnings().size(), 2u);
    renew(365 * 24h);
    move_to(end);
    for (const auto& warning : warnings())
        EXPECT_EQ(warning.days, 90);
}

TEST_P(CertificateEnds, a_certificate_registered_late_is_announced_at_once_and_then_in_time)
{
    const auto south = house.holder(good_codes[2], "平州南方建设有限公司", "王丙", 40 * day);
    organisation = house.register_organisation(south).value().organisation.id;
    house.base.writer.settle();
    ASSERT_EQ(warnings().size(), 2u);
    EXPECT_EQ(warnings()[0].days, 90);
    move_to(test::monday + 40 * day);
    EXPECT_EQ(warnings().size(), 6u);
}

TEST_P(CertificateEnds, a_change_between_sealing_and_opening_is_found_at_once)
{
    const auto changes = [&](Instant sealed, Instant opening) {
        return house.base.pool.read(
            [&](const ReadTx& tx) { return certificates_changing(tx, organisation, sealed, opening); });
    };
    const auto end = north.pair.certificates.sign.not_after();
    EXPECT_TRUE(changes(end - 10 * day, end - 1ms).empty());
    ASSERT_EQ(changes(end - 10 * day, end).size(), 2u) << "both of the pair end on the way";
    EXPECT_FALSE(changes(end - 10 * day, end)[0].renewed);
    EXPECT_TRUE(changes(end, end + day).empty());

    const auto sealed = test::monday + day;
    move_to(test::monday + 2 * day);
    renew(365 * 24h);
    const auto renewed = changes(sealed, test::monday + 20 * day);
    ASSERT_EQ(renewed.size(), 2u);
    EXPECT_TRUE(renewed[0].renewed);
    EXPECT_EQ(renewed[0].at, test::monday + 2 * day);

    const auto colleague = house.holder(north.code, north.organisation_name, "李乙");
    house
        .ask("POST", "/api/v1/organisations/" + organisation.text() + "/people", house.actor(north),
             wire::write(PersonIn{colleague.name, {Role::org_signer}, {colleague.certificate()}, {}}))
        .value();
    EXPECT_EQ(changes(sealed, test::monday + 20 * day).size(), 2u) << "a colleague's first is no renewal";
}

TEST_P(CertificateEnds, what_was_announced_and_not_renewed_is_listed_until_the_end)
{
    const auto days = [&] {
        std::vector<std::int64_t> out;
        const auto now = house.base.clock.now();
        for (const auto& end : house.base.pool.read(
                 [&](const ReadTx& tx) { return certificates_ending(tx, organisation, now); }))
            out.push_back(end.days);
        return out;
    };
    using Days = std::vector<std::int64_t>;
    const auto end = north.pair.certificates.sign.not_after();
    move_to(end - 90 * day - 1ms);
    EXPECT_EQ(days(), Days{});
    move_to(end - 90 * day);
    EXPECT_EQ(days(), (Days{90, 90})) << "a pair is two certificates";
    move_to(end - 30 * day);
    EXPECT_EQ(days(), (Days{30, 30}));
    move_to(end - 1ms);
    EXPECT_EQ(days(), (Days{15, 15}));
    move_to(end);
    EXPECT_EQ(days(), Days{});
}

TEST_P(CertificateEnds, what_is_renewed_is_listed_no_more)
{
    move_to(north.pair.certificates.sign.not_after() - 20 * day);
    const auto listed = [&] {
        const auto now = house.base.clock.now();
        return house.base.pool
            .read([&](const ReadTx& tx) { return certificates_ending(tx, organisation, now); })
            .size();
    };
    EXPECT_EQ(listed(), 2u);
    renew(365 * 24h);
    EXPECT_EQ(listed(), 0u);
}

INSTANTIATE_TEST_SUITE_P(on, CertificateEnds, testing::ValuesIn(tianping::test::homes()), home_name);

} // namespace
} // namespace tianping::identity
