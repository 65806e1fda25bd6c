// What announcements say of the terms' instants in words (10号令5(3) and (4)).
#include "notice/notice_scene.hpp"
#include "rooms/notice/said_instants.hpp"

namespace tianping::test {
namespace {

TEST(SaidInstants, are_read_as_people_write_them_and_a_date_alone_is_none)
{
    using Said = std::vector<std::string>;
    const auto one = [](const char* text) { return notice::instants_said(text); };
    for (const char* text : {"2026-03-26 09:30:00前", "2026年3月26日9时30分前", "2026年03月26日上午9点半",
                             "2026 年 3 月 26 日 09：30", "2026/3/26 9:30", "2026-03-26T09:30",
                             "2026年3月26日（星期四）上午9时30分", "2026年3月26日(周四)9:30",
                             "2026年3月26日 星期四 9时30分", "2026-03-26（星期四）09:30"})
        EXPECT_EQ(one(text), Said{"2026-03-26 09:30"}) << text;
    EXPECT_EQ(one("2026年3月26日下午2时"), Said{"2026-03-26 14:00"});
    EXPECT_EQ(one("2026-03-03 09:00:00至2026-03-09 17:00:00"),
              (Said{"2026-03-03 09:00", "2026-03-09 17:00"}));
    for (const char* text : {"2026年3月26日", "2026-03-26 至 2026-03-28", "电话0000-1000001",
                             "12026-03-26 09:30", "A02-91350100M000100Y43-20260302-000001-U", "2026-03-"})
        EXPECT_EQ(one(text), Said{}) << text;
    EXPECT_EQ(one("2026年3月1日（星期天）9时，2026年3月2日（第一次）9时"), Said{"2026-03-01 09:00"});
    EXPECT_EQ(notice::to_the_minute(at("2026-03-26T09:30:59")), "2026-03-26 09:30");
}

TEST(SaidInstants, are_read_by_the_part_of_the_day_and_midnight_belongs_to_the_next_day)
{
    const auto one = [](const std::string& hour) { return notice::instants_said("2026年2月28日" + hour); };
    const std::vector<std::pair<const char*, const char*>> hours{
        {"中午12时", "2026-02-28 12:00"},    {"中午11时半", "2026-02-28 11:30"},
        {"中午1时", "2026-02-28 13:00"},     {"下午5点", "2026-02-28 17:00"},
        {"晚上8时30分", "2026-02-28 20:30"}, {"晚上12时", "2026-03-01 00:00"},
        {"凌晨2时", "2026-02-28 02:00"},     {"凌晨12时", "2026-02-28 00:00"},
        {"24时", "2026-03-01 00:00"},        {"（星期六）24:00", "2026-03-01 00:00"}};
    for (const auto& [hour, said] : hours)
        EXPECT_EQ(one(hour), std::vector<std::string>{said}) << hour;
    EXPECT_EQ(notice::instants_said("2026-02-30 24:00"), std::vector<std::string>{"2026-02-30 24:00"});
}

class SaidInstantsOf : public Notices {
protected:
    SaidInstantsOf() { house.sign_terms(house.terms_for(trade)).value(); }
    NoticeOut draft(const std::string& section, const std::string& text)
    {
        auto in = house.draft_in(Kind::tender_notice, opens);
        std::erase_if(*in.sections, [&](const notice::Section& one) { return one.id == section; });
        in.sections->push_back({section, "", text});
        return house.draft(trade.id, in).value();
    }
    std::vector<std::string> told(const std::string& section, const std::string& text)
    {
        auto out = findings(draft(section, text));
        std::erase(out, "notice.medium_wanted kind");
        return out;
    }
    trade::TradeOut trade = house.registered();
    const std::string foreign = "notice.foreign_instant sections.";
    const std::string unsaid = "notice.instant_unsaid sections.";
};

TEST_P(SaidInstantsOf, duty_43_27_a_tender_notice_that_names_another_deadline_than_its_terms_is_refused)
{
    for (const char* text : {"2026-04-10 09:30前递交加密的投标文件。", "2026年4月10日上午9时30分前递交。"}) {
        EXPECT_EQ(told("submission", text),
                  (std::vector<std::string>{unsaid + "submission", foreign + "submission"}))
            << text;
        EXPECT_EQ(code_of(house.sign(draft("submission", text))), "notice.not_publishable") << text;
    }
    const auto refused = draft("submission", "2026-04-10 09:30前递交。");
    for (const auto& f : refused.inside->findings)
        if (f.code == "notice.foreign_instant") {
            EXPECT_EQ(f.article, "10号令5、43号令27");
        }
    EXPECT_EQ(told("documents", "2026-03-03 09:00至2026-03-20 17:00免费下载。"),
              (std::vector<std::string>{unsaid + "documents", foreign + "documents"}));
}

TEST_P(SaidInstantsOf, another_hour_beside_all_of_the_terms_own_is_a_warning)
{
    for (const char* text : {"2026-03-26 09:30前递交；2026-04-10 09:30前也可以递交。",
                             "2026年3月26日9时30分前递交；投标保证金2026年3月25日17时前到账。"}) {
        const auto made = draft("submission", text);
        EXPECT_EQ(told("submission", text), std::vector<std::string>{foreign + "submission"});
        for (const auto& f : made.inside->findings)
            EXPECT_EQ(f.effect, procedure::Effect::warn) << f.code << " " << f.subject;
    }
    const auto made = draft("submission", "2026年3月26日9时30分前递交；投标保证金2026年3月25日17时前到账。");
    EXPECT_EQ(house.sign(made).value().inside->state, State::signed_);
}

TEST_P(SaidInstantsOf, a_tender_notice_says_its_deadline_and_may_say_the_days_of_the_documents_in_words)
{
    const auto silent = draft("submission", "投标截止时间见招标文件，在交易平台递交。");
    EXPECT_EQ(told("submission", "投标截止时间见招标文件，在交易平台递交。"),
              std::vector<std::string>{unsaid + "submission"});
    EXPECT_EQ(code_of(house.sign(silent)), "notice.not_publishable") << "10号令5(4) wants it there";
    const auto in_days = draft("documents", "2026年3月3日至3月9日每日九时至十七时，免费下载。");
    for (const auto& f : in_days.inside->findings)
        EXPECT_EQ(f.effect, procedure::Effect::warn) << f.code << " " << f.subject;
    EXPECT_EQ(house.sign(in_days).value().inside->state, State::signed_);
}

TEST_P(SaidInstantsOf, what_says_the_terms_own_instants_in_other_words_is_published)
{
    const char* text = "2026年3月26日9时30分前递交；招标文件获取至2026年3月9日17时。";
    EXPECT_EQ(told("submission", text), std::vector<std::string>{});
    EXPECT_EQ(told("submission", "2026年3月26日（星期四）上午9时30分前递交。"), std::vector<std::string>{});
    EXPECT_EQ(told("place_time", "计划开工2026-05-06 08:00，工期180日历天"), std::vector<std::string>{})
        << "no section of the terms' instants";
}

INSTANTIATE_TEST_SUITE_P(On, SaidInstantsOf, testing::ValuesIn(homes()), identity::home_name);

class SaidByPostponement : public AfterAnnouncement {};

TEST_P(SaidByPostponement, a_postponement_says_the_old_hour_and_the_new_and_no_other)
{
    auto in = postponement(at("2026-04-10T09:30:00"), house.house.base.clock.now());
    in.terms = terms_until(*in.deadline);
    EXPECT_EQ(findings(house.draft(trade.id, in).value()), std::vector<std::string>{});
    in.sections = std::vector<notice::Section>{{"instants", "", "改为2026年4月20日9时30分。"}};
    const auto draft = house.draft(trade.id, in).value();
    EXPECT_EQ(findings(draft), (std::vector<std::string>{"notice.instant_unsaid sections.instants",
                                                         "notice.foreign_instant sections.instants"}));
    EXPECT_EQ(draft.inside->findings[0].effect, procedure::Effect::warn);
    EXPECT_EQ(draft.inside->findings[1].article, "10号令20、招法23");
    EXPECT_EQ(code_of(house.sign(draft)), "notice.not_publishable");
}

INSTANTIATE_TEST_SUITE_P(On, SaidByPostponement, testing::ValuesIn(homes()), identity::home_name);

} // namespace
} // namespace tianping::test
