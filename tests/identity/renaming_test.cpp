// 工商变更: the same code, another name. A certificate proves it, an act of the organisation's own says it.
#include "identity/certificate_scene.hpp"
#include "identity/foreign_house.hpp"
#include "support/refusal.hpp"

namespace tianping::identity {
namespace {

class NewName : public CertificateScene {
protected:
    Result<OrganisationOut> rename(const std::string& name, const std::string& certificate)
    {
        const auto admin = house.actor(north);
        return house.ask_for<OrganisationOut>(
            "PUT", path() + "/name", admin,
            wire::write(RenamingIn{name, PersonId::parse(admin.person).value(), certificate, {}}));
    }
    std::string path() const { return "/api/v1/organisations/" + organisation.text(); }
    // As whoever is signed in sees it.
    OrganisationOut seen()
    {
        return house.ask_for<OrganisationOut>("GET", path(), house.actor(house.staff.at("desk"))).value();
    }
    Organisation named_at(Instant at)
    {
        return house.base.pool.read(
            [&](const ReadTx& tx) { return organisation_at(tx, organisation, at).value(); });
    }
    std::string new_name = "平州北方建设集团有限公司";
    Holder later = house.holder(north.code, new_name, north.name);
};

TEST_P(NewName, duty_20_24_a_certificate_of_the_new_name_renames_at_once_and_both_names_are_found)
{
    move_to(test::monday + 1h);
    const auto at = house.base.clock.now();
    const auto out = rename(new_name, later.certificate()).value();
    EXPECT_EQ(out.name, new_name);
    EXPECT_EQ(out.code, north.code);
    const auto shown = seen();
    EXPECT_EQ(shown.name, new_name);
    ASSERT_EQ(shown.former_names.size(), 1U);
    EXPECT_EQ(shown.former_names[0].name, north.organisation_name);
    EXPECT_EQ(shown.former_names[0].until, at);
    EXPECT_EQ(shown.former_names[0].certificate, to_hex(later.pair.certificates.sign.digest()));
    EXPECT_EQ(named_at(at).name, north.organisation_name) << "what was done by then is his who was called so";
    EXPECT_EQ(named_at(at + 1ms).name, new_name);
    const auto names =
        house.base.pool.read([&](const ReadTx& tx) { return names_of(tx, organisation).value(); });
    EXPECT_EQ(names, (std::vector{new_name, north.organisation_name}));
}

TEST_P(NewName, it_is_one_event_and_what_was_recorded_before_stays)
{
    rename(new_name, later.certificate()).value();
    std::vector<OrganisationRenamed> told;
    for (const auto& event : house.log()) {
        if (event.kind == OrganisationRenamed::kind)
            told.push_back(event.as<OrganisationRenamed>());
        const bool registered = event.kind == OrganisationRegistered::kind &&
                                event.as<OrganisationRegistered>().organisation == organisation;
        if (registered) {
            EXPECT_EQ(event.as<OrganisationRegistered>().name, north.organisation_name);
        }
    }
    ASSERT_EQ(told.size(), 1U);
    EXPECT_EQ(told[0].organisation, organisation);
    EXPECT_EQ(told[0].code, north.code);
    EXPECT_EQ(told[0].from, north.organisation_name);
    EXPECT_EQ(told[0].to, new_name);
    EXPECT_EQ(told[0].certificate, to_hex(later.pair.certificates.sign.digest()));
}

TEST_P(NewName, both_certificates_sign_and_further_ones_carry_the_new_name)
{
    rename(new_name, later.certificate()).value();
    const auto now = house.base.clock.now();
    for (const auto* holder : {&north, &later}) {
        EXPECT_TRUE(house.sign_in(*holder));
        EXPECT_TRUE(check(*holder, organisation, now));
    }
    const auto admin = house.actor(later);
    const auto person = PersonId::parse(admin.person).value();
    const auto add = [&](const std::string& certificate) {
        return house.ask("POST", certificates_path(), admin,
                         wire::write(CertificateIn{person, certificate, {}}));
    };
    const auto outdated = house.holder(north.code, north.organisation_name, north.name);
    EXPECT_EQ(test::bad_fields_of(add(outdated.certificate())), "certificate identity.name_differs;");
    EXPECT_TRUE(add(later.encrypt_certificate()));
    EXPECT_EQ(code_of(rename(north.organisation_name, north.certificate())),
              "identity.certificate_registered")
        << "back again wants a proof of its own";
}

TEST_P(NewName, what_proves_no_new_name_of_this_organisation_renames_nobody)
{
    const auto fields = [&](const std::string& name, const std::string& certificate) {
        return test::bad_fields_of(rename(name, certificate));
    };
    const auto south = house.holder(good_codes[2], new_name, "王丙");
    EXPECT_EQ(code_of(rename(new_name, south.certificate())), "identity.certificate_of_another");
    EXPECT_EQ(fields("平州北方建设集团", later.certificate()), "name identity.name_differs;");
    EXPECT_EQ(fields(new_name, house.holder(north.code, "", north.name).certificate()),
              "certificate identity.name_not_certified;");
    EXPECT_EQ(fields(new_name, later.encrypt_certificate()), "certificate certificate.wrong_usage;");
    EXPECT_EQ(fields(north.organisation_name,
                     house.holder(north.code, north.organisation_name, north.name).certificate()),
              "name identity.name_unchanged;");
    EXPECT_EQ(fields(new_name, "!"), "certificate certificate.malformed;");
    ForeignHouse elsewhere{GetParam(), crypto::Algorithm::p256};
    EXPECT_EQ(code_of(rename(new_name, elsewhere.holder(north.code, new_name, north.name).certificate())),
              "certificate.untrusted");
    EXPECT_EQ(seen().name, north.organisation_name);
    EXPECT_TRUE(seen().former_names.empty());
}

TEST_P(NewName, only_who_manages_the_organisation_changes_its_name)
{
    const auto admin = house.actor(north);
    const auto member = house.holder(north.code, north.organisation_name, "李乙");
    house
        .ask("POST", path() + "/people", admin,
             wire::write(PersonIn{member.name, {Role::org_signer}, {member.certificate()}, {}}))
        .value();
    const auto body =
        wire::write(RenamingIn{new_name, PersonId::parse(admin.person).value(), later.certificate(), {}});
    EXPECT_EQ(code_of(house.ask("PUT", path() + "/name", house.actor(member), body)), "identity.not_allowed");
    const auto desk = house.actor(house.staff.at("desk"));
    EXPECT_EQ(code_of(house.ask("PUT", path() + "/name", desk, body)), "identity.not_allowed");
    const auto of_nobody =
        wire::write(RenamingIn{new_name, PersonId::parse(desk.person).value(), later.certificate(), {}});
    EXPECT_EQ(code_of(house.ask("PUT", path() + "/name", admin, of_nobody)), "identity.person_unknown");
    EXPECT_EQ(seen().name, north.organisation_name);
}

// It was read under the former name; the name changed before it was decided.
TEST_P(NewName, a_certificate_of_the_former_name_that_was_under_way_is_asked_for_again)
{
    const auto admin = house.actor(north);
    const auto outdated = house.holder(north.code, north.organisation_name, north.name);
    const CertificateIn in{PersonId::parse(admin.person).value(), outdated.certificate(), {}};
    const http::Request request{{admin, house.base.clock.now(), house.next_key(), &house.base.chance},
                                {{"organisation", organisation.text()}},
                                {},
                                "",
                                {}};
    const auto ready = house.identity.prepare_certificate(request, in).value();
    rename(new_name, later.certificate()).value();
    const auto outcome =
        house.base.run("", house.next_key(), [&](WriteTx& tx, const Call&) -> Result<Answer> {
            TP_CHECK(house.identity.add_certificate(tx, request, in, ready));
            return Answer{};
        });
    EXPECT_EQ(code_of(outcome.answer), "identity.name_changed");
}

INSTANTIATE_TEST_SUITE_P(homes, NewName, testing::ValuesIn(test::homes()), home_name);

} // namespace
} // namespace tianping::identity
