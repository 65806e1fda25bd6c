#include "faults/scene.hpp"
#include "app/rehearsal/play.hpp"
#include "infra/http/uploads.hpp"
#include "rooms/bidding/service.hpp"
#include "rooms/procedure/commands.hpp"
#include <fstream>

namespace tianping::faults {
namespace {

using rehearsal::must;

constexpr const char* first_morning = "2026-03-02 08:30";
constexpr const char* burst_begins = "2026-03-10 09:00"; // the tender's deadline is two weeks later

app::Config config_of(const std::filesystem::path& folder, const DatabaseAddress& database,
                      unsigned short port)
{
    app::Settings flags{{"data", (folder / "data").string()},
                        {"database", database.text},
                        {"listen", "127.0.0.1:" + std::to_string(port)},
                        {"log_level", "warn"}};
    return must(app::load_config("", {}, flags), "configuration");
}

std::filesystem::path write_paper(const std::filesystem::path& file, std::size_t bytes)
{
    std::filesystem::create_directories(file.parent_path());
    std::ofstream out{file, std::ios::binary | std::ios::trunc};
    out << "%PDF-1.4\n" << std::string(bytes, 'x');
    if (!out.flush())
        throw std::runtime_error("cannot write " + file.string());
    return file;
}

std::unique_ptr<account::Account> newcomer(const app::Config& config, const std::string& base,
                                           const rehearsal::Player& player)
{
    http::Client anyone{base};
    auto holder = must(
        account::demonstration_holder(anyone, config.origin, {player.person, player.name, player.code, "01"}),
        "certificate of " + player.name);
    auto out = std::make_unique<account::Account>(base, config.origin, std::move(holder));
    must(out->register_organisation(player.name, "990100", player.person), "registration of " + player.name);
    must(out->sign_in(), player.name + " signs in");
    return out;
}

Bidder ready_bidder(std::unique_ptr<account::Account> account, const bidding::SealingKit& kit,
                    const std::filesystem::path& home)
{
    Bidder out{std::move(account), {}, {}, {}};
    SystemChance chance;
    const bidder::SealOrder order{kit,
                                  {{"price", {write_paper(home / "bill.pdf", 3'000)}},
                                   {"technical", {write_paper(home / "technical.pdf", 20'000)}}},
                                  {{"price", "1200000000"}, {"duration", "365"}, {"quality", "合格"}},
                                  "CREATION-1",
                                  "MACHINE-1",
                                  std::nullopt};
    out.parts = must(bidder::seal_bid(order, out.account->holder(), chance, home / "sealed"), "sealing");
    const auto begun = must(out.account->client().post<bidding::SubmissionView>(
                                "/api/v1/intakes/" + kit.intake + "/submissions", boost::json::value(nullptr),
                                out.account->key("begin")),
                            "submission is begun");
    out.submission = begun.id.text();
    for (const auto& part : out.parts)
        out.uploads[part.part] = must(bidder::upload(*out.account, part.envelope), "upload");
    return out;
}

std::unique_ptr<account::Account> clock_mover(const app::Config& config, const std::string& base)
{
    auto keys =
        must(app::fetch_signing(std::filesystem::path{config.data} / "handed-out" / "system-admin"), "keys");
    auto out =
        std::make_unique<account::Account>(base, config.origin, account::Holder{keys.key, keys.certificate});
    must(out->sign_in(), "system-admin signs in");
    return out;
}

} // namespace

Scene set_scene(const std::filesystem::path& folder, const DatabaseAddress& database, unsigned short port,
                std::size_t bidders)
{
    Scene scene;
    scene.config = config_of(folder, database, port);
    const auto base = "http://" + scene.config.listen;
    auto shelf = must(app::read_shelf(scene.config), "law and catalogues");
    auto installation =
        must(app::Installation::open(scene.config.data, "faults.example", ClockPurpose::rehearsal,
                                     procedure::instant_from_text(first_morning).value()),
             "installation");
    SystemChance chance;
    app::House house{scene.config, installation, std::move(shelf), chance,
                     app::make_ready(scene.config, installation).value()};
    must(house.establish(), "the centre");
    must(house.open_door(), "the door");
    std::ofstream story{folder / "story.log"};
    rehearsal::Narrator narrator{story, false};
    rehearsal::Play play{{scene.config, installation, base, 1, narrator, chance}};
    const auto intake = play.announce();
    scene.clock = clock_mover(scene.config, base);
    scene.begins = procedure::instant_from_text(burst_begins).value();
    must(scene.clock->client().post<app::ClockOut>("/api/v1/clock", app::ClockIn{scene.begins},
                                                   "to-the-burst"),
         "clock");
    http::Client anyone{base};
    scene.kit = must(anyone.get<bidding::SealingKit>("/api/v1/intakes/" + intake + "/kit"), "sealing kit");
    const auto cast = rehearsal::cast_of(7'001, bidders);
    for (const auto& player : cast.bidders)
        scene.bidders.push_back(ready_bidder(newcomer(scene.config, base, player), scene.kit,
                                             folder / "bidders" / std::to_string(scene.bidders.size() + 1)));
    scene.platform_certificate = to_hex(installation.platform().certificate.digest());
    scene.platform_certificate_der = to_base64(installation.platform().certificate.der());
    house.stop();
    return scene;
}

} // namespace tianping::faults
