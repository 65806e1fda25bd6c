#include "rooms/bidding/key_tests.hpp"
#include "formats/key_test.hpp"
#include "infra/crypto/digest.hpp"
#include "infra/spine/log.hpp"
#include "infra/spine/own_command.hpp"
#include "rooms/bidding/events.hpp"
#include "rooms/bidding/rules.hpp"
#include "rooms/bidding/store.hpp"
#include <algorithm>

namespace tianping::bidding {
namespace {

KeyState state_of(const terms::Closer& closer, const std::vector<TrusteeKeyRow>& keys,
                  const std::vector<KeyAnswerRow>& answers)
{
    if (std::ranges::find(keys, closer.index, &TrusteeKeyRow::number) == keys.end())
        return KeyState::missing;
    const auto answer = std::ranges::find(answers, closer.index, &KeyAnswerRow::number);
    return answer == answers.end() ? KeyState::published : answer->state;
}

struct ToTest {
    seal::Place place{};
    std::uint8_t threshold = 0;
    std::vector<seal::TrusteeKey> keys{};
};

Result<ToTest> to_test(const ReadTx& tx, const Platform& platform, const trade::IntakeId& intake)
{
    TP_TRY(round, trade::round_of_intake(tx, intake));
    TP_TRY(in_force, trade::terms_by_digest(tx, round.terms_digest));
    const auto* lot = trade::lot_terms(in_force.terms, round.id);
    if (lot == nullptr)
        return Error{Fault::internal, "house.fault"};
    TP_TRY(keys, store::sealing_keys(tx, intake));
    return ToTest{place_of(platform, round), static_cast<std::uint8_t>(lot->unsealing.threshold), keys};
}

} // namespace

bool keys_proved(const ReadTx& tx, const trade::IntakeId& intake)
{
    const auto proved =
        tx.number("SELECT count(*) FROM key_answer WHERE intake = :i AND state = 'proved'", intake);
    return proved > 0 && proved == tx.number("SELECT count(*) FROM trustee_key WHERE intake = :i", intake);
}

void show_keys(const ReadTx& tx, SealingKit& kit)
{
    const auto intake = trade::IntakeId::parse(kit.intake).value();
    const auto keys = store::keys_of(tx, intake);
    const auto answers = store::key_answers(tx, intake);
    for (const auto& row : keys)
        kit.keys.push_back({row.number, row.certificate, row.message, row.signature});
    if (const auto* lot = trade::lot_terms(kit.terms, trade::RoundId::parse(kit.round).value()))
        for (const auto& closer : lot->unsealing.closers)
            if (closer.holds_share)
                kit.standing.push_back({closer.index, closer.name, state_of(closer, keys, answers)});
    const auto test = store::key_test(tx, intake);
    if (!test || test->header.empty())
        return;
    kit.test.emplace().header = test->header;
    if (keys_proved(tx, intake))
        for (const auto& row : answers)
            kit.test->answers.push_back({row.number, row.message, row.signature});
}

void KeyTester::pass()
{
    const auto due = parts_.reads.read([](const ReadTx& tx) { return store::key_tests_to_make(tx); });
    for (const auto& row : due)
        if (const auto made = make(row); !made)
            log::error("keys are not tested", {{"intake", row.intake.text()}, {"code", made.error().code}});
}

Status KeyTester::make(const KeyTestRow& due)
{
    TP_TRY(wanted,
           parts_.reads.read([&](const ReadTx& tx) { return to_test(tx, parts_.platform, due.intake); }));
    seal::EnvelopeId id{};
    seal::Chance fresh{};
    parts_.chance.fill(id);
    parts_.chance.fill(fresh);
    TP_TRY(sealed, seal::seal_key_test(wanted.place, wanted.threshold, wanted.keys, id, fresh));
    auto made = due;
    made.header = to_base64(sealed.header.bytes());
    made.secret = to_hex(sealed.secret->value());
    return keep(made, to_hex(sealed.header.digest()));
}

Status KeyTester::keep(const KeyTestRow& made, const std::string& header_digest)
{
    const auto decide = [&](WriteTx& tx, const Call& call) -> Result<Answer> {
        const auto known = store::key_test(tx, made.intake);
        if (!known || !known->header.empty())
            return Answer{}; // another node was first
        TP_TRY(round, trade::round_of_intake(tx, made.intake));
        TP_TRY(facts, trade::trade_facts(tx, round.trade));
        store::keep_key_test(tx, made);
        events::append(tx, call, made.intake.text(), trade::about(facts, round),
                       KeyTestMade{made.intake.text(), header_digest});
        return Answer{};
    };
    const auto outcome =
        parts_.writer.run(own_command({"bidding.test_keys", made.keys, {}, decide}, "key_test/" + made.keys,
                                      parts_.clock.now(), parts_.chance));
    if (!outcome.answer)
        return outcome.answer.error();
    return {};
}

} // namespace tianping::bidding
