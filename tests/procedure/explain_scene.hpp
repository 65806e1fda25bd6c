#pragma once
// `tianping procedures` over the law of the repository; texts of codes are the codes with their parameters.
#include "law.hpp"
#include "rooms/procedure/commands.hpp"
#include <sstream>

namespace tianping::procedure {

inline Speech speech(Language language)
{
    return {language, [](std::string_view code, const std::map<std::string, std::string>& params) {
                std::string out{code};
                for (const auto& [name, value] : params)
                    out += " " + name + "=" + value;
                return out;
            }};
}

struct Answer {
    int code;
    std::string text;
};

inline Answer explained(const ExplainOptions& options, Language language = Language::zh)
{
    std::ostringstream out;
    const auto code = explain_command(law(), options, speech(language), out);
    return {code, out.str()};
}

inline bool has(const Answer& answer, const std::string& part)
{
    return answer.text.find(part) != std::string::npos;
}

} // namespace tianping::procedure
