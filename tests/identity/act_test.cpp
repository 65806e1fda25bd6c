// A session alone does no consequential act: each is signed, for this one command.
#include "formats/act_text.hpp"
#include "identity/identity_house.hpp"
#include "infra/http/signed_act.hpp"
#include "rooms/identity/acts.hpp"
#include "rooms/identity/events.hpp"

namespace tianping::identity {
namespace {

using namespace std::chrono_literals;

const boost::json::value trustee = wire::write(RecogniseIn{OrganisationKind::trustee});

TEST(Act, a_mark_on_what_is_no_command_is_a_bug)
{
    IdentityHouse house{test::Home::sqlite};
    EXPECT_THROW(with_act_signatures({http::signed_act(*std::ranges::find(house.table, http::Kind::read,
                                                                          &http::Route::kind))},
                                     house.base.pool, origin),
                 std::logic_error);
}

class Acts : public IdentityTest {
protected:
    Acts()
    {
        house.establish();
        house.table = with_act_signatures(std::move(house.table), house.base.pool, origin);
        organisation = house.register_organisation(north).value().organisation.id;
        security = house.actor(house.staff.at("security-admin"));
    }
    std::string kind_path() const { return "/api/v1/organisations/" + organisation.text() + "/kind"; }
    // What the security administrator signs to recognise the organisation, now.
    ActText text(const std::string& key) const
    {
        return {"PUT " + kind_path(),
                act_body_digest(boost::json::serialize(trustee)).value(),
                key,
                "",
                security.organisation,
                origin,
                security.person,
                house.base.clock.now()};
    }
    const Holder& administrator() { return house.staff.at("security-admin"); }
    // The next request, under the text's key unless another is named.
    void bring(const ActText& text, const Holder& by, const std::string& key = {})
    {
        house.next_command.key = key.empty() ? text.key : key;
        house.next_command.headers[std::string{http::act_signature}] = header_text(
            {text.time, to_hex(by.pair.certificates.sign.digest()), by.sign(act_message(text)).value});
    }
    std::string recognise(const boost::json::value& body = trustee)
    {
        return code_of(house.ask("PUT", kind_path(), security, body));
    }
    std::vector<events::Event> signed_acts()
    {
        auto all = house.log();
        std::erase_if(all, [](const auto& event) { return event.kind != ActSigned::kind; });
        return all;
    }
    OrganisationId organisation{};
    Actor security{};
};

TEST_P(Acts, without_a_signature_none_is_done_and_the_refusal_says_what_to_sign)
{
    const auto refused = house.ask("PUT", kind_path(), security, trustee);
    ASSERT_EQ(code_of(refused), "identity.step_up_required");
    EXPECT_EQ(refused.error().fault, Fault::forbidden);
    EXPECT_EQ(refused.error().params.at("act"), "PUT " + kind_path());
    EXPECT_EQ(code_of(house.ask("PUT", kind_path(), house.actor(north), trustee)), "identity.not_allowed")
        << "who may not learns that alone";
    EXPECT_TRUE(signed_acts().empty());
}

TEST_P(Acts, the_signature_stands_behind_what_it_signed_and_anyone_can_check_it)
{
    bring(text("sign-1"), administrator());
    ASSERT_EQ(recognise(), "");
    const auto log = house.log();
    const auto& act = log.at(log.size() - 1);
    const auto body = act.as<ActSigned>();
    EXPECT_EQ(body.events, std::vector<std::string>{log.at(log.size() - 2).digest});
    EXPECT_EQ(log.at(log.size() - 2).kind, OrganisationRecognised::kind);
    EXPECT_EQ(body.certificate, to_hex(administrator().pair.certificates.sign.digest()));
    EXPECT_EQ(body.text.person, security.person);
    EXPECT_TRUE(administrator().pair.certificates.sign.public_key().value().verify(
        act_message(body.text), from_base64(body.signature).value()));
}

TEST_P(Acts, an_act_that_changed_nothing_leaves_no_signature)
{
    bring(text("sign-1"), administrator());
    ASSERT_EQ(recognise(), "");
    bring(text("sign-2"), administrator());
    EXPECT_EQ(recognise(), "");
    EXPECT_EQ(signed_acts().size(), 1U);
}

TEST_P(Acts, a_signature_is_fresh_for_five_minutes_before_and_after)
{
    const auto asked = [&](std::chrono::milliseconds off) {
        auto one = text(house.next_key() + "-fresh");
        one.time += off;
        bring(one, administrator());
        return recognise();
    };
    EXPECT_EQ(asked(-act_is_fresh - 1ms), "identity.step_up_stale");
    EXPECT_EQ(asked(act_is_fresh + 1ms), "identity.step_up_stale");
    EXPECT_EQ(asked(-act_is_fresh), "");
    EXPECT_EQ(asked(act_is_fresh), "");
}

TEST_P(Acts, a_signature_serves_for_nothing_but_its_own_text)
{
    const std::vector<std::function<void(ActText&)>> others{
        [](auto& t) { t.act = "PUT /api/v1/organisations/org_" + std::string(32, '0') + "/kind"; },
        [](auto& t) { t.act.replace(0, 3, "POST"); },
        [](auto& t) { t.body = act_body_digest(R"({"kind":"bank"})").value(); },
        [](auto& t) { t.organisation = "org_" + std::string(32, '0'); },
        [](auto& t) { t.person = "per_" + std::string(32, '0'); },
        [](auto& t) { t.on_behalf_of = t.organisation; },
        [](auto& t) { t.origin = "https://another.example"; }};
    for (const auto& change : others) {
        auto one = text(house.next_key() + "-other");
        change(one);
        bring(one, administrator());
        EXPECT_EQ(recognise(), "identity.step_up_wrong") << canonical(wire::write(one));
    }
    house.next_command.headers[std::string{http::act_signature}] = "no signature";
    EXPECT_EQ(recognise(), "identity.step_up_wrong");
    EXPECT_TRUE(signed_acts().empty());
}

TEST_P(Acts, a_signature_is_not_replayed_under_another_key)
{
    bring(text("sign-1"), administrator());
    ASSERT_EQ(recognise(), "");
    bring(text("sign-1"), administrator(), "sign-2");
    EXPECT_EQ(recognise(), "identity.step_up_wrong");
    bring(text("sign-1"), administrator());
    EXPECT_EQ(recognise(), "") << "the same command is answered as it was";
    EXPECT_EQ(signed_acts().size(), 1U);
}

TEST_P(Acts, nobody_signs_for_another_person)
{
    bring(text("sign-1"), house.staff.at("system-admin"));
    EXPECT_EQ(recognise(), "identity.step_up_wrong") << "of the same organisation";
    bring(text("sign-2"), north);
    EXPECT_EQ(recognise(), "identity.step_up_wrong");
    bring(text("sign-3"), house.holder(good_codes[2], "未登记单位", "王丁"));
    EXPECT_EQ(recognise(), "identity.step_up_wrong");
}

TEST_P(Acts, duty_20_49_a_second_administrator_signs_the_same_act_and_both_signatures_are_kept)
{
    const auto auditor = house.centre.people.at("audit-admin");
    const auto path = "/api/v1/organisations/" + house.centre.organisation.text() + "/certificates";
    const auto centre = demonstration_centre();
    const auto later = house.holder(centre.code, centre.name, "审计管理员");
    const auto body = wire::write(CertificateIn{auditor, later.certificate(), {}});
    const auto asked = [&](const Holder* second, const std::string& of_another_key) {
        auto one = text(house.next_key() + "-two");
        one.act = "POST " + path;
        one.body = act_body_digest(boost::json::serialize(body)).value();
        bring(one, administrator());
        one.key += of_another_key;
        one.time += 1s;
        if (second != nullptr)
            house.next_command.headers[std::string{http::act_countersignature}] =
                header_text({one.time, to_hex(second->pair.certificates.sign.digest()),
                             second->sign(act_message(one)).value});
        return code_of(house.ask("POST", path, security, body));
    };
    const auto& desk = house.staff.at("desk");
    const auto& own = house.staff.at("audit-admin");
    EXPECT_EQ(asked(nullptr, ""), "identity.two_administrators");
    EXPECT_EQ(asked(&administrator(), ""), "identity.countersignature_wrong") << "twice the same person";
    EXPECT_EQ(asked(&own, "x"), "identity.countersignature_wrong") << "of another command";
    EXPECT_EQ(asked(&desk, ""), "identity.two_administrators") << "no administrator";
    ASSERT_EQ(asked(&own, ""), "");
    const auto act = signed_acts().at(0).as<ActSigned>();
    ASSERT_TRUE(act.second);
    EXPECT_EQ(act.second->certificate, to_hex(own.pair.certificates.sign.digest()));
    auto said = act.text;
    said.time = act.second->time;
    EXPECT_TRUE(own.pair.certificates.sign.public_key().value().verify(
        act_message(said), from_base64(act.second->signature).value()));
    house.sign_in(later).value();
}

TEST_P(Acts, a_revoked_certificate_signs_no_act)
{
    const auto admin = house.actor(north);
    const auto path = "/api/v1/organisations/" + organisation.text() + "/certificates";
    const auto signed_by = [&](const Holder& by, const std::string& target, const boost::json::value& body) {
        const auto key = house.next_key() + "-north";
        bring({"POST " + target, act_body_digest(boost::json::serialize(body)).value(), key, "",
               admin.organisation, origin, admin.person, house.base.clock.now()},
              by);
        return code_of(house.ask("POST", target, admin, body));
    };
    const auto second = house.holder(north.code, north.organisation_name, north.name);
    const auto third = house.holder(north.code, north.organisation_name, north.name);
    const auto further = [&](const Holder& one) {
        return wire::write(
            CertificateIn{PersonId::parse(admin.person).value(), one.certificate(), std::nullopt});
    };
    ASSERT_EQ(signed_by(north, path, further(second)), "");
    const auto given_up = path + "/" + to_hex(second.pair.certificates.sign.digest()) + "/revocation";
    ASSERT_EQ(signed_by(second, given_up, wire::write(ReasonIn{"遗失"})), "") << "with itself, once";
    EXPECT_EQ(signed_by(second, path, further(third)), "certificate.revoked");
    EXPECT_EQ(signed_by(north, path, further(third)), "");
}

INSTANTIATE_TEST_SUITE_P(On, Acts, testing::ValuesIn(test::homes()), home_name);

} // namespace
} // namespace tianping::identity
