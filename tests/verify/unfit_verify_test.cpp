// Parts that no trustee may answer for, opened all the same with a secret that fits: that nobody had to open
// them tell their SUBMIT and its certificate alone.
#include "app/bidder/proving.hpp"
#include "infra/crypto/digest.hpp"
#include "support/small_bid.hpp"
#include "support/tender_scene.hpp"
#include "support/unsealing.hpp"
#include "verify/exported.hpp"
#include <gtest/gtest.h>

namespace tianping::verify {
namespace {

using namespace std::chrono_literals;
using namespace test::unsealing;
using test::scene::must;

// Four bids, all opened.
class FourOpened {
public:
    FourOpened()
    {
        tender.all_bid();
        tender.go_to(deadline);
        tender.trustees_visit();
        if (tender.opened().state != opening::ClosingState::read_out)
            throw std::runtime_error{"nothing was read out"};
    }
    test::Tender tender{{.bidders = 4}};
};

// The first bidder with keys and a certificate of this authority.
account::Holder holder_by(test::Tender& tender, const crypto::Authority& authority)
{
    const auto now = tender.installation().clock().now();
    const auto pair =
        must(authority.make_pair(tender.bidder(0).holder().certificate.subject(), {now, now + 24h * 365}),
             "a pair");
    return {pair.sign_key, pair.certificates.sign};
}

// The closed set lists this SUBMIT in place of the one that it listed; platform and closers sign that.
void close_with(test::Tender& tender, Evidence& e, bidding::ClosedSubmission& bid,
                const bidder::SignedSubmission& made)
{
    const auto was = crypto::sm3(from_base64(bid.message).value());
    bid.message = to_base64(made.message);
    bid.signature = made.signature.value;
    bid.certificate = made.signature.certificate;
    bid.bidder = to_hex(crypto::sm3(from_base64(bid.certificate).value()));
    auto close = seal::Close::decode(from_base64(e.closing.message).value()).value();
    std::ranges::replace(close.submits, was, crypto::sm3(made.message));
    std::ranges::sort(close.submits);
    const auto message = close.encode();
    e.closing.message = to_base64(message);
    e.closing.signature = to_base64(tender.installation().platform().key.sign(message));
    for (auto& witness : e.closing.witnesses) {
        const auto& closer = *tender.trustee(static_cast<std::size_t>(witness.index)).account;
        witness.signature = closer.sign(message).value;
    }
}

// What the verifier says of the first bid when it was another one, signed by this holder, its parts sealed
// for that one; its bidder gave their secrets. (Whether he signed them is found by `verify.secret`.)
std::string said_with(test::Tender& tender, const account::Holder& signer, const account::Holder& sealer)
{
    const ExportFolder once{tender, tender.intake()};
    const test::ScratchFolder scratch;
    const auto& kit = once.evidence().kit;
    const auto parts = must(test::seal_small_bid(scratch.path(), kit, sealer, tender.chance()), "sealed");
    const auto kept = must(bidder::read_secrets(scratch.path() / "sealed"), "its secrets");
    const auto submission = submission_of(tender, 0);
    const account::Account account{tender.anyone().base(), tender.bidder(0).origin(), signer};
    const auto made = bidder::sign_submission(kit, {submission, 0, {}}, parts, account);
    return once.said_of([&](Evidence& e) {
        auto& all = e.closing.submissions;
        auto& bid = *std::ranges::find(all, submission, &bidding::ClosedSubmission::submission);
        close_with(tender, e, bid, made);
        for (const auto& part : parts) {
            auto& shown = *std::ranges::find_if(e.opened, [&](const auto& one) {
                return one.submission == submission && one.part == part.part;
            });
            shown.header = to_hex(part.header);
            shown.envelope = to_hex(part.digest);
            shown.secret = kept.parts.at(part.part).secret;
            e.unsealing.secrets.push_back(
                {submission, shown.header, bid.certificate, "", "", e.kit.deadline});
            write_text(once.folder() / envelope_file(shown.envelope), text_of(part.envelope));
        }
    });
}

// Each with its code; the first, whose parts have no ground either, has neither of the two.
TEST(unfit_parts, that_were_opened_are_found_though_their_bidder_gave_secrets_that_open_them)
{
    FourOpened scene;
    auto& tender = scene.tender;
    const auto sm2 = holder_by(tender, tender.installation().sm2_authority());
    const auto p256 = holder_by(tender, tender.installation().p256_authority());
    const auto fit = said_with(tender, sm2, sm2);
    EXPECT_EQ(fit.find("verify.closed_set "), std::string::npos) << fit;
    EXPECT_EQ(fit.find("verify.part seal."), std::string::npos) << fit;
    EXPECT_EQ(fit.find("verify.part closing."), std::string::npos) << fit;
    const auto unfit = said_with(tender, p256, p256);
    EXPECT_EQ(unfit.find("verify.closed_set "), std::string::npos) << unfit;
    EXPECT_NE(unfit.find("verify.part seal.sm2_certificate_wanted"), std::string::npos) << unfit;
    const auto of_another = said_with(tender, sm2, tender.bidder(0).holder());
    EXPECT_NE(of_another.find("verify.part closing.header_of_another"), std::string::npos) << of_another;
}

} // namespace
} // namespace tianping::verify
