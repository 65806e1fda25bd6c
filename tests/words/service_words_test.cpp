// Trustees, export and verification as processes, and the outside medium through a real house.
#include "app/verify/verify.hpp"
#include "hall/hall_scene.hpp"
#include "words/service_scene.hpp"

namespace tianping::test {
namespace {

// Of the first file in the folder, in its midst.
void flip_one_bit(const std::string& folder)
{
    const std::filesystem::path file = std::filesystem::directory_iterator(folder)->path();
    auto bytes = text_of(file);
    auto& byte = bytes.at(bytes.size() / 2);
    byte = static_cast<char>(byte ^ 1);
    write_text(file, bytes);
}

// The first part in this evidence that is kept from its reader.
void void_for_no_reason(const std::string& file)
{
    auto evidence = wire::parse<opening::Evidence>(text_of(file)).value();
    std::ranges::find(evidence.opened, true, &opening::OpenedEvidence::kept)->state =
        opening::BidState::void_;
    write_text(file, boost::json::serialize(wire::write(evidence)));
}

TEST_F(ServiceWords, trustees_run_as_services_until_the_opening_is_exported_and_verified)
{
    scene.all_bid();
    scene.go_to(local_hour(deadline_hour));
    clock(local_hour(deadline_hour));
    write_text(file("platform.pem"), scene.installation().platform().certificate.pem());
    std::vector<std::unique_ptr<Running>> services;
    for (std::size_t number = 1; number <= 5; ++number) {
        auto words = trustee_words(number);
        words.insert(words.end(), {"--all", "--every", "1", "--platform-certificate", file("platform.pem")});
        services.push_back(std::make_unique<Running>(home, "service" + std::to_string(number), words));
    }
    auto view = scene.opened();
    for (int i = 0; i < 5 && view.state != opening::ClosingState::read_out; ++i)
        view = scene.opened();
    EXPECT_EQ(view.state, opening::ClosingState::read_out);
    EXPECT_EQ(view.bids.size(), 3U);
    ASSERT_TRUE(record_of(scene, [](const auto&) { return true; }));
    for (auto& service : services)
        EXPECT_EQ(service->stop(), 0) << service->log();
    const auto exported =
        run_on_terminal(home, {"export", scene.trade().id.text(), "--server", scene.anyone().base(), "--out",
                               file("export"), "--language", "en"});
    ASSERT_EQ(exported.code, 0) << exported.err;
    EXPECT_NE(exported.err.find("exporting  " + scene.intake() + "  100%"), std::string::npos);
    scene.house().stop();
    const auto verified = run(home, {"verify", "trade", file("export"), "--language", "en"});
    EXPECT_EQ(verified.code, 0) << verified.out << verified.err;
    EXPECT_NE(verified.out.find(", 0 differ"), std::string::npos);
    EXPECT_EQ(verified.err, "");
    const auto seen = run_on_terminal(home, {"verify", "trade", file("export"), "--language", "en"});
    EXPECT_NE(seen.err.find("verifying  " + scene.intake() + "  100%"), std::string::npos) << seen.err;
    const auto quiet = run_on_terminal(home, {"verify", "trade", file("export"), "--json"});
    EXPECT_EQ(quiet.err, "");
    EXPECT_NE(quiet.out.find("\"what\":\"verify.record\""), std::string::npos) << quiet.out;
    write_text(file("other.pem"), scene.owner().holder().certificate.pem());
    const auto other = run(home, {"verify", "trade", file("export"), "--anchors", file("other.pem")});
    EXPECT_EQ(other.code, 1) << "time stamps lead to the reader's authorities or to none";
    EXPECT_NE(other.out.find("DIFFERS verify.receipt"), std::string::npos) << other.out;
    const auto apart = [&](const std::string& stamps) {
        return run(home, {"verify", "trade", file("export"), "--anchors", file("export") + "/anchors.pem",
                          "--timestamp-anchors", stamps});
    };
    EXPECT_EQ(apart(file("export") + "/anchors.pem").code, 0);
    const auto another_clock = apart(file("other.pem"));
    EXPECT_EQ(another_clock.code, 1);
    EXPECT_NE(another_clock.out.find("DIFFERS verify.receipt"), std::string::npos) << another_clock.out;
    flip_one_bit(file("export") + "/envelopes");
    const auto flipped = run(home, {"verify", "trade", file("export"), "--language", "en"});
    EXPECT_EQ(flipped.code, 1) << flipped.out;
    EXPECT_NE(flipped.out.find("DIFFERS verify.part"), std::string::npos) << flipped.out;
}

TEST_F(ServiceWords, duty_20_56_the_owner_exports_every_part_and_others_are_told_which_they_were_not_given)
{
    scene.all_bid();
    scene.go_to(local_hour(deadline_hour));
    scene.trustees_visit();
    ASSERT_EQ(scene.opened().state, opening::ClosingState::read_out);
    ASSERT_TRUE(record_of(scene, [](const auto&) { return true; }));
    const auto session = [&](const std::string& name, const account::Account& account) {
        const auto done =
            run(home, {"login", "--server", scene.anyone().base(), "--platform-origin", platform_origin,
                       "--keys", keys_of(home, name, account).string(), "--session", file(name + ".json")});
        EXPECT_EQ(done.code, 0) << done.err;
        return file(name + ".json");
    };
    const auto exported = [&](const std::string& out, const std::vector<std::string>& as) {
        std::vector<std::string> words{"export", scene.trade().id.text(), "--out", file(out), "--language",
                                       "en"};
        words.insert(words.end(), as.begin(), as.end());
        return run(home, words);
    };
    const auto whole = exported("whole", {"--session", session("owner", scene.owner())});
    EXPECT_EQ(whole.code, 0) << whole.err;
    EXPECT_NE(whole.out.find("envelopes: 6; parts that are not given: 0"), std::string::npos) << whole.out;
    const auto everybodys = exported("public", {"--server", scene.anyone().base()});
    EXPECT_EQ(everybodys.code, 0) << everybodys.err;
    EXPECT_NE(everybodys.out.find("envelopes: 3; parts that are not given: 3"), std::string::npos);
    const auto refused = exported("none", {"--session", session("agency", scene.agency())});
    EXPECT_EQ(refused.code, 1) << "without the mandate";
    EXPECT_NE(refused.err.find("export.not_entitled"), std::string::npos) << refused.err;
    const auto verified = [&](const std::string& folder) {
        return run(home, {"verify", "trade", file(folder), "--language", "en"});
    };
    EXPECT_EQ(verified("whole").code, 0);
    EXPECT_EQ(verified("whole").out.find("verify.part_kept"), std::string::npos);
    const auto told = verified("public");
    EXPECT_EQ(told.code, 0) << told.out;
    EXPECT_NE(told.out.find("  note    verify.part_kept  sub_"), std::string::npos) << told.out;
    EXPECT_NE(told.out.find("3 parts were not given to this reader"), std::string::npos) << told.out;
    void_for_no_reason(file("public") + "/intakes/" + scene.intake() + ".json");
    const auto lied = verified("public");
    EXPECT_NE(lied.out.find("DIFFERS verify.part_kept"), std::string::npos) << lied.out;
    EXPECT_NE(lied.out.find("2 parts were not given to this reader"), std::string::npos) << lied.out;
}

TEST_F(ServiceWords, a_trustee_whose_platform_shows_another_certificate_does_not_start)
{
    clock(local_hour(bidding_hour));
    write_text(file("platform.pem"), scene.installation().platform().certificate.pem());
    write_text(file("other.pem"), scene.owner().holder().certificate.pem());
    const auto first =
        visit(3, {"--once", "--intake", scene.intake(), "--platform-certificate", file("platform.pem")});
    EXPECT_EQ(first.code, 0) << first.err;
    const auto other = visit(3, {"--once", "--intake", scene.intake(), "--platform-certificate",
                                 file("other.pem"), "--language", "en"});
    EXPECT_EQ(other.code, 1);
    EXPECT_NE(other.err.find("trustee.platform_changed"), std::string::npos) << other.err;
}

TEST_F(ServiceWords, the_first_witnessed_set_pins_its_platform_when_no_certificate_is_given)
{
    scene.all_bid();
    scene.go_to(local_hour(deadline_hour));
    clock(local_hour(deadline_hour));
    const auto pin = scene.trustee(3).state / "platform.pin";
    EXPECT_FALSE(std::filesystem::exists(pin));
    const auto ran = visit(3, {"--once", "--intake", scene.intake()});
    EXPECT_EQ(ran.code, 0) << ran.err;
    EXPECT_EQ(text_of(pin), to_hex(scene.installation().platform().certificate.digest()) + "\n");
}

TEST_F(ServiceWords, a_trustee_with_a_share_is_no_witness_and_a_stranger_is_not_named)
{
    clock(local_hour(bidding_hour));
    const auto witness = visit(3, {"--once", "--witness", "--intake", scene.intake()});
    EXPECT_EQ(witness.code, 1);
    EXPECT_NE(witness.err.find("trustee.holds_share"), std::string::npos) << witness.err;
    auto words = trustee_words(3);
    words[6] = keys_of(home, "bidder", scene.bidder(0)).string();
    words[8] = file("state-of-a-stranger");
    words.insert(words.end(), {"--once", "--intake", scene.intake()});
    const auto stranger = run(home, words);
    EXPECT_EQ(stranger.code, 1);
    EXPECT_NE(stranger.err.find("trustee.not_named"), std::string::npos) << stranger.err;
    EXPECT_EQ(visit(3, {"--once"}).code, 1) << "neither --all nor --intake";
}

// The fifth institution holds no share.
class WitnessWords : public ServiceWords {
protected:
    WitnessWords() : ServiceWords{{.without_share = 1}} {}
};

TEST_F(WitnessWords, an_institution_without_share_witnesses_the_set_once_and_answers_nothing)
{
    scene.all_bid();
    const std::vector<std::string> words{"--once", "--witness", "--intake", scene.intake()};
    clock(local_hour(bidding_hour));
    EXPECT_EQ(visit(5, words).code, 0) << "nothing to do before the deadline";
    EXPECT_EQ(scene.kit().keys.size(), 4U) << "it makes no key";
    scene.go_to(local_hour(deadline_hour));
    EXPECT_EQ(scene.view().witnesses, 0);
    clock(local_hour(deadline_hour));
    const auto witnessed = visit(5, words);
    EXPECT_EQ(witnessed.code, 0) << witnessed.err;
    EXPECT_EQ(scene.view().witnesses, 1);
    EXPECT_EQ(visit(5, words).code, 0) << "once";
    EXPECT_EQ(scene.view().witnesses, 1);
    EXPECT_EQ(visit(5, {"--once", "--intake", scene.intake()}).code, 1) << "it was started as a trustee";
    scene.trustees_visit();
    ASSERT_EQ(scene.opened().state, opening::ClosingState::read_out);
    const auto evidence = scene.anyone().get<opening::Evidence>(scene.intake_path("evidence")).value();
    for (const auto& answer : evidence.answers)
        EXPECT_NE(answer.number, 5);
    EXPECT_FALSE(evidence.answers.empty());
}

TEST_F(ServiceWords, an_export_before_anything_is_read_out_and_into_a_taken_folder_is_refused)
{
    const std::vector<std::string> words{
        "export", scene.trade().id.text(), "--server",   scene.anyone().base(),
        "--out",  file("export"),          "--language", "en"};
    const auto early = run(home, words);
    EXPECT_EQ(early.code, 1);
    EXPECT_NE(early.err.find("export.nothing_read_out"), std::string::npos) << early.err;
    verify::ExportFile other;
    other.trade = "trd_of_another";
    write_text(file("export/export.json"), boost::json::serialize(wire::write(other)));
    EXPECT_NE(run(home, words).err.find("export.folder_taken"), std::string::npos);
}

} // namespace
} // namespace tianping::test
