#include "base/body.hpp"
#include "base/collected.hpp"
#include <gtest/gtest.h>

namespace tianping::wire {
namespace {

struct LotBody {
    std::string name{};
    std::int64_t amount{};
};
BOOST_DESCRIBE_STRUCT(LotBody, (), (name, amount))

struct TradeBody {
    std::string title{};
    std::vector<LotBody> lots{};
    std::optional<std::int64_t> days{};
    Status form() const
    {
        Collected bad;
        if (title.empty())
            bad.add({"title", "a.empty", "a text"});
        if (lots.empty())
            bad.add({"lots", "a.no_lot", "at least one"});
        for (std::size_t i = 0; i < lots.size(); ++i)
            if (lots[i].amount <= 0)
                bad.add({"lots[" + std::to_string(i) + "].amount", "a.not_positive", "1.."});
        if (days && *days < 1)
            bad.add({"days", "a.not_positive", "1.."});
        return bad.done();
    }
};
BOOST_DESCRIBE_STRUCT(TradeBody, (), (title, lots, days))

static_assert(SaysForm<TradeBody> && !SaysForm<LotBody>);

std::string named_by(const Error& refused)
{
    std::string out;
    for (const auto& field : refused.fields)
        out += field.path + " " + field.code + ";";
    return out;
}

std::string named(const std::string& text)
{
    const auto body = parse_body<TradeBody>(text);
    return body ? std::string{} : named_by(body.error());
}

TEST(Body, what_is_of_the_wrong_kind_and_what_breaks_a_rule_by_itself_are_named_together)
{
    const auto refused = parse_body<TradeBody>(
        R"({"title":"","lots":[{"name":"A","amount":0},{"name":7,"amount":-1}],"x":1})");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "wire.bad_fields");
    EXPECT_EQ(refused.error().fault, Fault::invalid);
    EXPECT_EQ(named_by(refused.error()), "lots[1].name wire.want_string;x wire.unexpected;title a.empty;"
                                         "lots[0].amount a.not_positive;lots[1].amount a.not_positive;");
}

TEST(Body, of_what_was_not_read_or_not_wholly_no_rule_is_said_to_be_broken)
{
    const auto lots = std::string{R"("lots":[{"name":"A","amount":1}])"};
    EXPECT_EQ(named("{" + lots + R"(,"days":0})"), "title wire.missing;days a.not_positive;") << "equal";
    EXPECT_EQ(named(R"({"title":"","lots":[7]})"), "lots[0] wire.want_object;title a.empty;") << "below";
    EXPECT_EQ(named(R"({"title":"","lots":"none"})"), "lots wire.want_array;title a.empty;");
    EXPECT_EQ(named(R"({"title":"","days":"x",)" + lots + "}"), "days wire.want_integer;title a.empty;");
    EXPECT_EQ(named("[]"), " wire.want_object;") << "the whole";
    const Status form{invalid_field("a.repeated", "lots", "each once")};
    EXPECT_EQ(named_by(bad_body({{"lots[3].name", "wire.missing", "a string"}}, form)),
              "lots[3].name wire.missing;")
        << "above";
    EXPECT_EQ(named_by(bad_body({{"lot", "wire.missing", ""}, {"lots_of", "wire.missing", ""}}, form)),
              "lot wire.missing;lots_of wire.missing;lots a.repeated;")
        << "a beginning of a name is not above it";
}

TEST(Body, a_body_that_is_read_whole_is_left_to_its_room_and_one_that_cannot_be_read_says_nothing_else)
{
    EXPECT_TRUE(parse_body<TradeBody>(R"({"title":"","lots":[]})"));
    EXPECT_EQ(parse_body<TradeBody>(R"({"title":"",)").error().code, "wire.malformed");
    EXPECT_EQ(named_by(parse_body<LotBody>(R"({"name":"","amount":"x"})").error()),
              "amount wire.want_integer;");
}

TEST(Body, no_more_than_two_hundred_are_named_of_kind_and_rule)
{
    Faults kinds, rules;
    for (std::size_t i = 0; i < most_faults - 1; ++i)
        kinds.push_back({"x" + std::to_string(i), "wire.unexpected", ""});
    rules = {{"title", "a.empty", ""}, {"days", "a.empty", ""}};
    const auto whole = bad_body(kinds, Status{bad_fields(rules)});
    ASSERT_EQ(whole.fields.size(), most_faults);
    EXPECT_EQ(whole.fields.back().path, "title");
}

TEST(Body, each_rule_keeps_the_values_of_its_text_and_the_whole_stays_a_refusal_of_fields)
{
    Error rule{Fault::malformed, "a.too_long", {}, {{"most", "7"}}, "条例26"};
    rule.fields = {{"title", "a.too_long", "at most 7"}, {"days", "a.empty", ""}};
    const auto whole = bad_body({{"lots", "wire.missing", ""}}, Status{rule});
    EXPECT_EQ(whole.code, "wire.bad_fields");
    EXPECT_EQ(whole.fault, Fault::invalid);
    EXPECT_EQ(whole.article, "条例26");
    EXPECT_TRUE(whole.params.empty());
    EXPECT_EQ(whole.fields.at(1).params, rule.params);
    EXPECT_TRUE(whole.fields.at(2).params.empty());
}

} // namespace
} // namespace tianping::wire
