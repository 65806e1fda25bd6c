// The one list of what is to be adjusted or added, and the whole registration that answers it (6.2.2).
#include "trade/supplementing.hpp"

namespace tianping::test {
namespace {

using trade::TradeOut;

TEST_P(Supplementing, clause_6_2_2_supplements_are_asked_for_once_and_completely)
{
    const auto trade = house.submit(sample_registration(), house.as_agent).value();
    EXPECT_EQ(code_of(ask_for(trade, {})), "wire.bad_fields");
    EXPECT_EQ(ask_for(trade, {{" ", " ", ""}}).error().fields.size(), 2U);
    const auto asked = ask_for(trade, {approval, {"资金证明", "未附", "30号令8"}}).value();
    ASSERT_EQ(asked.inside->supplements.size(), 1U);
    EXPECT_EQ(asked.inside->supplements[0].items.size(), 2U);
    EXPECT_EQ(code_of(ask_for(trade, {approval})), "trade.registration_step_out_of_order");
    EXPECT_EQ(code_of(house.finish(trade.id)), "trade.registration_step_out_of_order");

    const auto back = supplement(trade, sample_registration()).value();
    EXPECT_TRUE(back.inside->supplements[0].answered_at);
    const auto again = ask_for(trade, {approval});
    EXPECT_EQ(code_of(again), "trade.supplements_asked_once");
    EXPECT_EQ(again.error().article, "服务标准6.2.2");
    EXPECT_EQ(code_of(ask_for(trade, {approval}, " ")), "trade.supplements_asked_once");
    EXPECT_TRUE(ask_for(trade, {approval}, "补正后新增了第二标段"));
}

TEST_P(Supplementing, a_supplement_without_the_agencys_contact_leaves_what_stood)
{
    const auto trade = house.submit(sample_registration(), house.as_agent).value();
    ask_for(trade, {approval}).value();
    auto in = sample_registration();
    in.agent_contact.reset();
    EXPECT_EQ(bad_fields_of(supplement(trade, in)), "registration.agent_contact trade.empty;");
    in.agent_contact = trade::Contact{"王丙", " ", ""};
    EXPECT_EQ(bad_fields_of(supplement(trade, in)),
              "registration.agent_contact.phone trade.empty;registration.agent_contact.address trade.empty;");
    EXPECT_EQ(house.get(trade.id, house.as_owner).value().inside->registration.agent_contact->name, "王丙");
}

TEST_P(Supplementing, what_only_the_parties_read_of_a_registration_is_in_no_public_body)
{
    const auto in = sample_registration();
    const auto trade = house.submit(in, house.as_agent).value();
    ask_for(trade, {approval}).value();
    supplement(trade, in).value();
    ask_for(trade, {{"资金证明", "未附", ""}}, "另有新事实").value();
    std::string log;
    for (const auto& event : house.house.log())
        if (event.stream == trade.id.text())
            log += event.kind + " " + event.body + "\n";
    for (const auto* kind : {"trade.submitted", "trade.supplement_asked", "trade.supplemented"})
        EXPECT_NE(log.find(kind), std::string::npos) << log;
    for (const auto& secret : {std::string{"\"budget\""}, in.owner_contact.phone, in.conditions.at(0).id,
                               approval.what, approval.why, std::string{"另有新事实"}})
        EXPECT_EQ(log.find(secret), std::string::npos) << secret;
    const auto kept = house.house.base.pool.read([&](const ReadTx& tx) {
        return tx.number("SELECT count(*) FROM event_private WHERE audience = :audience",
                         "parties:" + trade.id.text());
    });
    EXPECT_EQ(kept, 4);
}

TEST_P(Supplementing, a_wrong_investment_code_is_corrected_and_the_trade_belongs_to_that_project)
{
    const auto trade = wanted_of(sample_registration());
    auto in = sample_registration();
    in.investment_code = "2026-990102-48-01-000124";
    const auto corrected = supplement(trade, in).value();
    EXPECT_EQ(corrected.id, trade.id);
    EXPECT_NE(corrected.project, trade.project);
    EXPECT_EQ(corrected.investment_code, in.investment_code);
    EXPECT_EQ(last_answer().project, corrected.project);
    EXPECT_FALSE(last_answer().procedure);
    ask_for(trade, {approval}, "原代码无误").value();
    EXPECT_EQ(supplement(trade, sample_registration()).value().project, trade.project);
    ask_for(trade, {approval}, "项目名称有误").value();
    supplement(trade, sample_registration()).value();
    EXPECT_FALSE(last_answer().project) << "the same as before";
    house.finish(trade.id).value();
    EXPECT_EQ(code_of(supplement(trade, in)), "trade.registration_step_out_of_order");
}

TEST_P(Supplementing, a_project_is_named_as_registered_last_until_it_has_its_code)
{
    const auto trade = wanted_of(sample_registration());
    auto in = sample_registration();
    in.project_name = "云川市滨河路改造工程（一期）";
    in.region = "990103";
    EXPECT_EQ(supplement(trade, in).value().project_name, in.project_name);
    std::vector<std::string> said;
    for (const auto& event : house.house.log())
        if (event.stream == trade.project.text() && event.kind == trade::ProjectCorrected::kind) {
            const auto body = event.as<trade::ProjectCorrected>();
            said.push_back(body.name + " " + body.region);
        }
    EXPECT_EQ(said, std::vector<std::string>{in.project_name + " " + in.region});
    house.finish(trade.id).value();
    const auto second = house.submit(sample_registration(), house.as_agent).value();
    EXPECT_EQ(second.project, trade.project);
    EXPECT_EQ(second.project_name, in.project_name) << "a project with a code keeps its name";
}

TEST_P(Supplementing, under_a_procedure_that_invites_nobody_no_list_of_the_invited_stays)
{
    const auto trade = wanted_of(by_invitation());
    const auto path = "/api/v1/rounds/" + trade.rounds[0].id.text() + "/invitees";
    const auto listed = [&] { return house.ask<trade::InviteesOut>("GET", path, house.as_owner).value(); };
    house.house.if_match = listed().version;
    const trade::InviteesIn three{{{identity::good_codes[0], "平州北方建设有限公司"},
                                   {"91990102MA0000001D", "云川第一工程有限公司"},
                                   {"91990102MA0000002G", "云川第二工程有限公司"}}};
    house.ask<trade::InviteesOut>("PUT", path, house.as_owner, wire::write(three)).value();
    auto in = by_invitation();
    in.scope = "道路改造3.5公里";
    supplement(trade, in).value();
    EXPECT_EQ(listed().invitees.size(), 3U) << "the same procedure";
    EXPECT_FALSE(last_answer().procedure);
    ask_for(trade, {approval}, "应当公开招标").value();
    const auto open = supplement(trade, sample_registration()).value();
    EXPECT_EQ(open.procedure, "works-open-tender");
    EXPECT_EQ(last_answer().procedure, "works-open-tender");
    EXPECT_TRUE(listed().invitees.empty());
}

TEST_P(Supplementing, clause_6_2_1_the_desk_enters_the_supplement_of_what_it_entered_from_the_partys_paper)
{
    const trade::DeskEntry desk{identity::good_codes[1],
                                identity::good_codes[3],
                                {"登记申请.pdf", 10, terms::hex_of('7'), "application/pdf"}};
    const auto trade = house
                           .ask<TradeOut>("POST", "/api/v1/trades", house.as_desk,
                                          wire::write(trade::SubmitIn{sample_registration(), desk}))
                           .value();
    ask_for(trade, {approval}).value();
    trade::SupplementIn in{sample_registration(), std::nullopt};
    in.registration.scope = "道路改造3.5公里";
    EXPECT_EQ(bad_fields_of(put(trade, house.as_desk, in)),
              "application.name trade.empty;application.digest terms.bad_digest;"
              "application.size trade.empty_file;");
    in.application = terms::File{"补正申请.pdf", 12, terms::hex_of('8'), "application/pdf"};
    EXPECT_EQ(code_of(put(trade, house.as_owner, in)), "trade.desk_is_for_staff");
    const auto done = put(trade, house.as_desk, in).value();
    EXPECT_EQ(done.inside->registration.scope, in.registration.scope);
    EXPECT_EQ(done.inside->application.value().digest, terms::hex_of('8'));
    EXPECT_EQ(house.get(trade.id, house.as_owner).value().inside->application->name, "补正申请.pdf");
    const auto kept = house.house.base.pool.read([&](const ReadTx& tx) {
        return tx.number("SELECT count(*) FROM event_private WHERE audience = :audience AND body LIKE :scan",
                         "parties:" + trade.id.text(), "%" + terms::hex_of('8') + "%");
    });
    EXPECT_EQ(kept, 1);
}

TEST_P(Supplementing, clause_6_2_1_what_was_registered_online_the_desk_does_not_supplement)
{
    const auto trade = wanted_of(sample_registration());
    const trade::SupplementIn in{sample_registration(),
                                 terms::File{"补正申请.pdf", 12, terms::hex_of('8'), "application/pdf"}};
    EXPECT_EQ(code_of(put(trade, house.as_desk, in)), "trade.registered_online");
    EXPECT_EQ(code_of(put(trade, house.as_agent, in)), "trade.desk_is_for_staff");
    EXPECT_TRUE(supplement(trade, sample_registration()));
}

TEST_P(Supplementing, two_people_who_answer_the_same_list_do_not_overwrite_each_other)
{
    const auto trade = house.submit(sample_registration(), house.as_agent).value();
    const auto asked = ask_for(trade, {approval}).value();
    house.house.if_match = asked.version;
    supplement(trade, sample_registration()).value();
    ask_for(trade, {approval}, "新事实").value();
    house.house.if_match = asked.version;
    EXPECT_EQ(code_of(supplement(trade, sample_registration())), "store.changed_meanwhile");
}

INSTANTIATE_TEST_SUITE_P(On, Supplementing, testing::ValuesIn(homes()), identity::home_name);

} // namespace
} // namespace tianping::test
