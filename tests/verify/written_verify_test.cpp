// An export says what it says in the bytes that the platform wrote, and in no others.
#include "verify/opened_scene.hpp"
#include <algorithm>
#include <array>
#include <cstdio>
#include <sys/stat.h>

namespace tianping::verify {
namespace {

// The first instant of a whole second, "2026-03-23T01:30:00.000Z"; where its fraction begins.
std::size_t fraction_in(const std::string& text)
{
    return text.find(".000Z\"");
}

struct Respelling {
    const char* what;
    std::function<void(std::string&)> change;
};

const Respelling respelled_instants[] = {
    {"t for T", [](std::string& text) { text.at(fraction_in(text) - 9) = 't'; }},
    {"z for Z", [](std::string& text) { text.at(fraction_in(text) + 4) = 'z'; }},
    {"an offset for Z", [](std::string& text) { text.replace(fraction_in(text) + 4, 1, "+00:00"); }},
    {"no fraction", [](std::string& text) { text.erase(fraction_in(text), 4); }},
};

// The first Chinese character as an escape: another text of the same value.
void escape_one(std::string& text)
{
    const auto at =
        std::ranges::find_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xF0U) == 0xE0U; });
    ASSERT_NE(at, text.end());
    const auto bits = [&](int i) { return static_cast<unsigned char>(*(at + i)) & (i == 0 ? 0x0FU : 0x3FU); };
    std::array<char, 16> escape{};
    std::snprintf(escape.data(), escape.size(), "\\u%04x", bits(0) << 12U | bits(1) << 6U | bits(2));
    text.replace(at, at + 3, escape.data());
}

const Respelling respelled_texts[] = {
    {"an escape", escape_one},
    {"a blank", [](std::string& text) { text.insert(1, " "); }},
    {"a line end behind it", [](std::string& text) { text += "\n"; }},
};

void expect_respelled(const std::filesystem::path& file, std::span<const Respelling> respellings,
                      const std::string& finding)
{
    for (const auto& one : respellings) {
        const auto said = exported().said_of_file(file, one.change);
        EXPECT_TRUE(said.starts_with(finding + " verify.respelled; ")) << one.what << ": " << said;
    }
}

TEST(verify_written, an_instant_that_is_respelled_is_found)
{
    expect_respelled(exported().evidence_file(), respelled_instants, "verify.evidence");
    expect_respelled(exported().record_file(1, ".json"), respelled_instants, "verify.record");
    EXPECT_EQ(exported().said(), "");
}

TEST(verify_written, a_text_in_other_bytes_and_a_blank_are_found)
{
    expect_respelled(exported().evidence_file(), respelled_texts, "verify.evidence");
    expect_respelled(exported().record_file(1, ".json"), respelled_texts, "verify.record");
    expect_respelled(exported().folder() / "export.json", respelled_texts, "verify.export");
    EXPECT_EQ(exported().said(), "");
}

TEST(verify_written, a_member_that_is_doubled_is_found)
{
    for (const auto& file : {exported().evidence_file(), exported().record_file(1, ".json"),
                             exported().folder() / "export.json"}) {
        const auto said = exported().said_of_file(
            file, [](std::string& text) { text.insert(1, text.substr(1, text.find(','))); });
        EXPECT_NE(said.find(" wire.repeated_member; "), std::string::npos) << file << ": " << said;
    }
}

// The certificate with one byte of its elliptic key changed; its DER has the point uncompressed.
std::optional<crypto::Certificate> with_another_key(const crypto::Certificate& certificate)
{
    auto der = certificate.der();
    const Bytes begins{0x03, 0x42, 0x00, 0x04};
    const auto key = std::ranges::search(der, begins).begin();
    if (key == der.end())
        return std::nullopt;
    *(key + 20) ^= 1;
    return crypto::Certificate::from_der(der).value();
}

TEST(verify_written, an_authority_whose_key_is_changed_is_found_also_where_the_reader_brings_his_own)
{
    const auto file = exported().folder() / "anchors.pem";
    const auto own = crypto::certificates_from_pem(text_of(file)).value();
    int changed = 0;
    for (std::size_t i = 0; i < own.size(); ++i) {
        const auto other = with_another_key(own[i]);
        if (!other)
            continue;
        ++changed;
        std::string pem;
        for (std::size_t j = 0; j < own.size(); ++j)
            pem += (j == i ? *other : own[j]).pem();
        std::string with_own;
        const auto said = exported().said_of_file(file, [&](std::string& text) {
            text = pem;
            write_text(file, text);
            with_own = differing(verify_export(exported().folder(), own));
        });
        EXPECT_NE(said.find("verify.anchor verify.anchor_unsigned; "), std::string::npos) << said;
        EXPECT_NE(with_own.find("verify.anchor verify.anchor_unsigned; "), std::string::npos) << with_own;
    }
    EXPECT_GT(changed, 1);
    EXPECT_EQ(exported().said(), "");
}

TEST(verify_written, files_of_authorities_hold_nothing_else)
{
    const auto file = exported().folder() / "anchors.pem";
    const auto own = crypto::certificates_from_pem(text_of(file)).value();
    EXPECT_EQ(exported().said_of_file(file, [](std::string& text) { text += "more\n"; }),
              "verify.anchor verify.respelled; ");
    const auto stamps = exported().folder() / "timestamp-anchors.pem";
    write_text(stamps, "junk");
    const auto said = exported().said();
    const auto with_own = differing(verify_export(exported().folder(), own));
    std::filesystem::remove(stamps);
    EXPECT_EQ(said, "verify.timestamp_anchor certificate.malformed; ");
    EXPECT_EQ(with_own, "verify.timestamp_anchor certificate.malformed; ");
}

TEST(verify_written, a_pipe_in_the_place_of_a_file_is_not_read)
{
    for (const auto& file : {exported().record_file(1, ".pdf"), exported().evidence_file(),
                             exported().folder() / "anchors.pem", exported().folder() / "export.json"}) {
        const auto whole = text_of(file);
        std::filesystem::remove(file);
        ASSERT_EQ(::mkfifo(file.c_str(), 0600), 0);
        const auto said = exported().said();
        std::filesystem::remove(file);
        write_text(file, whole);
        EXPECT_NE(said.find(" verify.file_missing; "), std::string::npos) << file << ": " << said;
    }
    EXPECT_EQ(exported().said(), "");
}

} // namespace
} // namespace tianping::verify
