#include "parties.hpp"
#include <gtest/gtest.h>

using namespace tianping;
using namespace tianping::seal;
using example::Intake;

TEST(Trustee, witnesses_checks_and_answers_when_all_is_right)
{
    const Intake intake;
    EXPECT_EQ(intake.witnessing(), "yes");
    EXPECT_EQ(intake.closing(), "yes");
    for (const Header& header : intake.headers) {
        EXPECT_EQ(intake.answering(header), "yes");
        EXPECT_TRUE(open_box(header, intake.facts.index, example::key(intake.facts.index)));
    }
}

TEST(Trustee, answers_not_one_millisecond_before_the_deadline)
{
    Intake intake;
    intake.facts.now -= std::chrono::milliseconds{1};
    EXPECT_EQ(intake.witnessing(), "closing.too_early");
    EXPECT_EQ(intake.closing(), "closing.too_early");
    EXPECT_EQ(may_witness(intake.facts, intake.set.close, intake.signers).error().earliest,
              intake.facts.terms[0].deadline);
}

TEST(Trustee, second_closed_set_is_never_witnessed_or_answered)
{
    Intake intake;
    const Digest first = *intake.facts.first_close;
    intake.withdraw(2);
    intake.facts.terms[0].fewest_bidders = 2;
    intake.close();
    EXPECT_EQ(intake.closing(), "yes"); // had it been the first
    intake.facts.first_close = first;
    EXPECT_EQ(intake.witnessing(), "closing.second_set");
    EXPECT_EQ(intake.closing(), "closing.second_set");
}

TEST(Trustee, closed_set_must_be_stored_before_it_is_answered)
{
    Intake intake;
    intake.facts.first_close.reset();
    EXPECT_EQ(intake.witnessing(), "yes");
    EXPECT_EQ(intake.closing(), "closing.not_stored_first");
}

TEST(Trustee, restored_or_lost_state_never_answers_again)
{
    Intake intake;
    const ClosedSet set = check_closed_set(intake.facts, intake.set, intake.signers).value();
    intake.facts.state_whole = false;
    EXPECT_EQ(intake.witnessing(), "closing.state_lost");
    EXPECT_EQ(intake.closing(), "closing.state_lost");
    EXPECT_EQ(Intake::code(may_answer(intake.facts, set, intake.headers[0])), "closing.state_lost");
}

TEST(Trustee, known_hold_stops_closing_and_answering)
{
    Intake intake;
    const ClosedSet set = check_closed_set(intake.facts, intake.set, intake.signers).value();
    intake.facts.holds = {"hold-1"};
    EXPECT_EQ(intake.witnessing(), "closing.held");
    EXPECT_EQ(Intake::code(may_answer(intake.facts, set, intake.headers[0])), "closing.held");
}

TEST(Trustee, needs_the_closing_quorum_of_different_closers)
{
    Intake intake; // w = 7, t = 3: five
    auto& witnesses = intake.set.witnesses;
    witnesses.erase(witnesses.begin(), witnesses.begin() + 2);
    EXPECT_EQ(intake.closing(), "yes");
    witnesses.pop_back();
    const auto refused = check_closed_set(intake.facts, intake.set, intake.signers);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "closing.no_quorum");
    EXPECT_EQ(refused.error().params.at("have"), "4");
    EXPECT_EQ(refused.error().params.at("need"), "5");

    const auto still_four = [&](const Signed& fifth) {
        witnesses.resize(4);
        witnesses.push_back(fifth);
        return intake.closing();
    };
    EXPECT_EQ(still_four(witnesses[0]), "closing.no_quorum"); // the same twice
    EXPECT_EQ(still_four(intake.platform.sign(intake.set.close.message)), "closing.no_quorum"); // no closer
    Signed forged = intake.platform.sign(intake.set.close.message);
    forged.signer = intake.witnesses[1].certificate;
    EXPECT_EQ(still_four(forged), "closing.no_quorum");
    EXPECT_EQ(still_four(intake.witnesses[1].sign(Bytes{1, 2, 3})), "closing.no_quorum"); // another message
    EXPECT_EQ(still_four(intake.witnesses[1].sign(intake.set.close.message)), "yes");
}

TEST(Trustee, close_is_signed_by_the_platform_that_it_knows)
{
    Intake intake;
    intake.set.close = intake.trustees[0].sign(intake.set.close.message);
    EXPECT_EQ(intake.witnessing(), "closing.not_signed_by_platform");
    intake.set.close.signer = intake.platform.certificate;
    EXPECT_EQ(intake.witnessing(), "closing.not_signed_by_platform");
}

TEST(Trustee, close_names_this_intake_its_terms_in_force_and_their_deadline)
{
    const Intake good;
    const auto with = [&](auto change) {
        Intake intake = good;
        Close message = intake.close_message();
        change(message);
        intake.close(message);
        return intake.witnessing();
    };
    EXPECT_EQ(with([](Close&) {}), "yes");
    EXPECT_EQ(with([](Close& c) { c.place.intake = "I-2"; }), "closing.another_place");
    EXPECT_EQ(with([](Close& c) { c.terms = example::digest("other terms"); }), "closing.terms_not_in_force");
    EXPECT_EQ(with([](Close& c) { c.deadline -= std::chrono::milliseconds{1}; }), "closing.deadline_differs");
}

TEST(Trustee, terms_are_the_owners_and_were_held_before_the_deadline)
{
    Intake intake;
    intake.facts.terms[0].signed_by_owner = false;
    EXPECT_EQ(intake.witnessing(), "closing.terms_not_held");
    intake.facts.terms[0].signed_by_owner = true;
    intake.facts.terms[0].held_since = intake.facts.terms[0].deadline;
    EXPECT_EQ(intake.witnessing(), "closing.terms_not_held");
    intake.facts.terms.clear();
    EXPECT_EQ(intake.witnessing(), "closing.terms_not_held");
}

// A clarification moved the deadline; one bid stands as sealed for the older version and is opened.
TEST(Trustee, older_terms_of_the_owner_are_good_for_a_bid_and_not_for_the_close)
{
    Intake intake;
    HeldTerms newer = intake.facts.terms[0];
    newer.terms = example::digest("newer terms");
    newer.deadline += std::chrono::hours{72};
    intake.facts.terms.push_back(newer);
    intake.facts.now = newer.deadline;
    EXPECT_EQ(intake.witnessing(), "closing.terms_not_in_force");
    intake.close();
    EXPECT_EQ(intake.answering(intake.headers[0]), "yes");
    intake.facts.terms[0].signed_by_owner = false;
    EXPECT_EQ(intake.answering(intake.headers[0]), "closing.header_of_another");
}

TEST(Trustee, too_few_organisations_stay_sealed_and_one_organisation_counts_once)
{
    Intake intake;
    intake.withdraw(2);
    intake.close();
    const auto refused = check_closed_set(intake.facts, intake.set, intake.signers);
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, "closing.too_few_bidders");
    EXPECT_EQ(refused.error().params.at("have"), "2");
    EXPECT_EQ(refused.error().article, "招法28");

    Intake twice;
    twice.signers.at(twice.bidders[2].certificate).organisation = "organisation of bidder 1";
    EXPECT_EQ(twice.closing(), "closing.too_few_bidders");
}

TEST(Trustee, withdrawn_or_replaced_version_is_never_opened)
{
    Intake intake;
    intake.withdraw(1);
    EXPECT_EQ(intake.closing(), "closing.withdrawn"); // the CLOSE still lists it

    Intake replaced;
    replaced.replace(1);
    EXPECT_EQ(replaced.closing(), "closing.superseded");
    replaced.close();
    EXPECT_EQ(replaced.closing(), "yes");
}

TEST(Trustee, header_of_a_replaced_version_is_not_listed)
{
    Intake intake;
    Submit next = intake.submit_of(0);
    next.replacement = 1;
    next.previous = digest_of(intake.submit_of(0));
    next.parts[0].header = example::digest("new header");
    intake.set.chains[0].submits.push_back(intake.bidders[0].sign(next.encode()));
    intake.close();
    EXPECT_EQ(intake.answering(intake.headers[0]), "closing.header_not_listed");
    EXPECT_EQ(intake.answering(intake.headers[1]), "yes");
}

TEST(Trustee, every_listed_submission_is_shown_once_and_none_is_left_out)
{
    Intake hidden;
    hidden.set.chains.pop_back();
    EXPECT_EQ(hidden.closing(), "closing.submission_unknown");

    Intake left_out;
    Close message = left_out.close_message();
    message.submits.pop_back();
    left_out.close(message);
    EXPECT_EQ(left_out.closing(), "closing.submission_left_out");

    Intake repeated;
    repeated.set.chains.push_back(repeated.set.chains[0]);
    EXPECT_EQ(repeated.closing(), "closing.submission_repeated");
}

TEST(Trustee, chain_of_another_intake_is_refused)
{
    Intake intake;
    Submit other = intake.submit_of(0);
    other.place.intake = "I-2";
    intake.set.chains[0].submits[0] = intake.bidders[0].sign(other.encode());
    EXPECT_EQ(intake.closing(), "closing.another_place");
}

TEST(Trustee, bidder_whose_certificate_is_not_in_force_spoils_no_bid_but_his_own)
{
    Intake intake;
    intake.signers.at(intake.bidders[0].certificate).in_force = false;
    EXPECT_EQ(intake.closing(), "closing.too_few_bidders") << "he is none of the three";
    intake.facts.terms[0].fewest_bidders = 2;
    EXPECT_EQ(intake.answering(intake.headers[0]), "submit.certificate_not_in_force");
    EXPECT_EQ(intake.answering(intake.headers[1]), "yes");
    EXPECT_EQ(intake.answering(intake.headers[2]), "yes");
}

TEST(Trustee, bidder_who_signs_with_another_algorithm_spoils_no_bid_but_his_own)
{
    Intake intake;
    intake.facts.terms[0].fewest_bidders = 2;
    example::Party& bidder = intake.bidders[0];
    bidder.key = crypto::PrivateKey::generate(crypto::Algorithm::p256);
    intake.signers.at(bidder.certificate) = example::signer(bidder, "organisation of bidder 1");
    intake.set.chains[0].submits[0] = bidder.sign(intake.submit_of(0).encode());
    EXPECT_EQ(intake.answering(intake.headers[0]), "seal.sm2_certificate_wanted");
    EXPECT_EQ(intake.answering(intake.headers[1]), "yes");
}

// Whoever shows it may show the right one later; code 1 would take one bid out for good.
TEST(Trustee, wrong_signature_is_the_fault_of_who_shows_it_and_nothing_is_answered)
{
    Intake intake;
    intake.facts.terms[0].fewest_bidders = 2;
    intake.set.chains[0].submits[0].signature = intake.bidders[0].sign(Bytes{1, 2, 3}).signature;
    EXPECT_EQ(intake.closing(), "submit.not_signed");
    intake.signers.at(intake.bidders[0].certificate).in_force = false;
    EXPECT_EQ(intake.closing(), "submit.not_signed");
}

TEST(Trustee, undue_part_stays_sealed_and_a_second_envelope_needs_its_list)
{
    Intake intake;
    intake.facts.due = {{"commercial", {}}};
    EXPECT_EQ(intake.answering(intake.headers[0]), "closing.part_not_due");
    intake.facts.due = {{"price", std::vector<std::string>{"sub-0", "sub-2"}}};
    EXPECT_EQ(intake.answering(intake.headers[0]), "yes");
    EXPECT_EQ(intake.answering(intake.headers[1]), "closing.part_not_due");
    EXPECT_EQ(intake.answering(intake.headers[2]), "yes");
}

TEST(Trustee, witness_without_share_witnesses_and_answers_nothing)
{
    Intake intake;
    intake.facts.index = 0;
    EXPECT_EQ(intake.witnessing(), "yes");
    EXPECT_EQ(intake.answering(intake.headers[0]), "closing.no_share");
}

TEST(Trustee, opens_test_envelopes_at_any_time_and_nothing_else_as_a_test)
{
    Intake intake;
    intake.facts.now -= std::chrono::hours{48};
    Prefix prefix = intake.prefix_of(0);
    prefix.part = test_part;
    prefix.terms = {};
    prefix.bidder = {};
    EXPECT_EQ(Intake::code(may_open_test(intake.facts, example::header_for(prefix))), "yes");
    EXPECT_EQ(Intake::code(may_open_test(intake.facts, intake.headers[0])), "closing.header_of_another");
    Prefix elsewhere = prefix;
    elsewhere.place.intake = "I-2";
    EXPECT_EQ(Intake::code(may_open_test(intake.facts, example::header_for(elsewhere))),
              "closing.header_of_another");

    // A bidder's box under a test prefix: the rule lets it through, the context inside does not.
    Bytes bytes = prefix.encode();
    const ByteView boxes = intake.headers[0].bytes().subspan(intake.headers[0].prefix_bytes().size());
    bytes.insert(bytes.end(), boxes.begin(), boxes.end());
    const Header copied = Header::decode(bytes).value();
    EXPECT_EQ(Intake::code(may_open_test(intake.facts, copied)), "yes");
    EXPECT_FALSE(open_box(copied, intake.facts.index, example::key(intake.facts.index)));
}
