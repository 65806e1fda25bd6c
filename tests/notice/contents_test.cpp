// What the law wants tender notices and invitations (10号令5, 30号令14, 43号令27(2)), candidates' publicity
// and results (10号令6, 43号令27(4)) to say. The award room publishes the latter two; the list is checked by
// the word of their kind.
#include "rooms/notice/rules.hpp"
#include "trade/trade_house.hpp"

namespace tianping::notice {
namespace {

// "id article" of what is missed, with " warns" where it does not refuse.
std::vector<std::string> missed(std::string_view kind, const std::vector<Section>& sections)
{
    std::vector<std::string> out;
    for (const auto& f : missing_contents(test::law().guidance, kind, sections)) {
        EXPECT_EQ(f.code, "notice.content_missing");
        const bool read = f.standing == procedure::Standing::read_in_law;
        EXPECT_TRUE(read || f.effect == procedure::Effect::warn) << f.subject;
        out.push_back(f.subject.substr(std::string_view{"sections."}.size()) + " " + f.article +
                      (f.effect == procedure::Effect::refuse ? "" : " warns"));
    }
    return out;
}

TEST(ContentsByWord, duty_43_27_a_tender_notice_says_all_that_10_5_and_43_27_2_want)
{
    EXPECT_EQ(
        missed("tender_notice", {}),
        (std::vector<std::string>{"name_scope 10号令5、30号令14、43号令27", "funds 10号令5、30号令14",
                                  "place_time 30号令14、43号令27", "eligibility 10号令5、30号令14",
                                  "documents 10号令5、30号令14、20号令20", "submission 10号令5、43号令27",
                                  "evaluation_method 43号令27 warns", "parties 10号令5、30号令14、43号令28",
                                  "platform_address 10号令5、20号令17", "supervisor 43号令27 warns",
                                  "objections 条例22、20号令39 warns"}));
    for (const char* left_out : {"name_scope", "submission", "supervisor"}) {
        std::vector<Section> rest;
        for (const char* id :
             {"name_scope", "funds", "place_time", "eligibility", "documents", "submission",
              "evaluation_method", "parties", "platform_address", "supervisor", "objections"})
            if (id != std::string_view{left_out})
                rest.push_back({id, "", "内容"});
        const auto found = missed("tender_notice", rest);
        ASSERT_EQ(found.size(), 1U) << left_out;
        EXPECT_TRUE(found[0].starts_with(left_out)) << found[0];
    }
}

TEST(ContentsByWord, duty_43_28_a_notice_whose_parties_are_others_than_those_registered_warns)
{
    const Values registered{{"owner_name", "云川市水务局"}, {"agent_name", "诚信招标代理有限公司"}};
    const auto said = [&](const std::string& text) {
        return unsaid_values(test::law().guidance, Kind::tender_notice, {{"parties", "", text}}, registered);
    };
    EXPECT_TRUE(said("招标人：云川市水务局。代理：诚信招标代理有限公司。").empty());
    EXPECT_TRUE(said(" ").empty()) << "which is missed as a whole";
    const auto found = said("招标人：云川市水务局。");
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].code, "notice.value_unsaid");
    EXPECT_EQ(found[0].effect, procedure::Effect::warn);
    EXPECT_NE(found[0].zh.find("诚信招标代理有限公司"), std::string::npos) << found[0].zh;
    EXPECT_EQ(found[0].zh.find("云川市水务局"), std::string::npos) << found[0].zh;
}

TEST(ContentsByWord, an_invitation_says_all_that_30_14_wants)
{
    EXPECT_EQ(missed("invitation", {}),
              (std::vector<std::string>{"name_scope 30号令14", "place_time 30号令14",
                                        "documents 30号令14、20号令20", "eligibility 30号令14",
                                        "submission 招法16、招法17", "parties 30号令14",
                                        "platform_address 20号令17"}));
}

TEST(ContentsByWord, duty_43_27_candidates_are_published_with_all_that_10_6_lists)
{
    EXPECT_EQ(missed("candidates", {}),
              (std::vector<std::string>{"ranking 10号令6、43号令27", "offers 10号令6", "evaluation 10号令6",
                                        "project_leaders 10号令6", "eligibility 10号令6",
                                        "objections 10号令6、43号令27", "as_documents_say 10号令6"}));
    std::vector<Section> all;
    for (const char* id : {"ranking", "offers", "evaluation", "project_leaders", "eligibility", "objections",
                           "as_documents_say"})
        all.push_back({id, "", "内容"});
    EXPECT_TRUE(missed("candidates", all).empty());
    all[5].text = " \n";
    EXPECT_EQ(missed("candidates", all), std::vector<std::string>{"objections 10号令6、43号令27"});
}

TEST(ContentsByWord, a_result_names_the_winner)
{
    EXPECT_EQ(missed("result", {}), std::vector<std::string>{"winner 10号令6"});
    EXPECT_TRUE(missed("result", {{"winner", "", "云川第一建设有限公司"}}).empty());
}

TEST(ContentsByWord, a_kind_of_which_no_article_lists_anything_misses_nothing)
{
    EXPECT_TRUE(missed("opening_record", {}).empty());
}

} // namespace
} // namespace tianping::notice
