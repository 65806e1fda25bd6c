// What a notice of a kind has to say, as law/guidance lists it: filled where the platform knows it, missed
// where it does not stand there.
#include "base/blank.hpp"
#include "base/joined_text.hpp"
#include "rooms/notice/rules.hpp"
#include <algorithm>

namespace tianping::notice {

std::string filled(const std::string& pattern, const Values& values)
{
    std::string out;
    for (std::size_t at = 0; at < pattern.size();) {
        const auto open = pattern.find('{', at);
        const auto close = open == std::string::npos ? open : pattern.find('}', open);
        if (close == std::string::npos)
            return out + pattern.substr(at);
        out += pattern.substr(at, open - at);
        const auto value = values.find(pattern.substr(open + 1, close - open - 1));
        // What is not known leaves the whole item to the owner: half a sentence would pass the check of
        // contents.
        if (value == values.end())
            return {};
        out += value->second;
        at = close + 1;
    }
    return out;
}

std::vector<Section> sections_for(const guidance::Guidance& guidance, Kind kind,
                                  const std::vector<Section>& given, const Values& values)
{
    std::vector<Section> out;
    for (const auto& content : guidance.contents) {
        if (content.kind != wire::name_of(kind))
            continue;
        const auto own = std::ranges::find(given, content.id, &Section::id);
        const bool written = own != given.end() && !blank(own->text);
        out.push_back({content.id, content.zh, written ? own->text : filled(content.fill, values)});
    }
    for (const auto& section : given)
        if (std::ranges::find(out, section.id, &Section::id) == out.end())
            out.push_back(section);
    return out;
}

std::vector<trade::Finding> missing_contents(const guidance::Guidance& guidance, std::string_view kind,
                                             const std::vector<Section>& sections)
{
    std::vector<trade::Finding> out;
    for (const auto& content : guidance.contents) {
        if (content.kind != kind)
            continue;
        const auto at = std::ranges::find(sections, content.id, &Section::id);
        if (at != sections.end() && !blank(at->text))
            continue;
        auto f =
            finding("notice.content_missing", "sections." + content.id, "公告未载明：" + content.zh + "。",
                    "The notice does not say: " + content.zh + ".", content.article);
        f.standing = content.standing.value_or(procedure::Standing::read_in_law);
        const bool known = f.standing != procedure::Standing::unverified;
        f.effect = content.effect.value_or(known ? procedure::Effect::refuse : procedure::Effect::warn);
        out.push_back(std::move(f));
    }
    return out;
}

std::vector<trade::Finding> unsaid_values(const guidance::Guidance& guidance, Kind kind,
                                          const std::vector<Section>& sections, const Values& values)
{
    std::vector<trade::Finding> out;
    for (const auto& content : guidance.contents) {
        const auto at = std::ranges::find(sections, content.id, &Section::id);
        if (content.kind != wire::name_of(kind) || at == sections.end() || blank(at->text))
            continue;
        std::vector<std::string> unsaid;
        for (const auto& name : content.says.value_or(std::vector<std::string>{}))
            if (const auto value = values.find(name);
                value != values.end() && at->text.find(value->second) == std::string::npos)
                unsaid.push_back(value->second);
        if (unsaid.empty())
            continue;
        const auto all = joined_text(unsaid, "、");
        auto f = finding("notice.value_unsaid", "sections." + content.id,
                         "“" + content.zh + "”没有写明登记的：" + all + "。",
                         "The section does not say what is registered: " + all + ".", content.article);
        f.effect = procedure::Effect::warn; // it may be written another way
        out.push_back(std::move(f));
    }
    return out;
}

} // namespace tianping::notice
