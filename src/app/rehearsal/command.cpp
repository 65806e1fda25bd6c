#include "app/rehearsal/command.hpp"
#include "app/rehearsal/play.hpp"
#include "app/verify/verify.hpp"
#include "rooms/notice/medium_stand_in.hpp"
#include "rooms/procedure/commands.hpp"
#include <algorithm>

namespace tianping::rehearsal {
namespace {

constexpr const char* first_morning = "2026-03-02 08:30";

Status make_room(const std::filesystem::path& data)
{
    if (!std::filesystem::exists(data) || std::filesystem::is_empty(data))
        return {};
    const auto there = app::Installation::open(data);
    if (there && there->about().purpose == ClockPurpose::rehearsal) {
        std::filesystem::remove_all(data);
        return {};
    }
    Error e{Fault::conflict, "rehearsal.folder_taken"};
    e.params["folder"] = data.string();
    return e;
}

// What the offline verifier found by these authorities and no others, one line for each kind of check; what
// differs is shown whole.
int tell_findings(const app::Where& where, const std::filesystem::path& folder,
                  const std::vector<crypto::Certificate>& authorities, Narrator& narrator)
{
    const auto findings = verify::verify_export(folder, authorities);
    std::map<std::string, std::size_t> good, notes;
    std::size_t differ = 0;
    for (const auto& finding : findings) {
        if (finding.ok) {
            ++(verify::is_note(finding) ? notes : good)[finding.what];
            continue;
        }
        ++differ;
        where.out << "  DIFFERS " << finding.what << "  " << finding.where << "  " << finding.detail << "\n";
    }
    for (const auto& [what, count] : good)
        where.out << "  ok      " << what << "  " << count << "\n";
    for (const auto& [what, count] : notes)
        where.out << "  note    " << what << "  " << count << "\n";
    where.out << findings.size() - differ << " ok, " << differ << (narrator.chinese() ? " 处不符" : " differ")
              << "\n";
    return verify::all_ok(findings) ? 0 : 1;
}

app::Config with_medium(app::Config config, const notice::MediumStandIn& medium)
{
    config.medium_url = medium.base();
    config.medium_name = "平州招标投标公共服务平台（演练）";
    return config;
}

// A rehearsal is repeatable: its ids, salts and accidents follow from the seed.
int play(const app::Where& where, const Options& options)
{
    const auto purpose = wire::name_of(ClockPurpose::rehearsal);
    if (const auto status = app::check_tsa_purpose(where.config, purpose); !status)
        return app::say(where, status.error());
    if (const auto status = make_room(where.config.data); !status)
        return app::say(where, status.error());
    auto shelf = app::read_shelf(where.config);
    if (!shelf)
        return app::say(where, shelf.error());
    const auto start = procedure::instant_from_text(first_morning).value();
    auto installation =
        app::Installation::open(where.config.data, "demo.example", ClockPurpose::rehearsal, start);
    if (!installation)
        return app::say(where, installation.error());
    auto ready = app::make_ready(where.config, *installation);
    if (!ready)
        return app::say(where, ready.error());
    SeededChance chance{options.seed};
    const notice::MediumStandIn medium;
    const auto config = with_medium(where.config, medium);
    app::House house{config, *installation, *std::move(shelf), chance, *std::move(ready)};
    if (const auto status = house.establish(); !status)
        return app::say(where, status.error());
    if (const auto status = house.open_door({.any_port = true}); !status)
        return app::say(where, status.error());
    Narrator narrator{where.out, where.language != "en"};
    Play story{{config, *installation, "http://127.0.0.1:" + std::to_string(house.port()), options.seed,
                narrator, chance, options.small}};
    story.run();
    int code = 0;
    for (const auto& folder : {story.public_export(), story.whole_export()}) {
        where.out << "\n" << folder.filename().string() << "\n";
        code = std::max(code, tell_findings(where, folder, story.authorities(), narrator));
    }
    where.out << "\n"
              << (narrator.chinese() ? "演练完成：" : "rehearsal finished: ") << narrator.steps()
              << (narrator.chinese() ? " 个步骤，种子 " : " steps, seed ") << options.seed << "\n";
    return code;
}

} // namespace

int rehearse_command(const app::Where& where, const Options& options)
try {
    if (options.procedure != "works-open-tender") {
        Error e{Fault::not_found, "rehearsal.unknown_story"};
        e.params["procedure"] = options.procedure;
        return app::say(where, e);
    }
    return play(where, options);
} catch (const Stopped& stopped) {
    where.err << (where.language == "en" ? "the rehearsal stopped at: " : "演练停在：") << stopped.where
              << "\n";
    return app::say(where, stopped.error);
}

} // namespace tianping::rehearsal
