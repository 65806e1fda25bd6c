// The SQL of the hall on both databases.
#include "rooms/hall/service.hpp"
#include "rooms/hall/store.hpp"
#include "rooms/opening/events.hpp"
#include "rooms/trade/store.hpp"
#include "support/store_scene.hpp"

namespace tianping::hall {
namespace {

using test::id;
using test::monday;
using test::said;
using namespace std::chrono_literals;
using Intake = trade::IntakeId;
using Organisation = identity::OrganisationId;

class HallStore : public test::StoreTest {
protected:
    const Intake intake = id<Intake>(1), other = id<Intake>(2);
    const Organisation first = id<Organisation>(1), second = id<Organisation>(2);
    const trade::TradeId trade_id = id<trade::TradeId>(1);

    template <class Body>
    void happen(const std::string& stream, const Body& body)
    {
        ASSERT_TRUE(write([&](WriteTx& tx) -> Status {
            events::append(tx, Call{{}, monday, "key", nullptr}, stream, events::About{}, body);
            return {};
        }));
    }
    void set_hold(const trade::HoldId& hold, const trade::RoundId& round)
    {
        ASSERT_TRUE(keep(trade::HoldRow{hold,
                                        trade_id,
                                        trade::HoldCause::objection_answer,
                                        "条例22",
                                        "",
                                        "甲",
                                        trade::Lifter::parties,
                                        R"(["close"])",
                                        true,
                                        monday,
                                        {},
                                        "",
                                        "",
                                        1}));
        ASSERT_TRUE(write([&](WriteTx& tx) -> Status {
            trade::store::bind_hold(tx, hold, round);
            return {};
        }));
        trade::HoldSet set;
        set.hold = hold;
        set.rounds = {round};
        happen(hold.text(), set);
    }
};
INSTANTIATE_TEST_SUITE_P(On, HallStore, testing::ValuesIn(test::homes()),
                         [](const auto& home) { return test::name_of(home.param); });

TEST_P(HallStore, the_days_list_goes_on_after_its_cursor_also_among_openings_of_one_instant)
{
    const ScheduleRow early{"int_a", "rnd_a", "trd_a", monday}, same{"int_b", "rnd_b", "trd_b", monday},
        late{"int_0", "rnd_c", "trd_c", monday + 1h}, tomorrow{"int_z", "rnd_z", "trd_z", monday + 24h};
    ASSERT_TRUE(keep(tomorrow, late, same, early));
    const auto day = [&](const store::ScheduleCursor& after, std::int64_t most) {
        return said(read([&](const ReadTx& tx) { return store::schedule(tx, after, monday + 24h, most); }));
    };
    EXPECT_EQ(day({monday - 1ms, ""}, 10), said(std::vector{early, same, late}))
        << "up to the end, without it";
    EXPECT_EQ(day({monday - 1ms, ""}, 1), said(std::vector{early}));
    EXPECT_EQ(day({monday, "int_a"}, 1), said(std::vector{same}));
    EXPECT_EQ(day({monday, "int_b"}, 1), said(std::vector{late}));
    const ScheduleRow moved{"int_a", "rnd_a", "trd_a", monday + 2h};
    ASSERT_TRUE(write([&](WriteTx& tx) -> Status {
        store::put_schedule(tx, moved);
        store::drop_schedule(tx, "int_b");
        return {};
    }));
    EXPECT_EQ(day({monday - 1ms, ""}, 10), said(std::vector{late, moved}));
}

TEST_P(HallStore, who_was_there_what_he_objected_to_and_what_he_signed_come_back_by_intake_and_in_order)
{
    const SessionRow session{intake, 1, "d", monday, monday + 1h, {}, 1};
    const AttendanceRow came{id<AttendanceId>(2), intake, first, "c", "s", monday};
    const AttendanceRow later{id<AttendanceId>(1), intake, second, "c", "s", monday + 1ms};
    const ObjectionRow open{
        id<ObjectionId>(2), intake, first, "甲", test::long_text(), monday, "", "", {}, 1};
    const ObjectionRow answered{id<ObjectionId>(1), intake, second, "乙",        "二",
                                monday + 1s,        "答",   "丙",   monday + 2s, 2};
    const RecordSignatureRow refused{
        "int/b", intake, second, SignerRole::bidder, SignatureState::refused, "不认可", "", "", monday};
    const RecordSignatureRow given{"int/a", intake, first, SignerRole::owner, SignatureState::signed_,
                                   "",      "c",    "s",   monday + 1h};
    ASSERT_TRUE(keep(session, later, came, answered, open, refused, given,
                     SessionRow{other, 1, "e", monday, monday, monday, 3},
                     AttendanceRow{id<AttendanceId>(3), other, first, "c", "s", monday}));
    EXPECT_EQ(said(read([&](const ReadTx& tx) { return store::session(tx, intake); })), said(session));
    EXPECT_EQ(said(read([&](const ReadTx& tx) { return store::attendances(tx, intake); })),
              said(std::vector{came, later}));
    EXPECT_EQ(said(read([&](const ReadTx& tx) { return store::attendance(tx, intake, second); })),
              said(later));
    EXPECT_EQ(said(read([&](const ReadTx& tx) { return store::attendance(tx, other, second); })), "none");
    EXPECT_EQ(said(read([&](const ReadTx& tx) { return store::objections(tx, intake); })),
              said(std::vector{open, answered}));
    EXPECT_EQ(said(read([&](const ReadTx& tx) { return store::objection(tx, answered.id); })),
              said(answered));
    EXPECT_EQ(said(read([&](const ReadTx& tx) { return store::signatures(tx, intake); })),
              said(std::vector{given, refused}));
    EXPECT_FALSE(keep(AttendanceRow{id<AttendanceId>(9), intake, first, "c", "s", monday}))
        << "one signs in once";
}

TEST_P(HallStore, an_opening_tells_its_own_happenings_and_its_rounds_holds_in_the_order_of_the_log)
{
    trade::RoundFacts round;
    round.id = id<trade::RoundId>(1);
    round.trade = trade_id;
    round.intake = intake;
    const auto here = id<trade::HoldId>(2), elsewhere = id<trade::HoldId>(1);
    set_hold(here, round.id);
    set_hold(elsewhere, id<trade::RoundId>(2));
    happen(intake.text(), opening::ClosingHeld{monday});
    happen(other.text(), opening::ClosingHeld{monday});
    happen(elsewhere.text(), trade::HoldLifted{"丙", "甲"});
    happen(here.text(), trade::HoldLifted{"丙", "甲"});
    std::vector<std::string> told;
    for (const auto& one : read([&](const ReadTx& tx) { return Hall::told(tx, round); })) {
        told.push_back(one.event.stream + " " + one.event.kind);
        EXPECT_EQ(one.hold.has_value(), one.event.stream == here.text());
    }
    EXPECT_EQ(told, (std::vector<std::string>{here.text() + " trade.hold_set",
                                              intake.text() + " opening.closing_held",
                                              here.text() + " trade.hold_lifted"}));
}

TEST_P(HallStore, a_record_waits_for_its_printing_and_later_versions_stand_beside_it)
{
    const auto version = [&](std::int64_t n) {
        return RecordRow{"int/" + std::to_string(n), intake, n, n == 2, test::long_text(),
                         "d" + std::to_string(n),    "",     0, monday};
    };
    ASSERT_TRUE(keep(version(2), version(1)));
    auto printed = version(1);
    printed.pdf = "p";
    printed.pdf_size = std::int64_t{1} << 40;
    ASSERT_TRUE(write([&](WriteTx& tx) -> Status {
        store::keep_print(tx, printed);
        return {};
    }));
    EXPECT_EQ(said(read([](const ReadTx& tx) { return store::records_to_print(tx); })),
              said(std::vector{version(2)}));
    EXPECT_EQ(said(read([&](const ReadTx& tx) { return store::records(tx, intake); })),
              said(std::vector{printed, version(2)}));
    EXPECT_EQ(said(read([&](const ReadTx& tx) { return store::latest_record(tx, intake); })),
              said(version(2)));
    EXPECT_EQ(said(read([&](const ReadTx& tx) { return store::record(tx, intake, 1); })), said(printed));
    EXPECT_EQ(said(read([&](const ReadTx& tx) { return store::latest_record(tx, other); })), "none");
}

} // namespace
} // namespace tianping::hall
