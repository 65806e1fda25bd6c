#include "rooms/trade/guidance.hpp"
#include "base/toml.hpp"
#include "base/wire.hpp"
#include <algorithm>

namespace tianping::trade {
namespace {

struct GuidanceFile {
    std::int64_t format{};
    std::optional<std::vector<TradeClass>> class_{};
    std::optional<std::vector<Prompt>> prompt{};
    std::optional<std::vector<Note>> note{};
    std::optional<std::vector<Content>> content{};
    std::optional<std::vector<Template>> template_{};
    std::optional<std::vector<Note>> failed_again{};
};
BOOST_DESCRIBE_STRUCT(GuidanceFile, (), (format, class_, prompt, note, content, template_, failed_again))

boost::json::value json_of(const toml::node& v)
{
    if (const auto* truth = v.as_boolean())
        return truth->get();
    if (const auto* number = v.as_integer())
        return number->get();
    if (const auto* text = v.as_string())
        return boost::json::string(text->get());
    if (const auto* list = v.as_array()) {
        boost::json::array out;
        for (const auto& item : *list)
            out.push_back(json_of(item));
        return out;
    }
    const auto* table = v.as_table();
    if (table == nullptr)
        return nullptr; // fractions and dates: no member here takes them, so wire::read names the place
    boost::json::object out;
    for (const auto& [name, item] : *table) {
        const auto key = name.str();
        out[key == "class" || key == "template" ? std::string{key} + "_" : std::string{key}] = json_of(item);
    }
    return out;
}

template <class Item, class Same>
void take(std::vector<Item>& into, std::optional<std::vector<Item>>& from, Same same)
{
    for (auto& item : from.value_or(std::vector<Item>{})) {
        const auto at = std::ranges::find_if(into, [&](const Item& old) { return same(old, item); });
        if (at == into.end())
            into.push_back(std::move(item));
        else
            *at = std::move(item);
    }
}

void read_file(const std::filesystem::path& file, Guidance& out, wire::Faults& bad)
{
    const auto name = file.filename().string();
    try {
        const auto value = json_of(toml::parse_file(file.string()));
        GuidanceFile read;
        wire::Faults found;
        wire::read(value, read, {}, found);
        for (auto& fault : found)
            bad.push_back({name + " " + fault.path, fault.code, fault.allowed});
        if (read.format != 1)
            bad.push_back({name + " format", "trade.unknown_guidance_format", "1"});
        const auto same_id = [](const auto& a, const auto& b) { return a.id == b.id; };
        take(out.classes, read.class_, same_id);
        take(out.prompts, read.prompt, same_id);
        take(out.notes, read.note, same_id);
        take(out.contents, read.content,
             [](const Content& a, const Content& b) { return a.kind == b.kind && a.id == b.id; });
        take(out.templates, read.template_, same_id);
        take(out.failed_again, read.failed_again, same_id);
    } catch (const std::exception& broken) { // toml++ tells of bad syntax and unreadable files by throwing
        bad.push_back({name, "trade.bad_toml", broken.what()});
    }
}

bool holds(const std::optional<procedure::Applies>& rule, const procedure::Facts& facts)
{
    return !rule || procedure::applies(*rule, facts);
}

} // namespace

Result<Guidance> load_guidance(const std::vector<std::filesystem::path>& folders)
{
    Guidance out;
    out.format = 1;
    wire::Faults bad;
    for (const auto& folder : folders) {
        const auto place = folder / "guidance";
        if (!std::filesystem::is_directory(place))
            continue;
        std::vector<std::filesystem::path> files;
        for (const auto& entry : std::filesystem::directory_iterator{place})
            if (entry.path().extension() == ".toml")
                files.push_back(entry.path());
        std::ranges::sort(files);
        for (const auto& file : files)
            read_file(file, out, bad);
    }
    if (bad.empty())
        return out;
    Error e{Fault::invalid, "trade.bad_guidance"};
    e.fields = std::move(bad);
    return e;
}

std::vector<Prompt> prompts_for(const Guidance& guidance, const procedure::Facts& facts)
{
    std::vector<Prompt> out;
    std::ranges::copy_if(guidance.prompts, std::back_inserter(out),
                         [&](const Prompt& p) { return holds(p.applies, facts); });
    return out;
}

std::vector<Note> notes_for(const std::vector<Note>& notes, const procedure::Facts& facts)
{
    std::vector<Note> out;
    std::ranges::copy_if(notes, std::back_inserter(out),
                         [&](const Note& n) { return holds(n.applies, facts); });
    return out;
}

} // namespace tianping::trade
