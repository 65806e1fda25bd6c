#pragma once
// The tender's round in a live house is held, as its owner does it, and lifted again.
#include "app/account/act.hpp"
#include "support/tender.hpp"

namespace tianping::test {

// For an objection (条例22); where no acts are named it forbids all that it may.
inline Result<trade::HoldOut> hold_round(Tender& tender, const std::vector<trade::Act>& forbids = {})
{
    static int holds = 0;
    auto& owner = tender.owner();
    trade::HoldIn in{
        {tender.trade().rounds.at(0).id}, trade::HoldCause::objection_answer, "条例22", "", std::nullopt};
    if (!forbids.empty())
        in.forbids = forbids;
    return account::act<trade::HoldOut>(owner, "POST",
                                        "/api/v1/trades/" + tender.trade().id.text() + "/holds", in,
                                        owner.key("hold-" + std::to_string(++holds)));
}

inline Result<trade::HoldOut> lift_hold(Tender& tender, const trade::HoldOut& held)
{
    auto& owner = tender.owner();
    const auto id = held.hold.id.text();
    return account::act<trade::HoldOut>(
        owner, "POST", "/api/v1/trades/" + tender.trade().id.text() + "/holds/" + id + "/lifting",
        trade::LiftIn{"异议已答复"}, owner.key("lift-" + id));
}

} // namespace tianping::test
