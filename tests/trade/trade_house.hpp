#pragma once
// A house with identity, trade and notice in it: an owner, his agency under mandate, and the centre of a
// fictional city. Requests go the way of the door.
#include "formats/terms_sample.hpp"
#include "identity/identity_house.hpp"
#include "rooms/notice/http.hpp"
#include "rooms/trade/http.hpp"
#include "support/places.hpp"
#include "support/refusal.hpp"
#include "trade/sample.hpp"

namespace tianping::test {

using namespace std::chrono_literals;

struct Law {
    Law()
        : library{procedure::load({std::filesystem::path{source_folder()} / "law"}).value()},
          guidance{guidance::load_guidance({std::filesystem::path{source_folder()} / "law"}).value()}
    {
    }
    procedure::Library library;
    guidance::Guidance guidance;
};

inline const Law& law()
{
    static const Law all;
    return all;
}

struct TradeHouse {
    // `registration_days` as trade::Settings has it.
    explicit TradeHouse(Home home, const std::string& medium = {}, notice::Answering answering = {},
                        std::int64_t registration_days = 0)
        : trades{law().library,
                 law().guidance,
                 {"tianping-demo",
                  "A9901020001",
                  "91350100M000100Y43",
                  identity::demonstration_centre().code,
                  nullptr,
                  nullptr,
                  {},
                  {},
                  registration_days}},
          notices{law().library,
                  law().guidance,
                  {"tianping-demo", identity::origin, medium},
                  std::move(answering)},
          house{home, crypto::Algorithm::p256, all_handlers()}
    {
        for (auto& route : trade::routes(trades))
            house.table.push_back(std::move(route));
        for (auto& route : notice::routes(notices))
            house.table.push_back(std::move(route));
        house.establish();
        owner = house.register_organisation(owner_holder).value().organisation.id;
        agent = house.register_organisation(agent_holder).value().organisation.id;
        as_owner = house.actor(owner_holder);
        const auto mandate =
            house.grant(owner_holder, as_owner, agent, "", monday, monday + 24h * 200).value();
        as_agent = house.actor(agent_holder, mandate.id);
        as_desk = desk_actor();
    }

    template <class Out>
    Result<Out> ask(const std::string& verb, const std::string& path, const Actor& who,
                    const boost::json::value& body = {})
    {
        return house.ask_for<Out>(verb, path, who, body);
    }

    Result<trade::TradeOut> submit(const trade::Registration& in, const Actor& who)
    {
        return ask<trade::TradeOut>("POST", "/api/v1/trades", who,
                                    wire::write(trade::SubmitIn{in, std::nullopt}));
    }
    Result<trade::TradeOut> finish(const trade::TradeId& id)
    {
        return ask<trade::TradeOut>("POST", "/api/v1/trades/" + id.text() + "/registration", as_desk,
                                    wire::write(trade::Confirmation{
                                        "赵丁", "0000-3000000", at("2026-03-26T09:30:00"), "开标一室", ""}));
    }
    trade::TradeOut registered(std::size_t lots = 1)
    {
        const auto made = submit(sample_registration(lots), as_agent).value();
        return finish(made.id).value();
    }

    terms::Terms terms_for(const trade::TradeOut& trade, std::int64_t number = 1,
                           const std::string& previous = {})
    {
        auto t = terms::sample();
        t.trade = trade.id.text();
        t.number = number;
        if (!previous.empty())
            t.previous = previous;
        t.lots.clear();
        for (const auto& round : trade.rounds) {
            auto lot = terms::sample_lot();
            lot.lot = round.lot.text();
            lot.round = round.id.text();
            lot.intake = round.intake.text();
            lot.name = round.lot_name;
            lot.estimate = round.estimate;
            lot.unsealing.closers[3].organisation_code = "91990102MA0000003K"; // no party to the trade
            t.lots.push_back(std::move(lot));
        }
        return t;
    }
    Result<trade::TermsSignedOut> sign_terms(const terms::Terms& t)
    {
        const trade::TermsIn in{t, owner_holder.sign(terms::signed_bytes(t))};
        return ask<trade::TermsSignedOut>("POST", "/api/v1/trades/" + t.trade + "/terms", as_owner,
                                          wire::write(in));
    }
    // The digest of the next version, signed by the owner, in which nothing but the deadline is another.
    std::string terms_until(const trade::TradeOut& trade, Instant deadline)
    {
        const auto inside = get(trade.id, as_owner).value().inside.value();
        auto next = terms_for(trade, inside.latest_number + 1, inside.latest_terms);
        next.deadline = deadline;
        return sign_terms(next).value().digest;
    }

    notice::DraftIn draft_in(notice::Kind kind, Instant publish_at)
    {
        notice::DraftIn in;
        in.kind = kind;
        in.publish_at = publish_at;
        if (kind == notice::Kind::tender_notice)
            in.sections = std::vector<notice::Section>{{"place_time", "", "云川市滨河路，计划工期180日历天"}};
        return in;
    }
    Result<notice::NoticeOut> draft(const trade::TradeId& trade, const notice::DraftIn& in)
    {
        return ask<notice::NoticeOut>("POST", "/api/v1/trades/" + trade.text() + "/notices", as_agent,
                                      wire::write(in));
    }
    Result<notice::NoticeOut> sign(const notice::NoticeOut& notice)
    {
        const auto digest = digest_from_hex(notice.digest).value();
        const notice::SignIn in{notice.digest, owner_holder.sign(notice::signed_bytes(digest))};
        return ask<notice::NoticeOut>("POST", "/api/v1/notices/" + notice.id.text() + "/signature", as_owner,
                                      wire::write(in));
    }
    Result<trade::HoldOut> hold(const trade::TradeId& trade, const Actor& who, const trade::HoldIn& in)
    {
        return ask<trade::HoldOut>("POST", "/api/v1/trades/" + trade.text() + "/holds", who, wire::write(in));
    }
    Result<trade::HoldOut> lift(const trade::TradeId& trade, const Actor& who, const trade::HoldOut& held)
    {
        return ask<trade::HoldOut>(
            "POST", "/api/v1/trades/" + trade.text() + "/holds/" + held.hold.id.text() + "/lifting", who,
            wire::write(trade::LiftIn{"原因消除"}));
    }
    // From registration to a published tender notice; the clock stands at its hour.
    trade::TradeOut announced(std::size_t lots = 1)
    {
        const auto trade = registered(lots);
        sign_terms(terms_for(trade)).value();
        const auto opens = at("2026-03-03T09:00:00");
        sign(draft(trade.id, draft_in(notice::Kind::tender_notice, opens)).value()).value();
        advance(opens);
        return get(trade.id, as_owner).value();
    }
    Result<trade::TradeOut> get(const trade::TradeId& id, const Actor& who)
    {
        return ask<trade::TradeOut>("GET", "/api/v1/trades/" + id.text(), who);
    }
    void advance(Instant to) { house.base.writer.advance(house.base.clock, to).value(); }
    void move(const trade::RoundId& round, trade::Act act)
    {
        house.command([&](WriteTx& tx, const Call& call) -> Status {
            TP_CHECK(trade::move(tx, call, round, act, "test"));
            return {};
        });
    }
    // When that was in the first round, as limits on this channel count it; empty while it is not known.
    std::optional<Instant> known(const trade::TradeOut& trade, const std::string& instant,
                                 procedure::Channel channel)
    {
        return house.base.pool.read([&](const ReadTx& tx) {
            const auto facts = trade::facts_of(tx, trade::round_facts(tx, trade.rounds.at(0).id).value());
            return procedure::known(facts, instant, channel);
        });
    }
    std::vector<std::string> kinds_of_log()
    {
        std::vector<std::string> out;
        for (const auto& event : house.log())
            out.push_back(event.kind);
        return out;
    }

    trade::Trades trades;
    notice::Notices notices;
    identity::IdentityHouse house;
    identity::Holder owner_holder = house.holder(identity::good_codes[1], "云川市城市建设局", "张甲");
    identity::Holder agent_holder = house.holder(identity::good_codes[3], "云川公正招标代理有限公司", "孙己");
    identity::OrganisationId owner{}, agent{};
    Actor as_owner{}, as_agent{}, as_desk{};

    // Of every trade, where nothing else is said; another mark is another authority.
    static Actor supervisor(const Supervision& supervision = {}, char mark = '5')
    {
        Actor who;
        who.person = "per_" + std::string(32, mark);
        who.organisation = "org_" + std::string(32, mark);
        who.roles = {"supervisor"};
        who.supervision = supervision;
        return who;
    }

private:
    jobs::Handlers all_handlers()
    {
        auto out = identity::due_work();
        out.merge(trade::handlers(trades));
        out.merge(notices.handlers());
        return out;
    }
    Actor desk_actor()
    {
        for (const auto& person : identity::demonstration_centre().people)
            if (std::ranges::find(person.roles, identity::Role::centre_desk) != person.roles.end())
                return house.actor(house.staff.at(person.handle));
        throw std::logic_error("the demonstration centre has no desk");
    }
};

class TradeTest : public testing::TestWithParam<Home> {
protected:
    explicit TradeTest(std::int64_t registration_days = 0) : house{GetParam(), {}, {}, registration_days} {}

    TradeHouse house;
};

} // namespace tianping::test
