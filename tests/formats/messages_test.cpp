#include "formats/joint.hpp"
#include "parties.hpp"
#include <gtest/gtest.h>

using namespace tianping;
using namespace tianping::seal;

namespace {

const Place place{"demo.example", "T-1", "L-1", "R-1", "I-1"};

Submit submit()
{
    return {place,
            "sub-1",
            0,
            {},
            example::digest("terms"),
            example::digest("bidder"),
            {{"commercial", example::digest("h1"), example::digest("e1"), 262272},
             {"price", example::digest("h2"), example::digest("e2"), 262272}}};
}
KeyMessage key_message()
{
    return {place, 3, example::digest("cert3"), crypto::sm2_public_point(example::key(3))};
}
Withdraw withdrawal()
{
    return {place, "sub-1", digest_of(submit())};
}
Receipt receipt()
{
    return {
        place,    "sub-1", ReceiptAct::withdraw, digest_of(withdrawal()), 0, from_millis(1'790'000'000'123),
        {1, 2, 3}};
}
Close closing()
{
    Close c{place,
            from_millis(1'790'000'000'000),
            example::digest("terms"),
            {example::digest("a"), example::digest("b")}};
    std::ranges::sort(c.submits);
    return c;
}
Answer answer()
{
    return {digest_of(closing()), example::digest("h2"), 3, AnswerCode::ok, example::digest("share")};
}
Proof proof()
{
    return {digest_of(closing()), example::digest("h2"), example::digest("code")};
}

JointAgreement agreement()
{
    return {place, "91990100MA0BID001X", {"91990100MA0BID0028", "91990100MA0BID003G"}};
}

template <class Message>
std::string decoding(const Bytes& bytes)
{
    const auto read = Message::decode(bytes);
    return read ? "yes" : read.error().code;
}

template <class Message>
void is_read_strictly(const Message& message)
{
    const Bytes bytes = message.encode();
    ASSERT_TRUE(Message::decode(bytes));
    EXPECT_EQ(Message::decode(bytes).value(), message);
    EXPECT_EQ(Message::decode(bytes).value().encode(), bytes);
    for (std::size_t size = 0; size < bytes.size(); ++size)
        EXPECT_FALSE(Message::decode(ByteView{bytes}.first(size))) << size;
    Bytes longer = bytes;
    longer.push_back(0);
    EXPECT_EQ(decoding<Message>(longer), "seal.malformed");
    Bytes other_kind = bytes;
    other_kind[7] = '2';
    EXPECT_EQ(decoding<Message>(other_kind), "seal.malformed");
    Bytes other_profile = bytes;
    other_profile[8] = 2;
    EXPECT_EQ(decoding<Message>(other_profile), "seal.unknown_profile");
    // Whatever else is accepted after a change says something else and is written back as it was read.
    for (std::size_t at = 0; at < bytes.size(); ++at) {
        Bytes changed = bytes;
        changed[at] ^= 1;
        const auto read = Message::decode(changed);
        if (!read)
            continue;
        EXPECT_NE(*read, message) << at;
        EXPECT_EQ(read->encode(), changed) << at;
    }
}

} // namespace

TEST(Messages, all_eight_are_read_strictly)
{
    is_read_strictly(key_message());
    is_read_strictly(submit());
    is_read_strictly(withdrawal());
    is_read_strictly(receipt());
    is_read_strictly(closing());
    is_read_strictly(answer());
    is_read_strictly(proof());
    is_read_strictly(agreement());
}

TEST(Messages, a_joint_body_has_a_lead_and_one_to_sixteen_others_each_once)
{
    const auto with = [](const std::string& lead, std::vector<std::string> members) {
        const auto sound = JointAgreement{place, lead, std::move(members)}.check();
        return sound ? "yes" : sound.error().code;
    };
    EXPECT_EQ(with("A", {"B", "C"}), "yes");
    EXPECT_EQ(with("A", {}), "seal.bad_message");
    EXPECT_EQ(with("A", {"C", "B"}), "seal.bad_message");
    EXPECT_EQ(with("A", {"B", "B"}), "seal.bad_message");
    EXPECT_EQ(with("B", {"A", "B"}), "seal.bad_message");
    EXPECT_EQ(with("A", {"B/C"}), "seal.bad_name");
    std::vector<std::string> many;
    for (char c = 'a'; c < 'a' + 16; ++c)
        many.emplace_back(1, c);
    EXPECT_EQ(with("A", many), "yes");
    many.emplace_back("z");
    EXPECT_EQ(with("A", many), "seal.bad_message");
}

TEST(Messages, an_empty_closed_set_is_a_message_too)
{
    Close none = closing();
    none.submits.clear();
    is_read_strictly(none);
}

TEST(Messages, submit_with_parts_doubled_or_out_of_order_is_refused)
{
    Submit doubled = submit();
    doubled.parts[1].part = "commercial";
    EXPECT_EQ(doubled.check().error().code, "seal.bad_message");
    EXPECT_THROW(doubled.encode(), std::logic_error);
    Submit out_of_order = submit();
    std::swap(out_of_order.parts[0], out_of_order.parts[1]);
    EXPECT_FALSE(out_of_order.check());
    Submit none = submit();
    none.parts.clear();
    EXPECT_FALSE(none.check());

    // As bytes from outside: "price" becomes "apple", which sorts before "commercial".
    Bytes bytes = submit().encode();
    const std::string_view price = "price", apple = "apple";
    std::copy(apple.begin(), apple.end(),
              std::search(bytes.begin(), bytes.end(), price.begin(), price.end()));
    EXPECT_EQ(decoding<Submit>(bytes), "seal.bad_message");
}

TEST(Messages, submit_has_at_most_64_parts)
{
    Submit many = submit();
    many.parts.clear();
    for (int i = 0; i < 64; ++i)
        many.parts.push_back({"p" + std::to_string(100 + i), {}, {}, 1});
    EXPECT_TRUE(Submit::decode(many.encode()));
    many.parts.push_back({"p999", {}, {}, 1});
    EXPECT_FALSE(many.check());
}

TEST(Messages, previous_is_zeros_in_the_first_version_and_only_there)
{
    Submit first = submit();
    first.previous = example::digest("x");
    EXPECT_FALSE(first.check());
    Submit second = submit();
    second.replacement = 1;
    EXPECT_FALSE(second.check());
    second.previous = example::digest("x");
    EXPECT_TRUE(second.check());
}

TEST(Messages, close_lists_each_digest_once_in_order_and_no_more_than_it_carries)
{
    Close doubled = closing();
    doubled.submits[1] = doubled.submits[0];
    EXPECT_FALSE(doubled.check());
    Close out_of_order = closing();
    std::swap(out_of_order.submits[0], out_of_order.submits[1]);
    EXPECT_FALSE(out_of_order.check());
    Bytes huge = closing().encode();
    std::fill_n(huge.end() - 68, 4, 0xFF); // the count
    EXPECT_EQ(decoding<Close>(huge), "seal.malformed");
}

TEST(Messages, instants_beyond_what_json_holds_are_refused)
{
    Close late = closing();
    late.deadline = from_millis(9'007'199'254'740'991);
    is_read_strictly(late);
    late.deadline = from_millis(9'007'199'254'740'992);
    EXPECT_FALSE(late.check());
    late.deadline = from_millis(-1);
    EXPECT_FALSE(late.check());
}

TEST(Messages, refused_answer_carries_nothing)
{
    Answer refused = answer();
    refused.code = AnswerCode::refused;
    EXPECT_FALSE(refused.check());
    refused.value = {};
    is_read_strictly(refused);
}

TEST(Messages, key_that_is_no_point_is_refused)
{
    KeyMessage bad = key_message();
    bad.key[64] ^= 1;
    EXPECT_EQ(bad.check().error().code, "seal.point_not_on_curve");
    bad = key_message();
    bad.index = 0;
    EXPECT_FALSE(bad.check());
    bad.index = 10;
    EXPECT_FALSE(bad.check());
}

TEST(Messages, proof_holds_for_its_secret_header_and_close_only)
{
    const Header& header = example::header();
    const Secret secret = example::secret_for(example::prefix());
    const Digest close = digest_of(closing());
    const Proof good{close, header.digest(), secret.proof(close)};
    EXPECT_TRUE(proves(good, header, close, secret));
    EXPECT_FALSE(proves(good, header, example::digest("another close"), secret));
    EXPECT_FALSE(proves({close, header.digest(), example::digest("guess")}, header, close, secret));
    const Secret other = Secret::from(example::digest("other"), header.context()).value();
    EXPECT_FALSE(proves(good, header, close, other));
    Prefix p = example::prefix();
    p.bidder = example::digest("another bidder");
    EXPECT_FALSE(proves(good, example::header_for(p), close, example::secret_for(p)));
}

TEST(Messages, signature_stands_for_exactly_the_bytes_and_an_sm2_key_in_force)
{
    const example::Party bidder{"bidder"};
    Signers signers;
    signers.emplace(bidder.certificate, example::signer(bidder, "o"));
    const Signed good = bidder.sign(submit().encode());
    EXPECT_EQ(check_signature(good, signers), Signature::good);
    Signed changed = good;
    changed.message.back() ^= 1;
    EXPECT_EQ(check_signature(changed, signers), Signature::wrong);
    signers.at(bidder.certificate).in_force = false;
    EXPECT_EQ(check_signature(good, signers), Signature::not_in_force);
    const auto p256 = crypto::PrivateKey::generate(crypto::Algorithm::p256);
    signers.clear();
    signers.emplace(bidder.certificate, Signer{p256.public_key(), "o", true});
    EXPECT_EQ(check_signature({bidder.certificate, good.message, p256.sign(good.message)}, signers),
              Signature::unknown_signer);
    EXPECT_EQ(check_signature(good, {}), Signature::unknown_signer);
}

TEST(Messages, closing_quorum_leaves_no_room_for_two_closed_sets)
{
    for (std::size_t t = 2; t <= 8; ++t)
        for (std::size_t w = t + 1; w <= 40; ++w) {
            const std::size_t q = closing_quorum(w, t);
            // Two quorums overlap in at least 2q − w closers; the t − 1 dishonest ones do not suffice for
            // that.
            EXPECT_GT(2 * q, w + t - 1);
            EXPECT_LE(2 * (q - 1), w + t - 1); // and it is the least such number
        }
}
