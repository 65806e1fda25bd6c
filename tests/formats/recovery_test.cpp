#include "example.hpp"
#include <gtest/gtest.h>

using namespace tianping;
using namespace tianping::seal;

namespace {

template <class T>
std::string refusal(const Result<T>& result)
{
    return result ? "accepted" : result.error().code;
}

Secret honest()
{
    return example::secret_for(example::prefix());
}

void spoil(Share& share)
{
    share.value[31] ^= 1;
}

// The header with one box replaced.
Header with_box(std::uint8_t index, const Bytes& box)
{
    Bytes bytes{example::header().bytes().begin(), example::header().bytes().end()};
    std::copy(box.begin(), box.end(),
              bytes.begin() + (example::header().box(index).data() - example::header().bytes().data()));
    return Header::decode(bytes).value();
}

Bytes message(const Scalar& share, const Digest& context)
{
    Bytes out{share.begin(), share.end()};
    out.insert(out.end(), context.begin(), context.end());
    return out;
}

} // namespace

TEST(Boxes, every_receiver_finds_its_share_and_nobody_elses)
{
    for (std::uint8_t i = 0; i <= 5; ++i)
        for (std::uint8_t k = 0; k <= 5; ++k) {
            const auto opened = open_box(example::header(), i, example::key(k));
            ASSERT_EQ(opened.has_value(), i == k);
            if (opened) {
                EXPECT_EQ(*opened, honest().share(3, i));
            } else {
                EXPECT_EQ(opened.error().code, "seal.box_not_opened");
            }
        }
    EXPECT_EQ(open_box(example::header(), 0, example::key(0)).value(), honest().value());
    EXPECT_EQ(refusal(open_box(example::header(), 6, example::key(5))), "seal.box_not_opened");
}

// A bidder's box that is good SM2 but speaks of another context, has another length or a share out of range.
TEST(Boxes, wrong_context_length_or_range_is_refused_alike)
{
    const Point to = example::header().prefix().trustees[1].key;
    const Scalar share = honest().share(3, 2), k = example::key(7);
    const auto opened = [&](const Bytes& inside) {
        return refusal(open_box(with_box(2, crypto::sm2_encrypt(to, inside, k)), 2, example::key(2)));
    };
    EXPECT_EQ(opened(message(share, example::header().context())), "accepted");
    EXPECT_EQ(opened(message(share, example::digest("another"))), "seal.box_not_opened");
    EXPECT_EQ(opened(message(crypto::sharing_prime, example::header().context())), "seal.box_not_opened");
    Scalar largest = crypto::sharing_prime;
    largest[31] = static_cast<std::uint8_t>(largest[31] - 1);
    EXPECT_EQ(opened(message(largest, example::header().context())), "accepted");
}

// The same box under another bidder, lot, round or intake has another context.
TEST(Boxes, box_copied_to_another_place_or_bidder_does_not_open)
{
    const auto copied = [](auto change) {
        Prefix p = example::prefix();
        change(p);
        Bytes bytes = p.encode();
        const ByteView boxes = example::header().bytes().subspan(example::header().prefix_bytes().size());
        bytes.insert(bytes.end(), boxes.begin(), boxes.end());
        return Header::decode(bytes).value();
    };
    for (const Header& h :
         {copied([](Prefix& p) { p.bidder = example::digest("another bidder"); }),
          copied([](Prefix& p) { p.place.lot = "L-2"; }), copied([](Prefix& p) { p.place.round = "R-2"; }),
          copied([](Prefix& p) { p.place.intake = "I-0"; })})
        for (std::uint8_t i = 0; i <= 5; ++i) {
            EXPECT_EQ(refusal(open_box(h, i, example::key(i))), "seal.box_not_opened");
            EXPECT_EQ(refusal(recover(h, example::shares(honest(), {1, 2, 3}))), "seal.header_not_rebuilt");
        }
}

TEST(Recovery, every_quorum_recovers_the_same_secret)
{
    for (int a = 1; a <= 5; ++a)
        for (int b = a + 1; b <= 5; ++b)
            for (int c = b + 1; c <= 5; ++c) {
                const auto recovered = recover(example::header(), example::shares(honest(), {c, a, b}));
                ASSERT_TRUE(recovered);
                EXPECT_EQ(recovered->secret.value(), honest().value());
                EXPECT_TRUE(recovered->wrong.empty());
            }
}

TEST(Recovery, two_of_five_shares_are_too_few)
{
    const auto recovered = recover(example::header(), example::shares(honest(), {2, 4}));
    ASSERT_EQ(refusal(recovered), "seal.too_few_answers");
    EXPECT_EQ(recovered.error().params.at("have"), "2");
    EXPECT_EQ(recovered.error().params.at("need"), "3");
}

TEST(Recovery, exactly_t_answers_with_one_wrong_open_nothing_and_name_nobody)
{
    auto answers = example::shares(honest(), {1, 3, 5});
    spoil(answers[1]);
    EXPECT_EQ(refusal(recover(example::header(), answers)), "seal.header_not_rebuilt");
}

TEST(Recovery, wrong_answer_is_named_once_enough_right_ones_are_there)
{
    for (std::size_t liar = 0; liar < 4; ++liar) {
        auto answers = example::shares(honest(), {1, 2, 4, 5});
        spoil(answers[liar]);
        const auto recovered = recover(example::header(), answers);
        ASSERT_TRUE(recovered);
        EXPECT_EQ(recovered->wrong, std::vector<std::uint8_t>{answers[liar].index});
    }
}

TEST(Recovery, five_answers_with_two_wrong_open_and_both_are_named)
{
    auto answers = example::shares(honest(), {1, 2, 3, 4, 5});
    spoil(answers[0]);
    answers[3].value = crypto::sharing_prime; // y ≥ P is wrong, not fatal
    const auto recovered = recover(example::header(), answers);
    ASSERT_TRUE(recovered);
    EXPECT_EQ(recovered->wrong, (std::vector<std::uint8_t>{1, 4}));
}

TEST(Recovery, five_answers_with_three_wrong_open_nothing)
{
    auto answers = example::shares(honest(), {1, 2, 3, 4, 5});
    for (const std::size_t i : {0U, 2U, 4U})
        spoil(answers[i]);
    EXPECT_EQ(refusal(recover(example::header(), answers)), "seal.header_not_rebuilt");
}

// Three trustees who agree on shares of another secret open nothing: the header does not follow from it.
TEST(Recovery, colluding_trustees_cannot_open_another_secret)
{
    const Secret other = Secret::from(example::digest("other"), example::header().context()).value();
    EXPECT_EQ(refusal(recover(example::header(), example::shares(other, {1, 2, 3}))),
              "seal.header_not_rebuilt");
}

TEST(Recovery, same_trustee_twice_zero_and_unknown_numbers_are_refused)
{
    auto answers = example::shares(honest(), {1, 2, 3});
    answers.push_back(answers[1]);
    EXPECT_EQ(refusal(recover(example::header(), answers)), "seal.answers_malformed");
    EXPECT_EQ(refusal(recover(example::header(), example::shares(honest(), {0, 1, 2}))),
              "seal.answers_malformed");
    EXPECT_EQ(refusal(recover(example::header(), example::shares(honest(), {1, 2, 6}))),
              "seal.answers_malformed");
    EXPECT_EQ(refusal(recover(example::header(), example::shares(honest(), {1, 2, 200}))),
              "seal.answers_malformed");
}

TEST(Recovery, bidders_own_secret_is_checked_like_any)
{
    EXPECT_EQ(recover_from_secret(example::header(), honest().value()).value().value(), honest().value());
    EXPECT_EQ(refusal(recover_from_secret(example::header(), example::digest("other"))),
              "seal.header_not_rebuilt");
    EXPECT_EQ(refusal(recover_from_secret(example::header(), Scalar{})), "seal.secret_out_of_range");
    EXPECT_EQ(refusal(recover_from_secret(example::header(), crypto::sharing_prime)),
              "seal.secret_out_of_range");
    Scalar all_ones;
    all_ones.fill(0xFF);
    EXPECT_EQ(refusal(recover_from_secret(example::header(), all_ones)), "seal.secret_out_of_range");
}

TEST(Recovery, secret_zero_dealt_by_a_bidder_is_void)
{
    std::vector<Share> zeros;
    for (std::uint8_t i = 1; i <= 3; ++i)
        zeros.push_back({i, Scalar{}});
    EXPECT_EQ(refusal(recover(example::header(), zeros)), "seal.header_not_rebuilt");
}

// A bidder who deals shares of a polynomial of his own choice: each box opens, and no quorum opens the bid.
TEST(Recovery, dealers_other_polynomial_is_void_for_every_quorum)
{
    const std::vector<Scalar> own{honest().value(), example::digest("a1"), example::digest("a2")};
    Header dealt = example::header();
    std::vector<Share> answers;
    Bytes bytes{example::header().prefix_bytes().begin(), example::header().prefix_bytes().end()};
    const ByteView own_box = example::header().box(0);
    bytes.insert(bytes.end(), own_box.begin(), own_box.end());
    for (std::uint8_t i = 1; i <= 5; ++i) {
        answers.push_back({i, crypto::polynomial_at(own, i)});
        const Bytes box = crypto::sm2_encrypt(example::header().prefix().trustees[i - 1U].key,
                                              message(answers.back().value, example::header().context()),
                                              example::key(20 + i));
        bytes.insert(bytes.end(), box.begin(), box.end());
    }
    dealt = Header::decode(bytes).value();
    for (std::uint8_t i = 1; i <= 5; ++i)
        EXPECT_EQ(open_box(dealt, i, example::key(i)).value(), answers[i - 1U].value);
    for (std::size_t skip = 0; skip < 5; ++skip) {
        auto four = answers;
        four.erase(four.begin() + static_cast<std::ptrdiff_t>(skip));
        EXPECT_EQ(refusal(recover(dealt, four)), "seal.header_not_rebuilt");
    }
    EXPECT_EQ(refusal(recover(dealt, answers)), "seal.header_not_rebuilt");
    EXPECT_EQ(refusal(recover_from_secret(dealt, honest().value())), "seal.header_not_rebuilt");
}

// The right share under an ephemeral of the bidder's choice: the box opens, and the bid is void for every
// quorum, also for those that this trustee is not in.
TEST(Recovery, random_ephemeral_or_wrong_context_in_one_box_is_void_for_every_quorum)
{
    const Point to = example::header().prefix().trustees[4].key;
    const Bytes right = message(honest().share(3, 5), example::header().context());
    const Bytes wrong = message(honest().share(3, 5), example::digest("another"));
    for (const Bytes& inside : {right, wrong}) {
        const Header dealt = with_box(5, crypto::sm2_encrypt(to, inside, example::key(9)));
        EXPECT_EQ(refusal(recover(dealt, example::shares(honest(), {1, 2, 3}))), "seal.header_not_rebuilt");
        EXPECT_EQ(refusal(recover(dealt, example::shares(honest(), {1, 2, 5}))), "seal.header_not_rebuilt");
        EXPECT_EQ(refusal(recover(dealt, example::shares(honest(), {1, 2, 3, 4, 5}))),
                  "seal.header_not_rebuilt");
    }
}

TEST(Recovery, nine_answers_of_which_four_are_wrong_are_sorted_out)
{
    Prefix p = example::prefix();
    for (int i = 6; i <= 9; ++i)
        p.trustees.push_back(
            {example::digest("c" + std::to_string(i)), crypto::sm2_public_point(example::key(i))});
    p.threshold = 5;
    const Header nine = example::header_for(p);
    const Secret secret = example::secret_for(p);
    std::vector<Share> answers;
    for (std::uint8_t i = 1; i <= 9; ++i)
        answers.push_back({i, secret.share(5, i)});
    for (std::size_t i = 0; i < 4; ++i)
        spoil(answers[i]);
    EXPECT_EQ(recover(nine, answers).value().wrong, (std::vector<std::uint8_t>{1, 2, 3, 4}));
}
