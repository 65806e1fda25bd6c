#pragma once
// What the sentences of the rules are put together from. Private to the explanations.
#include "rooms/procedure/explain.hpp"
#include "rooms/procedure/known_words.hpp"

namespace tianping::procedure {

inline std::string plain(PlainName name, Language language)
{
    return std::string{language == Language::zh ? name.zh : name.en};
}

// "800,000.00元".
inline std::string yuan_text(Fen sum, Language language)
{
    return sum.text() + in(language, "元", " yuan");
}

// "（条例26；已读原文）", " (条例26; read in the law)".
inline std::string source_text(const std::string& article, Standing standing, Language language)
{
    const auto known = standing_text(standing, language);
    return in(language, "（" + (article.empty() ? "" : article + "；") + known + "）",
              " (" + (article.empty() ? "" : article + "; ") + known + ")");
}

// Why a sum or a number breaks its rule; empty for other breaches.
std::string explain_figure(const Breach& breach, Language language);

} // namespace tianping::procedure
