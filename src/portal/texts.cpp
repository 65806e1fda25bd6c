#include "portal/texts.hpp"
#include "base/toml.hpp"
#include "portal/files.hpp"
#include <array>
#include <stdexcept>

namespace tianping::portal {

namespace {

std::array<TextTable, 2> read_texts()
{
    std::array<TextTable, 2> out;
    const auto parsed = toml::parse(embedded_file("texts.toml").bytes, std::string_view{"texts.toml"});
    for (const auto& [group, entries] : parsed)
        for (const auto& [key, pair] : *entries.as_table()) {
            const auto name = std::string{group.str()} + "." + std::string{key.str()};
            const auto* both = pair.as_array();
            if (both == nullptr || both->size() != 2)
                throw std::logic_error("portal: text " + name + " needs two languages");
            for (std::size_t i = 0; i < 2; ++i)
                out[i][name] = both->at(i).as_string()->get();
        }
    return out;
}

} // namespace

const TextTable& texts(Language language)
{
    static const auto all = read_texts();
    return all[language == Language::zh ? 0 : 1];
}

const std::string& say(Language language, std::string_view key)
{
    const auto& table = texts(language);
    const auto it = table.find(key);
    if (it == table.end())
        throw std::logic_error("portal: no text " + std::string{key});
    return it->second;
}

std::string say(Language language, std::string_view key, const std::map<std::string, std::string>& params)
{
    std::string text = say(language, key);
    for (const auto& [name, value] : params) {
        const std::string mark = "{" + name + "}";
        for (auto at = text.find(mark); at != std::string::npos; at = text.find(mark, at + value.size()))
            text.replace(at, mark.size(), value);
    }
    return text;
}

} // namespace tianping::portal
