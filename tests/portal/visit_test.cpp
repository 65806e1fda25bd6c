// Language and mode from query and cookie, addresses of the same page, filters of the list.
#include "portal/pages.hpp"
#include "portal/sample_views.hpp"
#include <gtest/gtest.h>

namespace tianping::portal {
namespace {

Visit list(Query query)
{
    return read_visit("/notices", std::move(query), "", sample::now());
}

TEST(Visit, the_query_wins_over_the_cookie_and_nonsense_counts_as_nothing)
{
    const auto now = sample::now();
    EXPECT_EQ(read_visit("/", {}, "", now).language, Language::zh);
    EXPECT_EQ(read_visit("/", {}, "a=b; tp_lang=en; tp_mode=elder", now).language, Language::en);
    EXPECT_EQ(read_visit("/", {}, "a=b; tp_lang=en; tp_mode=elder", now).mode, Mode::elder);
    EXPECT_EQ(read_visit("/", {{"lang", "zh"}}, "tp_lang=en", now).language, Language::zh);
    EXPECT_EQ(read_visit("/", {{"lang", "klingon"}}, "tp_lang=en", now).language, Language::en);
    EXPECT_EQ(read_visit("/", {{"mode", "x"}}, "tp_mode=", now).mode, Mode::normal);
    EXPECT_EQ(read_visit("/", {}, "xtp_lang=en;;=;tp_langen", now).language, Language::zh);
}

TEST(Visit, only_what_the_query_chose_is_remembered)
{
    EXPECT_TRUE(cookies_to_set(list({})).empty());
    const auto set = cookies_to_set(list({{"mode", "elder"}}));
    ASSERT_EQ(set.size(), 1U);
    EXPECT_EQ(set[0], "tp_mode=elder; Path=/; Max-Age=31536000; SameSite=Lax");
    EXPECT_EQ(cookies_to_set(list({{"lang", "en\r\nX: y"}}))[0].find('\r'), std::string::npos);
}

TEST(Visit, the_same_page_keeps_its_query_encoded)
{
    const auto visit = list({{"text", "桥&a=b"}, {"page", "2"}});
    EXPECT_EQ(same_page(visit, {{"page", ""}}), "/notices?text=%E6%A1%A5%26a%3Db");
    EXPECT_EQ(same_page(list({}), {{"mode", "elder"}}), "/notices?mode=elder");
    EXPECT_EQ(same_page(list({{"a", "b"}}), {{"a", ""}}), "/notices");
}

TEST(Filter, reads_what_it_knows_and_leaves_the_rest)
{
    const auto f =
        notice_filter(list({{"kind", "works"}, {"type", "nonsense"}, {"page", "-3"}, {"since", "4"}}));
    EXPECT_EQ(f.kind, Kind::works);
    EXPECT_FALSE(f.type);
    EXPECT_FALSE(f.from);
    EXPECT_EQ(f.page, 1);
    EXPECT_EQ(notice_filter(list({{"page", "12"}})).page, 12);
    EXPECT_EQ(notice_filter(list({{"page", "12x"}})).page, 1);
}

TEST(Filter, days_are_counted_in_beijing_time_with_today)
{
    EXPECT_EQ(notice_filter(list({{"since", "1"}})).from, sample::at("2026-04-17T00:00:00+08:00"));
    EXPECT_EQ(notice_filter(list({{"since", "3"}})).from, sample::at("2026-04-15T00:00:00+08:00"));
    const auto f = notice_filter(list({{"since", "3"}, {"from", "2026-02-30"}, {"to", "2026-04-01"}}));
    EXPECT_FALSE(f.from);
    EXPECT_EQ(f.until, sample::at("2026-04-02T00:00:00+08:00"));
}

} // namespace
} // namespace tianping::portal
