#pragma once
// What people are told, in Chinese and English, by code. Read once at start from catalogues/*.toml:
//   ["seal.wrong_share"]
//   zh = "第 {trustee} 号受托人的份额不正确。"
//   en = "The share of trustee {trustee} is wrong."
// Immutable afterwards, so any thread may read it.
#include "base/result.hpp"
#include <filesystem>
#include <set>
#include <string_view>

namespace tianping::http {

class Catalogue {
public:
    // Every *.toml of the folder. Refuses with `catalogue.broken` naming every mistake (file and code): a
    // text missing in one language, parameters that differ between the languages, a code told twice, bad
    // TOML.
    static Result<Catalogue> load(const std::filesystem::path& folder);

    // The text with its parameters filled in; the code itself when there is no text. A parameter that is not
    // given stays as it is written. `language` is "zh" or "en".
    std::string text(std::string_view code, const std::map<std::string, std::string>& params,
                     std::string_view language) const;
    bool has(std::string_view code) const { return texts_.contains(code); }
    std::vector<std::string> codes() const;

private:
    struct Texts {
        std::string zh{};
        std::string en{};
    };
    void read_file(const std::filesystem::path& file, std::vector<FieldFault>& bad);
    std::map<std::string, Texts, std::less<>> texts_;
};

// "zh" or "en" from Accept-Language by its weights; "zh" when it names neither.
std::string_view language_of(std::string_view accept_language);

// What the text of one of a refusal's fields names: `allowed`, `path`, its own params, and where its code is
// the refusal's, those of the whole.
std::map<std::string, std::string> params_of(const FieldFault& field, const Error& refusal);
// What the refusal's own text names: its params, and those of the first field that has its code.
std::map<std::string, std::string> params_of(const Error& refusal);

// The names in braces: {"trustee"}.
std::set<std::string> parameters_of(std::string_view text);

} // namespace tianping::http
