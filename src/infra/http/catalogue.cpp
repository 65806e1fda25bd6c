#include "infra/http/catalogue.hpp"
#include "base/bytes.hpp"
#include "base/toml.hpp"
#include <algorithm>

namespace tianping::http {
namespace {

// Calls `literal` for plain stretches and `name` for what stands in braces.
template <class OnLiteral, class OnName>
void walk(std::string_view text, OnLiteral literal, OnName name)
{
    while (!text.empty()) {
        const auto open = std::min(text.find('{'), text.size());
        literal(text.substr(0, open));
        text.remove_prefix(open);
        if (text.empty())
            return;
        const auto close = text.find('}');
        if (close == std::string_view::npos)
            return literal(text);
        name(text.substr(1, close - 1));
        text.remove_prefix(close + 1);
    }
}

std::string text_in(const toml::node& entry, const char* language)
{
    const auto* table = entry.as_table();
    return table == nullptr ? std::string{} : (*table)[language].value_or(std::string{});
}

// "en;q=0.8" -> {"en", 800}
std::pair<std::string_view, int> weighted(std::string_view item)
{
    const auto trim = [](std::string_view s) {
        const auto first = std::min(s.find_first_not_of(" \t"), s.size());
        return s.substr(first, s.find_last_not_of(" \t") + 1 - first);
    };
    const auto semicolon = std::min(item.find(';'), item.size());
    const auto name = trim(item.substr(0, semicolon));
    const auto q = item.find("q=");
    if (q == std::string_view::npos)
        return {name, 1000};
    int weight = 0, scale = 1000;
    for (const char c : item.substr(q + 2)) {
        if (c == '.')
            continue;
        if (c < '0' || c > '9' || scale == 0)
            break;
        weight += (c - '0') * scale;
        scale /= 10;
    }
    return {name, weight};
}

} // namespace

std::map<std::string, std::string> params_of(const FieldFault& field, const Error& refusal)
{
    std::map<std::string, std::string> out{{"allowed", field.allowed}, {"path", field.path}};
    out.insert(field.params.begin(), field.params.end());
    if (field.code == refusal.code)
        out.insert(refusal.params.begin(), refusal.params.end());
    return out;
}

std::map<std::string, std::string> params_of(const Error& refusal)
{
    const auto field = std::ranges::find(refusal.fields, refusal.code, &FieldFault::code);
    return field == refusal.fields.end() ? refusal.params : params_of(*field, refusal);
}

std::set<std::string> parameters_of(std::string_view text)
{
    std::set<std::string> out;
    walk(
        text, [](std::string_view) {}, [&](std::string_view name) { out.emplace(name); });
    return out;
}

void Catalogue::read_file(const std::filesystem::path& file, std::vector<FieldFault>& bad)
{
    const auto name = file.filename().string();
    toml::table all;
    try {
        all = toml::parse_file(file.string());
    } catch (const std::exception& e) {
        bad.push_back({name, "catalogue.bad_toml", e.what()});
        return;
    }
    for (const auto& [key, entry] : all) {
        const std::string code{key.str()};
        Texts texts{text_in(entry, "zh"), text_in(entry, "en")};
        const auto where = name + ": " + code;
        if (texts.zh.empty() || texts.en.empty())
            bad.push_back({where, "catalogue.text_missing", "zh, en"});
        else if (parameters_of(texts.zh) != parameters_of(texts.en))
            bad.push_back({where, "catalogue.parameters_differ", ""});
        if (!texts_.emplace(code, std::move(texts)).second)
            bad.push_back({where, "catalogue.told_twice", ""});
    }
}

Result<Catalogue> Catalogue::load(const std::filesystem::path& folder)
{
    Catalogue out;
    std::vector<std::filesystem::path> files;
    std::error_code ec;
    for (const auto& entry : std::filesystem::directory_iterator{folder, ec})
        if (entry.path().extension() == ".toml")
            files.push_back(entry.path());
    std::ranges::sort(files);
    Error e{Fault::invalid, "catalogue.broken"};
    if (files.empty())
        e.fields.push_back({folder.string(), "catalogue.no_files", "*.toml"});
    for (const auto& file : files)
        out.read_file(file, e.fields);
    if (!e.fields.empty())
        return e;
    return out;
}

std::string Catalogue::text(std::string_view code, const std::map<std::string, std::string>& params,
                            std::string_view language) const
{
    const auto it = texts_.find(code);
    if (it == texts_.end())
        return std::string{code};
    std::string out;
    walk(
        language == "en" ? it->second.en : it->second.zh, [&](std::string_view plain) { out += plain; },
        [&](std::string_view name) {
            const auto value = params.find(std::string{name});
            out += value == params.end() ? "{" + std::string{name} + "}" : value->second;
        });
    return out;
}

std::vector<std::string> Catalogue::codes() const
{
    std::vector<std::string> out;
    for (const auto& [code, texts] : texts_)
        out.push_back(code);
    return out;
}

std::string_view language_of(std::string_view accept_language)
{
    std::string_view best = "zh";
    int best_weight = 0;
    while (!accept_language.empty()) {
        const auto end = std::min(accept_language.find(','), accept_language.size());
        const auto [name, weight] = weighted(accept_language.substr(0, end));
        accept_language.remove_prefix(std::min(end + 1, accept_language.size()));
        const auto chosen = name.starts_with("zh") ? "zh" : name.starts_with("en") ? "en" : "";
        if (*chosen && weight > best_weight) {
            best = chosen;
            best_weight = weight;
        }
    }
    return best;
}

} // namespace tianping::http
