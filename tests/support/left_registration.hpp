#pragma once
// A registration that lies unfinished beside the tender of a live house.
#include "app/rehearsal/scene.hpp"
#include "support/tender.hpp"
#include "support/tender_scene.hpp"
#include <gtest/gtest.h>

namespace tianping::test {

// By the agency, of one lot; nothing of it is confirmed. Once for each tender.
inline trade::TradeOut leave_registration(Tender& tender, const std::string& title)
{
    const auto cast = rehearsal::cast_of(1, 3);
    auto in = rehearsal::registration_of(cast, {{"三期标段", "三期工程", cast.estimate}},
                                         local_hour("2026-05-20 09:30"));
    in.title = title;
    auto& agency = tender.agency();
    auto made =
        scene::must(agency.client().post<trade::TradeOut>("/api/v1/trades", trade::SubmitIn{in, std::nullopt},
                                                          agency.key("register-third")),
                    "the registration");
    EXPECT_EQ(made.rounds.at(0).stage, trade::Stage::draft);
    return made;
}

} // namespace tianping::test
