#include "infra/crypto/digest.hpp"
#include "infra/spine/barrier.hpp"
#include "rooms/opening/events.hpp"
#include "rooms/opening/service.hpp"
#include "rooms/opening/store.hpp"
#include <algorithm>

namespace tianping::opening {

// Of the job "opening.close_intake".
struct CloseJob {
    std::string intake{};
    Instant deadline{};
};
BOOST_DESCRIBE_STRUCT(CloseJob, (), (intake, deadline))

Follower timetable()
{
    Follower out{"opening_timetable", FollowerKind::outbox, {}, {}, {}};
    out.any = trade::of_each_round([](WriteTx& tx, const events::Event& event,
                                      const trade::RoundFacts& round) {
        if (round.stage == trade::Stage::announced && round.deadline)
            jobs::schedule(tx, "close/" + round.intake.text() + "/" + std::to_string(millis(*round.deadline)),
                           "opening.close_intake", *round.deadline,
                           wire::write(CloseJob{round.intake.text(), *round.deadline}));
        if (round.stage == trade::Stage::opening && event.kind == trade::HoldLifted::kind)
            Unsealing::wake_after_hold(tx, event, round.intake);
    });
    return out;
}

ClosingRow Opening::make_set(const trade::RoundFacts& round, const terms::LotTerms& lot,
                             const std::vector<bidding::ClosedSubmission>& submissions) const
{
    seal::Close close{
        {platform_.name, round.trade.text(), round.lot.text(), round.id.text(), round.intake.text()},
        *round.deadline,
        digest_from_hex(round.terms_digest).value(),
        {}};
    for (const auto& submission : submissions)
        close.submits.push_back(crypto::sm3(from_base64(submission.message).value()));
    std::ranges::sort(close.submits);
    const auto message = close.encode();
    return {round.intake,
            round.id,
            round.trade,
            round.terms_digest,
            to_base64(message),
            to_hex(crypto::sm3(message)),
            to_base64(platform_.key.sign(message)),
            ClosingState::closed,
            *round.deadline + std::chrono::minutes{lot.unsealing.window_minutes}};
}

Status Opening::list_parts(WriteTx& tx, const trade::IntakeId& intake,
                           const std::vector<bidding::ClosedSubmission>& submissions) const
{
    for (const auto& submission : submissions) {
        TP_TRY(message, from_base64(submission.message));
        TP_TRY(submit, seal::Submit::decode(message));
        for (const auto& part : submit.parts)
            TP_CHECK(tx.insert(SealedPartRow{to_hex(part.header), intake, submission.submission, part.part,
                                             to_hex(part.envelope)}));
    }
    return {};
}

Status Opening::return_unopened(WriteTx& tx, const Call& call, const trade::RoundFacts& round,
                                const trade::TradeFacts& trade, std::int64_t minimum) const
{
    events::append(tx, call, round.intake.text(), trade::about(trade, round),
                   ReturnedUnopened{minimum, "招法28"});
    TP_CHECK(trade::move(tx, call, round.id, trade::Act::fail, "opening.too_few_bidders"));
    return {};
}

Result<jobs::Outcome> Opening::close_intake(WriteTx& tx, const Call& call, const Job& job) const
{
    const auto in = wire::parse<CloseJob>(job.body).value();
    const auto intake = trade::IntakeId::parse(in.intake).value();
    TP_TRY(round, trade::round_of_intake(tx, intake));
    if (round.stage != trade::Stage::announced || round.deadline != in.deadline)
        return jobs::Outcome{jobs::Done{}}; // the deadline moved; its own job will come
    TP_TRY(facts, trade::trade_facts(tx, round.trade));
    if (const auto node = barrier::waits_for(tx, in.deadline); !node.empty())
        return jobs::Outcome{barrier::not_yet(call, node)};
    if (!trade::overtaking(tx, round).empty()) {
        events::append(tx, call, intake.text(), trade::about(facts, round), ClosingHeld{in.deadline});
        return jobs::Outcome{jobs::Done{}};
    }
    TP_TRY(in_force, trade::terms_by_digest(tx, round.terms_digest));
    const auto* lot = trade::lot_terms(in_force.terms, round.id);
    if (lot == nullptr)
        return Error{Fault::internal, "house.fault"};
    const auto submissions = bidding::submissions_in_force(tx, intake);
    auto row = make_set(round, *lot, submissions);
    const bool enough = enough_bidders(submissions, lot->minimum_bidders);
    if (!enough) {
        row.state = ClosingState::returned;
        if (const auto held = trade::check_not_held(tx, round.id, trade::Act::fail); !held)
            return jobs::Outcome{jobs::NotYet{call.arrived + std::chrono::minutes{1}, held.error().code}};
    }
    TP_CHECK(tx.insert(row));
    TP_CHECK(list_parts(tx, intake, submissions));
    TP_CHECK(trade::move(tx, call, round.id, trade::Act::close, ""));
    events::append(tx, call, intake.text(), trade::about(facts, round),
                   SetClosed{row.message_digest, in.deadline, row.terms});
    if (!enough)
        TP_CHECK(return_unopened(tx, call, round, facts, lot->minimum_bidders));
    return jobs::Outcome{jobs::Done{}};
}

jobs::Handlers handlers(const Opening& room)
{
    return {{"opening.close_intake", [&room](WriteTx& tx, const Call& call,
                                             const Job& job) { return room.close_intake(tx, call, job); }},
            {"opening.unsealing", [&room](WriteTx& tx, const Call& call, const Job& job) {
                 return room.unsealing().step(tx, call, job);
             }}};
}

} // namespace tianping::opening
