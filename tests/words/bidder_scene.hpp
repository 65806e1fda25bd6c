#pragma once
// A bidder's machine beside a live tender: his keys, papers and folders, and the words that he runs.
#include "infra/http/catalogue.hpp"
#include "support/unsealing.hpp"
#include "words/program.hpp"
#include <algorithm>
#include <gtest/gtest.h>

namespace tianping::test {

class BidderWords : public testing::Test {
protected:
    explicit BidderWords(const TenderPlan& plan = {}) : scene{plan}
    {
        write_text(home.path() / "bill.pdf", "%PDF-1.7 bill");
        write_text(home.path() / "technical.pdf", "%PDF-1.7 technical");
        keys = keys_of(home, "bidder", scene.bidder(0)).string();
        write_text(home.path() / "platform.pem", scene.installation().platform().certificate.pem());
        auto anyone = scene.anyone();
        write_text(home.path() / "anchors.pem", anyone.send("GET", "/api/v1/demo/anchors").value().body);
    }
    std::string server() { return scene.anyone().base(); }
    std::string file(const char* name) const { return (home.path() / name).string(); }
    Ran word(std::vector<std::string> words)
    {
        words.insert(words.end(), {"--language", "en"});
        auto ran = run(home, std::move(words));
        EXPECT_TRUE(http::parameters_of(ran.err).empty()) << "a value is missing in: " << ran.err;
        return ran;
    }
    Ran login()
    {
        return word({"login", "--server", server(), "--platform-origin", platform_origin, "--keys", keys});
    }
    std::vector<std::string> seal_words(const std::string& out)
    {
        std::vector<std::string> words{"seal",         "--server", server(), "--intake",
                                       scene.intake(), "--keys",   keys};
        std::ranges::copy(bid_words(file("bill.pdf"), file("technical.pdf"), out), std::back_inserter(words));
        return words;
    }
    Ran seal(const char* out, bool spare = true)
    {
        auto words = seal_words(file(out));
        if (spare)
            words.emplace_back("--own-spare");
        return word(words);
    }

    Tender scene;
    ScratchFolder home;
    std::string keys;
};

} // namespace tianping::test
