#include "base/time_text.hpp"
#include <gtest/gtest.h>

namespace tianping {
namespace {

TEST(TimeText, is_utc_for_programs_and_local_for_people)
{
    const auto at = from_rfc3339("2026-03-23T09:30:00+08:00").value();
    EXPECT_EQ(to_rfc3339(at), "2026-03-23T01:30:00.000Z");
    EXPECT_EQ(to_local_text(at), "2026-03-23 09:30:00");
}

TEST(TimeText, keeps_milliseconds)
{
    EXPECT_EQ(millis(from_rfc3339("1970-01-01T00:00:00.007Z").value()), 7);
    EXPECT_EQ(millis(from_rfc3339("1970-01-01T00:00:01.5Z").value()), 1500);
}

TEST(TimeText, refuses_what_is_no_instant)
{
    for (const auto* text : {"", "2026-02-29T00:00:00Z", "2026-01-01 00:00:00Z", "2026-01-01T24:00:00Z",
                             "2026-01-01T00:00:60Z", "2026-01-01T00:00:00", "2026-01-01T00:00:00.1234Z",
                             "2026-01-01T00:00:00Zx", "20260101T000000Z", "2026-01-01T00:00:00+24:00"})
        EXPECT_EQ(from_rfc3339(text).error().code, "time.malformed") << text;
}

} // namespace
} // namespace tianping
