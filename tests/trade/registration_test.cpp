#include "rooms/trade/rules.hpp"
#include "support/unified_code.hpp"
#include "trade/trade_house.hpp"

namespace tianping::test {
namespace {

using trade::Stage;
using trade::TradeOut;

class Registering : public TradeTest {};

TEST_P(Registering, clause_6_2_1_and_duty_43_9_an_agency_registers_online_under_its_mandate)
{
    const auto trade = house.submit(sample_registration(3), house.as_agent).value();
    EXPECT_EQ(trade.owner.id, house.owner);
    EXPECT_EQ(trade.agent->id, house.agent);
    EXPECT_EQ(trade.inside->entry, trade::Entry::online);
    ASSERT_EQ(trade.rounds.size(), 3U);
    for (const auto& round : trade.rounds)
        EXPECT_EQ(round.stage, Stage::draft);
    EXPECT_EQ(trade.version, 1);
}

// This room stands without a store of files; that the scan lies in it is asked in house/papers_test.cpp.
TEST_P(Registering, clause_6_2_1_and_duty_43_9_the_desk_enters_a_registration_on_the_partys_behalf)
{
    const trade::DeskEntry desk{identity::good_codes[1],
                                identity::good_codes[3],
                                {"登记申请.pdf", 10, terms::hex_of('7'), "application/pdf"}};
    const auto body = wire::write(trade::SubmitIn{sample_registration(), desk});
    const auto trade = house.ask<TradeOut>("POST", "/api/v1/trades", house.as_desk, body).value();
    EXPECT_EQ(trade.inside->entry, trade::Entry::desk);
    EXPECT_EQ(trade.inside->application.value().digest, terms::hex_of('7'));
    EXPECT_EQ(house.get(trade.id, house.as_owner).value().inside->application->name, "登记申请.pdf");
    const auto kept = house.house.base.pool.read([&](const ReadTx& tx) {
        return tx.number("SELECT count(*) FROM event_private WHERE audience = :audience AND body LIKE :scan",
                         "parties:" + trade.id.text(), "%" + terms::hex_of('7') + "%");
    });
    EXPECT_EQ(kept, 1);
    EXPECT_EQ(trade.owner.id, house.owner);
    EXPECT_EQ(trade.agent->id, house.agent);
    EXPECT_EQ(code_of(house.ask<TradeOut>("POST", "/api/v1/trades", house.as_owner, body)),
              "trade.desk_is_for_staff");
}

TEST_P(Registering, clause_6_2_1_the_desk_enters_nothing_without_the_scan_of_the_signed_paper)
{
    const trade::DeskEntry desk{identity::good_codes[1], std::nullopt, {" ", 0, "7", "application/pdf"}};
    auto in = sample_registration();
    in.agent_contact.reset();
    const auto before = house.house.log().size();
    const auto refused =
        house.ask<TradeOut>("POST", "/api/v1/trades", house.as_desk, wire::write(trade::SubmitIn{in, desk}));
    ASSERT_EQ(code_of(refused), "wire.bad_fields");
    std::string faults;
    for (const auto& field : refused.error().fields)
        faults += field.path + " " + field.code + ";";
    EXPECT_EQ(faults, "desk.application.name trade.empty;desk.application.digest terms.bad_digest;"
                      "desk.application.size trade.empty_file;");
    EXPECT_EQ(house.house.log().size(), before);
}

TEST_P(Registering, clause_6_2_1_the_centres_desk_sees_which_share_of_its_trades_was_registered_online)
{
    const auto ways = [&](std::map<std::string, std::string, std::less<>> query = {}) {
        return wire::from_value<trade::WaysOut>(
                   house.house.ask("GET", "/api/v1/registrations/ways", house.as_desk, {}, std::move(query))
                       .value()
                       .body)
            .value();
    };
    EXPECT_EQ(ways().online_share, 0);
    const trade::DeskEntry desk{identity::good_codes[1],
                                identity::good_codes[3],
                                {"登记申请.pdf", 10, terms::hex_of('7'), "application/pdf"}};
    house.submit(sample_registration(), house.as_agent).value();
    house.submit(sample_registration(), house.as_agent).value();
    house
        .ask<TradeOut>("POST", "/api/v1/trades", house.as_desk,
                       wire::write(trade::SubmitIn{sample_registration(), desk}))
        .value();
    EXPECT_EQ(ways().online, 2);
    EXPECT_EQ(ways().desk, 1);
    EXPECT_EQ(ways().online_share, 6666);
    const auto now = house.house.base.clock.now();
    EXPECT_EQ(ways({{"to", to_rfc3339(now)}}).online, 0);
    EXPECT_EQ(ways({{"from", to_rfc3339(now)}}).online, 2);
    const auto refused = [&](const Actor& other) {
        return code_of(house.ask<trade::WaysOut>("GET", "/api/v1/registrations/ways", other));
    };
    EXPECT_EQ(refused(house.as_owner), "identity.not_allowed");
    EXPECT_EQ(refused(TradeHouse::supervisor()), "identity.not_allowed");
    EXPECT_EQ(refused(identity::IdentityHouse::stranger()), "identity.sign_in_first");
}

TEST_P(Registering, the_centre_is_never_a_party_itself)
{
    EXPECT_EQ(code_of(house.submit(sample_registration(), house.as_desk)), "trade.centre_is_no_party");
}

TEST_P(Registering, duty_43_17_all_mistakes_come_back_at_once_and_nothing_is_kept)
{
    auto in = sample_registration();
    in.investment_code = "1";
    in.region = "x";
    in.estimate = Fen{};
    const auto before = house.house.log().size();
    const auto refused = house.submit(in, house.as_agent).error();
    EXPECT_EQ(refused.code, "trade.bad_entry");
    EXPECT_EQ(refused.fields.size(), 3U);
    EXPECT_EQ(house.house.log().size(), before);
}

TEST_P(Registering, a_procedure_is_taken_only_by_trades_that_it_is_for)
{
    const auto faults = [&](const trade::Registration& in) {
        const auto refused = house.submit(in, house.as_agent);
        std::string out;
        if (!refused)
            for (const auto& field : refused.error().fields)
                out += field.path + " " + field.code + " " + field.allowed + ";";
        return out;
    };
    auto in = sample_registration();
    in.procedure = "works-invited-tender";
    EXPECT_EQ(faults(in), "registration.method trade.procedure_does_not_fit works-invited-tender: invited;")
        << "an invitation needs the ground of 条例8, whatever it calls itself";
    in.procedure = "land-listing";
    EXPECT_EQ(faults(in), "registration.trade_class trade.procedure_does_not_fit land-listing: TD;");
    in = sample_registration();
    in.method = trade::Method::invited;
    in.method_ground = "技术复杂，只有少量潜在投标人可供选择（条例8）";
    EXPECT_EQ(faults(in), "registration.method trade.procedure_does_not_fit works-open-tender: open;");
    in.procedure = "works-invited-tender";
    EXPECT_EQ(faults(in), "");
}

TEST_P(Registering, a_mandate_that_has_ended_registers_nothing)
{
    house.advance(monday + 24h * 200);
    EXPECT_EQ(code_of(house.submit(sample_registration(), house.as_agent)), "identity.mandate_ended");
}

TEST_P(Registering, clause_6_2_3a_place_and_time_wished_for_are_confirmed_or_the_difference_is_explained)
{
    const auto trade = house.submit(sample_registration(), house.as_agent).value();
    const auto path = "/api/v1/trades/" + trade.id.text() + "/registration";
    trade::Confirmation other{"赵丁", "0000-3000000", at("2026-03-26T14:00:00"), "开标二室", ""};
    const auto refused = house.ask<TradeOut>("POST", path, house.as_desk, wire::write(other));
    ASSERT_EQ(code_of(refused), "wire.bad_fields");
    EXPECT_EQ(refused.error().fields[0].code, "trade.wish_not_met");
    other.difference = "开标一室当日上午已占用";
    const auto done = house.ask<TradeOut>("POST", path, house.as_desk, wire::write(other)).value();
    EXPECT_EQ(done.confirmation->place, "开标二室");
    EXPECT_EQ(done.confirmation->difference, "开标一室当日上午已占用");
}

TEST_P(Registering, clause_6_2_3b_notes_on_what_to_mind_come_with_the_confirmation)
{
    const auto trade = house.registered();
    EXPECT_GE(trade.notes.size(), 5U);
    for (const auto& note : trade.notes)
        EXPECT_FALSE(note.article.empty()) << note.id;
}

TEST_P(Registering, clause_6_2_4_a_responsible_person_is_named_and_seen_by_the_parties)
{
    const auto trade = house.submit(sample_registration(), house.as_agent).value();
    const auto nobody =
        house.ask<TradeOut>("POST", "/api/v1/trades/" + trade.id.text() + "/registration", house.as_desk,
                            wire::write(trade::Confirmation{"", "", {}, "", "无"}));
    EXPECT_EQ(nobody.error().fields.size(), 2U);
    const auto blanks =
        house.ask<TradeOut>("POST", "/api/v1/trades/" + trade.id.text() + "/registration", house.as_desk,
                            wire::write(trade::Confirmation{" ", "\t", {}, "", " "}));
    ASSERT_EQ(code_of(blanks), "wire.bad_fields");
    EXPECT_EQ(blanks.error().fields.size(), 3U) << "a space names nobody and explains nothing";
    house.finish(trade.id).value();
    EXPECT_EQ(house.get(trade.id, house.as_owner).value().confirmation->responsible_person, "赵丁");
}

TEST_P(Registering, finishing_gives_every_lot_its_codes_with_a_right_check_character)
{
    const auto trade = house.registered(3);
    EXPECT_EQ(trade.project_code.size(), 17U);
    EXPECT_EQ(trade.tender_project_code, trade.project_code + "001");
    for (std::size_t i = 0; i < trade.rounds.size(); ++i) {
        const auto& round = trade.rounds[i];
        EXPECT_EQ(round.stage, Stage::registered);
        EXPECT_EQ(round.section_code, trade.tender_project_code + "00" + std::to_string(i + 1));
        EXPECT_TRUE(test::is_unified_code(round.unified_code)) << round.unified_code;
        EXPECT_TRUE(
            round.unified_code.starts_with("A02-91350100M000100Y43-20260302-00000" + std::to_string(i + 1)));
    }
    const auto second = house.submit(sample_registration(), house.as_agent).value();
    const auto finished = house.finish(second.id).value();
    EXPECT_EQ(finished.project_code, trade.project_code);
    EXPECT_EQ(finished.tender_project_code, trade.project_code + "002");
}

TEST_P(Registering, only_the_centre_finishes_and_only_once)
{
    const auto trade = house.submit(sample_registration(), house.as_agent).value();
    const auto path = "/api/v1/trades/" + trade.id.text() + "/registration";
    const auto body =
        wire::write(trade::Confirmation{"赵丁", "1", at("2026-03-26T09:30:00"), "开标一室", ""});
    EXPECT_EQ(code_of(house.ask<TradeOut>("POST", path, house.as_agent, body)), "identity.not_allowed");
    house.finish(trade.id).value();
    EXPECT_EQ(code_of(house.finish(trade.id)), "trade.registration_step_out_of_order");
}

TEST_P(Registering, an_unpublished_trade_is_hidden_from_others_as_if_it_were_not_there)
{
    const auto trade = house.registered();
    EXPECT_EQ(code_of(house.get(trade.id, identity::IdentityHouse::stranger())), "trade.unknown");
    const auto list =
        house.ask<http::Page<trade::TradeLine>>("GET", "/api/v1/trades", identity::IdentityHouse::stranger());
    EXPECT_TRUE(list.value().items.empty());
    EXPECT_EQ(
        house.ask<http::Page<trade::TradeLine>>("GET", "/api/v1/trades", house.as_owner).value().items.size(),
        1U);
}

TEST_P(Registering, clause_6_2_5_templates_are_there_for_the_asking_and_no_state_waits_for_approval)
{
    const auto templates =
        house.ask<trade::TemplateList>("GET", "/api/v1/templates", identity::IdentityHouse::stranger())
            .value();
    EXPECT_FALSE(templates.items.empty());
    EXPECT_EQ(wire::choices<trade::TradeState>(), "submitted, supplement_wanted, registered, withdrawn");
    // Terms are signed without a template and without anybody at the centre.
    const auto trade = house.submit(sample_registration(), house.as_agent).value();
    EXPECT_TRUE(house.sign_terms(house.terms_for(trade)));
}

TEST(ProcedureFit, a_procedure_is_taken_in_its_place_and_on_its_days_alone)
{
    const auto in = sample_registration();
    auto procedure = law().library.rulebook("works-open-tender").value().procedure;
    const auto on = [&](const char* day) {
        std::string out;
        for (const auto& fault :
             trade::check_fit(in, law().guidance, procedure, CivilDay::parse(day).value()))
            out += fault.path + " " + fault.code + " " + fault.allowed + ";";
        return out;
    };
    EXPECT_EQ(on("2026-03-02"), "");
    EXPECT_EQ(on("2013-04-30"),
              "procedure trade.procedure_does_not_fit works-open-tender: CN, 2013-05-01 – ;");
    procedure.valid_until = CivilDay::parse("2026-03-01").value();
    EXPECT_EQ(on("2026-03-01"), "");
    EXPECT_NE(on("2026-03-02"), "");
    procedure.valid_until.reset();
    procedure.jurisdiction = "9901";
    EXPECT_EQ(on("2026-03-02"), "");
    procedure.jurisdiction = "35";
    EXPECT_NE(on("2026-03-02"), "");
}

INSTANTIATE_TEST_SUITE_P(On, Registering, testing::ValuesIn(homes()), identity::home_name);

} // namespace
} // namespace tianping::test
