// What is due in the unsealing of an intake although nobody acts.
#include "base/canonical.hpp"
#include "infra/spine/barrier.hpp"
#include "rooms/opening/events.hpp"
#include "rooms/opening/own_bid.hpp"
#include "rooms/opening/store.hpp"
#include "rooms/opening/unsealing.hpp"

namespace tianping::opening {

// Of the job "opening.unsealing".
struct UnsealingJob {
    std::string intake{};
};
BOOST_DESCRIBE_STRUCT(UnsealingJob, (), (intake))

namespace {

UnsealingFacts facts_at(const ReadTx& tx, const Where& at, Instant now)
{
    const auto& intake = at.closing.intake;
    return {bid_facts(store::sealed_parts(tx, intake), store::bidder_messages(tx, intake),
                      store::causes(tx, intake)),
            at.closing.window_ends,
            std::chrono::minutes{at.lot.unsealing.window_minutes},
            at.lot.unsealing.trustees_remedy,
            begun_of(tx, at),
            now,
            at.pauses};
}

void settle(WriteTx& tx, const trade::IntakeId& intake, Instant now)
{
    tx.change("UPDATE closing SET settled_at = :s, version = version + 1 WHERE intake = :i", now, intake);
}

// The host is told once giving has begun, and not before, who has not proved.
void propose_unopened(WriteTx& tx, const Where& at, const UnsealingFacts& facts, bool those_who_proved)
{
    const auto& intake = at.closing.intake;
    const Known known{{},
                      store::bidder_messages(tx, intake),
                      facts.begun,
                      facts.window_ends,
                      at.lot.unsealing.threshold,
                      facts.now};
    const auto parts = store::sealed_parts(tx, intake);
    for (const auto& bid : facts.bids)
        for (const auto& part : parts)
            if (part.submission == bid.submission && !bid.given && bid.proved == those_who_proved)
                (void)tx.insert(unopened_part(part, reason_of_not_giving(bid.proved), known));
}

} // namespace

void Unsealing::wake_at(WriteTx& tx, const trade::IntakeId& intake, Instant at)
{
    jobs::schedule(tx, "unsealing/" + intake.text() + "/" + std::to_string(millis(at)), "opening.unsealing",
                   at, wire::write(UnsealingJob{intake.text()}));
}

// A job of its own: one of the same instant may be done already.
void Unsealing::wake_after(WriteTx& tx, const Call& act, const trade::IntakeId& intake)
{
    jobs::schedule(tx, "unsealing/" + intake.text() + "/" + act.mint<own_bid::ActId>().text(),
                   "opening.unsealing", act.arrived, wire::write(UnsealingJob{intake.text()}));
}

void Unsealing::wake_after_hold(WriteTx& tx, const events::Event& lifted, const trade::IntakeId& intake)
{
    jobs::schedule(tx, "unsealing/" + intake.text() + "/" + lifted.stream, "opening.unsealing",
                   lifted.recorded_at, wire::write(UnsealingJob{intake.text()}));
}

Result<jobs::Outcome> Unsealing::step(WriteTx& tx, const Call& call, const Job& job) const
{
    const auto in = wire::parse<UnsealingJob>(job.body).value();
    TP_TRY(at, where_of(tx, trade::IntakeId::parse(in.intake).value(), call.arrived));
    if (at.closing.state != ClosingState::witnessed || at.closing.settled_at)
        return jobs::Outcome{jobs::Done{}};
    if (!check_going_on(tx, at)) // the lifting of a hold asks again
        return jobs::Outcome{jobs::Done{}};
    if (at.lot.unsealing.manner == terms::Manner::bidder)
        return step_by_bidders(tx, call, at);
    if (call.arrived < at.closing.window_ends) { // it was made longer
        wake_at(tx, at.closing.intake, at.closing.window_ends);
        return jobs::Outcome{jobs::Done{}};
    }
    if (const auto node = barrier::waits_for(tx, at.closing.window_ends); !node.empty())
        return jobs::Outcome{barrier::not_yet(call, node)};
    settle(tx, at.closing.intake, call.arrived);
    return jobs::Outcome{jobs::Done{}};
}

Result<jobs::Outcome> Unsealing::step_by_bidders(WriteTx& tx, const Call& call, const Where& at) const
{
    const auto facts = facts_at(tx, at, call.arrived);
    const auto asked = facts.begun && call.arrived >= facts.begun->giving_until ? facts.begun->giving_until
                                                                                : facts.window_ends;
    const auto waits = call.arrived >= asked ? barrier::waits_for(tx, asked) : std::string{};
    if (!waits.empty())
        return jobs::Outcome{barrier::not_yet(call, waits)};
    const auto& intake = at.closing.intake;
    if (facts.begun)
        propose_unopened(tx, at, facts, false);
    switch (due(facts)) {
    case Due::wait:
        wake_at(tx, intake, next_instant(facts));
        return jobs::Outcome{jobs::Done{}};
    case Due::begin_giving:
        begin_giving(tx, call, at, facts.window_ends, false);
        return step_by_bidders(tx, call, at);
    case Due::begin_remedy:
        begin_remedy(tx, call, at, facts);
        break;
    case Due::decide:
        break;
    }
    if (!facts.trustees_remedy)
        propose_unopened(tx, at, facts, true);
    settle(tx, intake, call.arrived);
    return jobs::Outcome{jobs::Done{}};
}

void Unsealing::begin_remedy(WriteTx& tx, const Call& call, const Where& at, const UnsealingFacts& facts)
{
    const auto headers = remedy_headers(facts);
    const auto until = call.arrived + facts.window;
    tx.change("UPDATE unsealing SET remedy_from = :f, remedy_until = :u, remedy = :h WHERE intake = :i",
              call.arrived, until, canonical(wire::write(headers)), at.closing.intake);
    events::append(tx, call, at.closing.intake.text(), trade::about(at.trade, at.round),
                   RemedyBegun{headers, until});
}

} // namespace tianping::opening
