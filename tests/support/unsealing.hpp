#pragma once
// What bidders and the host do after the closing, in a live house.
#include "app/bidder/proving.hpp"
#include "infra/crypto/digest.hpp"
#include "rooms/opening/store.hpp"
#include "support/refusal.hpp"
#include "support/tender.hpp"
#include <fstream>
#include <thread>

namespace tianping::test::unsealing {

using test::code_of;
using test::deadline;

// All witness the set, and of the three that are needed two answer.
inline void two_trustees_answer(Tender& tender)
{
    for (std::size_t number = 1; number <= 5; ++number)
        tender.trustee(number).service->visit(tender.intake());
    for (const std::size_t number : {1U, 2U})
        tender.trustee(number).service->visit(tender.intake());
}

// By the account with which this bidder is signed in.
inline Result<opening::OwnUnsealing> prove(Tender& tender, std::size_t i, account::Account& who)
{
    const auto folder = tender.sealed_folder(i);
    return bidder::prove(who, tender.intake(), folder, bidder::read_secrets(folder).value());
}

inline Result<opening::OwnUnsealing> prove(Tender& tender, std::size_t i)
{
    return prove(tender, i, tender.bidder(i));
}

inline Result<opening::OwnUnsealing> give(Tender& tender, std::size_t i, account::Account& who)
{
    const auto folder = tender.sealed_folder(i);
    return bidder::give(who, tender.intake(), folder, bidder::read_secrets(folder).value());
}

inline Result<opening::OwnUnsealing> give(Tender& tender, std::size_t i)
{
    return give(tender, i, tender.bidder(i));
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

// For each of his parts a PROOF with a code of chance.
inline Result<opening::OwnUnsealing> prove_falsely(Tender& tender, std::size_t i)
{
    auto& bidder = tender.bidder(i);
    const auto close = digest_from_hex(tender.view().closing_digest).value();
    opening::ProofsIn body{bidder.certificate_base64(), {}};
    for (const auto& part : parts_of(tender, i)) {
        const auto message = seal::Proof{close, digest_from_hex(part.header).value(), close}.encode();
        body.proofs.push_back({to_base64(message), bidder.sign(message).value});
    }
    return bidder.client().post<opening::OwnUnsealing>(tender.intake_path("proofs"), body,
                                                       bidder.key("prove-falsely"));
}

// What the host reads of one bid, as it was found.
inline std::string finding_of(Tender& tender, const std::string& submission)
{
    const auto found = unopened_bids(tender).bids;
    const auto bid = std::ranges::find(found, submission, &opening::UnopenedBid::submission);
    return bid == found.end() ? std::string(64, 'a') : bid->finding_digest;
}

inline opening::CauseIn cause_in(Tender& tender, account::Account& host, const std::string& submission,
                                 opening::CauseCode code,
                                 const std::vector<opening::EvidenceFile>& evidence = {})
{
    const opening::CauseText text{"tianping/cause/1", tender.kit().platform,          tender.intake(),
                                  submission,         tender.view().closing_digest,   code,
                                  "经查证的原因",     finding_of(tender, submission), evidence};
    return {submission, code, text.text, text.finding, evidence, host.sign(opening::signed_bytes(text))};
}

inline Result<opening::RecordedCause> send_cause(Tender& tender, account::Account& host,
                                                 const opening::CauseIn& in, const std::string& key = "")
{
    return host.client().post<opening::RecordedCause>(
        tender.intake_path("causes"), in, host.key("cause/" + in.submission + wire::name_of(in.code) + key));
}

inline Result<opening::RecordedCause> record(Tender& tender, account::Account& host,
                                             const std::string& submission, opening::CauseCode code,
                                             const std::vector<opening::EvidenceFile>& evidence = {})
{
    return send_cause(tender, host, cause_in(tender, host, submission, code, evidence));
}

inline Result<opening::RecordedClaim> claim(Tender& tender, std::size_t i, opening::CauseCode code,
                                            const std::vector<opening::EvidenceFile>& evidence = {},
                                            const std::string& key = "")
{
    auto& bidder = tender.bidder(i);
    const opening::ClaimText text{"tianping/claim/1",
                                  tender.kit().platform,
                                  tender.intake(),
                                  submission_of(tender, i),
                                  tender.view().closing_digest,
                                  code,
                                  "密码介质制造缺陷",
                                  evidence};
    const opening::ClaimIn body{code, text.text, evidence, bidder.sign(opening::signed_bytes(text))};
    return bidder.client().post<opening::RecordedClaim>(tender.intake_path("claims"), body,
                                                        bidder.key("claim/" + key));
}

// A paper that this account uploads whole.
inline opening::EvidenceFile hand_in(Tender& tender, account::Account& who, const std::string& name,
                                     const std::string& content)
{
    const auto file = tender.data().parent_path() / name;
    std::ofstream{file, std::ios::binary} << content;
    if (const auto sent = bidder::upload(who, file); !sent)
        throw std::runtime_error{sent.error().code};
    return {name, std::ssize(content), to_hex(crypto::sm3(view(content)))};
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

// The whole of it, as the owner reads it.
inline opening::Evidence evidence_of(Tender& tender)
{
    return tender.owner().client().get<opening::Evidence>(tender.intake_path("evidence/whole")).value();
}

inline bool anything_opened(Tender& tender)
{
    return tender.house().reads().read([&](const ReadTx& tx) {
        return !opening::store::opened_parts(tx, trade::IntakeId::parse(tender.intake()).value()).empty();
    });
}

// Whose bids were read out unopened, by name; that nothing was read out, where nothing was. Empty: all
// opened.
inline std::string not_opened(const opening::OpeningView& view)
{
    if (view.state != opening::ClosingState::read_out)
        return "nothing is read out: " + wire::name_of(view.state);
    std::string out;
    for (const auto& bid : view.bids)
        if (bid.state != opening::BidState::opened)
            out += bid.bidder_name + ";";
    return out;
}

inline const opening::ReadOut& line_of(const opening::OpeningView& view, const std::string& submission)
{
    return *std::ranges::find(view.bids, submission, &opening::ReadOut::submission);
}

} // namespace tianping::test::unsealing
