// An export comes from whoever handed it over: of files that are broken in any way the reader says which, and
// reads on. The export here is made of small pieces. No house signed it, so that of the whole one only the
// keys differ.
#include "app/verify/checks.hpp"
#include "crypto/made_authority.hpp"
#include "infra/crypto/digest.hpp"
#include "rooms/identity/events.hpp"
#include "rooms/opening/events.hpp"
#include "support/scratch.hpp"
#include "verify/on_disk.hpp"
#include <gtest/gtest.h>

namespace tianping::verify {
namespace {

namespace json = boost::json;
using opening::Evidence;

template <class AnyId>
AnyId id_of(std::uint8_t last)
{
    IdChance chance{};
    chance.back() = last;
    return AnyId::mint(test::monday, chance);
}

opening::LoggedEvent logged(const std::string& stream, std::int64_t version, std::string_view kind,
                            const std::string& body)
{
    return {stream, version, "{}", std::string{kind}, 1, "{}", 1, 1, body, std::string(64, '0')};
}

template <class Body>
opening::LoggedEvent logged(const std::string& stream, std::int64_t version, const Body& body)
{
    return logged(stream, version, Body::kind, canonical(wire::write(body)));
}

// Whatever stands in a file, at each place of it.
void at_each(json::value& here, const std::function<void(json::value&)>& look)
{
    look(here);
    if (auto* object = here.if_object())
        for (auto& member : *object)
            at_each(member.value(), look);
    else if (auto* array = here.if_array())
        for (auto& item : *array)
            at_each(item, look);
}

template <class T>
std::string code_of(const Result<T>& result)
{
    return result ? "" : result.error().code;
}

struct ExportReader : testing::Test {
    const std::string owned = id_of<trade::TradeId>(1).text(), round = id_of<trade::RoundId>(2).text(),
                      lot = id_of<trade::LotId>(3).text(), intake = id_of<trade::IntakeId>(4).text();
    const crypto::Period period{test::monday, test::monday + std::chrono::hours{24}};
    const test::MadeAuthority authority = test::made_root("某省根证书", period);
    test::ScratchFolder scratch;
    const std::filesystem::path folder = scratch.path() / "export";
    const std::filesystem::path contents = folder / "export.json",
                                evidence = folder / "intakes" / (intake + ".json"),
                                rules = folder / rules_file(round);

    ExportReader()
    {
        write_text(folder / "anchors.pem", authority.certificate.pem());
        write_text(rules, rulebook());
        put(ExportFile{ExportFile{}.format, "platform.example", owned, "某工程", {intake}});
        put(whole());
    }
    static std::string rulebook()
    {
        procedure::Rulebook out;
        out.procedure.valid_from = CivilDay::of(test::monday);
        return text(out);
    }
    Evidence whole() const
    {
        const auto certificate = to_base64(authority.certificate.der());
        Evidence out;
        auto& kit = out.kit;
        kit.platform = "platform.example";
        kit.trade = owned;
        kit.lot = lot;
        kit.round = round;
        kit.intake = intake;
        kit.terms.title = "某工程";
        kit.terms.files.push_back({"图纸.pdf", 4, to_hex(crypto::sm3(view("plan"))), "application/pdf"});
        kit.terms_certificate = certificate;
        out.closing.intake = intake;
        out.closing.certificate = certificate;
        out.answers.push_back({1, std::string(64, 'b'), certificate, "YQ==", "YQ=="});
        out.opened.push_back({"sub_1", "price", std::string(64, 'b'), std::string(64, 'e')});
        out.read_out.push_back({"sub_1", "某公司", "code", {}, {}, {{"price", "1"}}, true, "c", "withdrawn"});
        out.events = {logged(round, 1,
                             trade::RoundMade{id_of<trade::RoundId>(2), id_of<trade::LotId>(3),
                                              id_of<trade::IntakeId>(4), 1, std::nullopt}),
                      pinned(rulebook())};
        out.certificates = {certificate, "YQ=="};
        return out;
    }
    opening::LoggedEvent pinned(const std::string& text_of_rules) const
    {
        return logged(round, 2, trade::RulesPinned{to_hex(crypto::sm3(view(text_of_rules))), "works", 1});
    }
    template <class T>
    static std::string text(const T& value)
    {
        return json::serialize(wire::write(value));
    }
    void put(const Evidence& changed) const { write_text(evidence, text(changed)); }
    void put(const ExportFile& changed) const { write_text(contents, text(changed)); }
    std::string said() const { return differing(verify_export(folder)); }
    bool tells(const std::string& what) const { return said().find(what + "; ") != std::string::npos; }
    std::string keys_alone() const { return "verify.keys verify.lot_missing: " + intake + "; "; }
    // Rules that no evidence pins, because that one could not be read.
    std::string evidence_refused(const std::string& code) const
    {
        return "verify.evidence " + code + "; verify.rules verify.rules_differ: " + round + "; ";
    }
};

TEST_F(ExportReader, finds_nothing_in_the_pieces_but_that_nobody_signed_them)
{
    EXPECT_EQ(said(), keys_alone());
}

TEST_F(ExportReader, names_a_file_that_is_cut_anywhere)
{
    const auto listed = text_of(contents), shown = text_of(evidence);
    for (std::size_t size = 0; size < listed.size(); ++size) {
        write_text(contents, listed.substr(0, size));
        EXPECT_EQ(code_of(read_contents(folder)), "wire.malformed") << size;
    }
    EXPECT_EQ(said(), "verify.export wire.malformed; ");
    write_text(contents, listed);
    for (std::size_t size = 0; size < shown.size(); size += 3) {
        write_text(evidence, shown.substr(0, size));
        EXPECT_EQ(code_of(read_evidence(folder, intake)), "wire.malformed") << size;
    }
    EXPECT_EQ(said(), evidence_refused("wire.malformed"));
    write_text(evidence, shown + "{");
    EXPECT_EQ(said(), evidence_refused("wire.malformed")) << "nor may anything follow";
    write_text(evidence, shown);
    EXPECT_EQ(said(), keys_alone());
}

TEST_F(ExportReader, refuses_what_is_of_another_kind_at_every_place)
{
    auto shown = wire::parse_json(text_of(evidence)).value();
    const std::vector<json::value> others{
        nullptr, true, -1, "x", json::array{}, json::object{}, json::array{1}, json::object{{"x", 1}}};
    int places = 0;
    at_each(shown, [&](json::value& here) {
        ++places;
        const auto own = here;
        for (const auto& other : others) {
            here = other;
            write_text(evidence, json::serialize(shown));
            const auto code = code_of(read_evidence(folder, intake));
            const bool may_be_taken = other.kind() == own.kind();
            EXPECT_TRUE(code == "wire.bad_fields" || (code.empty() && may_be_taken) ||
                        (code == "verify.respelled" && other.is_null()))
                << code << " for " << own << " as " << other;
            if (code.empty()) {
                EXPECT_FALSE(said().empty()) << other;
            }
        }
        here = own;
    });
    EXPECT_GT(places, 80);
    write_text(contents, R"({"format":1,"platform":[],"trade":{},"title":null,"intakes":"x","more":1})");
    EXPECT_EQ(said(), "verify.export wire.bad_fields; ");
    EXPECT_EQ(read_contents(folder).error().fields.size(), 6U) << "all at once";
}

TEST_F(ExportReader, refuses_numbers_that_no_machine_holds_and_texts_that_no_file_should)
{
    const auto shown = text_of(evidence);
    const std::string number = R"("recorded_at":1)";
    ASSERT_NE(shown.find(number), std::string::npos);
    const auto with = [&](const std::string& what, const std::string& in_its_place) {
        auto changed = shown;
        changed.replace(changed.find(what), what.size(), in_its_place);
        write_text(evidence, changed);
        return code_of(read_evidence(folder, intake));
    };
    for (const std::string huge : {"9007199254740992", "-9007199254740992", "9223372036854775808",
                                   "18446744073709551616", "1e300", "0.5", "\"1\""})
        EXPECT_EQ(with(number, R"("recorded_at":)" + huge), "wire.bad_fields") << huge;
    for (const std::string no_number : {"1e", "--1", "0x1", "NaN", "01", "Infinity"})
        EXPECT_EQ(with(number, R"("recorded_at":)" + no_number), "wire.malformed") << no_number;
    for (const std::string no_text :
         {"\xff", "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe5", "\\ud800", "\n"})
        EXPECT_EQ(with("图纸.pdf", no_text), "wire.malformed") << to_hex(view(no_text));
    EXPECT_EQ(with("图纸.pdf", R"(\u0000)"), "wire.bad_fields");
    EXPECT_EQ(with("图纸.pdf", std::string(wire::longest_string + 1, 'x')), "wire.bad_fields");
    for (const std::string deep : {"[", R"({"x":)", R"({"kit":)"}) {
        std::string text;
        for (int i = 0; i < 100'000; ++i)
            text += deep;
        write_text(evidence, text);
        EXPECT_EQ(said(), evidence_refused("wire.malformed")) << deep;
    }
}

TEST_F(ExportReader, follows_no_name_out_of_the_folder)
{
    write_text(scratch.path() / "outside.json", text_of(evidence));
    for (const std::string name : {"../../outside", "/etc/passwd", "..", "", "int_../../outside"}) {
        put(ExportFile{ExportFile{}.format, "platform.example", owned, "某工程", {name, intake}});
        EXPECT_EQ(said(), "verify.evidence id.malformed; " + keys_alone()) << name;
    }
    put(ExportFile{ExportFile{}.format, "platform.example", owned, "某工程", {intake}});
    auto named = whole();
    named.kit.intake = "../../outside"; // a record's file is named by it
    put(named);
    EXPECT_TRUE(tells("verify.keys id.malformed"));
    named = whole();
    named.events.push_back(named.events.back());
    named.events.back().stream = "../../outside";
    put(named);
    EXPECT_EQ(said(), "verify.rules verify.file_missing: rules/../../outside.json; " + keys_alone());
}

TEST_F(ExportReader, names_what_is_missing)
{
    std::filesystem::remove(folder / "anchors.pem");
    EXPECT_EQ(said(), "verify.anchor verify.file_missing; " + keys_alone());
    write_text(folder / "anchors.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n");
    EXPECT_NE(said(), keys_alone());
    write_text(folder / "anchors.pem", authority.certificate.pem());
    std::filesystem::remove(rules);
    EXPECT_EQ(said(), "verify.rules verify.file_missing: " + rules_file(round) + "; " + keys_alone());
    write_text(rules, rulebook());
    std::filesystem::remove(evidence);
    EXPECT_TRUE(tells("verify.evidence verify.file_missing"));
    std::filesystem::create_directory(evidence);
    EXPECT_TRUE(tells("verify.evidence verify.file_missing")) << "a folder in its place";
    put(ExportFile{ExportFile{}.format, "platform.example", owned, "某工程", {}});
    EXPECT_TRUE(tells("verify.contents verify.intake_left_out: " + owned)) << "nothing proves nothing";
    std::filesystem::remove(contents);
    EXPECT_EQ(said(), "verify.export verify.file_missing; ");
}

TEST_F(ExportReader, believes_no_rules_and_no_event_that_cannot_be_read_though_the_log_pins_them)
{
    for (const std::string junk : {"", "{", "[]", "{}", "\xff", R"({"procedure":1})", "null"}) {
        auto pins = whole();
        pins.events.back() = pinned(junk);
        put(pins);
        write_text(rules, junk);
        EXPECT_EQ(said(), "verify.rules verify.rules_differ: " + round + "; " + keys_alone()) << junk;
    }
    write_text(rules, rulebook());
    for (const auto kind :
         {trade::RoundMade::kind, trade::RoundMoved::kind, trade::RulesPinned::kind, trade::TermsSigned::kind,
          trade::TermsInForce::kind, trade::HoldSet::kind, trade::HoldLifted::kind, identity::ActSigned::kind,
          opening::ReadOutPublished::kind, hall::RecordPublished::kind, std::string_view{}})
        for (const std::string junk :
             {"", "{", "[]", "{}", R"({"round":1,"rounds":[1],"rules":{}})", "null"}) {
            auto told = whole();
            told.events.push_back(logged(intake, 1, kind, junk));
            put(told);
            EXPECT_TRUE(said().ends_with(keys_alone())) << kind << " " << junk;
        }
}

} // namespace
} // namespace tianping::verify
