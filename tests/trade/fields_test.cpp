// Every bad field of a command about trades and notices is named in one refusal (43号令17).
#include "support/refusal.hpp"
#include "trade/trade_house.hpp"

namespace tianping::test {
namespace {

class TradeFields : public TradeTest {};

TEST_P(TradeFields, duty_43_17_of_a_registration_at_the_desk_paper_parties_and_contents_are_named)
{
    auto in = sample_registration();
    in.title = " ";
    in.agent_contact.reset();
    const trade::DeskEntry desk{"91990102MA0000001D",
                                "91990102MA0000001X",
                                {"申请表.pdf", 0, std::string(64, 'a'), "application/pdf"}};
    const auto body = wire::write(trade::SubmitIn{in, desk});
    const auto refused = house.ask<trade::TradeOut>("POST", "/api/v1/trades", house.as_desk, body);
    EXPECT_EQ(bad_fields_of(refused),
              "desk.application.size trade.empty_file;desk.owner_code identity.organisation_unknown;"
              "desk.agent_code identity.code_check_failed;registration.title trade.empty;"
              "registration.agent_contact trade.empty;");
    EXPECT_EQ(refused.error().fields.at(1).params.at("id"), desk.owner_code) << "its text names the code";
    EXPECT_EQ(code_of(house.ask<trade::TradeOut>("POST", "/api/v1/trades", house.as_owner, body)),
              "trade.desk_is_for_staff")
        << "who may not learns that alone";
}

TEST_P(TradeFields, duty_43_17_of_a_registration_wrong_kinds_and_broken_rules_are_named_together)
{
    auto in = sample_registration();
    in.title = " ";
    in.lots.push_back(in.lots.front());
    in.lots[1].estimate = Fen{};
    in.trade_class = "Z99";
    auto registration = wire::write(in).as_object();
    registration["region"] = 12;
    registration["budget"] = "much";
    registration["investment_code"] = "none";
    registration["lots"].as_array()[0].as_object()["estimate"] = "much";
    registration["owner_contact"].as_object()["phone"] = "";
    auto body = boost::json::parse(R"({"more": 1, "desk": {"owner_code": "91990102MA0000001X",
        "application": {"name": "a/b.pdf", "size": 0, "media_type": "application/pdf"}}})");
    body.as_object()["registration"] = registration;
    const auto refused = house.ask<trade::TradeOut>("POST", "/api/v1/trades", house.as_desk, body);
    EXPECT_EQ(code_of(refused), "wire.bad_fields");
    EXPECT_EQ(bad_fields_of(refused),
              "registration.region wire.want_string;registration.budget wire.want_fen;"
              "registration.lots[0].estimate wire.want_fen;desk.application.digest wire.missing;"
              "more wire.unexpected;desk.application.name terms.bad_file_name;"
              "desk.application.size trade.empty_file;desk.owner_code identity.code_check_failed;"
              "registration.title trade.empty;registration.owner_contact.phone trade.empty;"
              "registration.investment_code trade.investment_code_malformed;"
              "registration.lots[1].estimate trade.not_positive;")
        << "that a name comes twice, and the class, take more than one value to judge";
}

TEST_P(TradeFields, duty_43_17_of_commands_about_a_trade_wrong_kinds_and_broken_rules_are_named_together)
{
    const auto trade = house.registered();
    const auto path = "/api/v1/trades/" + trade.id.text();
    const auto told = [&](const char* verb, const std::string& of, const Actor& who, const char* body) {
        return bad_fields_of(house.ask<trade::TradeOut>(verb, path + of, who, boost::json::parse(body)));
    };
    EXPECT_EQ(
        told("POST", "/holds", house.as_owner,
             R"({"rounds": [7], "cause": "whim", "article": "", "document": "", "forbids": []})"),
        "rounds[0] wire.want_string;cause wire.unknown_choice;article trade.empty;forbids trade.empty;");
    EXPECT_EQ(told("POST", "/supplement-lists", house.as_desk,
                   R"({"items": [{"what": " ", "why": 7, "article": ""}]})"),
              "items[0].why wire.want_string;items[0].what trade.empty;");
    EXPECT_EQ(told("POST", "/registration", house.as_desk,
                   R"({"responsible_person": "", "responsible_phone": 7, "place": "", "difference": ""})"),
              "responsible_phone wire.want_string;responsible_person trade.empty;");
    EXPECT_EQ(told("PUT", "/agent", house.as_owner,
                   R"({"agent": {"code": "x", "contact": {"name": "", "phone": "1"}}, "reason": " "})"),
              "agent.contact.address wire.missing;reason trade.empty;agent.code identity.code_malformed;"
              "agent.contact.name trade.empty;");
    EXPECT_EQ(told("POST", "/notices", house.as_agent,
                   R"({"kind": "clarification", "publish_at": "soon",
                       "answers": [{"questions": [], "answer": " "}]})"),
              "publish_at time.malformed;answers[0].questions bidding.question_wanted;"
              "answers[0].answer bidding.answer_wanted;");
}

TEST_P(TradeFields, duty_43_17_of_terms_what_disagrees_and_what_the_procedure_forbids_are_named)
{
    const auto trade = house.registered();
    auto t = house.terms_for(trade);
    t.platform = "another";
    t.lots[0].minimum_bidders = 2;
    const auto refused = house.sign_terms(t);
    EXPECT_EQ(code_of(refused), "wire.bad_fields");
    EXPECT_EQ(bad_fields_of(refused), "terms.platform trade.terms_disagree;"
                                      "terms.lots[0].minimum_bidders trade.procedure_forbids;");
}

TEST_P(TradeFields, duty_43_17_of_terms_mistakes_and_a_false_signature_are_named)
{
    const auto trade = house.registered();
    auto t = house.terms_for(trade);
    t.lots[0].minimum_bidders = 0;
    const trade::TermsIn in{t, {"AAAA", "no base64!"}};
    EXPECT_EQ(bad_fields_of(house.ask<trade::TermsSignedOut>(
                  "POST", "/api/v1/trades/" + trade.id.text() + "/terms", house.as_owner, wire::write(in))),
              "terms.lots[0].minimum_bidders terms.not_positive;signature.certificate certificate.malformed;"
              "signature.value identity.signature_wrong;");
}

TEST_P(TradeFields, duty_43_17_of_a_hold_article_rounds_and_forbidden_acts_are_named)
{
    const auto trade = house.registered();
    const auto none = trade::RoundId::parse("rnd_" + std::string(32, '0')).value();
    trade::HoldIn in{{trade.rounds[0].id, none},
                     trade::HoldCause::force_majeure,
                     " ",
                     "",
                     std::vector{trade::Act::submit, trade::Act::terminate}};
    EXPECT_EQ(bad_fields_of(house.hold(trade.id, house.as_owner, in)),
              "rounds[1] round.unknown;article trade.empty;forbids[1] trade.act_despite_hold;");
    in.rounds = {none};
    EXPECT_EQ(bad_fields_of(house.hold(trade.id, house.as_owner, in)),
              "rounds[0] round.unknown;article trade.empty;")
        << "what no known round is to forbid nobody can judge";
    in.article = "条例31";
    in.rounds.assign(wire::most_items, trade.rounds[0].id);
    const auto fields = house.hold(trade.id, house.as_owner, in).error().fields;
    ASSERT_EQ(fields.size(), wire::most_faults);
    EXPECT_EQ(fields.front().path + " " + fields.front().code, "rounds[1] trade.round_twice");
}

TEST_P(TradeFields, duty_43_17_of_a_draft_its_kind_and_every_unknown_round_are_named)
{
    const auto trade = house.registered();
    house.sign_terms(house.terms_for(trade)).value();
    auto in = house.draft_in(notice::Kind::tender_notice, at("2026-03-03T09:00:00"));
    const auto draft = house.draft(trade.id, in).value();
    const auto none = trade::RoundId::parse("rnd_" + std::string(32, '0')).value();
    in.rounds = std::vector(1'000, trade.rounds[0].id);
    EXPECT_EQ(house.draft(trade.id, in).value().text.rounds, std::vector{trade.rounds[0].id.text()})
        << "each once";
    in.rounds = std::vector{none, trade.rounds[0].id, none};
    const std::string unknown = "rounds[0] round.unknown;rounds[2] round.unknown;";
    EXPECT_EQ(bad_fields_of(house.draft(trade.id, in)), unknown);
    in.kind = notice::Kind::termination;
    house.house.if_match = draft.version;
    EXPECT_EQ(bad_fields_of(house.ask<notice::NoticeOut>("PUT", "/api/v1/notices/" + draft.id.text(),
                                                         house.as_agent, wire::write(in))),
              "kind notice.kind_is_fixed;" + unknown);
}

TEST_P(TradeFields, duty_43_17_of_a_signed_notice_digest_and_certificate_are_named)
{
    const auto trade = house.registered();
    house.sign_terms(house.terms_for(trade)).value();
    const auto draft =
        house.draft(trade.id, house.draft_in(notice::Kind::tender_notice, at("2026-03-03T09:00:00"))).value();
    const notice::SignIn in{"no hex", {"AAAA", "AAAA"}};
    EXPECT_EQ(bad_fields_of(house.ask<notice::NoticeOut>("POST",
                                                         "/api/v1/notices/" + draft.id.text() + "/signature",
                                                         house.as_owner, wire::write(in))),
              "digest bytes.not_hex;signature.certificate certificate.malformed;");
}

INSTANTIATE_TEST_SUITE_P(On, TradeFields, testing::ValuesIn(homes()), identity::home_name);

} // namespace
} // namespace tianping::test
