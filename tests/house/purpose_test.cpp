// A real installation serves nobody with demonstration certificates; a rehearsal serves everybody.
#include "app/account/act.hpp"
#include "house/fresh_house.hpp"
#include "support/refusal.hpp"

namespace tianping {
namespace {

using namespace std::chrono_literals;
using test::code_of;
using test::FreshHouse;

constexpr const char* name = "平州北方建设有限公司";
const crypto::Subject outsider{"张甲", name, "91110000600037341L", "01"};

class Purpose : public testing::TestWithParam<test::Home> {
protected:
    static std::string code_of_registering(const FreshHouse& at, const crypto::Authority& authority)
    {
        const auto now = SystemClock{}.now();
        const auto pair = authority.make_pair(outsider, {now, now + 24h}).value();
        auto account = at.account(pair.sign_key, pair.certificates.sign);
        return code_of(account.register_organisation(name, "990100", "张甲"));
    }
    static std::string code_of_asking(const FreshHouse& at)
    {
        http::Client anyone{at.base()};
        return code_of(account::demonstration_holder(anyone, test::fresh_origin, outsider));
    }
};

TEST_P(Purpose, real_gives_no_demonstration_pair_and_registers_nobody_by_its_own_authority)
{
    const FreshHouse real{GetParam(), ClockPurpose::real};
    EXPECT_EQ(code_of_asking(real), "identity.no_demonstration_authority");
    EXPECT_EQ(code_of_registering(real, real.installation.sm2_authority()), "identity.own_authority");
    EXPECT_EQ(code_of_registering(real, real.installation.p256_authority()), "identity.own_authority");
    http::Client anyone{real.base()};
    EXPECT_EQ(anyone.send("GET", "/api/v1/demo/anchors")->status, 200);
}

TEST_P(Purpose, real_hands_out_keys_that_work_and_takes_others_from_imported_authorities_alone)
{
    const FreshHouse real{GetParam(), ClockPurpose::real};
    test::ScratchFolder keys;
    const auto licensed =
        crypto::Authority::open({keys.path(), crypto::Algorithm::sm2}, SystemClock{}.now()).value();
    EXPECT_EQ(code_of_registering(real, licensed), "certificate.untrusted");
    for (const auto* handle : {"desk", "system-admin", "audit-admin"})
        EXPECT_EQ(code_of(real.staff(handle).sign_in()), "") << handle;
    auto security = real.staff("security-admin");
    ASSERT_EQ(code_of(security.sign_in()), "");
    for (const auto& authority : {licensed.root(), licensed.issuing()})
        ASSERT_EQ(code_of(account::act<identity::AnchorOut>(security, "POST", "/api/v1/anchors",
                                                            identity::AnchorIn{to_base64(authority.der())},
                                                            "trust/" + to_hex(authority.digest()))),
                  "");
    EXPECT_EQ(code_of_registering(real, licensed), "");
}

TEST_P(Purpose, rehearsal_gives_everybody_a_pair_that_registers)
{
    const FreshHouse rehearsal{GetParam(), ClockPurpose::rehearsal};
    http::Client anyone{rehearsal.base()};
    const auto holder = account::demonstration_holder(anyone, test::fresh_origin, outsider);
    ASSERT_EQ(code_of(holder), "");
    auto account = rehearsal.account(holder->key, holder->certificate);
    EXPECT_EQ(code_of(account.register_organisation(name, "990100", "张甲")), "");
}

TEST_P(Purpose, real_alone_tells_operators_how_the_machines_clock_is_kept_and_is_ready_anyhow)
{
    const FreshHouse real{GetParam(), ClockPurpose::real}, rehearsal{GetParam(), ClockPurpose::rehearsal};
    for (const auto* at : {&real, &rehearsal}) {
        http::Client here{at->base()};
        const auto figures = here.send("GET", "/metrics").value().body;
        for (const auto* figure : {"\ntianping_clock_synchronised ", "\ntianping_clock_offset_seconds "})
            EXPECT_EQ(figures.find(figure) != std::string::npos, at == &real) << figure;
        const auto ready = here.send("GET", "/readyz").value();
        EXPECT_EQ(ready.status, 200);
        EXPECT_TRUE(ready.body.starts_with("ready\n")) << ready.body;
        const bool warned = at == &real && !ClockWatch{}.warning().empty();
        EXPECT_EQ(ready.body.find("warning: this machine's clock") != std::string::npos, warned)
            << ready.body;
    }
}

INSTANTIATE_TEST_SUITE_P(on, Purpose, testing::ValuesIn(test::homes()),
                         [](const auto& p) { return test::name_of(p.param); });

} // namespace
} // namespace tianping
