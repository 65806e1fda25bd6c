#include "portal/texts.hpp"
#include "portal/files.hpp"
#include <array>
#include <sstream>
#include <stdexcept>
#include <toml.hpp>

namespace tianping::portal {

namespace {

std::array<TextTable, 2> read_texts()
{
    std::istringstream in{std::string{embedded_file("texts.toml").bytes}};
    std::array<TextTable, 2> out;
    const auto parsed = toml::parse(in, "texts.toml");
    for (const auto& [group, entries] : parsed.as_table())
        for (const auto& [key, pair] : entries.as_table()) {
            const auto& both = pair.as_array();
            if (both.size() != 2)
                throw std::logic_error("portal: text " + group + "." + key + " needs two languages");
            for (std::size_t i = 0; i < 2; ++i)
                out[i][group + "." + key] = both[i].as_string().str;
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
