// What the law wants candidates' publicity and results to say (10号令6, 43号令27(4)). The award room
// publishes them; the list is checked by the word of their kind.
#include "rooms/notice/rules.hpp"
#include "trade/trade_house.hpp"

namespace tianping::notice {
namespace {

// "id article" of what is missed, all of it refusing.
std::vector<std::string> missed(std::string_view kind, const std::vector<Section>& sections)
{
    std::vector<std::string> out;
    for (const auto& f : missing_contents(test::law().guidance, kind, sections)) {
        EXPECT_EQ(f.code, "notice.content_missing");
        EXPECT_EQ(f.effect, procedure::Effect::refuse) << f.subject;
        EXPECT_EQ(f.standing, procedure::Standing::read_in_law) << f.subject;
        out.push_back(f.subject.substr(std::string_view{"sections."}.size()) + " " + f.article);
    }
    return out;
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
