// A bidder looks for himself in the export with the receipts that he kept.
#include "words/service_scene.hpp"
#include <boost/json/serialize.hpp>

namespace tianping::test {
namespace {

class ReceiptWords : public ServiceWords {
protected:
    ReceiptWords() : ServiceWords{{.bidders = 4}} {}
    void keep(std::size_t i, const bidding::Submitted& sent, const std::string& name)
    {
        const auto receipt = bidder::fetch_receipt(scene.bidder(i), sent).value();
        std::filesystem::create_directories((home.path() / name).parent_path());
        write_text(file(name), boost::json::serialize(wire::write(receipt)));
    }
    Ran verify(const std::string& name, const std::vector<std::string>& more = {})
    {
        std::vector<std::string> words{
            "receipt",    "verify",
            file(name),   "--without-timestamp",
            "--platform", to_hex(scene.installation().platform().certificate.digest())};
        words.insert(words.end(), {"--export", file("export"), "--language", "en"});
        words.insert(words.end(), more.begin(), more.end());
        return run(home, words);
    }
    // 0 and this sentence.
    void found(const std::string& name, const std::string& sentence)
    {
        const auto ran = verify(name);
        EXPECT_EQ(ran.code, 0) << ran.err;
        EXPECT_NE(ran.out.find(sentence), std::string::npos) << ran.out;
        EXPECT_NE(ran.out.find("tianping verify trade"), std::string::npos) << ran.out;
    }
    // 1, this code, and that the receipt itself is good.
    void refused(const std::string& name, const std::string& code)
    {
        const auto ran = verify(name);
        EXPECT_EQ(ran.code, 1) << ran.out;
        EXPECT_NE(ran.err.find(code), std::string::npos) << ran.err;
        EXPECT_NE(ran.out.find("the receipt is good"), std::string::npos) << ran.out;
    }
};

TEST_F(ReceiptWords, each_receipt_of_a_bidder_is_found_in_the_export_or_told_missing)
{
    for (std::size_t i = 0; i < 3; ++i)
        keep(i, scene.bid(i, 10'000'000), "bid" + std::to_string(i) + "/receipt.json");
    keep(1, scene.bid(1, 10'400'000, "b"), "again/receipt.json");
    const auto last = scene.bid(3, 10'500'000);
    keep(3, last, "back/receipt.json");
    const bidder::Version in_force{last.submission, 0, digest_from_hex(last.message_digest).value()};
    keep(3, bidder::withdraw(scene.bidder(3), scene.kit(), in_force).value(), "back/withdrawal-receipt.json");
    scene.go_to(local_hour(deadline_hour));
    scene.trustees_visit();
    ASSERT_EQ(scene.opened().state, opening::ClosingState::read_out);
    ASSERT_EQ(run(home, {"export", scene.trade().id.text(), "--server", scene.anyone().base(), "--out",
                         file("export")})
                  .code,
              0);
    scene.house().stop(); // offline from here
    found("bid0/receipt.json", "the closed set holds this submission, with this receipt");
    found("again/receipt.json", "the closed set holds this submission, with this receipt");
    found("bid1/receipt.json", "replaced by a later submission of yours");
    found("back/receipt.json", "was withdrawn, and the closed set does not hold it");
    found("back/withdrawal-receipt.json", "was withdrawn, and the closed set does not hold it");
    EXPECT_NE(verify("bid1/receipt.json", {"--json"}).out.find("\"in_export\":\"replaced\""),
              std::string::npos);
    std::filesystem::remove(file("back/withdrawal-receipt.json"));
    refused("back/receipt.json", "receipt.left_out");
    const auto evidence = file("export/intakes/" + scene.intake() + ".json");
    auto text = text_of(evidence);
    const auto shown = text_of(file("bid0/receipt.json"));
    const auto from = shown.find("\"message\":\"") + 11;
    const auto message = shown.substr(from, shown.find('"', from) - from);
    const auto at = text.find(message) + message.size() / 2;
    text[at] = text[at] == 'A' ? 'B' : 'A';
    write_text(evidence, text);
    refused("bid0/receipt.json", "receipt.differs_in_export");
}

} // namespace
} // namespace tianping::test
