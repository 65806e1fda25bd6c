#include "base/wire.hpp"
#include <gtest/gtest.h>

namespace tianping {

enum class Colour { red, green };
BOOST_DESCRIBE_ENUM(Colour, red, green)

struct Lot {
    std::string name;
    Fen estimate;
};
BOOST_DESCRIBE_STRUCT(Lot, (), (name, estimate))

struct Trade {
    std::string title;
    std::optional<std::string> note;
    std::vector<Lot> lots;
    Colour colour{};
    Instant opens{};
    bool state_funded{};
    std::int32_t bidders{};
};
BOOST_DESCRIBE_STRUCT(Trade, (), (title, note, lots, colour, opens, state_funded, bidders))

namespace {

constexpr const char* good =
    R"({"title":"道路","lots":[{"name":"一标段","estimate":40000000}],"colour":"green",
    "opens":"2026-03-23T09:30:00+08:00","state_funded":true,"bidders":3})";

TEST(Wire, reads_what_it_writes)
{
    const auto trade = wire::parse<Trade>(good).value();
    EXPECT_EQ(trade.lots.at(0).estimate, Fen::yuan(400'000));
    EXPECT_FALSE(trade.note);
    const auto again = wire::from_value<Trade>(wire::write(trade)).value();
    EXPECT_EQ(boost::json::serialize(wire::write(again)), boost::json::serialize(wire::write(trade)));
}

TEST(Wire, names_every_bad_field_at_once)
{
    const auto bad = wire::parse<Trade>(R"({"title":7,"lots":[{"name":"a","estimate":1.5},{"estimate":"1"}],
        "colour":"blue","opens":"soon","state_funded":"yes","bidders":99999999999,"extra":1})");
    ASSERT_TRUE(bad.has_error());
    EXPECT_EQ(bad.error().code, "wire.bad_fields");
    std::string seen;
    for (const auto& f : bad.error().fields)
        seen += f.path + "=" + f.code + "\n";
    EXPECT_EQ(seen, "title=wire.want_string\nlots[0].estimate=wire.want_fen\nlots[1].name=wire.missing\n"
                    "lots[1].estimate=wire.want_fen\ncolour=wire.unknown_choice\nopens=time.malformed\n"
                    "state_funded=wire.want_bool\nbidders=wire.want_integer\nextra=wire.unexpected\n");
}

struct Counted {
    std::int64_t count{};
};
BOOST_DESCRIBE_STRUCT(Counted, (), (count))

TEST(Wire, takes_no_integer_that_an_event_could_not_hold)
{
    EXPECT_EQ(wire::parse<Counted>(R"({"count":-9007199254740991})")->count, -9'007'199'254'740'991);
    for (const char* great : {R"({"count":9007199254740992})", R"({"count":18446744073709551615})"})
        EXPECT_EQ(wire::parse<Counted>(great).error().fields.at(0).code, "wire.want_integer") << great;
}

struct Roomy {
    static constexpr std::size_t longest_text = 30'000;
    std::string text{};
    std::vector<std::string> texts{};
};
BOOST_DESCRIBE_STRUCT(Roomy, (), (text, texts))

TEST(Wire, takes_longer_texts_only_where_their_struct_says_so)
{
    const std::string longer(wire::longest_string + 1, 'a');
    const auto roomy = R"({"text":")" + longer + R"(","texts":[")" + longer + R"("]})";
    EXPECT_EQ(wire::parse<Roomy>(roomy)->texts.at(0), longer);
    EXPECT_EQ(
        wire::parse<Roomy>(R"({"texts":[],"text":")" + longer + longer + R"("})").error().fields.at(0).code,
        "wire.too_long");
    EXPECT_EQ(wire::parse<Lot>(R"({"estimate":1,"name":")" + longer + R"("})").error().fields.at(0).code,
              "wire.too_long");
}

TEST(Wire, refuses_a_member_that_comes_twice_with_its_path)
{
    const std::pair<std::string, std::string> rows[]{
        {R"({"a":1,"b":2,"a":1})", "a"},
        {R"({"a":1,"\u0061":2})", "a"},
        {R"({"lots":[{"name":"a"},{"name":"a, \"name\":","estimate":1,"name":"b"}]})", "lots[1].name"},
        {R"([[{"a":[{},{"q":[]}]}],{"y":{"z":1},"z":[1,2],"z":3}])", "[1].z"},
        {R"({"":{"":1},"":2})", ""},
        {R"({"a":{"b":1},"b":{"a":"b"},"c":["a","a",{"a":1},{"a":1}],"d":"\\"})", "none"},
        {R"("a:\"b\":")", "none"},
        {"[]", "none"},
    };
    for (const auto& [text, path] : rows) {
        const auto read = wire::parse_json(text);
        EXPECT_EQ(read.has_value(), path == "none") << text;
        if (read)
            continue;
        EXPECT_EQ(read.error().code, "wire.repeated_member") << text;
        EXPECT_EQ(read.error().fields.at(0).path, path) << text;
    }
    std::string name;
    for (int i = 0; i < 100; ++i)
        name += "招";
    const auto twice = "{\"" + name + "\":1,\"" + name + "\":2}";
    EXPECT_EQ(wire::parse_json(twice).error().fields.at(0).path.size(), 198U) << "66 characters";
}

TEST(Wire, stops_bombs_before_any_field)
{
    EXPECT_EQ(wire::parse<Trade>(std::string(100'000, '[')).error().code, "wire.malformed");
    EXPECT_EQ(wire::parse<Trade>("{\"title\":\"\xC0\xAF\"}").error().code, "wire.malformed");
    EXPECT_EQ(wire::parse<Trade>("").error().code, "wire.malformed");
    std::string many = "{";
    for (int i = 0; i < 5000; ++i)
        many += "\"x" + std::to_string(i) + "\":1,";
    many += "\"y\":1}";
    EXPECT_LE(wire::parse<Trade>(many).error().fields.size(), wire::most_faults);
}

} // namespace
} // namespace tianping
