#include "base/toml.hpp"
#include "base/wire.hpp"
#include "rooms/guidance/api.hpp"
#include <algorithm>
#include <charconv>
#include <tuple>

namespace tianping::guidance {
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

// What lies at this part of a path, a member or a number in a list; null where there is none.
const toml::node* part_of(const toml::node& at, std::string_view part)
{
    if (const auto* table = at.as_table())
        return table->get(part);
    std::size_t number = 0;
    const auto* list = at.as_array();
    const auto [end, ec] = std::from_chars(part.data(), part.data() + part.size(), number);
    return list == nullptr || ec != std::errc{} ? nullptr : list->get(number);
}

// The line of "prompt[2].id", or of the nearest above it that is there.
int line_at(const toml::table& root, std::string_view path)
{
    const toml::node* at = &root;
    while (!path.empty()) {
        const auto end = std::min(path.find_first_of(".[]"), path.size());
        const auto* next = end == 0 ? at : part_of(*at, path.substr(0, end));
        if (next == nullptr)
            break;
        at = next;
        path.remove_prefix(std::min(end + 1, path.size()));
    }
    return std::max(line_of(*at), 1);
}

// One file of a folder: its own mistakes, each with its line.
class GuidanceReader {
public:
    GuidanceReader(const std::filesystem::path& file, GuidanceReading& out)
        : path_{file}, name_{"guidance/" + file.filename().string()}, out_{out}
    {
    }

    void read()
    {
        try {
            root_ = toml::parse_file(path_.string());
        } catch (const toml::parse_error& broken) { // bad syntax, or a file that cannot be read
            const auto line = static_cast<int>(broken.source().begin.line);
            out_.mistakes.push_back(
                {name_, std::max(line, 1), "", "guidance.bad_toml", std::string{broken.description()}});
            return;
        }
        GuidanceFile file;
        wire::Faults found;
        wire::read(json_of(root_), file, {}, found);
        for (const auto& fault : found)
            add(as_written(fault.path), fault.code, fault.allowed);
        if (root_.contains("format") && file.format != 1)
            add("format", "guidance.unknown_format", "1");
        check_applies("prompt", file.prompt);
        check_applies("note", file.note);
        check_applies("failed_again", file.failed_again);
        check_kinds(file.content);
        take_all(file);
    }

private:
    void add(const std::string& path, std::string code, std::string expected)
    {
        out_.mistakes.push_back({name_, line_at(root_, path), path, std::move(code), std::move(expected)});
    }

    // The path in the words of the file: class and template are no names for members in C++.
    static std::string as_written(std::string path)
    {
        for (const std::string_view word : {"class_", "template_"})
            if (path.starts_with(word))
                path.erase(word.size() - 1, 1);
        return path;
    }

    template <class Entry>
    void check_applies(const std::string& key, const std::optional<std::vector<Entry>>& entries)
    {
        for (std::size_t i = 0; entries && i < entries->size(); ++i)
            for (auto& word : procedure::unknown_words((*entries)[i].applies.value_or(procedure::Applies{})))
                add(key + "[" + std::to_string(i) + "].applies", "procedure.unknown_attribute",
                    std::move(word));
    }

    void check_kinds(const std::optional<std::vector<Content>>& contents)
    {
        for (std::size_t i = 0; contents && i < contents->size(); ++i)
            if (const auto& kind = (*contents)[i].kind; !kind.empty() && !procedure::is_notice_kind(kind))
                add("content[" + std::to_string(i) + "].kind", "guidance.unknown_notice_kind", kind);
    }

    void take_all(GuidanceFile& file)
    {
        auto& guidance = out_.guidance;
        const auto same_id = [](const auto& a, const auto& b) { return a.id == b.id; };
        take(guidance.classes, file.class_, same_id);
        take(guidance.prompts, file.prompt, same_id);
        take(guidance.notes, file.note, same_id);
        take(guidance.contents, file.content,
             [](const Content& a, const Content& b) { return a.kind == b.kind && a.id == b.id; });
        take(guidance.templates, file.template_, same_id);
        take(guidance.failed_again, file.failed_again, same_id);
    }

    const std::filesystem::path& path_;
    std::string name_;
    GuidanceReading& out_;
    toml::table root_{};
};

bool holds(const std::optional<procedure::Applies>& rule, const procedure::Facts& facts)
{
    return !rule || procedure::applies(*rule, facts);
}

} // namespace

GuidanceReading read_guidance(const std::vector<std::filesystem::path>& folders)
{
    GuidanceReading out;
    out.guidance.format = 1;
    for (const auto& folder : folders)
        for (const auto& file : procedure::law_files(folder, "guidance", out.mistakes))
            GuidanceReader{file, out}.read();
    std::ranges::stable_sort(out.mistakes, {},
                             [](const procedure::Mistake& m) { return std::tie(m.file, m.line); });
    return out;
}

Result<Guidance> load_guidance(const std::vector<std::filesystem::path>& folders)
{
    auto reading = read_guidance(folders);
    if (reading.mistakes.empty())
        return std::move(reading.guidance);
    Error e{Fault::invalid, "guidance.malformed"};
    for (const auto& m : reading.mistakes)
        e.fields.push_back({m.file + ":" + std::to_string(m.line) + (m.path.empty() ? "" : " " + m.path),
                            m.code, m.expected});
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

} // namespace tianping::guidance
