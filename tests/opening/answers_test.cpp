// What the platform takes from trustees, and what it waits for before it publishes.
#include "app/bidder/proving.hpp"
#include "infra/crypto/digest.hpp"
#include "rooms/opening/opener.hpp"
#include "rooms/opening/service.hpp"
#include "rooms/opening/store.hpp"
#include "support/flip.hpp"
#include "support/refusal.hpp"
#include "support/unsealing.hpp"
#include <gtest/gtest.h>
#include <thread>

namespace tianping::opening {
namespace {

using namespace std::chrono_literals;
using test::deadline;
using test::Tender;

// What the trustee of this number says of these headers, for the set of this digest, when he opens them with
// his key.
AnswersIn right_answers_for(Tender& tender, std::size_t number, const Digest& set,
                            const std::vector<HeaderToAnswer>& asked)
{
    auto& account = *tender.trustee(number).account;
    const auto state = trustee::StateFolder{tender.trustee(number).state}.load(tender.intake()).value();
    const auto key = crypto::PrivateKey::from_pem(*state.key).value();
    const auto index = static_cast<std::uint8_t>(number);
    AnswersIn out{account.certificate_base64(), {}};
    for (const auto& one : asked) {
        const auto header = seal::Header::decode(from_base64(one.header).value()).value();
        const auto message = seal::Answer{set, header.digest(), index, seal::AnswerCode::ok,
                                          seal::open_box(header, index, key.handle()).value()}
                                 .encode();
        out.answers.push_back({to_base64(message), to_base64(account.holder().key.sign(message))});
    }
    return out;
}

Digest digest_of_set(Tender& tender, std::size_t number)
{
    auto& client = tender.trustee(number).account->client();
    const auto closing = client.get<Closing>(tender.intake_path("closing")).value();
    return crypto::sm3(from_base64(closing.message).value());
}

// The same for the set that was closed.
AnswersIn right_answers(Tender& tender, std::size_t number, const std::vector<HeaderToAnswer>& asked)
{
    return right_answers_for(tender, number, digest_of_set(tender, number), asked);
}

// The headers of a bid from its bidder's own disk, as nobody asks for them yet.
std::vector<HeaderToAnswer> headers_of(const std::vector<bidder::SealedPartFile>& parts)
{
    std::vector<HeaderToAnswer> out;
    for (const auto& part : parts)
        out.push_back({"", part.part, to_base64(seal::header_of_file(part.envelope).value().bytes()),
                       std::nullopt, std::nullopt});
    return out;
}

// Past the last instant at which a publication waits for a cause. Asked once at a look and once more before
// what it found is published: in between something is done.
class BetweenLookAndPublication final : public Clock {
public:
    BetweenLookAndPublication(Instant at, std::function<void()> act) : at_{at}, act_{std::move(act)} {}
    Instant now() const override
    {
        if (++asked_ == 2)
            act_();
        return at_;
    }

private:
    Instant at_;
    std::function<void()> act_;
    mutable int asked_ = 0;
};

class AnswersLive : public testing::TestWithParam<test::Home> {};
INSTANTIATE_TEST_SUITE_P(homes, AnswersLive, testing::ValuesIn(test::homes()),
                         [](const auto& at) { return test::name_of(at.param); });

TEST_P(AnswersLive, duty_20_30_nothing_is_published_before_all_are_done)
{
    Tender tender{{.home = GetParam()}};
    tender.all_bid();
    tender.go_to(deadline);
    test::unsealing::two_trustees_answer(tender);
    // The third answers for all headers but the last: every bid but one could be opened.
    auto& third = *tender.trustee(3).account;
    const auto headers = third.client().get<HeadersToAnswer>(tender.intake_path("headers")).value().headers;
    ASSERT_EQ(headers.size(), 6U);
    const auto most = right_answers(tender, 3, {headers.begin(), headers.end() - 1});
    ASSERT_TRUE(third.client().post<AnsweredOut>(tender.intake_path("answers"), most, "answers-most"));
    std::this_thread::sleep_for(500ms);
    const auto waiting = tender.view();
    EXPECT_EQ(waiting.state, ClosingState::witnessed);
    EXPECT_TRUE(waiting.bids.empty());
    EXPECT_FALSE(waiting.published_at);
    const auto rest = right_answers(tender, 3, {headers.back()});
    ASSERT_TRUE(third.client().post<AnsweredOut>(tender.intake_path("answers"), rest, "answers-rest"));
    const auto view = tender.opened();
    EXPECT_EQ(view.state, ClosingState::read_out);
    EXPECT_EQ(view.bids.size(), 3U);
}

TEST_P(AnswersLive,
       an_answer_that_comes_between_look_and_publication_is_looked_at_before_anything_is_published)
{
    Tender tender{{.home = GetParam()}};
    tender.all_bid();
    tender.go_to(deadline);
    test::unsealing::two_trustees_answer(tender);
    const auto window_ends = tender.view().window_ends;
    tender.go_to(window_ends);
    ASSERT_EQ(test::unsealing::wait_for_unopened(tender, 3).bids.size(), 3U);
    // The house waits for causes; the opener beside it has waited long enough.
    auto& third = *tender.trustee(3).account;
    auto asked = third.client().get<HeadersToAnswer>(tender.intake_path("headers")).value().headers;
    const auto first = test::unsealing::submission_of(tender, 0);
    std::erase_if(asked, [&](const auto& header) { return header.submission != first; });
    ASSERT_EQ(asked.size(), 2U);
    int taken = 0;
    const auto answer = [&] {
        const auto done = third.client().post<AnsweredOut>(
            tender.intake_path("answers"), right_answers(tender, 3, asked), "answers-between");
        taken += done ? static_cast<int>(done->taken) : 0;
    };
    const BetweenLookAndPublication clock{window_ends + 24h, answer};
    blob::BlobStore blobs{tender.data() / "blobs"};
    Opener opener{{tender.house().reads(), tender.house().writer(), blobs, clock, tender.chance()}};

    EXPECT_FALSE(opener.pass());
    ASSERT_EQ(taken, 2);
    EXPECT_EQ(tender.view().state, ClosingState::witnessed);
    EXPECT_FALSE(test::unsealing::anything_opened(tender)) << "nor is anything of it kept";
    EXPECT_TRUE(opener.pass()) << "the refusal is not remembered";
    const auto view = tender.view();
    ASSERT_EQ(view.state, ClosingState::read_out);
    ASSERT_EQ(view.bids.size(), 3U);
    for (const auto& bid : view.bids)
        EXPECT_EQ(bid.state, bid.submission == first ? BidState::opened : BidState::void_);
}

TEST_P(AnswersLive, a_right_share_before_the_deadline_or_before_the_quorum_is_refused_and_not_kept)
{
    Tender tender{{.home = GetParam()}};
    const auto parts = tender.seal(0, 10'000'000);
    ASSERT_TRUE(tender.send(0, tender.ready(0, parts)));
    tender.bid(1, 10'000'001);
    tender.bid(2, 10'000'002);
    const auto asked = headers_of(parts);
    ASSERT_EQ(asked.size(), 2U);
    const auto share_sent = [&](std::size_t number, const Digest& set) {
        auto& account = *tender.trustee(number).account;
        return account.client().post<AnsweredOut>(tender.intake_path("answers"),
                                                  right_answers_for(tender, number, set, asked),
                                                  account.key("early/" + to_hex(set)));
    };
    const auto kept = [&] {
        return tender.house().reads().read([&](const ReadTx& tx) {
            return store::answers(tx, trade::IntakeId::parse(tender.intake()).value()).size();
        });
    };
    tender.go_to(deadline - 1ms);
    for (const std::size_t number : {1U, 2U, 3U}) { // as many as open a bid
        const auto early = share_sent(number, Digest{});
        ASSERT_FALSE(early);
        EXPECT_EQ(early.error().code, "opening.not_closed");
        EXPECT_EQ(early.error().earliest, deadline);
    }
    EXPECT_EQ(kept(), 0U);
    tender.go_to(deadline);
    for (const std::size_t number : {1U, 2U, 3U})
        EXPECT_EQ(test::code_of(share_sent(number, digest_of_set(tender, number))), "opening.not_witnessed");
    EXPECT_EQ(kept(), 0U);
    EXPECT_FALSE(test::unsealing::anything_opened(tender));
    EXPECT_EQ(tender.view().state, ClosingState::closed);
    tender.trustees_visit();
    const auto view = tender.opened();
    ASSERT_EQ(view.state, ClosingState::read_out);
    ASSERT_EQ(view.bids.size(), 3U);
    for (const auto& bid : view.bids)
        EXPECT_EQ(bid.state, BidState::opened);
}

TEST_P(AnswersLive, a_file_that_the_house_damaged_holds_the_publication_until_it_is_restored)
{
    Tender tender{{.home = GetParam()}};
    tender.all_bid();
    tender.go_to(deadline);
    for (std::size_t number = 1; number <= 5; ++number)
        tender.trustee(number).service->visit(tender.intake());
    const auto parts = tender.house().reads().read([&](const ReadTx& tx) {
        return store::sealed_parts(tx, trade::IntakeId::parse(tender.intake()).value());
    });
    const std::filesystem::path file{tender.house().blobs().path(parts.at(0).envelope).value()};
    test::flip_last_byte(file);
    tender.trustees_visit();
    std::this_thread::sleep_for(500ms);
    EXPECT_EQ(tender.view().state, ClosingState::witnessed);
    EXPECT_TRUE(tender.view().bids.empty());
    test::flip_last_byte(file);
    const auto view = tender.opened();
    ASSERT_EQ(view.state, ClosingState::read_out);
    for (const auto& bid : view.bids)
        EXPECT_EQ(bid.state, BidState::opened);
}

TEST_P(AnswersLive, an_answer_is_not_changed_and_belongs_to_this_set)
{
    Tender tender{{.home = GetParam()}};
    tender.all_bid();
    tender.go_to(deadline);
    for (std::size_t number = 1; number <= 5; ++number)
        tender.trustee(number).service->visit(tender.intake());
    auto& third = *tender.trustee(3).account;
    const auto closing = third.client().get<Closing>(tender.intake_path("closing")).value();
    const auto headers = third.client().get<HeadersToAnswer>(tender.intake_path("headers")).value();
    const auto header = seal::Header::decode(from_base64(headers.headers.at(0).header).value()).value();
    const auto send_all = [&](const std::vector<seal::Answer>& all, const std::string& act = "all") {
        AnswersIn body{third.certificate_base64(), {}};
        for (const auto& answer : all) {
            const auto message = answer.encode();
            body.answers.push_back({to_base64(message), to_base64(third.holder().key.sign(message))});
        }
        return third.client().post<AnsweredOut>(tender.intake_path("answers"), body, "answer-" + act);
    };
    const auto send = [&](const seal::Answer& answer, const std::string& act) {
        const auto out = send_all({answer}, act);
        return out ? "taken " + std::to_string(out->taken) : out.error().code;
    };
    const auto set = crypto::sm3(from_base64(closing.message).value());
    const seal::Answer refusing{set, header.digest(), 3, seal::AnswerCode::refused, {}};
    auto other_set = refusing;
    other_set.close[0] ^= 1;
    EXPECT_EQ(send(other_set, "other-set"), "opening.answer_of_another");
    auto other_header = refusing;
    other_header.header[0] ^= 1;
    EXPECT_EQ(send(other_header, "other-header"), "opening.answer_of_another");
    EXPECT_EQ(test::bad_fields_of(send_all({other_set, refusing, other_header})),
              "answers[0] opening.answer_of_another;answers[2] opening.answer_of_another;");
    auto other_number = refusing;
    other_number.index = 4;
    EXPECT_EQ(send(other_number, "other-number"), "opening.not_a_closer");
    EXPECT_EQ(send(refusing, "first"), "taken 1");
    EXPECT_EQ(send(refusing, "again"), "taken 0");
    auto changed = refusing;
    changed.code = seal::AnswerCode::ok;
    changed.value[31] = 7;
    EXPECT_EQ(send(changed, "changed"), "opening.answered_otherwise");
}

TEST_P(AnswersLive, of_a_round_that_ended_nothing_is_asked_taken_or_published)
{
    Tender tender{{.home = GetParam()}};
    tender.all_bid();
    tender.go_to(deadline);
    test::unsealing::two_trustees_answer(tender);
    auto& third = *tender.trustee(3).account;
    const auto closing = third.client().get<Closing>(tender.intake_path("closing")).value();
    const auto headers = third.client().get<HeadersToAnswer>(tender.intake_path("headers")).value();
    const auto header = seal::Header::decode(from_base64(headers.headers.at(0).header).value()).value();
    const auto message = seal::Answer{
        crypto::sm3(from_base64(closing.message).value()),
        header.digest(),
        3,
        seal::AnswerCode::refused,
        {}}.encode();
    tender.inside([&](WriteTx& tx, const Call& call) {
        ASSERT_TRUE(trade::move(tx, call, tender.trade().rounds.at(0).id, trade::Act::terminate, "test"));
    });
    EXPECT_EQ(third.client().get<HeadersToAnswer>(tender.intake_path("headers")).error().code,
              "opening.round_ended");
    const AnswersIn late{third.certificate_base64(),
                         {{to_base64(message), to_base64(third.holder().key.sign(message))}}};
    EXPECT_EQ(
        third.client().post<AnsweredOut>(tender.intake_path("answers"), late, "late-answer").error().code,
        "opening.round_ended");
    const auto folder = tender.sealed_folder(0);
    const auto given =
        bidder::give(tender.bidder(0), tender.intake(), folder, bidder::read_secrets(folder).value());
    ASSERT_FALSE(given);
    EXPECT_EQ(given.error().code, "opening.round_ended");
    tender.go_to(deadline + 3h);
    std::this_thread::sleep_for(300ms);
    EXPECT_EQ(tender.view().state, ClosingState::witnessed);
    EXPECT_TRUE(tender.view().bids.empty());
}

} // namespace
} // namespace tianping::opening
