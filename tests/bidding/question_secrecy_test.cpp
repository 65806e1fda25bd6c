// That nothing in the house tells who asked a question.
#include "bidding/question_house.hpp"

namespace tianping::test {
namespace {

std::string text_of(const Result<Answer>& answer)
{
    if (answer)
        return boost::json::serialize(answer->body);
    auto text = answer.error().code;
    for (const auto& [name, value] : answer.error().params)
        text += name + value;
    return text;
}

// Everything that anyone but the asker can lay hands on through the house.
std::string all_that_others_see(QuestionHouse& house)
{
    std::string seen;
    std::vector<Actor> others{house.as_owner, house.as_agent, house.as_south, house.as_desk,
                              identity::IdentityHouse::stranger()};
    for (const auto& [handle, holder] : house.house.staff)
        others.push_back(house.house.actor(holder));
    for (const auto& who : others)
        for (const auto& rest : {"/questions", "/questions/own", "/answers", "", "/notices"})
            if (std::string_view{rest} == "/notices")
                seen += text_of(house.house.ask("GET", "/api/v1/notices", who));
            else
                seen += text_of(house.house.ask("GET", house.path(rest), who));
    return seen;
}

// The record of commands as the auditor reads it, to its end.
std::string audited(QuestionHouse& house)
{
    std::string seen;
    const auto auditor = house.house.actor(house.house.staff.at("audit-admin"));
    std::map<std::string, std::string, std::less<>> query{{"limit", "100"}};
    for (;;) {
        const auto answer = house.house.ask("GET", "/api/v1/audit/commands", auditor, {}, query).value();
        seen += boost::json::serialize(answer.body);
        const auto* next = answer.body.as_object().if_contains("next");
        if (next == nullptr || !next->is_string())
            return seen;
        query["after"] = std::string{next->as_string()};
    }
}

std::size_t times(const std::string& text, const std::string& what)
{
    std::size_t count = 0;
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + 1))
        ++count;
    return count;
}

// Whatever would name the asker.
template <class House>
std::vector<std::string> secrets_of(const House& house)
{
    return {house.as_north.organisation, house.as_north.person, std::string{house.north.code},
            house.north.organisation_name};
}

TEST_P(Questions, duty_20_21_no_view_event_log_line_or_problem_tells_who_asked)
{
    const auto before = all_that_others_see(house);
    testing::internal::CaptureStderr();
    const auto asked = house.put(house.as_north, {"标高以哪一处为准？"}).value();
    house.put(house.as_north, {"我们是平州北方建设有限公司"}).error();
    const auto unanswered = all_that_others_see(house);
    house.sign(house.draft_answers({{{asked.id.text()}, std::nullopt, "以第12页为准。"}}).value()).value();
    const auto answered = all_that_others_see(house);
    const auto log = testing::internal::GetCapturedStderr();

    // The asker signs in, so the house knows that he exists: what grows by his asking is looked at.
    const auto secrets = secrets_of(house);
    for (const auto& secret : secrets) {
        EXPECT_EQ(times(unanswered, secret), times(before, secret)) << secret;
        EXPECT_EQ(times(answered, secret), times(before, secret)) << secret;
        EXPECT_EQ(times(log, secret), 0U) << secret;
    }
    EXPECT_NE(unanswered.find(asked.id.text()), std::string::npos) << "the owner reads it";
    const auto record = audited(house);
    EXPECT_EQ(times(record, "/questions"), 0U) << "the record of commands is veiled";
    EXPECT_GT(times(record, "/notices"), 0U);
}

// How many private bodies of the parties name each.
std::vector<std::int64_t> told_to_parties(QuestionHouse& house, const std::vector<std::string>& secrets)
{
    return house.house.base.pool.read([&](const ReadTx& tx) {
        std::vector<std::int64_t> out;
        for (const auto& secret : secrets)
            out.push_back(tx.number("SELECT count(*) FROM event_private WHERE body LIKE :a AND audience LIKE "
                                    "'parties:%'",
                                    "%" + secret + "%"));
        return out;
    });
}

TEST_P(Questions, duty_20_21_neither_log_nor_tables_tell_who_asked)
{
    const auto secrets = secrets_of(house);
    const auto before = told_to_parties(house, secrets);
    const auto asked = house.put(house.as_north, {"标高以哪一处为准？"}).value();
    house.sign(house.draft_answers({{{asked.id.text()}, std::nullopt, "以第12页为准。"}}).value()).value();
    for (const auto& event : house.house.log()) {
        if (!event.kind.starts_with("bidding.question"))
            continue;
        for (const auto& secret : secrets)
            EXPECT_EQ(times(event.body + event.about + event.stream, secret), 0U) << event.kind;
        if (event.kind == bidding::QuestionAsked::kind) {
            EXPECT_EQ(event.actor,
                      R"({"mandate":"","on_behalf_of":"","organisation":"","person":"","system":false})");
            EXPECT_EQ(event.body.find("标高"), std::string::npos) << "the words are not public either";
        }
    }
    EXPECT_EQ(told_to_parties(house, secrets), before) << "what the parties read names nobody anew";
    const auto open = [](const char* what) { return "SELECT count(*) FROM " + std::string{what}; };
    house.house.base.pool.read([&](const ReadTx& tx) {
        for (const auto& secret : secrets) {
            const auto like = "%" + secret + "%";
            EXPECT_EQ(tx.number(open("question_asker WHERE salt LIKE :a OR commitment LIKE :b"), like, like),
                      0);
            EXPECT_EQ(tx.number(open("question WHERE text LIKE :a OR place LIKE :b"), like, like), 0);
        }
        return 0;
    });
}

} // namespace
} // namespace tianping::test
