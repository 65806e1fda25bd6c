// Where a rehearsal's clock stands is kept in a file. Whatever becomes of that file, the clock never runs
// backwards: it goes on, or a person is told.
#include "app/commands.hpp"
#include "support/tender.hpp"
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

namespace tianping {
namespace {

using namespace std::chrono_literals;

class ClockFile : public testing::Test {
protected:
    ClockFile() { tender.house_goes_to(stood); }
    std::filesystem::path file() const { return tender.data() / "clock"; }
    void write(const std::string& text) const { std::ofstream{file(), std::ios::trunc} << text; }
    std::string code_of_opening() const
    {
        const auto there = app::Installation::open(tender.data());
        return there ? "" : there.error().code;
    }

    const Instant stood = test::local_hour("2026-03-24 09:00");
    test::Tender tender;
};

TEST_F(ClockFile, goes_on_from_where_it_stood)
{
    tender.restart_house();
    EXPECT_EQ(tender.installation().clock().now(), stood);
}

TEST_F(ClockFile, that_is_torn_empty_or_foreign_is_told_with_the_remedy)
{
    for (const auto* text :
         {"", "\n", "2026-03-24T01:0", "yesterday", "{\"format\":\"tianping/installation/1\"}"}) {
        write(text);
        EXPECT_EQ(code_of_opening(), "installation.clock_unreadable") << text;
    }
    std::ostringstream out, err;
    EXPECT_EQ(app::serve_command({tender.config(), out, err, "en"}, ""), 1);
    EXPECT_NE(err.str().find(file().string()), std::string::npos) << err.str();
    EXPECT_NE(err.str().find("move it away"), std::string::npos) << err.str();
    write(to_rfc3339(stood) + "\n"); // as an editor leaves it
    EXPECT_EQ(code_of_opening(), "");
}

TEST_F(ClockFile, that_is_gone_or_old_is_made_good_from_the_latest_record)
{
    tender.restart_house({}, [&] { std::filesystem::remove(file()); });
    EXPECT_EQ(tender.installation().clock().now(), stood);
    tender.restart_house({}, [&] { write("2020-01-01T00:00:00.000Z"); });
    EXPECT_EQ(tender.installation().clock().now(), stood);
}

TEST_F(ClockFile, never_keeps_an_earlier_hand_than_it_has)
{
    tender.installation().keep_clock(stood - 1h);
    EXPECT_EQ(app::Installation::open(tender.data())->clock().now(), stood);
    tender.installation().keep_clock(stood + 1h);
    EXPECT_EQ(app::Installation::open(tender.data())->clock().now(), stood + 1h);
}

} // namespace
} // namespace tianping
