// The catalogue of fixed texts: both languages whole, nothing unused, nothing in the wrong script.
#include "portal/files.hpp"
#include "portal/texts.hpp"
#include <algorithm>
#include <gtest/gtest.h>
#include <regex>
#include <set>

namespace tianping::portal {
namespace {

bool has_ideograph(const std::string& text)
{
    return std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) >= 0xE4; });
}

TEST(Texts, both_languages_have_the_same_keys_and_no_empty_text)
{
    const auto& zh = texts(Language::zh);
    const auto& en = texts(Language::en);
    ASSERT_GT(zh.size(), 200U);
    ASSERT_EQ(zh.size(), en.size());
    for (const auto& [key, text] : zh) {
        ASSERT_TRUE(en.contains(key)) << key;
        EXPECT_FALSE(text.empty()) << key;
        EXPECT_FALSE(en.at(key).empty()) << key;
    }
}

TEST(Texts, english_is_english_and_both_name_the_same_parameters)
{
    const std::regex parameter{"\\{[a-z]+\\}"};
    const auto named = [&](const std::string& text) {
        std::set<std::string> out;
        for (std::sregex_iterator it{text.begin(), text.end(), parameter}, end; it != end; ++it)
            out.insert(it->str());
        return out;
    };
    for (const auto& [key, en] : texts(Language::en)) {
        EXPECT_FALSE(has_ideograph(en)) << key << ": " << en;
        if (key != "shell.today") {
            EXPECT_EQ(named(en), named(texts(Language::zh).at(key))) << key;
        }
    }
}

TEST(Texts, chinese_uses_full_width_punctuation)
{
    const std::regex half{"[\xe4-\xe9][\x80-\xbf]{2}[,;:?!()]|[,;:?!()][\xe4-\xe9]"};
    for (const auto& [key, text] : texts(Language::zh))
        EXPECT_FALSE(std::regex_search(text, half)) << key << ": " << text;
}

TEST(Texts, every_text_that_a_template_names_exists)
{
    const std::regex use{"\\{\\{t\\.([a-z_0-9.]+)\\}\\}"};
    for (const auto& file : embedded_files()) {
        const std::string text{file.bytes};
        for (std::sregex_iterator it{text.begin(), text.end(), use}, end; it != end; ++it)
            EXPECT_TRUE(texts(Language::zh).contains((*it)[1].str())) << file.name << ": " << (*it)[1];
    }
}

TEST(Texts, an_unknown_key_is_a_bug)
{
    EXPECT_THROW(say(Language::zh, "home.nothing"), std::logic_error);
    EXPECT_EQ(say(Language::en, "trade.round", {{"n", "2"}}), "Round 2");
}

} // namespace
} // namespace tianping::portal
