#include "infra/http/catalogue.hpp"
#include "infra/http/problem.hpp"
#include "notice/notice_scene.hpp"

namespace tianping::test {
namespace {

TEST_P(Notices, duty_43_27_a_draft_lacks_what_neither_trade_nor_terms_say_and_is_not_signed_without_it)
{
    const auto trade = house.registered();
    house.sign_terms(house.terms_for(trade)).value();
    auto in = house.draft_in(Kind::tender_notice, opens);
    in.sections.reset();
    const auto draft = house.draft(trade.id, in).value();
    const std::string medium =
        "notice.medium_wanted kind"; // 10号令8: this house has none, and it stops nobody
    EXPECT_EQ(findings(draft),
              (std::vector<std::string>{"notice.content_missing sections.place_time", medium}));
    EXPECT_EQ(code_of(house.sign(draft)), "notice.not_publishable");
    EXPECT_EQ(findings(house.draft(trade.id, house.draft_in(Kind::tender_notice, opens)).value()),
              std::vector<std::string>{medium});
}

TEST_P(Notices, clause_6_4_1a_and_duty_43_9_it_is_published_at_its_time_and_not_before)
{
    const auto trade = house.registered(2);
    house.sign_terms(house.terms_for(trade)).value();
    const auto signed_notice =
        house.sign(house.draft(trade.id, house.draft_in(Kind::tender_notice, opens)).value()).value();
    EXPECT_EQ(signed_notice.inside->state, State::signed_);
    house.advance(opens - 1ms);
    EXPECT_EQ(code_of(get(signed_notice.id, identity::IdentityHouse::stranger())), "notice.unknown");
    house.advance(opens);
    const auto out = get(signed_notice.id, identity::IdentityHouse::stranger()).value();
    EXPECT_EQ(out.published_at, opens);
    EXPECT_EQ(out.digest, to_hex(notice::digest(out.text)));
    ASSERT_EQ(out.channels.size(), 1U);
    EXPECT_EQ(out.channels[0].digest, out.digest);
    EXPECT_EQ(facts(trade.rounds[1].id).stage, Stage::announced);
}

TEST_P(Notices, three_limits_broken_at_once_are_all_named_with_their_explanation)
{
    const auto trade = house.registered();
    auto t = house.terms_for(trade);
    t.documents_until = t.documents_from + 24h * 3;
    t.deadline = t.documents_from + 24h * 10;
    t.lots[0].deposit->amount = Fen::yuan(500'000);
    house.sign_terms(t).value();
    const auto draft = house.draft(trade.id, house.draft_in(Kind::tender_notice, opens)).value();
    EXPECT_EQ(findings(draft), (std::vector<std::string>{
                                   "notice.medium_wanted kind", "works.document_sale", "works.preparation",
                                   "works.bid_bond", "works.bid_bond_construction"})); // 条例26 and 30号令37
    const auto refused = house.sign(draft).error();
    EXPECT_EQ(refused.code, "notice.not_publishable");
    ASSERT_EQ(refused.fields.size(), 4U);
    EXPECT_NE(refused.fields[1].allowed.find("2026-03-23"), std::string::npos) << refused.fields[1].allowed;
    EXPECT_NE(refused.article.find("招法24"), std::string::npos);
    EXPECT_EQ(refused.earliest, at("2026-03-23T09:00:00"));
    EXPECT_EQ(refused.fields[2].path, "lots[0].deposit.amount");
    const auto catalogue = http::Catalogue::load(test::source_folder() + "/catalogues").value();
    for (const auto* language : {"zh", "en"})
        for (const auto& field : http::problem_of(refused, catalogue, language).fields)
            EXPECT_EQ(field.message.find('{'), std::string::npos) << field.message;
    EXPECT_EQ(refused.fields[2].allowed.find("given"), std::string::npos) << refused.fields[2].allowed;
    EXPECT_EQ(get(draft.id, house.as_owner).value().inside->state, State::draft);
}

TEST_P(Notices, only_the_owner_signs_and_only_the_text_that_he_read)
{
    const auto trade = house.registered();
    house.sign_terms(house.terms_for(trade)).value();
    const auto draft = house.draft(trade.id, house.draft_in(Kind::tender_notice, opens)).value();
    auto other = draft;
    other.digest = terms::hex_of('a');
    EXPECT_EQ(code_of(house.sign(other)), "notice.another_text");
    const auto digest = digest_from_hex(draft.digest).value();
    const auto path = "/api/v1/notices/" + draft.id.text() + "/signature";
    const notice::SignIn by_agent{draft.digest, house.agent_holder.sign(notice::signed_bytes(digest))};
    EXPECT_EQ(code_of(house.ask<NoticeOut>("POST", path, house.as_agent, wire::write(by_agent))),
              "identity.not_allowed");
    EXPECT_EQ(code_of(house.ask<NoticeOut>("POST", path, house.as_owner, wire::write(by_agent))),
              "identity.certificate_of_another");
}

TEST_P(Notices, a_draft_names_terms_that_there_are_also_with_a_deadline_of_its_own)
{
    const auto trade = house.registered();
    house.sign_terms(house.terms_for(trade)).value();
    auto in = house.draft_in(Kind::tender_notice, opens);
    in.terms = terms::hex_of('a');
    in.deadline = at("2026-04-10T09:30:00");
    EXPECT_EQ(code_of(house.draft(trade.id, in)), "trade.terms_unknown");
}

TEST_P(Notices, two_people_editing_one_draft_do_not_overwrite_each_other)
{
    const auto trade = house.registered();
    house.sign_terms(house.terms_for(trade)).value();
    const auto in = house.draft_in(Kind::tender_notice, opens);
    const auto draft = house.draft(trade.id, in).value();
    const auto path = "/api/v1/notices/" + draft.id.text();
    EXPECT_EQ(code_of(house.ask<NoticeOut>("PUT", path, house.as_agent, wire::write(in))),
              "store.version_wanted");
    auto one = in;
    one.title = "第一人的标题";
    house.house.if_match = draft.version;
    const auto edited = house.ask<NoticeOut>("PUT", path, house.as_agent, wire::write(one)).value();
    EXPECT_EQ(edited.version, draft.version + 1);
    house.house.if_match = draft.version;
    EXPECT_EQ(code_of(house.ask<NoticeOut>("PUT", path, house.as_owner, wire::write(in))),
              "store.changed_meanwhile");
    EXPECT_EQ(get(draft.id, house.as_owner).value().text.title, "第一人的标题");
    EXPECT_EQ(code_of(house.sign(draft)), "notice.another_text");
}

TEST_P(Notices, clause_6_4_1a_a_tender_notice_before_the_registration_is_finished_is_out_of_order)
{
    const auto trade = house.submit(sample_registration(), house.as_agent).value();
    house.sign_terms(house.terms_for(trade)).value();
    auto in = house.draft_in(Kind::tender_notice, opens);
    in.rounds = std::vector{trade.rounds[0].id};
    const auto draft = house.draft(trade.id, in).value();
    EXPECT_EQ(findings(draft),
              (std::vector<std::string>{"notice.stage_out_of_order rounds." + trade.rounds[0].id.text(),
                                        "notice.medium_wanted kind"}));
    EXPECT_EQ(code_of(house.sign(draft)), "notice.not_publishable");
}

TEST_P(Notices, what_became_unlawful_before_its_hour_is_not_published_and_says_why)
{
    const auto trade = house.registered();
    house.sign_terms(house.terms_for(trade)).value();
    const auto notice =
        house.sign(house.draft(trade.id, house.draft_in(Kind::tender_notice, opens)).value()).value();
    house
        .hold(trade.id, house.as_owner,
              {{trade.rounds[0].id}, trade::HoldCause::force_majeure, "10号令20", "", std::nullopt})
        .value();
    house.advance(opens);
    const auto out = get(notice.id, house.as_owner).value();
    EXPECT_EQ(out.inside->state, State::draft);
    EXPECT_EQ(out.inside->refused, "notice.not_publishable");
    EXPECT_EQ(house.kinds_of_log().back(), "notice.publication_refused");
}

TEST_P(Notices, a_signed_notice_can_be_withdrawn_until_it_is_out)
{
    const auto trade = house.registered();
    house.sign_terms(house.terms_for(trade)).value();
    const auto notice =
        house.sign(house.draft(trade.id, house.draft_in(Kind::tender_notice, opens)).value()).value();
    const auto path = "/api/v1/notices/" + notice.id.text() + "/withdrawal";
    const auto body = wire::write(notice::WithdrawIn{"内容有误"});
    house.ask<NoticeOut>("POST", path, house.as_agent, body).value();
    house.advance(opens);
    EXPECT_EQ(facts(trade.rounds[0].id).stage, Stage::registered);
    EXPECT_EQ(code_of(house.ask<NoticeOut>("POST", path, house.as_agent, body)), "notice.step_out_of_order");
}

INSTANTIATE_TEST_SUITE_P(On, Notices, testing::ValuesIn(homes()), identity::home_name);

} // namespace
} // namespace tianping::test
