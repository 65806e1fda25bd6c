#include "base/collected.hpp"
#include <gtest/gtest.h>

namespace tianping {
namespace {

std::string told(const Status& status)
{
    std::string out;
    for (const auto& field : status ? std::vector<FieldFault>{} : status.error().fields)
        out += field.path + "=" + field.code + " ";
    return out;
}

TEST(Collected, nothing_bad_is_no_refusal)
{
    Collected bad;
    bad.check(Status{});
    EXPECT_EQ(bad.read(Result<int>{7}), 7);
    EXPECT_TRUE(bad.empty());
    EXPECT_TRUE(bad.done());
}

TEST(Collected, every_field_is_named_once_in_the_order_of_the_checks)
{
    Collected bad;
    bad.add({"name", "a.blank", "a text"});
    bad.check(Status{Error{Fault::invalid, "a.unknown"}}, "region");
    EXPECT_FALSE(bad.read(Result<int>{invalid_field("a.blank", "name")}));
    EXPECT_EQ(told(bad.done()), "name=a.blank region=a.unknown ");
    EXPECT_EQ(bad.done().error().code, "wire.bad_fields") << "of several reasons";
}

TEST(Collected, one_refusal_alone_stays_what_it_is)
{
    Error e{Fault::forbidden, "a.of_another", {}, {{"code", "7"}}, "条例26"};
    Collected bad;
    bad.check(Status{e}, "certificate");
    const auto refused = bad.done().error();
    EXPECT_EQ(refused.fault, Fault::forbidden);
    EXPECT_EQ(refused.params, e.params);
    EXPECT_EQ(refused.article, e.article);
    EXPECT_EQ(told(bad.done()), "certificate=a.of_another ");
}

TEST(Collected, each_field_keeps_the_params_of_its_own_text)
{
    Collected bad;
    bad.check(Status{Error{Fault::forbidden, "a.expired", {}, {{"serial", "1"}}}}, "first");
    bad.check(Status{Error{Fault::invalid, "a.expired", {}, {{"serial", "2"}}}}, "second");
    const auto refused = bad.done().error();
    EXPECT_EQ(refused.fault, Fault::invalid) << "of several kinds";
    EXPECT_EQ(refused.fields.at(0).params.at("serial"), "1");
    EXPECT_EQ(refused.fields.at(1).params.at("serial"), "2");
}

TEST(Collected, what_says_nothing_of_a_field_is_answered_alone)
{
    Collected bad;
    bad.add({"name", "a.blank", ""});
    bad.check(Status{Error{Fault::unavailable, "a.busy"}}, "upload");
    bad.add({"region", "a.blank", ""});
    EXPECT_EQ(bad.done().error().code, "a.busy");
    EXPECT_EQ(told(bad.done()), "");
}

TEST(Collected, no_more_than_two_hundred_are_named)
{
    Collected bad;
    for (std::size_t i = 0; i < wire::most_faults + 5; ++i)
        bad.add({std::to_string(i), "a.blank", ""});
    EXPECT_EQ(bad.done().error().fields.size(), wire::most_faults);
}

TEST(Collected, a_body_inside_another_is_named_by_its_path_there)
{
    EXPECT_EQ(told(Status{below("subject", invalid_field("a.blank", "name"))}), "subject.name=a.blank ");
}

TEST(Collected, checks_of_any_kind_are_refused_together)
{
    EXPECT_TRUE(together(Status{}, Result<int>{7}));
    EXPECT_EQ(told(together(Result<int>{invalid_field("a.blank", "name")}, Status{},
                            Status{invalid_field("a.unknown", "region")})),
              "name=a.blank region=a.unknown ");
}

TEST(Collected, a_whole_is_refused_by_its_own_code_with_how_many_faults_it_has)
{
    EXPECT_TRUE(counted("a.bad", {}));
    const auto refused = counted("a.bad", {{"name", "a.blank", ""}, {"region", "a.blank", ""}}, "条例26");
    EXPECT_EQ(told(refused), "name=a.blank region=a.blank ");
    EXPECT_EQ(refused.error().code, "a.bad");
    EXPECT_EQ(refused.error().params.at("count"), "2");
    EXPECT_EQ(refused.error().article, "条例26");
}

} // namespace
} // namespace tianping
