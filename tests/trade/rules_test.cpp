#include "base/blank.hpp"
#include "base/trade_codes.hpp"
#include "rooms/procedure/house_moves.hpp"
#include "rooms/trade/rules.hpp"
#include "support/unified_code.hpp"
#include "trade/trade_house.hpp"
#include <fstream>
#include <set>
#include <tuple>

namespace tianping::trade {
namespace {

struct Vector {
    const char* name;
    const char* code;
};
std::ostream& operator<<(std::ostream& o, const Vector& v)
{
    return o << v.name;
}

class UnifiedCode : public testing::TestWithParam<Vector> {};

// The vectors of domain.md 5.3.
TEST_P(UnifiedCode, is_made_again_from_its_parts)
{
    const std::string code = GetParam().code;
    const auto day =
        CivilDay::parse(code.substr(23, 4) + "-" + code.substr(27, 2) + "-" + code.substr(29, 2)).value();
    EXPECT_EQ(unified_code(code.substr(0, 3), code.substr(4, 18), day, std::stoll(code.substr(32, 6))), code);
    for (const char check : std::string{"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*"})
        EXPECT_EQ(test::is_unified_code(code.substr(0, 39) + check), check == code[39]) << check;
}

const Vector unified_codes[] = {
    {"u", "A01-91350100M000100Y43-20240515-000001-U"},
    {"star", "A99-91110000600037341L-20200102-000123-*"},
    {"o", "B01-91440300708461136T-20251231-999999-O"},
    {"zero", "D01-914403001922038216-20260301-000042-0"},
};
INSTANTIATE_TEST_SUITE_P(Vectors, UnifiedCode, testing::ValuesIn(unified_codes),
                         [](const auto& p) { return p.param.name; });

TEST(Codes, project_tender_project_and_section_have_17_20_and_23_characters)
{
    const auto project = project_code("A9901020001", 7);
    EXPECT_EQ(project, "A9901020001000007");
    EXPECT_EQ(tender_project_code(project, 2), "A9901020001000007002");
    EXPECT_EQ(section_code(tender_project_code(project, 2), 13), "A9901020001000007002013");
}

// Which act leads from each stage where, independently of the table.
struct Step {
    Stage at;
    std::vector<std::pair<Act, Stage>> allowed;
};

TEST(Stages, every_other_step_is_out_of_order)
{
    const Step book[] = {
        {Stage::draft, {{Act::register_, Stage::registered}, {Act::terminate, Stage::terminated}}},
        {Stage::registered, {{Act::announce, Stage::announced}, {Act::terminate, Stage::terminated}}},
        {Stage::announced, {{Act::close, Stage::closed}, {Act::terminate, Stage::terminated}}},
        {Stage::closed,
         {{Act::begin_opening, Stage::opening},
          {Act::fail, Stage::failed},
          {Act::terminate, Stage::terminated}}},
        {Stage::opening, {{Act::finish_opening, Stage::opened}, {Act::terminate, Stage::terminated}}},
        {Stage::opened, {{Act::fail, Stage::failed}, {Act::terminate, Stage::terminated}}},
        {Stage::failed, {}},
        {Stage::terminated, {}},
    };
    for (const auto& step : book) {
        for (int a = 0; a <= static_cast<int>(Act::submit); ++a) {
            const auto act = static_cast<Act>(a);
            const auto to = next_stage(step.at, act);
            const auto wanted = std::ranges::find(step.allowed, act, &std::pair<Act, Stage>::first);
            ASSERT_EQ(to.has_value(), wanted != step.allowed.end())
                << wire::name_of(step.at) << wire::name_of(act);
            if (to)
                EXPECT_EQ(*to, wanted->second);
            else
                EXPECT_EQ(to.error().code, "trade.step_out_of_order");
        }
    }
}

// The table that files are held against is this room's.
TEST(Stages, the_loader_knows_the_same_moves)
{
    std::set<std::string> own, known;
    for (const auto& move : round_flow.moves)
        own.insert(wire::name_of(move.from) + " " +
                   (move.on == Act::register_ ? "register" : wire::name_of(move.on)) + " " +
                   wire::name_of(move.to));
    for (const auto& move : procedure::house_moves)
        known.insert(std::string{move.stage} + " " + std::string{move.act} + " " + std::string{move.next});
    EXPECT_EQ(own, known);
}

// Of every shipped procedure that a trade can take.
TEST(Stages, each_shipped_procedure_leads_where_the_house_takes_a_round)
{
    std::size_t seen = 0;
    for (const auto& [id, procedure] : test::law().library.procedures) {
        if (procedure.trade_type != procedure::house_trade_type)
            continue;
        ++seen;
        for (const auto& move : procedure::house_moves) {
            const auto next = procedure::next_stage(procedure, move.stage, move.act);
            EXPECT_EQ(next.has_value(), move.wanted) << id << " " << move.stage << " " << move.act;
            EXPECT_TRUE(!next || *next == move.next) << id << " " << move.stage << " " << move.act;
        }
    }
    EXPECT_EQ(seen, 2U);
}

std::vector<std::string> faults_of(const Registration& in, bool by_agent = false)
{
    std::vector<std::string> out;
    for (const auto& fault : check_entry(in, &test::law().guidance, by_agent))
        out.push_back(fault.path + " " + fault.code);
    return out;
}

TEST(Entry, duty_43_17_every_mistake_is_named_at_entry)
{
    EXPECT_EQ(faults_of(test::sample_registration(2)), std::vector<std::string>{});
    auto in = test::sample_registration(2);
    in.title = " ";
    in.region = "99010";
    in.trade_class = "Z01";
    in.budget = Fen{};
    in.lots[1].name = in.lots[0].name;
    in.lots[1].estimate = Fen{-1};
    in.method = Method::invited;
    EXPECT_EQ(faults_of(in),
              (std::vector<std::string>{
                  "title trade.empty", "region trade.region_malformed", "trade_class trade.unknown_class",
                  "budget trade.not_positive", "lots[1].estimate trade.not_positive",
                  "lots[1].name trade.lot_repeated", "method_ground trade.ground_wanted"}));
}

TEST(Entry, duty_43_17_of_ten_thousand_lots_their_number_is_named_and_of_a_hundred_each_that_repeats)
{
    auto in = test::sample_registration(1);
    const auto lot = in.lots.at(0);
    in.lots.assign(wire::most_items, lot);
    EXPECT_EQ(faults_of(in), std::vector<std::string>{"lots trade.bad_number_of_lots"});
    in.lots.assign(100, lot);
    const auto repeated = faults_of(in);
    ASSERT_EQ(repeated.size(), 99U);
    EXPECT_EQ(repeated.back(), "lots[99].name trade.lot_repeated");
}

TEST(Entry, duty_43_17_lots_whose_names_look_alike_have_one_name_and_no_name_hides_a_sign)
{
    const std::tuple<const char*, const char*, std::vector<std::string>> rows[]{
        {"一标段", "二标段", {}},
        {"一标段", "一\u3000标 段", {"lots[1].name trade.lot_repeated"}},
        {"一标段", "一标段\u200b", {"lots[1].name trade.lot_repeated"}},
        {"一标段", "\u3000\u200b", {"lots[1].name trade.empty"}},
        {"一标段", "二\u202e标段", {"lots[1].name wire.control_character"}},
        {"一标段", "二\n标段", {"lots[1].name wire.control_character"}},
    };
    for (const auto& [first, second, expected] : rows) {
        auto in = test::sample_registration(2);
        in.lots[0].name = first;
        in.lots[1].name = second;
        in.lots[1].scope = "道路\n\t排水"; // a long text has lines
        EXPECT_EQ(faults_of(in), expected) << second;
        in.lots[1].name = "二标段";
        in.title = second;
        EXPECT_EQ(faults_of(in).size(), holds_controls(second) || blank(second) ? 1U : 0U) << second;
    }
}

TEST(Entry, duty_43_17_answers_to_conditions_and_papers_are_checked_at_entry)
{
    auto in = test::sample_registration();
    in.conditions[1].id = "drawings_raedy";
    in.conditions[3].id = in.conditions[0].id;
    in.conditions.push_back({"no_splitting", true, ""});
    in.documents = {{"../批复.pdf", 1, std::string(64, 'a'), "application/pdf"},
                    {" ", 0, "A", "application/pdf"}};
    EXPECT_EQ(faults_of(in),
              (std::vector<std::string>{
                  "conditions[1].id trade.condition_unknown", "conditions[3].id trade.condition_repeated",
                  "conditions[4].id trade.condition_unknown", "documents[0].name terms.bad_file_name",
                  "documents[1].name trade.empty", "documents[1].digest terms.bad_digest",
                  "documents[1].size trade.empty_file"}));
}

TEST(Entry, duty_43_27_a_wrong_investment_code_is_named)
{
    for (const char* code :
         {"", "2026-990102-48-01-00012", "2026-990102-48-01-0001234", "2026_990102-48-01-000123",
          "2026-99010A-48-01-000123", "0000-000000-00-00-000000", "0000-990102-48-01-000123",
          "2613-990102-48-01-000123", "2600-990102-48-01-000123", "1999-990102-48-01-000123",
          "2026-090102-48-01-000123"}) {
        auto in = test::sample_registration();
        in.investment_code = code;
        EXPECT_EQ(faults_of(in), std::vector<std::string>{"investment_code trade.investment_code_malformed"})
            << code;
    }
}

TEST(Entry, an_investment_code_begins_with_a_year_or_with_year_and_month)
{
    for (const char* code :
         {"2013-110000-48-01-000001", "2026-350200-78-01-123456", "2604-320100-04-01-000001",
          "2612-990102-48-01-000123", "1901-990102-48-01-000123"})
        EXPECT_TRUE(is_investment_code(code)) << code;
}

TEST(Entry, an_agency_is_named_with_person_telephone_and_address_as_notices_name_it)
{
    auto in = test::sample_registration();
    in.agent_contact = Contact{" ", "", "\t"};
    const std::vector<std::string> each{"agent_contact.name trade.empty", "agent_contact.phone trade.empty",
                                        "agent_contact.address trade.empty"};
    EXPECT_EQ(faults_of(in, true), each);
    EXPECT_EQ(faults_of(in), each) << "who says a contact says all of it";
    in.agent_contact.reset();
    EXPECT_EQ(faults_of(in, true), std::vector<std::string>{"agent_contact trade.empty"});
    EXPECT_EQ(faults_of(in), std::vector<std::string>{});
}

} // namespace
} // namespace tianping::trade
