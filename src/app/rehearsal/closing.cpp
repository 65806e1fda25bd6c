// What every closing needs: closers that visit, and the opening as anyone sees it.
#include "app/rehearsal/play.hpp"
#include <algorithm>
#include <thread>

namespace tianping::rehearsal {

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
        const auto price = bid.fields.find("price");
        const auto name = bid.bidder_name + (bid.members.empty() ? "" : "（联合体）");
        if (bid.state == opening::BidState::opened && price != bid.fields.end()) {
            const Fen fen{std::stoll(price->second)};
            lines.emplace_back(fen, name + "　" + fen.text() + " 元，工期 " + bid.fields.at("duration") +
                                        " 日历天，质量 " + bid.fields.at("quality"));
        } else {
            const auto outcome = bid.outcome.value_or("");
            lines.emplace_back(Fen{}, name + "　未解密" +
                                          (outcome == "revoked"     ? "，视为撤销其投标文件"
                                           : outcome == "withdrawn" ? "，视为撤回其投标文件"
                                                                    : ""));
        }
    }
    std::ranges::sort(lines);
    for (const auto& [price, line] : lines)
        tell_.detail(line);
}

} // namespace tianping::rehearsal
