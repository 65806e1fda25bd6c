// Questions in a house: asked, read without names, answered to all by a clarification.
#include "bidding/question_house.hpp"
#include "identity/walked.hpp"

namespace tianping::test {
namespace {

INSTANTIATE_TEST_SUITE_P(homes, Questions, testing::ValuesIn(homes()),
                         [](const auto& at) { return name_of(at.param); });

TEST_P(Questions, several_are_answered_by_one_clarification_and_everybody_reads_it)
{
    const auto first = house.put(house.as_north, {"标高以哪一处为准？"}).value();
    const auto second = house.put(house.as_south, {"标高有两处不一致。"}).value();
    const auto third = house.put(house.as_south, {"工期含雨季吗？"}).value();
    EXPECT_EQ(first.lots.size(), 2U);
    EXPECT_TRUE(house.public_answers().empty());
    const auto drafted =
        house
            .draft_answers(
                {{{first.id.text(), second.id.text()}, "标高两处不一致，以哪一处为准？", "以第12页为准。"},
                 {{third.id.text()}, std::nullopt, "含雨季。"}})
            .value();
    EXPECT_TRUE(house.public_answers().empty()) << "a draft is read by nobody";
    EXPECT_EQ(house.all(house.as_owner).items[0].state, QuestionState::open);
    const auto content = std::ranges::find(drafted.text.sections, "content", &notice::Section::id)->text;
    EXPECT_NE(content.find("问：工期含雨季吗？\n答：含雨季。"), std::string::npos) << content;
    const auto out = house.sign(drafted).value();
    ASSERT_EQ(out.inside->state, notice::State::published);

    const auto published = house.public_answers();
    ASSERT_EQ(published.size(), 2U);
    EXPECT_EQ(published[0].notice, out.id.text());
    EXPECT_EQ(published[0].questions, (std::vector{first.id.text(), second.id.text()}));
    EXPECT_EQ(published[0].answer, "以第12页为准。");
    EXPECT_EQ(published[1].question, "工期含雨季吗？");
    for (const auto& question : house.all(house.as_agent).items) {
        EXPECT_EQ(question.state, QuestionState::answered);
        ASSERT_EQ(question.answers.size(), 1U);
    }
    EXPECT_EQ(house.own(house.as_north).items.at(0).answers.at(0).answer, "以第12页为准。");
    EXPECT_EQ(house.own(house.as_south).items.size(), 2U);
    const auto kinds = house.kinds_of_log();
    EXPECT_EQ(std::ranges::count(kinds, "bidding.question_answered"), 3);
}

TEST_P(Questions, an_asker_sees_his_own_and_no_others)
{
    const auto mine = house.put(house.as_north, {"一"}).value();
    house.put(house.as_south, {"二"}).value();
    const auto own = house.own(house.as_north);
    ASSERT_EQ(own.items.size(), 1U);
    EXPECT_EQ(own.items[0].id, mine.id);
    EXPECT_EQ(code_of(house.ask<http::Page<QuestionOut>>("GET", house.path("/questions"), house.as_north)),
              "identity.not_allowed");
    EXPECT_EQ(code_of(house.ask<http::Page<QuestionOut>>("GET", house.path("/questions/own"),
                                                         identity::IdentityHouse::stranger())),
              "identity.sign_in_first");
}

TEST_P(Questions, owner_agent_centre_and_strangers_do_not_ask)
{
    EXPECT_EQ(code_of(house.put(house.as_owner, {"一"})), "identity.conflict_of_parts");
    EXPECT_EQ(code_of(house.put(house.as_agent, {"一"})), "identity.conflict_of_parts");
    EXPECT_EQ(code_of(house.put(house.as_desk, {"一"})), "identity.conflict_of_parts");
    EXPECT_EQ(code_of(house.put(identity::IdentityHouse::stranger(), {"一"})), "identity.sign_in_first");
}

TEST_P(Questions, a_trade_that_is_not_published_answers_like_one_that_is_not_there)
{
    const auto hidden = house.registered();
    const auto real = house.ask<QuestionOut>("POST", "/api/v1/trades/" + hidden.id.text() + "/questions",
                                             house.as_north, wire::write(AskIn{"一"}));
    const auto none = "trd_" + std::string(32, '0');
    const auto unreal = house.ask<QuestionOut>("POST", "/api/v1/trades/" + none + "/questions",
                                               house.as_north, wire::write(AskIn{"一"}));
    EXPECT_EQ(code_of(real), "trade.unknown");
    EXPECT_EQ(code_of(unreal), "trade.unknown");
    EXPECT_EQ(real.error().fault, unreal.error().fault);
}

TEST_P(Questions, one_names_lots_and_a_place_in_the_terms)
{
    const auto lot = house.trade.rounds[1].lot;
    AskIn in{"分项怎样计价？"};
    in.lots = std::vector{lot, lot};
    in.place = "第三章 2.1";
    const auto out = house.put(house.as_north, in).value();
    EXPECT_EQ(out.lots, std::vector{lot});
    EXPECT_EQ(out.place, "第三章 2.1");
    EXPECT_EQ(out.terms, house.get(house.trade.id, house.as_owner).value().rounds[1].terms_digest);
    in.lots = std::vector{trade::LotId::parse("lot_" + std::string(32, '0')).value()};
    EXPECT_EQ(house.put(house.as_north, in).error().fields.at(0).code, "bidding.lot_unknown");
}

TEST_P(Questions, duty_43_17_an_empty_text_and_every_unknown_lot_are_named)
{
    AskIn in{" "};
    const auto none = trade::LotId::parse("lot_" + std::string(32, '0')).value();
    in.lots = std::vector{none, house.trade.rounds[1].lot, none};
    EXPECT_EQ(test::bad_fields_of(house.put(house.as_north, in)),
              "text bidding.question_empty;lots[0] bidding.lot_unknown;lots[2] bidding.lot_unknown;");
}

TEST_P(Questions, an_objection_shows_the_owner_its_due_instant_with_the_article)
{
    AskIn in{"资格条件排斥潜在投标人。"};
    in.kind = QuestionKind::objection;
    house.put(house.as_north, in).value();
    const auto read = house.all(house.as_owner).items.at(0);
    EXPECT_EQ(read.due.at, at("2026-03-07T00:00:00") - 1ms); // asked on Tuesday the 3rd
    EXPECT_EQ(read.due.article, "条例22");
    house.advance(at("2026-03-16T09:30:00.001"));
    EXPECT_EQ(code_of(house.put(house.as_north, in)), "bidding.objection_late");
    house.put(house.as_north, {"那么工期呢？"}).value();
    house.advance(at("2026-03-26T09:30:00"));
    EXPECT_EQ(code_of(house.put(house.as_north, {"太晚了吗？"})), "bidding.questions_closed");
}

TEST_P(Questions, a_deadline_that_a_hold_overtook_ends_none)
{
    const auto ask_of = [&](const trade::RoundFacts& round, QuestionKind kind = QuestionKind::question) {
        AskIn in{"何时继续？"};
        in.kind = kind;
        in.lots = std::vector{round.lot};
        return code_of(house.put(house.as_north, in));
    };
    const auto& rounds = house.trade.rounds;
    house.advance(at("2026-03-25T10:00:00"));
    const auto held =
        house
            .hold(house.trade.id, house.supervisor(),
                  {{rounds[0].id}, trade::HoldCause::supervisor_order, "条例62", "云建招〔2026〕1号", {}})
            .value();
    EXPECT_EQ(ask_of(rounds[0], QuestionKind::objection), "bidding.objection_late");
    house.advance(at("2026-03-26T09:30:00"));
    EXPECT_EQ(ask_of(rounds[0]), "");
    EXPECT_EQ(ask_of(rounds[0], QuestionKind::objection), "") << "there is no deadline to count back from";
    EXPECT_EQ(ask_of(rounds[1]), "bidding.questions_closed") << "nothing held this one";
    EXPECT_EQ(ask_of(rounds[1], QuestionKind::objection), "bidding.questions_closed");
    house.advance(at("2026-03-30T10:00:00"));
    house.lift(house.trade.id, house.supervisor(), held).value();
    EXPECT_EQ(ask_of(rounds[0]), "") << "no notice has set another deadline";
    EXPECT_EQ(ask_of(rounds[0], QuestionKind::objection), "");
}

TEST_P(Questions, an_answer_names_questions_of_its_own_trade_and_says_something)
{
    const auto asked = house.put(house.as_north, {"一"}).value();
    const auto none = "qst_" + std::string(32, '0');
    const auto refused = house.draft_answers({{{asked.id.text(), none}, std::nullopt, "答"},
                                              {{asked.id.text()}, std::nullopt, " "},
                                              {{}, "问", "答"}});
    ASSERT_FALSE(refused);
    std::string faults;
    for (const auto& field : refused.error().fields)
        faults += field.path + " " + field.code + ";";
    EXPECT_EQ(faults, "answers[0].questions[1] bidding.question_unknown;answers[1].answer "
                      "bidding.answer_wanted;answers[2].questions bidding.question_wanted;");
    const auto postponed = house.draft_answers({{{asked.id.text()}, std::nullopt, "答"}}, Kind::postponement);
    const auto& found = postponed.value().inside->findings;
    EXPECT_NE(std::ranges::find(found, "notice.answers_unexpected", &trade::Finding::code), found.end());
    const auto many = house.draft_answers({{std::vector(1'000, asked.id.text()), std::nullopt, "答"}});
    EXPECT_EQ(many.value().text.answers.value().at(0).question, "一") << "however often it is named";
}

TEST_P(Questions, an_answer_that_is_published_later_is_open_until_then)
{
    const auto asked = house.put(house.as_north, {"一"}).value();
    auto in = house.draft_in(Kind::clarification, at("2026-03-05T09:00:00"));
    in.answers = std::vector<notice::AnswerIn>{{{asked.id.text()}, std::nullopt, "答"}};
    house.sign(house.draft(house.trade.id, in).value()).value();
    EXPECT_EQ(house.all(house.as_owner).items[0].state, QuestionState::open);
    EXPECT_TRUE(house.own(house.as_north).items[0].answers.empty());
    house.advance(at("2026-03-05T09:00:00"));
    EXPECT_EQ(house.all(house.as_owner).items[0].state, QuestionState::answered);
    EXPECT_EQ(house.own(house.as_north).items[0].answers[0].published_at, at("2026-03-05T09:00:00"));
}

TEST_P(Questions, ones_own_and_the_published_answers_come_in_pages_each_once)
{
    std::vector<bidding::QuestionId> asked;
    std::vector<std::string> texts;
    for (int notice = 0; notice < 2; ++notice) {
        std::vector<notice::AnswerIn> answers;
        for (int i = 0; i < 3; ++i) {
            house.advance(house.house.base.clock.now() + 1s);
            const auto text = std::to_string(notice) + "." + std::to_string(i);
            asked.push_back(house.put(house.as_north, {text}).value().id);
            answers.push_back({{asked.back().text()}, std::nullopt, "答" + text});
            texts.push_back(text);
            house.put(house.as_south, {"另问" + text}).value();
        }
        house.sign(house.draft_answers(answers).value()).value();
    }
    std::vector<bidding::QuestionId> own;
    for (const auto& one :
         identity::walked<QuestionOut>(house.house, house.path("/questions/own"), house.as_north, 4))
        own.push_back(one.id);
    EXPECT_EQ(own, asked);
    std::vector<std::string> answered;
    for (const auto& one : identity::walked<bidding::PublishedAnswer>(house.house, house.path("/answers"),
                                                                      identity::IdentityHouse::stranger(), 2))
        answered.push_back(one.question);
    EXPECT_EQ(answered, texts);
}

} // namespace
} // namespace tianping::test
