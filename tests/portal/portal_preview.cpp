// portal_preview FOLDER: writes every page of a fictional city in both languages and all modes, with the
// assets beside them, for the browser checks of tests/e2e and for looking at.
#include "portal/assets.hpp"
#include "portal/sample_views.hpp"
#include <filesystem>
#include <fstream>
#include <functional>
#include <iostream>

namespace {

using namespace tianping::portal;
namespace fs = std::filesystem;
using Draw = std::function<std::string(const Pages&, const Visit&)>;

struct Sheet {
    const char* name;
    const char* path;
    Draw draw;
};

Visit visit_of(const Sheet& sheet, Language language, Mode mode)
{
    Visit visit;
    visit.language = language;
    visit.mode = mode;
    visit.path = sheet.path;
    visit.now = sample::now();
    if (std::string{sheet.name} == "notices")
        visit.query = {{"kind", "works"}, {"since", "30"}, {"text", "道路"}, {"page", "4"}};
    return visit;
}

// Registered a minute ago: a name and nothing else.
TradePage untouched_trade(Language)
{
    TradePage view;
    view.title = "城南雨水泵站改造工程";
    view.owner = "滨江市水务局";
    return view;
}

std::string interface_sheet(const Pages& pages, const Visit& visit)
{
    const std::string href = "/api/v1/openapi.json";
    return pages.api({pages.api_body(sample::openapi(), href, visit.language), href}, visit);
}

std::vector<Sheet> sheets()
{
    const auto page = [](auto member, auto view) -> Draw {
        return [=](const Pages& pages, const Visit& visit) {
            return (pages.*member)(view(visit.language), visit);
        };
    };
    const auto fixed = [](auto member, auto view) -> Draw {
        return [=](const Pages& pages, const Visit& visit) { return (pages.*member)(view, visit); };
    };
    return {
        {"home", "/", page(&Pages::home, sample::home)},
        {"notices", "/notices", page(&Pages::notices, sample::notices)},
        {"notice", "/notices/n1", page(&Pages::notice, sample::notice)},
        {"trade", "/trades/t1", page(&Pages::trade, sample::trade)},
        {"openings", "/openings", page(&Pages::openings, sample::openings)},
        {"opening", "/openings/o1",
         page(&Pages::opening, [](Language l) { return sample::opening_reading(l, 40); })},
        {"opening_waiting", "/openings/o1", page(&Pages::opening, sample::opening_waiting)},
        {"record", "/openings/o1/record", page(&Pages::opening_record, sample::opening_record)},
        {"procedures", "/procedures", page(&Pages::procedures, sample::procedures)},
        {"procedure", "/procedures/p1", page(&Pages::procedure, sample::procedure)},
        {"limits", "/limits", page(&Pages::limits, sample::limits)},
        {"verify", "/verify", page(&Pages::verify, sample::verify)},
        {"guide", "/guide", page(&Pages::guide, sample::guide)},
        {"api", "/api", interface_sheet},
        {"error404", "/nothing", fixed(&Pages::error, ErrorPage{404, {}, {}, {}, {}, 0})},
        {"error503", "/busy", fixed(&Pages::error, ErrorPage{503, {}, {}, "req_7f3a", {}, 30})},
        {"home_empty", "/", fixed(&Pages::home, HomePage{})},
        {"notices_empty", "/notices", fixed(&Pages::notices, NoticeListPage{})},
        {"trade_empty", "/trades/t1", page(&Pages::trade, untouched_trade)},
        {"openings_empty", "/openings", fixed(&Pages::openings, OpeningListPage{sample::now(), {}})},
        {"guide_empty", "/guide", fixed(&Pages::guide, GuidePage{})},
    };
}

void put(const fs::path& file, std::string_view bytes)
{
    fs::create_directories(file.parent_path());
    std::ofstream{file, std::ios::binary}.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

void put_assets(const fs::path& folder)
{
    for (const char* name : {"portal.css", "portal.js"}) {
        const auto path = asset_path(name);
        put(folder / path.substr(1), find_asset(path)->bytes);
    }
    put(folder / "favicon.svg", find_asset("/favicon.svg")->bytes);
    put(folder / "csp.txt", content_security_policy);
}

} // namespace

int main(int argc, char** argv)
{
    if (argc != 2) {
        std::cerr << "usage: portal_preview FOLDER\n";
        return 2;
    }
    const fs::path folder{argv[1]};
    const Pages pages{sample::site()};
    int written = 0;
    for (const auto& sheet : sheets())
        for (const auto language : {Language::zh, Language::en})
            for (const auto mode : {Mode::normal, Mode::elder, Mode::contrast}) {
                const std::string name = std::string{sheet.name} + "." +
                                         (language == Language::zh ? "zh" : "en") + "." +
                                         boost::describe::enum_to_string(mode, "") + ".html";
                put(folder / name, sheet.draw(pages, visit_of(sheet, language, mode)));
                ++written;
            }
    put(folder / "live.html", pages.opening_live(sample::opening_reading(Language::zh, 3),
                                                 visit_of(sheets()[5], Language::zh, Mode::normal)));
    put_assets(folder);
    std::cout << written << " pages in " << folder.string() << "\n";
}
