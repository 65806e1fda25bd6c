#include "portal/frame.hpp"
#include "base/time_text.hpp"
#include "portal/assets.hpp"

namespace tianping::portal {

namespace {

constexpr std::pair<const char*, const char*> entries[] = {
    {"home", "/"},         {"notices", "/notices"}, {"openings", "/openings"}, {"procedures", "/procedures"},
    {"limits", "/limits"}, {"guide", "/guide"},     {"verify", "/verify"},     {"api", "/api"}};

Data link(std::string text, std::string href, bool current)
{
    Data out{Data::type::object};
    out["text"] = Data{text};
    out["href"] = Data{href};
    out["current"] = Data{current};
    return out;
}

Data navigation(const Frame& frame, Language language)
{
    Data list{Data::type::list};
    for (const auto& [name, href] : entries)
        list << link(say(language, std::string{"nav."} + name), href, frame.nav == name);
    return list;
}

Data modes(const Visit& visit)
{
    Data list{Data::type::list};
    for (const char* mode : {"normal", "elder", "contrast"})
        list << link(say(visit.language, std::string{"shell."} + mode), same_page(visit, {{"mode", mode}}),
                     boost::describe::enum_to_string(visit.mode, "") == std::string{mode});
    return list;
}

Data other_language(const Visit& visit)
{
    const bool zh = visit.language == Language::zh;
    Data out{Data::type::object};
    out["text"] = Data{zh ? "English" : "中文"};
    out["tag"] = Data{zh ? "en" : "zh-CN"};
    out["href"] = Data{same_page(visit, {{"lang", zh ? "en" : "zh"}})};
    return out;
}

} // namespace

Data shared_data(const Site& site, Language language)
{
    Data t{Data::type::object};
    for (const auto& [key, text] : texts(language)) {
        const auto dot = key.find('.');
        const std::string group = key.substr(0, dot);
        if (!t.get(group))
            t[group] = Data{Data::type::object};
        t[group][key.substr(dot + 1)] = Data{text};
    }
    Data assets{Data::type::object};
    assets["css"] = Data{asset_path("portal.css")};
    assets["js"] = Data{asset_path("portal.js")};
    Data out{Data::type::object};
    out["t"] = std::move(t);
    out["site"] = Painter{language, Instant{}}(site);
    out["assets"] = std::move(assets);
    return out;
}

Data frame_data(const Frame& frame, const Site& site, const Visit& visit)
{
    const Painter paint{visit.language, visit.now};
    const bool zh = visit.language == Language::zh;
    const std::string& name = zh ? site.name : site.name_en;
    Data out{Data::type::object};
    out["lang_tag"] = Data{zh ? "zh-CN" : "en"};
    out["mode"] = Data{boost::describe::enum_to_string(visit.mode, "normal")};
    out["title"] = Data{frame.title};
    out["is_home"] = Data{frame.nav == "home"};
    out["description"] =
        Data{frame.article_at ? frame.title : paint.say("shell.description", {{"name", name}})};
    out["site_name"] = Data{name};
    out["site_name_other"] = Data{zh ? site.name_en : site.name};
    out["column"] = frame.nav.empty() ? Data{false} : Data{paint.say("nav." + frame.nav)};
    out["article_at"] = frame.article_at ? Data{to_local_text(*frame.article_at).substr(0, 16)} : Data{false};
    out["canonical"] = Data{frame.canonical.empty() ? visit.path : frame.canonical};
    out["alternate"] = paint(frame.alternate);
    out["crumbs"] = paint(frame.crumbs);
    out["nav"] = navigation(frame, visit.language);
    out["modes"] = modes(visit);
    out["other_language"] = other_language(visit);
    out["now"] = paint(visit.now);
    out["today"] = Data{paint.long_date(visit.now)};
    return out;
}

Pages::Desk::Desk(Site given)
    : site{std::move(given)}, shared{shared_data(site, Language::zh), shared_data(site, Language::en)}
{
}

std::string Pages::Desk::render(std::string_view name, const Frame& frame, const Data& page,
                                const Visit& visit) const
{
    const Data around = frame_data(frame, site, visit);
    return templates.render(name, {&shared_in(visit.language), &around, &page});
}

} // namespace tianping::portal
