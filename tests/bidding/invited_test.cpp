// A tender by invitation: whom it invites is the parties' secret, and only they see it and bid.
#include "infra/crypto/timestamp.hpp"
#include "infra/spine/private_body.hpp"
#include "rooms/bidding/questions.hpp"
#include "rooms/bidding/service.hpp"
#include "rooms/notice/api.hpp"
#include "trade/trade_house.hpp"

namespace tianping::test {
namespace {

using notice::Kind;
using notice::NoticeOut;
using trade::Invitee;
using trade::InviteesIn;
using trade::InviteesOut;

const std::string uninvited_code = "91990102MA0000003K";

struct InvitedHouse : TradeHouse {
    explicit InvitedHouse(Home home) : TradeHouse{home, {}, bidding::answering()}
    {
        for (auto& route : bidding::routes(questions))
            house.table.push_back(std::move(route));
        house.register_organisation(north).value();
        house.register_organisation(west).value();
        as_north = house.actor(north);
        as_west = house.actor(west);
        auto in = sample_registration();
        in.procedure = "works-invited-tender";
        in.method = trade::Method::invited;
        in.method_ground = "技术复杂，只有少量潜在投标人可供选择（条例8）";
        trade = finish(submit(in, as_agent).value().id).value();
        round = trade.rounds[0].id;
    }
    std::string path() const { return "/api/v1/rounds/" + round.text() + "/invitees"; }
    bool hidden()
    {
        return house.base.pool.read([&](const ReadTx& tx) {
            return trade::only_for_invited(tx, trade::round_facts(tx, round).value());
        });
    }
    // Each list that was set so far, as the system administrator erases it.
    void erase_lists()
    {
        house.command([&](WriteTx& tx, const Call& call) -> Status {
            for (const auto& event : events::of_stream(tx, round.text()))
                if (event.kind == trade::InviteesSet::kind)
                    TP_CHECK(events::erase_private(tx, call, event, {"本人撤回同意", "个人信息保护法47"}));
            return {};
        });
    }
    Result<InviteesOut> invite(const std::vector<Invitee>& all, const Actor& who)
    {
        TP_TRY(read, ask<InviteesOut>("GET", path(), who));
        house.if_match = read.version;
        return ask<InviteesOut>("PUT", path(), who, wire::write(InviteesIn{all}));
    }
    static std::vector<Invitee> three()
    {
        return {{identity::good_codes[0], "平州北方建设有限公司"},
                {"91990102MA0000001D", "云川第一工程有限公司"},
                {"91990102MA0000002G", "云川第二工程有限公司"}};
    }
    // Terms whose trustees are none of the bidders.
    terms::Terms invited_terms()
    {
        auto t = terms_for(trade);
        t.procedure = "works-invited-tender";
        auto& closers = t.lots[0].unsealing.closers;
        const char* codes[] = {"91990109MA0000000F", "91990109MA0000001J", "91990109MA0000002M",
                               "91990109MA0000003Q", "91990109MA0000004U"};
        for (std::size_t i = 0; i < closers.size(); ++i)
            closers[i].organisation_code = codes[i];
        return t;
    }
    Result<NoticeOut> send(Kind kind = Kind::invitation)
    {
        auto in = draft_in(kind, house.base.clock.now());
        in.sections = std::vector<notice::Section>{{"place_time", "", "云川市滨河路，计划工期180日历天"},
                                                   {"content", "", "说明"}};
        TP_TRY(drafted, draft(trade.id, in));
        return sign(drafted);
    }
    NoticeOut invited()
    {
        invite(three(), as_agent).value();
        sign_terms(invited_terms()).value();
        advance(at("2026-03-03T09:00:00"));
        return send().value();
    }
    std::string begin(const Actor& who)
    {
        const Platform platform{
            "tianping-demo", north.pair.sign_key, north.pair.certificates.sign,
            crypto::TimestampAuthority::open(blob_folder.path() / "tsa", house.authority, monday).value()};
        const blob::BlobStore blobs{blob_folder.path()};
        const bidding::Bidding room{platform, blobs};
        const auto routes = bidding::routes(room);
        const auto kept = house.table.size();
        house.table.insert(house.table.end(), routes.begin(), routes.end());
        const auto begun = ask<bidding::SubmissionView>(
            "POST", "/api/v1/intakes/" + trade.rounds[0].intake.text() + "/submissions", who);
        house.table.resize(kept);
        return begun ? "" : begun.error().code;
    }

    ScratchFolder blob_folder;
    bidding::Questions questions{law().library};
    identity::Holder north = house.holder(identity::good_codes[0], "平州北方建设有限公司", "钱乙");
    identity::Holder west = house.holder(uninvited_code, "云川西部工程有限公司", "李戊");
    Actor as_north{}, as_west{};
    trade::TradeOut trade{};
    trade::RoundId round{};
};

class Invited : public testing::TestWithParam<Home> {
protected:
    std::string seen(const std::string& path, const Actor& who)
    {
        const auto answer = house.house.ask("GET", path, who);
        return answer ? "yes" : answer.error().code;
    }
    std::string text(const std::string& path, const Actor& who)
    {
        const auto answer = house.house.ask("GET", path, who);
        return answer ? boost::json::serialize(answer->body) : answer.error().code;
    }
    InvitedHouse house{GetParam()};
    const Actor stranger = identity::IdentityHouse::stranger();
};
INSTANTIATE_TEST_SUITE_P(homes, Invited, testing::ValuesIn(homes()),
                         [](const auto& at) { return name_of(at.param); });

TEST_P(Invited, a_list_has_at_least_three_and_every_fault_of_it_is_named)
{
    auto two = InvitedHouse::three();
    two.pop_back();
    const auto few = house.invite(two, house.as_agent);
    ASSERT_EQ(code_of(few), "trade.too_few_invitees");
    EXPECT_NE(few.error().article.find("招法17"), std::string::npos);
    EXPECT_EQ(few.error().params.at("least"), "3");
    auto wrong = InvitedHouse::three();
    wrong.push_back(wrong[0]);
    wrong.push_back({"91990102MA0000001X", " "});
    wrong.push_back({identity::good_codes[1], "云川市城市建设局"});
    const auto refused = house.invite(wrong, house.as_owner);
    ASSERT_FALSE(refused);
    std::string faults;
    for (const auto& field : refused.error().fields)
        faults += field.path + " " + field.code + ";";
    EXPECT_EQ(faults, "invitees[3].code trade.invited_twice;invitees[4].code identity.code_check_failed;"
                      "invitees[4].name trade.empty;invitees[5].code trade.invitee_is_party;");
    EXPECT_EQ(house.invite(InvitedHouse::three(), house.as_owner).value().invitees.size(), 3U);
}

TEST_P(Invited, an_open_tender_invites_nobody_by_name)
{
    house.round = house.registered().rounds[0].id;
    EXPECT_EQ(code_of(house.invite(InvitedHouse::three(), house.as_agent)), "trade.not_by_invitation");
}

TEST_P(Invited, the_list_is_read_by_owner_and_agent_alone)
{
    house.invited();
    EXPECT_NE(text(house.path(), house.as_owner).find("91990102MA0000001D"), std::string::npos);
    EXPECT_EQ(seen(house.path(), house.as_agent), "yes");
    EXPECT_EQ(seen(house.path(), house.as_desk), "identity.not_allowed");
    EXPECT_EQ(seen(house.path(), house.as_north), "identity.not_allowed");
    EXPECT_EQ(seen(house.path(), house.as_west), "round.unknown");
    EXPECT_EQ(seen(house.path(), stranger), "round.unknown");
    for (const auto& event : house.house.log())
        EXPECT_EQ((event.body + event.about).find("91990102MA0000001D"), std::string::npos) << event.kind;
    for (const auto& [handle, holder] : house.house.staff) {
        const auto who = house.house.actor(holder);
        EXPECT_EQ(text("/api/v1/trades/" + house.trade.id.text(), who).find("91990102MA0000001D"),
                  std::string::npos)
            << handle;
    }
    EXPECT_EQ(code_of(house.invite(InvitedHouse::three(), house.as_agent)), "trade.invited_already");
}

TEST_P(Invited, no_invitation_goes_out_before_the_list_is_set)
{
    house.sign_terms(house.invited_terms()).value();
    house.advance(at("2026-03-03T09:00:00"));
    EXPECT_EQ(code_of(house.send()), "notice.not_publishable");
    house.invite(InvitedHouse::three(), house.as_agent).value();
    EXPECT_EQ(code_of(house.send()), "");
}

TEST_P(Invited, a_round_whose_list_was_erased_is_announced_and_closed_like_any_other)
{
    house.invite(InvitedHouse::three(), house.as_agent).value();
    house.invite(InvitedHouse::three(), house.as_owner).value();
    house.erase_lists();
    house.sign_terms(house.invited_terms()).value();
    house.advance(at("2026-03-03T09:00:00"));
    EXPECT_EQ(code_of(house.send()), "");
    house.move(house.round, trade::Act::close);
    house.house.base.pool.read([&](const ReadTx& tx) {
        EXPECT_EQ(trade::round_facts(tx, house.round).value().stage, trade::Stage::closed);
        const auto row = tx.number("SELECT version FROM trade_round WHERE id = :id", house.round);
        const auto stream = events::of_stream(tx, house.round.text());
        EXPECT_EQ(static_cast<std::int64_t>(stream.size()), row + 2) << "one for each erasure";
        EXPECT_EQ(stream.back().kind, "trade.round_moved");
        return 0;
    });
}

TEST_P(Invited, clause_6_4_1a_the_invitation_reaches_the_invited_and_no_public_list)
{
    const auto invitation = house.invited();
    const auto notice = "/api/v1/notices/" + invitation.id.text();
    const auto trade = "/api/v1/trades/" + house.trade.id.text();
    const auto of_trade = [&](const Actor& who) {
        return house.house.ask("GET", "/api/v1/notices", who, {}, {{"trade", house.trade.id.text()}})
            .value()
            .body.as_object()
            .at("items")
            .as_array()
            .size();
    };
    for (const auto& path : {notice, trade, trade + "/terms", trade + "/answers"}) {
        EXPECT_EQ(seen(path, house.as_north), "yes") << path;
        EXPECT_EQ(seen(path, house.as_owner), "yes") << path;
        EXPECT_NE(seen(path, house.as_west), "yes") << path;
        EXPECT_NE(seen(path, stranger), "yes") << path;
    }
    EXPECT_EQ(of_trade(house.as_north), 1U);
    EXPECT_EQ(of_trade(house.as_west), 0U);
    EXPECT_EQ(of_trade(stranger), 0U);
    EXPECT_NE(text("/api/v1/trades", house.as_north).find(house.trade.id.text()), std::string::npos);
    EXPECT_EQ(text("/api/v1/trades", house.as_west).find(house.trade.id.text()), std::string::npos);
    EXPECT_EQ(text("/api/v1/notices", stranger).find(invitation.id.text()), std::string::npos);
    const auto kinds = house.kinds_of_log();
    EXPECT_EQ(std::ranges::count(kinds, "notice.published"), 0);
    EXPECT_EQ(std::ranges::count(kinds, "notice.sent_to_invited"), 1);
}

TEST_P(Invited, only_the_invited_begin_a_submission_and_ask)
{
    EXPECT_EQ(house.begin(house.as_north), "intake.unknown") << "not even the invited before the invitation";
    house.invited();
    EXPECT_EQ(house.begin(house.as_north), "");
    EXPECT_EQ(house.begin(house.as_west), "intake.unknown");
    const auto ask = [&](const Actor& who) {
        return code_of(
            house.ask<bidding::QuestionOut>("POST", "/api/v1/trades/" + house.trade.id.text() + "/questions",
                                            who, wire::write(bidding::AskIn{"工期？"})));
    };
    EXPECT_EQ(ask(house.as_north), "");
    EXPECT_EQ(ask(house.as_west), "trade.unknown");
}

TEST_P(Invited, from_the_opening_on_the_trade_is_public_and_the_list_is_not)
{
    house.invited();
    const auto trade = "/api/v1/trades/" + house.trade.id.text();
    for (const auto act : {trade::Act::close, trade::Act::begin_opening}) {
        house.move(house.round, act);
        EXPECT_NE(seen(trade, stranger), "yes");
    }
    house.move(house.round, trade::Act::finish_opening);
    EXPECT_EQ(seen(trade, stranger), "yes");
    EXPECT_NE(seen(house.path(), stranger), "yes");
    EXPECT_NE(seen(house.path(), house.as_desk), "yes");
}

TEST_P(Invited, a_round_that_ends_stays_public_when_it_was_opened_and_hidden_when_it_was_not)
{
    house.invited();
    EXPECT_TRUE(house.hidden());
    for (const auto act : {trade::Act::close, trade::Act::begin_opening, trade::Act::finish_opening})
        house.move(house.round, act);
    EXPECT_FALSE(house.hidden());
    house.move(house.round, trade::Act::terminate);
    EXPECT_FALSE(house.hidden());
    InvitedHouse other{GetParam()};
    other.invited();
    other.move(other.round, trade::Act::terminate);
    EXPECT_TRUE(other.hidden());
}

TEST_P(Invited, a_round_that_fails_stays_public_when_it_was_opened_and_hidden_when_it_was_not)
{
    using enum trade::Act;
    house.invited();
    for (const auto act : {close, begin_opening, finish_opening, fail})
        house.move(house.round, act);
    EXPECT_FALSE(house.hidden()) << "it was read out before it failed";
    InvitedHouse other{GetParam()};
    other.invited();
    for (const auto act : {close, fail})
        other.move(other.round, act);
    EXPECT_TRUE(other.hidden()) << "too few bid, and nothing was read out";
}

} // namespace
} // namespace tianping::test
