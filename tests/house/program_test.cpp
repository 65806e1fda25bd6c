// The program tells which one it is: on the command line and on the portal, as others compute it.
#include "app/installation.hpp"
#include "faults/server_process.hpp"
#include "infra/crypto/file_digests.hpp"
#include "support/output_of.hpp"
#include "support/places.hpp"
#include "words/program.hpp"
#include <gtest/gtest.h>

namespace tianping {
namespace {

TEST(WhichProgram, is_told_alike_by_the_word_by_the_portal_and_by_others_tools)
{
    const test::ScratchFolder folder;
    const auto file = test::program();
    const auto word = test::run(folder, {"--version"});
    ASSERT_EQ(word.code, 0) << word.err;
    const auto sm3 = to_hex(crypto::digests_of_file(file).sm3);
    const auto sha256 = test::output_of("sha256sum < '" + file + "'").substr(0, 64);
    ASSERT_EQ(sha256.size(), 64U);
    EXPECT_TRUE(word.out.starts_with("tianping ")) << word.out;
    EXPECT_TRUE(word.out.ends_with("\nSM3 " + sm3 + "\nSHA-256 " + sha256 + "\n")) << word.out;

    const auto data = (folder.path() / "data").string();
    app::Installation::open(data, "demo.example", ClockPurpose::rehearsal, test::monday).value();
    const auto listen = "127.0.0.1:" + std::to_string(faults::lasting_port());
    const auto config = app::load_config("", {}, {{"data", data}, {"listen", listen}}).value();
    faults::ServerProcess server{file, config, folder.path() / "server.log"};
    server.start();
    server.await_ready();
    http::Client anyone{config.origin};
    const auto page = anyone.send("GET", "/verify").value();
    EXPECT_EQ(page.status, 200);
    for (const auto& digest : {sm3, sha256})
        EXPECT_NE(page.body.find(digest), std::string::npos) << digest;
    EXPECT_EQ(server.stop(), 0);
}

} // namespace
} // namespace tianping
