#include "app/portal/desk.hpp"

namespace tianping::app {

portal::NoticeType type_of(notice::Kind kind)
{
    switch (kind) {
    case notice::Kind::tender_notice:
        return portal::NoticeType::tender;
    case notice::Kind::invitation:
        return portal::NoticeType::invitation;
    case notice::Kind::clarification:
        return portal::NoticeType::clarification;
    case notice::Kind::correction:
        return portal::NoticeType::correction;
    case notice::Kind::postponement:
        return portal::NoticeType::postponement;
    case notice::Kind::failed_round:
        return portal::NoticeType::failed_round;
    case notice::Kind::termination:
        return portal::NoticeType::termination;
    case notice::Kind::suspension:
        return portal::NoticeType::suspension;
    }
    return portal::NoticeType::tender;
}

portal::OpeningState state_of(hall::SessionState state, bool held)
{
    using hall::SessionState;
    if (held && state != SessionState::ended)
        return portal::OpeningState::held;
    switch (state) {
    case SessionState::waiting:
        return portal::OpeningState::waiting;
    case SessionState::signing_in:
        return portal::OpeningState::signing_in;
    case SessionState::opening:
        return portal::OpeningState::unsealing;
    case SessionState::reading:
        return portal::OpeningState::reading;
    case SessionState::signing:
        return portal::OpeningState::signing;
    case SessionState::ended:
        return portal::OpeningState::finished;
    case SessionState::not_opened:
        break;
    }
    return portal::OpeningState::not_opened;
}

std::string deposit_word(bool paid, bool zh)
{
    if (paid)
        return zh ? "已缴纳" : "paid";
    return zh ? "未缴纳" : "not paid";
}

std::string organisation_name(const ReadTx& tx, const std::optional<identity::OrganisationId>& id)
{
    if (!id)
        return {};
    const auto known = identity::organisation(tx, *id);
    return known ? known->name : std::string{};
}

std::string attempt_name(const trade::RoundFacts& round, bool zh)
{
    if (round.number == 1)
        return round.lot_name;
    const auto number = std::to_string(round.number);
    return round.lot_name + (zh ? "第 " + number + " 轮" : ", round " + number);
}

std::string PortalDesk::region_name(const std::string& code) const
{
    for (const auto& region : parts_.regions)
        if (region.code == code)
            return region.name;
    return code;
}

} // namespace tianping::app
