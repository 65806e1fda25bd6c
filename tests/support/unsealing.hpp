#pragma once
// What bidders and the host do after the closing, in a live house.
#include "app/bidder/proving.hpp"
#include "rooms/opening/store.hpp"
#include "support/refusal.hpp"
#include "support/tender.hpp"
#include <thread>

namespace tianping::test::unsealing {

using test::code_of;

inline Result<opening::OwnUnsealing> prove(Tender& tender, std::size_t i)
{
    const auto folder = tender.sealed_folder(i);
    return bidder::prove(tender.bidder(i), tender.intake(), folder, bidder::read_secrets(folder).value());
}

inline Result<opening::OwnUnsealing> give(Tender& tender, std::size_t i)
{
    const auto folder = tender.sealed_folder(i);
    return bidder::give(tender.bidder(i), tender.intake(), folder, bidder::read_secrets(folder).value());
}

inline std::string submission_of(Tender& tender, std::size_t i)
{
    const auto code = tender.bidder(i).holder().certificate.subject().organisation_code;
    for (const auto& submission : tender.house().reads().read([&](const ReadTx& tx) {
             return bidding::closed_submissions(tx, trade::IntakeId::parse(tender.intake()).value()).value();
         }))
        if (submission.bidder_code == code)
            return submission.submission;
    throw std::runtime_error{"this bidder has no bid in the closed set"};
}

inline std::vector<opening::SealedPartRow> parts_of(Tender& tender, std::size_t i)
{
    auto all = tender.house().reads().read([&](const ReadTx& tx) {
        return opening::store::sealed_parts(tx, trade::IntakeId::parse(tender.intake()).value());
    });
    const auto own = submission_of(tender, i);
    std::erase_if(all, [&](const auto& part) { return part.submission != own; });
    return all;
}

inline opening::UnopenedBids unopened_bids(Tender& tender)
{
    return tender.agency().client().get<opening::UnopenedBids>(tender.intake_path("unopened")).value();
}

inline opening::UnopenedBids wait_for_unopened(Tender& tender, std::size_t bids)
{
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{60};
    auto out = unopened_bids(tender);
    while (out.bids.size() < bids && std::chrono::steady_clock::now() < until) {
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
        out = unopened_bids(tender);
    }
    return out;
}

inline void wait_for_phase(Tender& tender, opening::Phase phase)
{
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{60};
    while (tender.view().phase != phase && std::chrono::steady_clock::now() < until)
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
}

inline Result<opening::RecordedCause> record(Tender& tender, account::Account& host,
                                             const std::string& submission, opening::CauseCode code)
{
    const opening::CauseText text{"tianping/cause/1", tender.kit().platform,        tender.intake(),
                                  submission,         tender.view().closing_digest, code,
                                  "经查证的原因",     {std::string(64, 'a')}};
    const opening::CauseIn body{submission, code, text.text, text.evidence,
                                host.sign(opening::signed_bytes(text))};
    return host.client().post<opening::RecordedCause>(tender.intake_path("causes"), body,
                                                      host.key("cause/" + submission + wire::name_of(code)));
}

inline Result<opening::WindowOut> extend(Tender& tender, account::Account& host, Instant until)
{
    const opening::WindowText text{
        "tianping/window/1", tender.kit().platform, tender.intake(), tender.view().closing_digest, until,
        "电力故障"};
    const opening::WindowIn body{until, text.reason, host.sign(opening::signed_bytes(text))};
    return host.client().post<opening::WindowOut>(tender.intake_path("window"), body,
                                                  host.key("window/" + std::to_string(millis(until))));
}

inline opening::Evidence evidence_of(Tender& tender)
{
    return tender.anyone().get<opening::Evidence>(tender.intake_path("evidence")).value();
}

inline bool anything_opened(Tender& tender)
{
    return tender.house().reads().read([&](const ReadTx& tx) {
        return !opening::store::opened_parts(tx, trade::IntakeId::parse(tender.intake()).value()).empty();
    });
}

inline const opening::ReadOut& line_of(const opening::OpeningView& view, const std::string& submission)
{
    return *std::ranges::find(view.bids, submission, &opening::ReadOut::submission);
}

} // namespace tianping::test::unsealing
