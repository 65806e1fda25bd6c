#pragma once
// A live tender whose trustees are processes.
#include "support/tender.hpp"
#include "words/program.hpp"
#include <gtest/gtest.h>

namespace tianping::test {

class ServiceWords : public testing::Test {
protected:
    explicit ServiceWords(const TenderPlan& plan = {}) : scene{plan} {}
    std::string file(const std::string& name) const { return (home.path() / name).string(); }
    std::string clock(Instant at)
    {
        write_text(file("clock"), to_rfc3339(at) + "\n");
        return file("clock");
    }
    std::vector<std::string> trustee_words(std::size_t number)
    {
        auto& at = scene.trustee(number);
        return {"trustee",
                "--server",
                scene.anyone().base(),
                "--platform-origin",
                platform_origin,
                "--keys",
                keys_of(home, "trustee" + std::to_string(number), *at.account).string(),
                "--state",
                at.state.string(),
                "--rehearsal-clock",
                file("clock")};
    }
    Ran visit(std::size_t number, std::vector<std::string> more)
    {
        auto words = trustee_words(number);
        words.insert(words.end(), more.begin(), more.end());
        return run(home, words);
    }

    Tender scene;
    ScratchFolder home;
};

} // namespace tianping::test
