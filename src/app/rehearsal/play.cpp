// The story in its order.
#include "app/rehearsal/play.hpp"
#include "app/exporting/export.hpp"
#include "app/rehearsal/scene.hpp"
#include <fstream>

namespace tianping::rehearsal {

Play::Play(Parts parts)
    : parts_{std::move(parts)}, tell_{parts_.narrator}, cast_{cast_of(parts_.seed, bidders_in_play)},
      plan_{plan_of(parts_.seed)}
{
    for (const auto& certificate : authorities())
        must(anchors_.trust(certificate), "an anchor");
    for (const auto& player : cast_.bidders)
        firms_.push_back(
            {player, nullptr, parts_.installation.data() / "bidders" / std::to_string(firms_.size() + 1)});
    for (const auto& planned : plan_.bids)
        bids_.push_back({planned, {}, {}, {}});
    for (const auto& planned : plan_.second_round)
        second_round_.push_back({planned, {}, {}, {}});
}

std::vector<crypto::Certificate> Play::authorities() const
{
    const auto& sm2 = parts_.installation.sm2_authority();
    const auto& p256 = parts_.installation.p256_authority();
    return {sm2.root(), sm2.issuing(), p256.root(), p256.issuing()};
}

void Play::go_to(Instant at)
{
    must(admin_->client().post<app::ClockOut>("/api/v1/clock", app::ClockIn{at},
                                              admin_->key("clock/" + std::to_string(millis(at)))),
         "clock");
    for (auto& closer : closers_)
        must(closer.clock->move_to(at), "a closer's clock");
}

void Play::go_to(const std::string& local)
{
    go_to(local_instant(local));
}

std::string Play::announce()
{
    enter();
    seat_closers();
    register_trade();
    ask_for_supplements();
    finish_registration();
    sign_first_terms();
    announce_tender();
    publish_keys();
    return intake_of(0);
}

void Play::run()
{
    announce();
    take_documents();
    ask_questions();
    bid_early();
    clarify();
    replace_early();
    pay_at_the_desk();
    return_stray_booking();
    bid_all();
    replace_some();
    withdraw_one();
    hold_second_lot();
    last_moment();
    too_late();
    open_first_lot();
    return_third_lot();
    lift_hold();
    postpone_second_lot();
    replace_after_hold();
    announce_second_round();
    open_second_lot();
    bid_second_round();
    open_second_round();
    export_trade();
}

void Play::write_authorities() const
{
    std::ofstream out{authorities_file(), std::ios::binary | std::ios::trunc};
    for (const auto& certificate : authorities())
        out << certificate.pem();
    expect(static_cast<bool>(out.flush()), "the authorities are written");
}

void Play::export_trade()
{
    http::Client anyone{parts_.base};
    const auto& trade = trade_.id.text();
    const auto exported = must(exporting::export_trade(anyone, trade, public_export()), "export");
    const auto whole =
        must(exporting::export_whole_trade(owner_->client(), trade, whole_export()), "the owner's export");
    expect(exported.kept > 0 && whole.kept == 0, "the owner alone is given every part");
    write_authorities();
    tell_.act("复核", "Verification");
    tell_.step(now(), "导出该项目的全部公开证据，任何人可离线复核",
               "All public evidence is exported; anyone checks it offline",
               {"20号令第49条：电子归档；第8条：开放数据接口、公布接口要求",
                "Decree 20, article 49: electronic archiving; article 8: open data interfaces and published "
                "interface requirements"});
    tell_.detail(std::to_string(exported.about.intakes.size()) + " 轮投标（含不足三家的一轮），" +
                     std::to_string(exported.envelopes) + " 份已公布报价部分的密文",
                 std::to_string(exported.about.intakes.size()) + " rounds, the failed one among them, " +
                     std::to_string(exported.envelopes) + " sealed parts with the prices that were read out");
    tell_.detail("招标人另导出全部证据，含不公开的 " + std::to_string(exported.kept) +
                     " 个部分：20号令第56条不许运营机构向他人透露投标文件内容",
                 "the owner exports the whole besides, with the " + std::to_string(exported.kept) +
                     " parts that are not public: decree 20, article 56 lets no operator tell others what "
                     "bids say");
    for (const auto& folder : {public_export(), whole_export()})
        tell_.detail("tianping verify trade " + folder.string() + " --anchors " +
                     authorities_file().string());
}

} // namespace tianping::rehearsal
