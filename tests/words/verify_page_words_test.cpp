// The steps that the page /verify prints work as they are printed, one after another.
#include "hall/hall_scene.hpp"
#include "support/places.hpp"
#include "words/service_scene.hpp"
#include <sys/wait.h>

namespace tianping::test {
namespace {

void replace(std::string& text, const std::string& what, const std::string& by)
{
    const auto at = text.find(what);
    ASSERT_NE(at, std::string::npos) << what << " in " << text;
    text.replace(at, what.size(), by);
}

std::vector<std::string> commands_of(const std::string& page)
{
    const std::string begin = "<pre class=\"cmd\" tabindex=\"0\"><code>";
    std::vector<std::string> out;
    for (auto at = page.find(begin); at != std::string::npos; at = page.find(begin, at + 1)) {
        const auto from = at + begin.size();
        out.push_back(page.substr(from, page.find("</code>", from) - from));
    }
    return out;
}

class VerifySteps : public ServiceWords {
protected:
    // In one folder, as somebody does who has the program and the source tree; `said` is what it printed.
    int do_step(const std::string& command)
    {
        const auto folder = std::filesystem::path{program()}.parent_path().string();
        const auto all = "cd '" + home.path().string() + "' && PATH='" + folder +
                         "':\"$PATH\" && export PYTHONDONTWRITEBYTECODE=1 && " + command + " >said 2>&1";
        const int status = std::system(all.c_str());
        said = text_of(file("said"));
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }
    std::string said{};
};

TEST_F(VerifySteps, that_the_portal_prints_work_one_after_another)
{
    scene.all_bid();
    scene.go_to(local_hour(deadline_hour));
    scene.trustees_visit();
    ASSERT_EQ(scene.opened().state, opening::ClosingState::read_out);
    ASSERT_TRUE(record_of(scene, [](const auto&) { return true; }));
    auto commands = commands_of(scene.anyone().send("GET", "/verify").value().body);
    ASSERT_EQ(commands.size(), 3U);
    replace(commands[0], "TRADE", scene.trade().id.text());
    replace(commands[0], platform_origin, scene.anyone().base());
    EXPECT_EQ(do_step(commands[0]), 0) << said;
    EXPECT_EQ(do_step(commands[1]), 0) << said;
    replace(commands[2], "tools/", source_folder() + "/tools/");
    replace(commands[2], "INTAKE", scene.intake());
    std::size_t opened = 0;
    for (const auto& envelope : std::filesystem::directory_iterator{file("evidence/envelopes")}) {
        auto command = commands[2];
        replace(command, "DIGEST", envelope.path().stem().string());
        EXPECT_EQ(do_step(command), 0) << said;
        EXPECT_NE(said.find("price-letter.json: "), std::string::npos) << said;
        ++opened;
    }
    EXPECT_EQ(opened, 3U);
    EXPECT_TRUE(text_of(file("opened/bill.pdf")).starts_with("%PDF-1.7 bill of bidder "));
}

} // namespace
} // namespace tianping::test
