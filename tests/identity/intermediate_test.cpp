// Certificates below an authority that is trusted only for the root above it: its lists, its end, and what
// becomes of whom it certified.
#include "base/time_text.hpp"
#include "crypto/made_authority.hpp"
#include "identity/certificate_scene.hpp"
#include "identity/walked.hpp"
#include "infra/crypto/digest.hpp"
#include "support/refusal.hpp"

namespace tianping::identity {
namespace {

class Intermediates : public CertificateScene {
protected:
    Intermediates() { trust(root.certificate).value(); }

    Actor security() { return house.actor(house.staff.at("security-admin")); }
    Result<AnchorOut> trust(const crypto::Certificate& authority)
    {
        return house.ask_for<AnchorOut>("POST", "/api/v1/anchors", security(),
                                        wire::write(AnchorIn{to_base64(authority.der())}));
    }
    Result<AnchorOut> distrust(const crypto::Certificate& authority)
    {
        return house.ask_for<AnchorOut>("POST", "/api/v1/anchors/" + to_hex(authority.digest()) + "/distrust",
                                        security(), wire::write(ReasonIn{"目录移出"}));
    }
    Holder holder_below(const test::MadeAuthority& issuer, const std::string& code)
    {
        const std::string name = "平州南方建设有限公司", person = "王丙";
        return {code, name, person, test::made_pair(issuer, {person, name, code, "h77"}, period)};
    }
    Result<RegistrationOut> register_below(const Holder& who, const test::MadeAuthority& issuer)
    {
        auto in = house.registration(who);
        in.chain = {to_base64(issuer.certificate.der())};
        return house.ask_for<RegistrationOut>("POST", "/api/v1/organisations", IdentityHouse::stranger(),
                                              wire::write(in));
    }
    Result<RevocationListOut> import_with(const crypto::RevocationList& list,
                                          std::optional<CertificateTexts> chain = {})
    {
        return house.ask_for<RevocationListOut>("POST", "/api/v1/revocation-lists", security(),
                                                wire::write(RevocationListIn{to_base64(list.der()), chain}));
    }
    bool keeps(const crypto::RevocationList& list)
    {
        return house.base.pool.read([&](const ReadTx& tx) {
            return tx.number("SELECT count(*) FROM revocation_list WHERE digest = :d",
                             to_hex(crypto::sm3(list.der()))) == 1;
        });
    }
    std::string reason_of_end(const Holder& who)
    {
        for (const auto& event : house.log())
            if (event.kind == CertificateRevoked::kind &&
                event.as<CertificateRevoked>().digest == to_hex(who.pair.certificates.sign.digest()))
                return event.as<CertificateRevoked>().reason;
        return {};
    }

    crypto::Period period{test::monday, test::monday + 365 * day};
    test::MadeAuthority root = test::made_root("某省根证书", period);
    test::MadeAuthority middle = test::made_below(root, "某市证书机构", period);
    Holder south = holder_below(middle, good_codes[2]);
};

TEST_P(Intermediates, its_own_list_revokes_what_it_issued_once_it_was_met)
{
    register_below(south, middle).value();
    EXPECT_TRUE(house.sign_in(south));
    const auto out = import_with(middle.list_against(south.pair.certificates.sign, house.base.clock.now()));
    ASSERT_EQ(code_of(out), "");
    EXPECT_EQ(out->revoked, 1);
    EXPECT_EQ(code_of(house.sign_in(south)), "certificate.revoked");
    EXPECT_EQ(reason_of_end(south), "key_compromise");
    EXPECT_TRUE(house.sign_in(north));
}

TEST_P(Intermediates, the_list_of_one_that_nobody_met_comes_with_its_way_to_an_anchor)
{
    const auto list = middle.list_against(south.pair.certificates.sign, house.base.clock.now());
    EXPECT_EQ(code_of(import_with(list)), "identity.list_untrusted") << "an unknown issuer";
    EXPECT_EQ(test::bad_fields_of(import_with(list, CertificateTexts{"!"})),
              "chain[0] certificate.malformed;");
    ASSERT_EQ(code_of(import_with(list, CertificateTexts{to_base64(middle.certificate.der())})), "");
    EXPECT_EQ(code_of(register_below(south, middle)), "certificate.revoked");
    EXPECT_EQ(code_of(import_with(middle.list(house.base.clock.now() + 1h))), "") << "now it is known";
}

TEST_P(Intermediates, a_list_whose_issuer_leads_to_no_anchor_is_refused)
{
    const auto foreign = test::made_root("外地根证书", period);
    const auto below = test::made_below(foreign, "外地证书机构", period);
    const auto list = below.list(house.base.clock.now());
    EXPECT_EQ(code_of(import_with(list, CertificateTexts{to_base64(below.certificate.der()),
                                                         to_base64(foreign.certificate.der())})),
              "certificate.untrusted");
}

TEST_P(Intermediates, a_list_with_a_wrong_signature_and_one_that_has_run_out_are_refused_each_by_its_code)
{
    register_below(south, middle).value();
    const auto now = house.base.clock.now();
    auto der = middle.list_against(south.pair.certificates.sign, now).der();
    der.back() ^= 1;
    EXPECT_EQ(code_of(import_with(crypto::RevocationList::from_der(der).value())),
              "identity.list_signature_wrong");
    const auto same_name = test::made_below(root, "某市证书机构", period);
    EXPECT_EQ(code_of(import_with(same_name.list(now))), "identity.list_signature_wrong");
    EXPECT_EQ(code_of(import_with(root.list(now - 48h))), "identity.list_expired");
    EXPECT_TRUE(house.sign_in(south));
}

TEST_P(Intermediates, one_that_its_root_revoked_ends_every_certificate_below_it)
{
    const auto registered = register_below(south, middle).value().organisation.id;
    const auto token = *house.sign_in(south).value().token;
    move_to(test::monday + 1h);
    const auto at = house.base.clock.now();
    const auto out = import_with(root.list_against(middle.certificate, at));
    ASSERT_EQ(code_of(out), "");
    EXPECT_EQ(out->revoked, 2) << "both of the pair";
    EXPECT_EQ(reason_of_end(south), "authority");
    EXPECT_TRUE(check(south, registered, at - 1s)) << "signed before it was revoked";
    EXPECT_EQ(code_of(check(south, registered, at)), "certificate.revoked");
    EXPECT_EQ(code_of(house.sessions.actor_of(token, "")), "identity.session_unknown");
    EXPECT_EQ(code_of(register_below(holder_below(middle, good_codes[3]), middle)), "certificate.revoked");
    EXPECT_EQ(code_of(import_with(middle.list(at))), "certificate.revoked") << "nor is its own list taken";
    EXPECT_TRUE(house.sign_in(north));
}

TEST_P(Intermediates, one_that_has_ended_ends_what_it_issued_for_longer)
{
    const auto brief = test::made_below(root, "某县证书机构", {test::monday, test::monday + 30 * day});
    const auto who = holder_below(brief, good_codes[2]);
    const auto registered = register_below(who, brief).value().organisation.id;
    const auto end = brief.certificate.not_after();
    EXPECT_TRUE(check(who, registered, end - 1ms));
    const auto refused = check(who, registered, end);
    ASSERT_EQ(code_of(refused), "certificate.expired");
    EXPECT_EQ(refused.error().params.at("subject"), brief.certificate.subject_text());
    move_to(end);
    EXPECT_EQ(code_of(house.sign_in(who)), "certificate.expired");
}

TEST_P(Intermediates, one_that_is_an_anchor_too_falls_with_its_roots_list)
{
    trust(middle.certificate).value();
    const auto registered = register_below(south, middle).value().organisation.id;
    const auto at = house.base.clock.now();
    EXPECT_EQ(import_with(root.list_against(middle.certificate, at)).value().revoked, 2);
    EXPECT_EQ(code_of(check(south, registered, at)), "certificate.revoked");
    EXPECT_EQ(code_of(register_below(holder_below(middle, good_codes[3]), middle)), "certificate.revoked");
}

TEST_P(Intermediates, one_that_is_distrusted_takes_along_what_leads_through_it_though_its_root_is_trusted)
{
    const auto registered = register_below(south, middle).value().organisation.id;
    const auto token = *house.sign_in(south).value().token;
    EXPECT_EQ(distrust(middle.certificate).value().kind, AuthorityKind::intermediate);
    EXPECT_EQ(code_of(house.sessions.actor_of(token, "")), "identity.session_unknown");
    EXPECT_EQ(code_of(house.sign_in(south)), "certificate.untrusted");
    EXPECT_EQ(code_of(check(south, registered, house.base.clock.now())), "certificate.untrusted");
    EXPECT_EQ(code_of(register_below(holder_below(middle, good_codes[3]), middle)), "certificate.untrusted");
    EXPECT_EQ(trust(middle.certificate).value().kind, AuthorityKind::anchor);
    EXPECT_TRUE(house.sign_in(south)) << "trusted again";
}

TEST_P(Intermediates, of_one_name_keep_their_lists_until_a_newer_one_by_the_same_key_comes)
{
    const auto twin = test::made_root("某省根证书", period);
    const auto of_new_key = test::made_below(root, "某市证书机构", period);
    const CertificateTexts with_new_key{to_base64(of_new_key.certificate.der())};
    trust(twin.certificate).value();
    register_below(south, middle).value();
    const auto now = house.base.clock.now();
    const auto roots = root.list(now, {}, 1h), middles = middle.list(now, {}, 1h);
    import(roots);
    import(middles);
    move_to(now + 2h);
    const auto later = house.base.clock.now();
    import(twin.list(later));
    EXPECT_TRUE(keeps(roots)) << "another authority's";
    import(root.list(later));
    EXPECT_FALSE(keeps(roots));
    import_with(of_new_key.list(later), with_new_key).value();
    EXPECT_TRUE(keeps(middles)) << "by its earlier key";
    const auto stale = register_below(holder_below(middle, good_codes[3]), middle);
    EXPECT_EQ(code_of(stale), "certificate.crl_stale");
    EXPECT_EQ(stale.error().params.at("next_update"), to_rfc3339(middles.next_update()))
        << "it is told which list ran out";
    import(middle.list(later));
    EXPECT_FALSE(keeps(middles));
    EXPECT_EQ(code_of(register_below(holder_below(middle, good_codes[3]), middle)), "");
}

TEST_P(Intermediates, each_is_listed_once_beside_the_anchors)
{
    register_below(south, middle).value();
    register_below(holder_below(middle, good_codes[3]), middle).value();
    std::vector<std::string> met;
    for (const auto& one : walked<AnchorOut>(house, "/api/v1/anchors", IdentityHouse::stranger(), 2))
        if (one.kind == AuthorityKind::intermediate)
            met.push_back(one.digest);
    EXPECT_EQ(met, std::vector{to_hex(middle.certificate.digest())});
    EXPECT_EQ(std::ranges::count(house.log(), IntermediateMet::kind, &events::Event::kind), 1);
}

INSTANTIATE_TEST_SUITE_P(on, Intermediates, testing::ValuesIn(tianping::test::homes()), home_name);

} // namespace
} // namespace tianping::identity
