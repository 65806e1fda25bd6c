// Every bad field of a command is named in one refusal (43号令17).
#include "identity/foreign_house.hpp"
#include "identity/identity_house.hpp"
#include "support/refusal.hpp"

namespace tianping::identity {
namespace {

using namespace std::chrono_literals;
using test::bad_fields_of;

class Fields : public IdentityTest {
protected:
    Fields() { house.trust_the_authority(); }
    Result<Answer> post(const std::string& path, const Actor& who, const boost::json::value& body)
    {
        return house.ask("POST", "/api/v1/" + path, who, body);
    }
    // Of an authority that nobody trusts here.
    static Holder foreigner(const Holder& like)
    {
        ForeignHouse elsewhere{test::Home::sqlite};
        return elsewhere.holder(like.code, like.organisation_name, like.name);
    }
};
INSTANTIATE_TEST_SUITE_P(on, Fields, testing::ValuesIn(test::homes()), home_name);

TEST_P(Fields, duty_43_17_of_a_registration_what_cannot_be_read_is_named_with_what_is_no_name_or_region)
{
    auto in = house.registration(north);
    in.region = "12";
    in.encrypt_certificate = "no certificate";
    in.chain = CertificateTexts{to_base64(house.authority.issuing().der()), "AAAA"};
    in.signature = "no base64!";
    const auto refused = post("organisations", IdentityHouse::stranger(), wire::write(in));
    EXPECT_EQ(code_of(refused), "wire.bad_fields");
    EXPECT_EQ(bad_fields_of(refused),
              "region identity.region_malformed;signature identity.signature_wrong;"
              "encrypt_certificate certificate.malformed;chain[1] certificate.malformed;");
}

TEST_P(Fields, duty_43_17_of_bodies_what_is_of_the_wrong_kind_is_named_with_what_breaks_a_rule)
{
    auto body = wire::write(house.registration(north)).as_object();
    body["code"] = "91990102MA0000001X";
    body["region"] = "12";
    body["person"] = 7;
    body.erase("signature");
    body["certificate"] = "AAAA";
    body["chain"] = boost::json::array{"AAAA", 7};
    EXPECT_EQ(bad_fields_of(post("organisations", IdentityHouse::stranger(), body)),
              "person wire.want_string;chain[1] wire.want_string;signature wire.missing;"
              "code identity.code_check_failed;region identity.region_malformed;"
              "certificate certificate.malformed;chain[0] certificate.malformed;");
    const auto own = house.register_organisation(north).value().organisation.id.text();
    const auto who = house.actor(north);
    const auto told = [&](const std::string& path, const char* text) {
        return bad_fields_of(post(path, who, boost::json::parse(text)));
    };
    EXPECT_EQ(told("organisations/" + own + "/people",
                   R"({"name": " ", "roles": ["org_admin", "king"], "certificates": ["", 7]})"),
              "roles[1] wire.unknown_choice;certificates[1] wire.want_string;name identity.name_malformed;"
              "certificates[0] certificate.malformed;");
    EXPECT_EQ(told("mandates", R"({"scope": "rnd_x", "starts_at": 1})"),
              "agent wire.missing;agent_code wire.missing;starts_at wire.want_string;ends_at wire.missing;"
              "signature wire.missing;scope identity.mandate_scope_malformed;");
    const auto made_up =
        post("organisations", IdentityHouse::stranger(), boost::json::parse(R"({"name": 7})"));
    EXPECT_EQ(made_up.error().fault, Fault::invalid);
    EXPECT_EQ(made_up.error().fields.size(), 7U) << "what is missing breaks no rule";
}

TEST_P(Fields, duty_43_17_of_a_registration_name_and_certificate_are_both_named_when_neither_fits)
{
    auto claimed = north;
    claimed.organisation_name = "平州北方建设集团";
    auto in = house.registration(claimed);
    in.encrypt_certificate = foreigner(north).encrypt_certificate();
    const auto refused = post("organisations", IdentityHouse::stranger(), wire::write(in));
    EXPECT_EQ(bad_fields_of(refused),
              "name identity.name_differs;encrypt_certificate certificate.untrusted;");
    EXPECT_EQ(refused.error().fields.at(1).params.count("serial"), 1U) << "its text names the certificate";
}

TEST_P(Fields, duty_43_17_of_a_new_person_name_roles_and_each_certificate_are_named)
{
    const auto out = house.register_organisation(north).value();
    const auto second = house.holder(north.code, north.organisation_name, "李乙");
    const PersonIn in{"a\nb",
                      {Role::org_member, Role::centre_desk},
                      {second.certificate(), "AAAA", foreigner(north).certificate()},
                      CertificateTexts{"AAAA"}};
    const auto path = "organisations/" + out.organisation.id.text() + "/people";
    EXPECT_EQ(bad_fields_of(post(path, house.actor(north), wire::write(in))),
              "name identity.name_malformed;roles[1] identity.role_elsewhere;chain[0] certificate.malformed;"
              "certificates[1] certificate.malformed;certificates[2] certificate.untrusted;");
    EXPECT_EQ(code_of(post(path, IdentityHouse::stranger(), wire::write(in))), "identity.sign_in_first")
        << "who may not learns that alone";
}

TEST_P(Fields, duty_43_17_of_a_further_certificate_its_chain_is_named_with_it)
{
    const auto out = house.register_organisation(north).value();
    const CertificateIn in{out.person, "AAAA", CertificateTexts{"", "AAAA"}};
    EXPECT_EQ(
        bad_fields_of(post("organisations/" + out.organisation.id.text() + "/certificates",
                           house.actor(north), wire::write(in))),
        "chain[0] certificate.malformed;chain[1] certificate.malformed;certificate certificate.malformed;");
}

TEST_P(Fields, duty_43_17_of_a_registration_a_chain_that_is_too_long_is_refused_and_not_cut)
{
    auto in = house.registration(north);
    in.chain = CertificateTexts(9, to_base64(house.authority.issuing().der()));
    EXPECT_EQ(bad_fields_of(post("organisations", IdentityHouse::stranger(), wire::write(in))),
              "chain identity.chain_too_long;");
    in.chain->pop_back();
    EXPECT_TRUE(post("organisations", IdentityHouse::stranger(), wire::write(in)));
}

TEST_P(Fields, duty_43_17_of_a_mandate_code_period_and_signature_are_named)
{
    house.register_organisation(north).value();
    const auto agency = house.holder(good_codes[2], "平州招标代理有限公司", "王丙");
    const auto agent = house.register_organisation(agency).value().organisation.id;
    const auto now = house.base.clock.now();
    const auto signer = house.actor(north);
    const MandateIn in{agent, good_codes[0], "rnd_x", now, now, {"AAAA", "no base64!"}};
    const auto refused = post("mandates", signer, wire::write(in));
    EXPECT_EQ(bad_fields_of(refused),
              "agent_code identity.mandate_agent_code;ends_at identity.mandate_period;"
              "scope identity.mandate_scope_malformed;signature.certificate certificate.malformed;"
              "signature.value identity.signature_wrong;");
    auto terms_right = in;
    terms_right.agent_code = agency.code;
    terms_right.ends_at = now + 24h;
    terms_right.scope = "";
    terms_right.signature = north.sign(view("something else"));
    EXPECT_EQ(bad_fields_of(post("mandates", signer, wire::write(terms_right))),
              "signature.value identity.signature_wrong;");
}

TEST_P(Fields, duty_43_17_of_a_demonstration_pair_subject_origin_and_keys_are_named)
{
    const auto sign = crypto::PrivateKey::generate(crypto::Algorithm::sm2);
    const auto encrypt = crypto::PrivateKey::generate(crypto::Algorithm::sm2);
    const crypto::Subject subject{"", "平州西岭建设有限公司", "91110000600037341X", ""};
    auto in = crypto::PairRequest::make(subject, "https://elsewhere.example", sign, encrypt);
    in.encrypt_key = "no key";
    EXPECT_EQ(bad_fields_of(post("demo/certificates", IdentityHouse::stranger(), wire::write(in))),
              "subject.organisation_code identity.code_check_failed;subject.common_name "
              "identity.name_malformed;challenge identity.wrong_origin;encrypt_key key.malformed;");
}

} // namespace
} // namespace tianping::identity
