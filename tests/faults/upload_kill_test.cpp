// The real server is killed in the middle of an upload, again and again: what it confirmed is there in its
// next life, the rest is sent from where it stands, and the digest is that of the whole.
#include "faults/scene.hpp"
#include "faults/server_process.hpp"
#include "http/raw_client.hpp"
#include "infra/crypto/digest.hpp"
#include "infra/http/uploads.hpp"
#include "support/places.hpp"
#include "support/scratch.hpp"
#include <gtest/gtest.h>

namespace tianping::faults {
namespace {

constexpr std::int64_t whole = 3'000'000;
constexpr std::int64_t chunk = 400'000;

class UploadKilled : public testing::Test {
protected:
    UploadKilled()
        : scene{set_scene(folder.path(), database.address(), lasting_port(), 1)}, server{test::program(),
                                                                                         scene.config,
                                                                                         folder.path() /
                                                                                             "server.log"}
    {
        for (std::int64_t i = 0; i < whole; ++i)
            bytes += static_cast<char>('a' + (i * i + i / 7) % 26);
    }
    void live()
    {
        server.start();
        server.await_ready();
        token = account().sign_in().value().token.value();
    }
    account::Account& account() { return *scene.bidders.at(0).account; }
    std::string head(std::int64_t at, std::int64_t length) const
    {
        return "PUT /api/v1/uploads/" + upload + "/bytes?offset=" + std::to_string(at) +
               " HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer " + token +
               "\r\nContent-Type: application/octet-stream\r\nContent-Length: " + std::to_string(length) +
               "\r\n\r\n";
    }
    unsigned short port() const
    {
        return static_cast<unsigned short>(
            std::stoi(scene.config.listen.substr(scene.config.listen.find(':') + 1)));
    }
    http::UploadView seen()
    {
        return account().client().get<http::UploadView>("/api/v1/uploads/" + upload).value();
    }

    test::ScratchFolder folder;
    test::ScratchDatabase database{test::home_of_this_run(), test::Holds::nothing};
    Scene scene;
    ServerProcess server;
    std::string bytes, upload, token;
};

TEST_F(UploadKilled, what_was_confirmed_is_kept_and_the_rest_goes_on_to_the_right_digest)
{
    live();
    upload = account()
                 .client()
                 .post<http::UploadView>("/api/v1/uploads", http::BeginUpload{whole}, "a-large-upload")
                 .value()
                 .id.text();
    std::int64_t confirmed = 0;
    for (int life = 0; life < 4; ++life) {
        test::RawClient line{port()};
        line.send(head(confirmed, chunk));
        line.send(std::string_view{bytes}.substr(static_cast<std::size_t>(confirmed), chunk));
        ASSERT_EQ(line.read().status, 200);
        confirmed += chunk;
        // Half of the next chunk, and the process is gone.
        line.send(head(confirmed, chunk));
        line.send(std::string_view{bytes}.substr(static_cast<std::size_t>(confirmed), chunk / 2));
        server.kill();
        live();
        ASSERT_EQ(seen().received, confirmed) << "life " << life;
    }
    test::RawClient line{port()};
    line.send(head(confirmed, whole - confirmed));
    line.send(std::string_view{bytes}.substr(static_cast<std::size_t>(confirmed)));
    ASSERT_EQ(line.read().status, 200);
    EXPECT_EQ(seen().digest.value_or(""), to_hex(crypto::sm3(view(bytes))));
    EXPECT_EQ(server.stop(), 0);
}

} // namespace
} // namespace tianping::faults
