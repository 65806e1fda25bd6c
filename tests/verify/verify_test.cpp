// An export verifies, and a changed byte in any kind of file is found.
#include "app/verify/checks.hpp"
#include "rooms/opening/events.hpp"
#include "verify/opened_scene.hpp"

namespace tianping::verify {
namespace {

// In the first recorded answer to the test of the keys that says so.
void replace_in_answer(Evidence& evidence, const std::string& what, const std::string& with)
{
    for (auto& event : evidence.events)
        if (event.kind == "bidding.key_answered" && event.body.find(what) != std::string::npos) {
            event.body.replace(event.body.find(what), what.size(), with);
            return;
        }
}

TEST(verify, an_export_verifies_offline)
{
    const auto findings = verify_export(exported().folder());
    EXPECT_TRUE(all_ok(findings)) << differing(findings);
    EXPECT_GT(findings.size(), 20U);
    EXPECT_EQ(exported().evidence().opened.at(0).wrong, std::vector<std::int64_t>{1});
}

TEST(verify, a_changed_byte_of_the_log_of_answers_and_of_what_was_read_out_is_found)
{
    find_each({
        {"an event's body", "verify.events",
         [](Evidence& e) { e.events.at(2).body.replace(e.events[2].body.find('"') + 1, 1, "X"); }},
        {"an event's digest", "verify.events", [](Evidence& e) { flip(e.events.back().digest, 9); }},
        {"an event's arrival", "verify.events", [](Evidence& e) { e.events.at(1).arrived_at += 1; }},
        {"an event's actor", "verify.events", [](Evidence& e) { e.events.at(1).actor += " "; }},
        {"an event left out", "verify.events", [](Evidence& e) { e.events.erase(e.events.begin()); }},
        {"an answer", "verify.answer", [](Evidence& e) { flip_bytes(e.answers.at(0).message, 80); }},
        {"an answer's signature", "verify.answer",
         [](Evidence& e) { flip_bytes(e.answers.at(0).signature, 20); }},
        {"an answer under another number", "verify.answer", [](Evidence& e) { e.answers.at(0).number = 2; }},
        {"a secret", "verify.part", [](Evidence& e) { flip(e.opened.at(0).secret, 40); }},
        {"the wrong answer unnamed", "verify.part", [](Evidence& e) { e.opened.at(0).wrong.clear(); }},
        {"another named", "verify.part",
         [](Evidence& e) {
             e.opened.at(0).wrong = {1, 2};
         }},
        {"a price read out", "verify.read_out",
         [](Evidence& e) { flip(e.read_out.at(0).fields.at("price"), 3); }},
        {"a name read out", "verify.read_out", [](Evidence& e) { e.read_out.at(0).bidder_name += "x"; }},
        {"a name read out that is not in the bidder's certificate", "verify.read_out verify.name_differs",
         [](Evidence& e) {
             auto& line = e.read_out.at(0);
             auto& all = e.closing.submissions;
             line.bidder_name += "x";
             std::ranges::find(all, line.submission, &bidding::ClosedSubmission::submission)->bidder_name =
                 line.bidder_name;
             change_event<opening::ReadOutPublished>(e, [&](auto& body) { body.bids = e.read_out; });
         }},
        {"a code read out", "verify.read_out", [](Evidence& e) { flip(e.read_out.at(0).bidder_code, 9); }},
        {"a round called failed although its bids were opened", "verify.failed_notice",
         [](Evidence& e) {
             for (auto& event : e.events)
                 if (event.kind == trade::RoundMoved::kind && event.stream == e.kit.round) {
                     auto body = wire::parse<trade::RoundMoved>(event.body).value();
                     if (body.to == trade::Stage::opened)
                         body.to = trade::Stage::failed;
                     event.body = canonical(wire::write(body));
                 }
         }},
        {"a bid not read out", "verify.read_out_complete", [](Evidence& e) { e.read_out.pop_back(); }},
        {"a bid declared void", "verify.part",
         [](Evidence& e) { e.opened.at(0).state = opening::BidState::void_; }},
        {"a part left out", "verify.parts_complete",
         [](Evidence& e) { e.opened.erase(e.opened.begin() + 1); }},
    });
}

TEST(verify, a_changed_byte_of_terms_keys_and_the_closed_set_is_found)
{
    find_each({
        {"the terms", "verify.terms", [](Evidence& e) { e.kit.terms.title += "x"; }},
        {"the terms' signature", "verify.terms", [](Evidence& e) { flip_bytes(e.kit.terms_signature, 20); }},
        {"a trustee's key", "verify.keys", [](Evidence& e) { flip_bytes(e.kit.keys.at(1).message, 150); }},
        {"the test of the keys", "verify.keys_tested",
         [](Evidence& e) { flip_bytes(e.kit.test->header, 300); }},
        {"no test of the keys", "verify.keys_tested", [](Evidence& e) { e.kit.test.reset(); }},
        {"a trustee's answer to the test", "verify.keys_tested",
         [](Evidence& e) { flip_bytes(e.kit.test->answers.at(2).message, 80); }},
        {"an answer to the test left out", "verify.keys_tested",
         [](Evidence& e) { e.kit.test->answers.pop_back(); }},
        {"a wrong answer called right", "verify.key_answers",
         [](Evidence& e) { replace_in_answer(e, "\"wrong\"", "\"proved\""); }},
        {"a right answer called wrong", "verify.key_answers",
         [](Evidence& e) { replace_in_answer(e, "\"proved\"", "\"wrong\""); }},
        {"the closed set", "verify.closed_set", [](Evidence& e) { flip_bytes(e.closing.message, 200); }},
        {"the platform's signature", "verify.closed_set",
         [](Evidence& e) { flip_bytes(e.closing.signature, 20); }},
        {"a SUBMIT", "verify.closed_set",
         [](Evidence& e) { flip_bytes(e.closing.submissions.at(0).message, 120); }},
        {"a bidder left out of the set's proof", "verify.closed_set",
         [](Evidence& e) { e.closing.submissions.pop_back(); }},
        {"the witnesses", "verify.closed_set", [](Evidence& e) { e.closing.witnesses.resize(3); }},
    });
}

TEST(verify, every_witness_and_every_answer_is_checked_and_counted)
{
    ASSERT_EQ(exported().evidence().closing.witnesses.size(), 5U);
    find_each({
        {"a witness' signature", "verify.witness_signature",
         [](Evidence& e) { flip_bytes(e.closing.witnesses.at(2).signature, 20); }},
        {"a witness' number", "verify.no_closer", [](Evidence& e) { e.closing.witnesses.at(2).index = 7; }},
        {"a witness' certificate", "verify.witness",
         [](Evidence& e) { e.closing.witnesses.at(2).certificate = e.closing.certificate; }},
        {"a witness' own message", "verify.no_closer",
         [](Evidence& e) { e.closing.witnesses.at(2).message = e.closing.message; }},
        {"a witness twice", "verify.witness_signature",
         [](Evidence& e) { e.closing.witnesses.push_back(e.closing.witnesses.at(2)); }},
        {"an answer left out", "verify.answers_differ", [](Evidence& e) { e.answers.pop_back(); }},
        {"a trustee's answers left out", "verify.answers_differ",
         [](Evidence& e) { std::erase_if(e.answers, [](const auto& one) { return one.number == 3; }); }},
        {"an answer twice", "verify.answer_twice",
         [](Evidence& e) { e.answers.push_back(e.answers.front()); }},
        {"an answer by another certificate", "verify.no_closer",
         [](Evidence& e) { e.answers.at(0).certificate = e.closing.certificate; }},
        {"a wrong answer that the log does not name", "verify.wrong_logged",
         [](Evidence& e) {
             change_event<opening::WrongAnswerNamed>(e, [](auto& body) { body.numbers = {2}; });
         }},
    });
}

TEST(verify, a_changed_byte_of_a_sealed_file_is_found_wherever_it_stands)
{
    const auto file = exported().envelope_file(0);
    const auto whole = text_of(file);
    for (const std::size_t at :
         {std::size_t{0}, std::size_t{40}, std::size_t{1000}, whole.size() / 2, whole.size() - 1}) {
        auto damaged = whole;
        damaged[at] = static_cast<char>(damaged[at] ^ 1);
        write_text(file, damaged);
        EXPECT_NE(differing(verify_export(exported().folder())).find("verify.part"), std::string::npos) << at;
    }
    write_text(file, whole.substr(0, whole.size() - 1));
    EXPECT_FALSE(all_ok(verify_export(exported().folder())));
    std::filesystem::remove(file);
    EXPECT_NE(differing(verify_export(exported().folder())).find("verify.file_missing"), std::string::npos);
    write_text(file, whole);
    EXPECT_TRUE(all_ok(verify_export(exported().folder())));
}

TEST(verify, duty_20_20_a_file_that_the_terms_name_is_exported_and_a_changed_or_missing_one_is_found)
{
    const auto& named = exported().evidence().kit.terms.files.at(0);
    const auto file = exported().folder() / terms_file(named.digest);
    const auto whole = text_of(file);
    EXPECT_EQ(std::ssize(whole), named.size);
    const auto differ = "verify.terms_file verify.terms_file_differs: " + named.name + "; ";
    EXPECT_EQ(exported().said_of_file(file, [](std::string& text) { flip(text, 3); }), differ);
    EXPECT_EQ(exported().said_of_file(file, [](std::string& text) { text.pop_back(); }), differ);
    std::filesystem::remove(file);
    EXPECT_EQ(exported().said(), "verify.terms_file verify.file_missing; ");
    write_text(file, whole);
    EXPECT_EQ(exported().said(), "");
}

TEST(verify, a_file_that_the_terms_of_several_lots_name_is_read_once_and_compared_for_each)
{
    const auto& one = exported().evidence();
    const auto& named = one.kit.terms.files.at(0);
    int reads = 0;
    const FetchFile fetch = [&](const std::string& file) -> Result<Bytes> {
        reads += file == terms_file(named.digest) ? 1 : 0;
        const auto text = text_of(exported().folder() / file);
        return Bytes(text.begin(), text.end());
    };
    HashedFiles hashed;
    const crypto::TrustStore anchors;
    const std::vector<crypto::Certificate> between;
    const auto said_of_files = [&](const Evidence& evidence) {
        std::vector<Finding> out;
        Checks checks{evidence, anchors, between, anchors, out};
        checks.run(fetch, hashed);
        std::erase_if(out, [](const Finding& finding) { return finding.what != "verify.terms_file"; });
        EXPECT_EQ(out.size(), 1U);
        return differing(out);
    };
    EXPECT_EQ(said_of_files(one), "");
    auto other = one;
    other.kit.terms.files.at(0).size += 1;
    EXPECT_EQ(said_of_files(other), "verify.terms_file verify.terms_file_differs: " + named.name + "; ");
    EXPECT_EQ(said_of_files(one), "");
    EXPECT_EQ(reads, 1);
}

TEST(verify, files_of_terms_whose_documents_are_not_given_out_yet_are_not_wanted)
{
    auto evidence = exported().evidence();
    const auto out = files_of_terms(evidence);
    ASSERT_EQ(out.size(), 1U);
    EXPECT_EQ(out.at(0).terms, evidence.kit.terms_digest);
    auto later = evidence.kit.terms;
    later.documents_from += std::chrono::hours{24 * 365};
    later.files.at(0).digest = std::string(64, '0');
    evidence.older_terms.push_back(later);
    EXPECT_EQ(files_of_terms(evidence).size(), 1U);
    evidence.older_terms.back().documents_from = evidence.kit.terms.documents_from;
    EXPECT_EQ(files_of_terms(evidence).size(), 2U);
}

} // namespace
} // namespace tianping::verify
