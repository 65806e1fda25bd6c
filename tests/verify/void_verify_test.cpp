// Parts that did not open: who lied about their shares is named as far as that can be known, and nobody else.
#include "infra/crypto/digest.hpp"
#include "rooms/opening/events.hpp"
#include "support/tender_scene.hpp"
#include "support/unsealing.hpp"
#include "verify/exported.hpp"
#include <gtest/gtest.h>

namespace tianping::verify {
namespace {

using namespace std::chrono_literals;
using namespace test::unsealing;
using test::scene::must;

// The last byte of each header, which is a trustee's box, or of each content.
std::vector<bidder::SealedPartFile> with_damage(std::vector<bidder::SealedPartFile> parts, bool header)
{
    for (auto& part : parts) {
        auto text = text_of(part.envelope);
        const auto front = must(seal::Header::at_front(view(text)), "a header").bytes().size();
        auto& byte = text.at(header ? front - 1 : text.size() - 1);
        byte = static_cast<char>(byte ^ 1);
        write_text(part.envelope, text);
        part.header = must(seal::Header::at_front(view(text)), "a header").digest();
        part.digest = crypto::sm3(view(text));
    }
    return parts;
}

// Trustee 1 lies about every share. Bidder 3's parts have a secret and no content, bidder 4's not even that.
class Defective {
public:
    Defective()
    {
        for (std::size_t i = 0; i < 3; ++i)
            tender.bid(i, 10'000'000 + static_cast<std::int64_t>(i));
        for (const std::size_t i : {3U, 4U})
            must(tender.send(i, tender.ready(i, with_damage(tender.seal(i, 9'000'000), i == 4))), "a bid");
        tender.go_to(deadline);
        tender.trustees_visit();
        wait_for_unopened(tender, 2);
        for (const std::size_t i : {3U, 4U})
            must(record(tender, tender.owner(), submission_of(tender, i),
                        opening::CauseCode::bidder_file_defective),
                 "a cause");
        tender.go_to(deadline + 60min);
        if (tender.opened().state != opening::ClosingState::read_out)
            throw std::runtime_error{"nothing was read out"};
    }
    test::Tender tender{{.bidders = 5, .accidents = {{1, trustee::Accident::wrong_answer}}}};
};

opening::OpenedEvidence& void_part(Evidence& evidence, bool with_secret)
{
    return *std::ranges::find_if(evidence.opened, [&](const auto& part) {
        return part.state == opening::BidState::void_ && part.secret.empty() != with_secret;
    });
}

// In what is shown and in the log alike.
void name_wrong(Evidence& evidence, opening::OpenedEvidence& part, const std::vector<std::int64_t>& numbers)
{
    part.wrong = numbers;
    std::erase_if(evidence.events, [&](const auto& event) {
        return event.kind == opening::WrongAnswerNamed::kind &&
               event.body.find(part.header) != std::string::npos;
    });
    if (numbers.empty())
        return;
    auto event = *std::ranges::find(evidence.events, evidence.kit.intake, &opening::LoggedEvent::stream);
    event.kind = opening::WrongAnswerNamed::kind;
    event.body = canonical(wire::write(opening::WrongAnswerNamed{part.header, numbers}));
    evidence.events.push_back(event);
}

void expect_found(const ExportFolder& once, bool with_secret, const std::vector<std::int64_t>& numbers)
{
    const auto said = once.said_of([&](Evidence& e) { name_wrong(e, void_part(e, with_secret), numbers); });
    EXPECT_NE(said.find("verify.part verify.wrong_answers_differ"), std::string::npos) << said;
    EXPECT_EQ(said.find("verify.wrong_logged"), std::string::npos) << "the log was changed along";
}

class VoidParts : public testing::Test {
protected:
    Defective scene;
    const ExportFolder once{scene.tender, scene.tender.intake()};
};

TEST_F(VoidParts, with_a_secret_have_their_shares_recomputed_though_the_log_says_the_same_as_the_platform)
{
    EXPECT_EQ(once.said(), "");
    auto evidence = once.evidence();
    const auto& part = void_part(evidence, true);
    EXPECT_EQ(part.reason, "seal.wrong_code");
    EXPECT_EQ(part.wrong, std::vector<std::int64_t>{1});
    expect_found(once, true, {});
    expect_found(once, true, {1, 2});
}

TEST_F(VoidParts, without_a_secret_name_nobody_though_the_log_says_the_same_as_the_platform)
{
    auto evidence = once.evidence();
    const auto& part = void_part(evidence, false);
    EXPECT_EQ(part.reason, "seal.header_not_rebuilt");
    EXPECT_TRUE(part.wrong.empty());
    expect_found(once, false, {2});
}

TEST_F(VoidParts, duty_20_56_of_a_bid_that_did_not_open_nothing_is_public)
{
    const ExportFolder everybodys{scene.tender, scene.tender.intake(), nullptr};
    EXPECT_EQ(everybodys.said(), "");
    const auto& evidence = everybodys.evidence();
    for (const auto& part : evidence.opened)
        EXPECT_EQ(part.kept, part.state == opening::BidState::void_ || part.part != "price");
    EXPECT_EQ(everybodys.said_kept().size(), 7U) << "three technical parts, and both parts of two void bids";
}

TEST(void_parts, whose_file_is_lost_after_the_host_was_told_why_they_did_not_open_verify)
{
    test::Tender tender{{.bidders = 4}};
    for (std::size_t i = 0; i < 3; ++i)
        tender.bid(i, 10'000'000 + static_cast<std::int64_t>(i));
    must(tender.send(3, tender.ready(3, with_damage(tender.seal(3, 9'000'000), false))), "a bid");
    tender.go_to(deadline);
    tender.trustees_visit();
    ASSERT_EQ(wait_for_unopened(tender, 1).bids.size(), 1U);
    must(record(tender, tender.owner(), submission_of(tender, 3), opening::CauseCode::bidder_file_defective),
         "a cause");
    std::filesystem::remove(tender.house().blobs().path(parts_of(tender, 3).at(0).envelope).value());
    tender.go_to(deadline + 60min);
    ASSERT_EQ(tender.opened().state, opening::ClosingState::read_out);
    const ExportFolder once{tender, tender.intake()};
    EXPECT_EQ(
        std::ranges::count(once.evidence().opened, opening::file_lost, &opening::OpenedEvidence::reason), 1);
    EXPECT_EQ(once.said(), "");
    EXPECT_EQ(said_in_public(tender), "");
}

} // namespace
} // namespace tianping::verify
