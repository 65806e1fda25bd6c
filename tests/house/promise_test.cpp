// The centre's promise as everybody reads it, and whom the house tells that one was not kept.
#include "support/left_registration.hpp"

namespace tianping::test {
namespace {

using namespace std::chrono_literals;

class RegistrationPromise : public testing::Test {
protected:
    static std::string page(const Tender& tender, const std::string& path)
    {
        return tender.anyone().send("GET", path).value().body;
    }
    static bool shows(const Tender& tender, const std::string& path, const std::string& words)
    {
        return page(tender, path).find(words) != std::string::npos;
    }
};

TEST_F(RegistrationPromise,
       clause_6_2_3a_stands_in_the_guide_and_an_overdue_one_in_the_desks_list_and_the_metrics)
{
    Tender tender{{.settings = {{"registration_days", "3"}}}};
    EXPECT_TRUE(shows(tender, "/guide", "资料齐备后 3 个工作日内办结"));
    EXPECT_TRUE(shows(tender, "/guide", "不是法定期限"));
    EXPECT_TRUE(shows(tender, "/guide?lang=en", "Finished within 3 working days"));
    const auto listed = [&] {
        return tender.staff("desk")
            .client()
            .get<http::Page<trade::OverdueRegistration>>("/api/v1/registrations/overdue")
            .value()
            .items;
    };
    const auto made = leave_registration(tender, "逾期未办结的三期工程");
    const auto ends = local_hour("2026-03-28 00:00") - 1ms;
    EXPECT_EQ(made.inside.value().finish_by, ends);
    tender.house_goes_to(ends);
    EXPECT_TRUE(listed().empty());
    EXPECT_TRUE(shows(tender, "/metrics", "\ntianping_registrations_overdue 0"));
    tender.house_goes_to(ends + 1ms);
    ASSERT_EQ(listed().size(), 1U);
    EXPECT_EQ(listed()[0].id, made.id);
    EXPECT_TRUE(shows(tender, "/metrics", "\ntianping_registrations_overdue 1"));
}

TEST_F(RegistrationPromise, clause_6_2_3a_the_guide_says_that_there_is_none)
{
    const Tender tender;
    EXPECT_TRUE(shows(tender, "/guide", "本中心没有承诺办结时限"));
    EXPECT_TRUE(shows(tender, "/guide?lang=en", "The centre promises no time"));
}

} // namespace
} // namespace tianping::test
