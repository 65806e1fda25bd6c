#include "app/portal/opening_rows.hpp"
#include "rooms/bidding/api.hpp"

namespace tianping::app {
namespace {

std::string state_text(bidding::KeyState state, bool zh)
{
    switch (state) {
    case bidding::KeyState::missing:
        return zh ? "尚未公布密钥" : "no key yet";
    case bidding::KeyState::published:
        return zh ? "密钥已公布，等待试解密" : "key published, not tested yet";
    case bidding::KeyState::proved:
        return zh ? "密钥已通过试解密" : "key proved on the test envelope";
    case bidding::KeyState::wrong:
        return zh ? "试解密答复错误，密钥不可用" : "wrong answer to the test, the key is not valid";
    }
    return {};
}

} // namespace

std::vector<portal::Fact> key_lines(const ReadTx& tx, const trade::RoundFacts& round, bool zh)
{
    if (round.stage != trade::Stage::announced)
        return {};
    bidding::SealingKit kit;
    kit.intake = round.intake.text();
    kit.round = round.id.text();
    kit.terms = trade::terms_by_digest(tx, round.terms_digest).value().terms;
    bidding::show_keys(tx, kit);
    std::vector<portal::Fact> out;
    for (const auto& one : kit.standing)
        out.push_back({std::to_string(one.index) + " " + one.name, state_text(one.state, zh)});
    return out;
}

} // namespace tianping::app
