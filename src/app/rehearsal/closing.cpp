// What every closing needs: closers that visit, and the opening as anyone sees it.
#include "app/rehearsal/play.hpp"
#include <algorithm>
#include <thread>

namespace tianping::rehearsal {
namespace {

std::string told_name(const opening::ReadOut& bid, const Narrator& tell)
{
    return bid.bidder_name + (bid.members.empty() ? "" : tell.pick("（联合体）", " (joint body)"));
}

std::string told_offer(const opening::ReadOut& bid, Fen price, const Narrator& tell)
{
    const auto& duration = bid.fields.at("duration");
    const auto& quality = bid.fields.at("quality");
    return tell.pick("　" + price.text() + " 元，工期 " + duration + " 日历天，质量 " + quality,
                     ": " + price.text() + " yuan, " + duration + " calendar days, quality " + quality);
}

std::string told_outcome(const opening::ReadOut& bid, const Narrator& tell)
{
    const auto closed = tell.pick("　未解密", ": not unsealed");
    if (bid.outcome == "revoked")
        return closed + tell.pick("，视为撤销其投标文件", ", deemed revoked");
    if (bid.outcome == "withdrawn")
        return closed + tell.pick("，视为撤回其投标文件", ", deemed withdrawn");
    return closed;
}

} // namespace

std::vector<trustee::Visit> Play::visit(Closer& closer, const std::string& intake)
{
    auto visits = closer.service->visit_until_idle(intake);
    for (const auto& visit : visits)
        if (visit.step == trustee::Step::refused)
            throw Stopped{closer.name, Error{Fault::conflict, visit.reason}};
    return visits;
}

void Play::all_visit(const std::string& intake)
{
    for (auto& closer : closers_)
        visit(closer, intake);
}

opening::OpeningView Play::opening(const std::string& intake)
{
    http::Client anyone{parts_.base};
    return must(anyone.get<opening::OpeningView>("/api/v1/intakes/" + intake + "/opening"), "opening");
}

opening::OpeningView Play::wait_for(const std::string& intake, opening::ClosingState state)
{
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{60};
    auto view = opening(intake);
    while (view.state != state && std::chrono::steady_clock::now() < until) {
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
        view = opening(intake);
    }
    if (view.state != state)
        throw Stopped{"opening", Error{Fault::unavailable, "rehearsal.not_read_out"}};
    return view;
}

// By price, so that the same seed tells the same; the published order is that of the closed set.
void Play::tell_read_out(const opening::OpeningView& view)
{
    std::vector<std::pair<Fen, std::string>> lines;
    for (const auto& bid : view.bids) {
        if (const auto price = bid.fields.find("price");
            bid.state == opening::BidState::opened && price != bid.fields.end()) {
            const Fen fen{std::stoll(price->second)};
            lines.emplace_back(fen, told_name(bid, tell_) + told_offer(bid, fen, tell_));
        } else {
            lines.emplace_back(Fen{}, told_name(bid, tell_) + told_outcome(bid, tell_));
        }
    }
    std::ranges::sort(lines);
    for (const auto& [price, line] : lines)
        tell_.detail(line);
}

} // namespace tianping::rehearsal
