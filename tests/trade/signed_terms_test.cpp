// The owner alone signs the terms, every version is kept, and everyone takes them from their hour.
#include "identity/walked.hpp"
#include "trade/trade_house.hpp"
#include <utility>

namespace tianping::test {
namespace {

class Terms : public TradeTest {};

TEST_P(Terms, only_the_owner_signs_them_and_every_version_is_kept)
{
    const auto trade = house.registered();
    const auto first = house.terms_for(trade);
    const trade::TermsIn by_agent{first, house.agent_holder.sign(terms::signed_bytes(first))};
    const auto path = "/api/v1/trades/" + trade.id.text() + "/terms";
    EXPECT_EQ(code_of(house.ask<trade::TermsSignedOut>("POST", path, house.as_agent, wire::write(by_agent))),
              "identity.not_allowed");
    EXPECT_EQ(code_of(house.ask<trade::TermsSignedOut>("POST", path, house.as_owner, wire::write(by_agent))),
              "identity.certificate_of_another");
    const auto signed_first = house.sign_terms(first).value();
    EXPECT_EQ(signed_first.digest, to_hex(terms::digest(first)));
    EXPECT_TRUE(signed_first.findings.empty()) << signed_first.findings[0].zh;
    auto second = house.terms_for(trade, 2, signed_first.digest);
    second.tie_rule = "工期短者优先";
    const auto signed_second = house.sign_terms(second).value();
    const auto versions = house.ask<http::Page<trade::TermsLine>>("GET", path, house.as_owner).value();
    ASSERT_EQ(versions.items.size(), 2U);
    const auto out =
        house.ask<trade::TermsOut>("GET", path + "/" + signed_second.digest, house.as_owner).value();
    ASSERT_EQ(out.differences.size(), 1U);
    EXPECT_EQ(out.differences[0].path, "tie_rule");
    EXPECT_EQ(out.certificate, house.owner_holder.certificate()) << "anybody can check the signature";
}

TEST_P(Terms, a_version_in_force_is_compared_with_the_one_in_force_before_and_not_with_one_signed_between)
{
    const auto trade = house.announced();
    const auto first = trade.rounds.at(0).terms_digest;
    auto t = house.terms_for(trade, 2, first);
    t.tie_rule = "工期短者优先";
    const auto second = house.sign_terms(t).value().digest;
    t.number = 3;
    t.previous = second;
    t.objections_to = "招标人联系电话 0000-1000000";
    const auto third = house.sign_terms(t).value().digest;
    const auto stranger = identity::IdentityHouse::stranger();
    const auto compared = [&](const std::string& digest, const Actor& who) {
        const auto out =
            house.ask<trade::TermsOut>("GET", "/api/v1/trades/" + trade.id.text() + "/terms/" + digest, who)
                .value();
        auto text = out.compared_with.value_or("nothing") + ":";
        for (const auto& d : out.differences)
            text += " " + d.path;
        return text;
    };
    EXPECT_EQ(compared(third, house.as_owner), first + ": tie_rule objections_to")
        << "what parties and bidders know is what is in force";
    house.house.command([&](WriteTx& tx, const Call& call) {
        return trade::put_in_force(tx, call, trade.id, {trade.rounds.at(0).id}, third, t.deadline);
    });
    EXPECT_EQ(compared(first, stranger), "nothing:");
    EXPECT_EQ(compared(third, stranger), first + ": tie_rule objections_to");
    const auto printed = [&](const std::string& digest) {
        return house.house.base.pool.read([&](const ReadTx& tx) {
            http::Request request{{stranger, house.house.base.clock.now(), "", nullptr},
                                  {{"trade", trade.id.text()}, {"digest", digest}}};
            return house.trades.print_comparison(tx, request);
        });
    };
    const auto text = std::get<std::string>(printed(third).value().content);
    EXPECT_NE(text.find("第 1 版与第 3 版对照"), std::string::npos) << text;
    EXPECT_NE(text.find("工期短者优先"), std::string::npos) << text;
    EXPECT_EQ(code_of(printed(first)), "trade.no_earlier_terms");
    EXPECT_EQ(code_of(printed(second)), "trade.terms_unknown") << "it was never in force";
}

TEST_P(Terms, versions_come_in_pages_and_no_cursor_leads_to_one_that_is_not_in_force)
{
    const auto trade = house.announced();
    auto previous = house.get(trade.id, house.as_owner).value().rounds.at(0).terms_digest;
    const auto in_force = previous;
    for (std::int64_t number = 2; number <= 5; ++number)
        previous = house.sign_terms(house.terms_for(trade, number, previous)).value().digest;
    const auto path = "/api/v1/trades/" + trade.id.text() + "/terms";
    std::vector<std::int64_t> numbers;
    for (const auto& one : identity::walked<trade::TermsLine>(house.house, path, house.as_owner, 2))
        numbers.push_back(one.number);
    EXPECT_EQ(numbers, (std::vector<std::int64_t>{1, 2, 3, 4, 5}));
    const auto stranger = identity::IdentityHouse::stranger();
    const auto seen = identity::walked<trade::TermsLine>(house.house, path, stranger, 1);
    ASSERT_EQ(seen.size(), 1U);
    EXPECT_EQ(seen[0].digest, in_force);
    const auto behind_a_draft =
        house.house.ask("GET", path, stranger, {}, {{"after", http::to_cursor(previous)}}).value();
    EXPECT_EQ(wire::from_value<http::Page<trade::TermsLine>>(behind_a_draft.body)->items.size(), 1U)
        << "as behind one that there is not";
}

TEST_P(Terms, a_forged_signature_and_terms_of_another_trade_are_refused)
{
    const auto trade = house.registered();
    auto t = house.terms_for(trade);
    trade::TermsIn in{t, house.owner_holder.sign(terms::signed_bytes(t))};
    in.terms.deadline += 1min;
    const auto path = "/api/v1/trades/" + trade.id.text() + "/terms";
    EXPECT_EQ(code_of(house.ask<trade::TermsSignedOut>("POST", path, house.as_owner, wire::write(in))),
              "identity.signature_wrong");
    t.trade = "trd_" + std::string(32, '9');
    t.platform = "another";
    t.number = 3;
    t.previous = terms::hex_of('a');
    t.lots[0].estimate = t.lots[0].estimate + Fen{1};
    const trade::TermsIn wrong{t, house.owner_holder.sign(terms::signed_bytes(t))};
    const auto refused =
        house.ask<trade::TermsSignedOut>("POST", path, house.as_owner, wire::write(wrong)).error();
    EXPECT_EQ(refused.code, "trade.terms_do_not_fit");
    EXPECT_EQ(refused.fields.size(), 5U);
}

TEST_P(Terms, two_who_sign_the_same_number_get_one_version)
{
    const auto trade = house.registered();
    house.sign_terms(house.terms_for(trade)).value();
    auto other = house.terms_for(trade);
    other.tie_rule = "抽签";
    EXPECT_EQ(code_of(house.sign_terms(other)), "trade.terms_do_not_fit");
}

TEST_P(Terms, unlawful_figures_are_told_to_the_owner_and_stop_nobody_from_signing)
{
    const auto trade = house.registered();
    auto t = house.terms_for(trade);
    t.lots[0].deposit->amount = Fen::yuan(500'000);
    t.deadline = t.documents_from + 24h * 10;
    const auto out = house.sign_terms(t).value();
    std::vector<std::string> rules;
    for (const auto& f : out.findings)
        rules.push_back(f.rule);
    EXPECT_EQ(rules, (std::vector<std::string>{"works.preparation", "works.bid_bond",
                                               "works.bid_bond_construction"}));
    EXPECT_NE(out.findings[0].zh.find("20"), std::string::npos) << out.findings[0].zh;
}

TEST_P(Terms, everyone_takes_them_from_their_hour_and_nobody_before)
{
    const auto trade = house.registered();
    const auto digest = house.sign_terms(house.terms_for(trade)).value().digest;
    const auto path = "/api/v1/trades/" + trade.id.text() + "/terms/" + digest;
    const auto stranger = identity::IdentityHouse::stranger();
    EXPECT_EQ(code_of(house.ask<trade::TermsOut>("GET", path, stranger)), "trade.unknown");
    house
        .sign(house.draft(trade.id, house.draft_in(notice::Kind::tender_notice, at("2026-03-03T09:00:00")))
                  .value())
        .value();
    EXPECT_EQ(code_of(house.ask<trade::TermsOut>("GET", path, stranger)), "trade.unknown");
    house.advance(at("2026-03-03T09:00:00"));
    EXPECT_EQ(house.ask<trade::TermsOut>("GET", path, stranger).value().digest, digest);
}

// A supervisor may witness the closing; owner and agent are one side (design.md 6).
TEST_P(Terms, duty_20_50_a_supervisor_holds_no_share_and_owner_and_agent_hold_one_between_them)
{
    const auto bureau = house.house.holder(identity::good_codes[2], "云川市住房和城乡建设局", "钱戊");
    const auto id = house.house.register_organisation(bureau).value().organisation.id.text();
    house.house
        .ask("PUT", "/api/v1/organisations/" + id + "/kind",
             house.house.actor(house.house.staff.at("security-admin")),
             wire::write(identity::RecogniseIn{identity::OrganisationKind::supervisor, Supervision{}}))
        .value();
    auto t = house.terms_for(house.registered());
    auto& closers = t.lots[0].unsealing.closers;
    ASSERT_EQ(closers[1].organisation_code, house.owner_holder.code);
    const std::string of_supervisor =
        "terms.lots[0].unsealing.closers[2].holds_share trade.supervisor_holds_share;";
    const std::string of_agent =
        "terms.lots[0].unsealing.closers[3].holds_share trade.one_share_for_owner_and_agent;";
    const auto alone = house.sign_terms(t);
    EXPECT_EQ(code_of(alone), "trade.supervisor_holds_share");
    EXPECT_EQ(bad_fields_of(alone), of_supervisor);
    EXPECT_EQ(alone.error().article, "20号令50");
    const auto nobodys = std::exchange(closers[3].organisation_code, house.agent_holder.code);
    EXPECT_EQ(bad_fields_of(house.sign_terms(t)), of_supervisor + of_agent);
    std::swap(closers[2].organisation_code, closers[4].organisation_code);
    closers[4].holds_share = false;
    const auto two = house.sign_terms(t);
    EXPECT_EQ(bad_fields_of(two), of_agent);
    EXPECT_EQ(two.error().article, "招法15");
    closers[3].organisation_code = nobodys;
    EXPECT_TRUE(house.sign_terms(t));
}

INSTANTIATE_TEST_SUITE_P(On, Terms, testing::ValuesIn(homes()), identity::home_name);

} // namespace
} // namespace tianping::test
