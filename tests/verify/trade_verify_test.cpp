// The files of an export belong together: the same trade, each under its own name, none left out.
#include "app/verify/trade_checks.hpp"
#include "rooms/opening/events.hpp"
#include "verify/opened_scene.hpp"

namespace tianping::verify {
namespace {

ReadExport read_again()
{
    const auto& evidence = exported().evidence();
    const auto text = text_of(exported().folder() / "export.json");
    const auto& round = evidence.kit.round;
    return {wire::parse<ExportFile>(text).value(),
            {{evidence.kit.intake, evidence}},
            {evidence.kit.intake},
            {{round, text_of(exported().folder() / rules_file(round))}}};
}

std::string said_of_trade(const std::function<void(ReadExport&)>& change)
{
    auto read = read_again();
    change(read);
    std::vector<Finding> out;
    check_trade(read, out);
    return differing(out);
}

// The log tells of an event in the stream of another intake, or of a later one in some stream.
opening::LoggedEvent another(const Evidence& evidence, const std::string& stream, std::int64_t version,
                             std::string_view kind)
{
    auto out = evidence.events.back();
    out.stream = stream;
    out.version = version;
    out.kind = kind;
    return out;
}

struct TradeCase {
    const char* what;
    const char* found_by;
    std::function<void(ReadExport&)> change;
};

Evidence& only(ReadExport& read)
{
    return read.evidence.begin()->second;
}

const TradeCase trade_cases[] = {
    {"the title", "verify.title_differs", [](ReadExport& r) { r.contents.title += "x"; }},
    {"the trade", "verify.of_another", [](ReadExport& r) { flip(r.contents.trade, 9); }},
    {"the platform", "verify.of_another", [](ReadExport& r) { r.contents.platform += "x"; }},
    {"the format", "verify.format_unknown", [](ReadExport& r) { r.contents.format += "x"; }},
    {"the evidence's format", "verify.format_unknown", [](ReadExport& r) { only(r).format += "x"; }},
    {"the kit's intake", "verify.of_another", [](ReadExport& r) { flip(only(r).kit.intake, 9); }},
    {"the closing's intake", "verify.of_another", [](ReadExport& r) { flip(only(r).closing.intake, 9); }},
    {"the kit's trade", "verify.of_another", [](ReadExport& r) { flip(only(r).kit.trade, 9); }},
    {"the kit's lot", "verify.of_another", [](ReadExport& r) { flip(only(r).kit.lot, 9); }},
    {"the kit's round", "verify.of_another", [](ReadExport& r) { flip(only(r).kit.round, 9); }},
    {"an intake listed twice", "verify.intake_twice",
     [](ReadExport& r) { r.contents.intakes.push_back(r.contents.intakes.front()); }},
    {"a file that is not listed", "verify.intake_left_out",
     [](ReadExport& r) { r.files.push_back("int_1"); }},
    {"an intake that the log has returned", "verify.intake_left_out",
     [](ReadExport& r) {
         only(r).events.push_back(another(only(r), "int_1", 1, opening::ReturnedUnopened::kind));
     }},
    {"an intake that the log has read out", "verify.intake_left_out",
     [](ReadExport& r) {
         only(r).events.push_back(another(only(r), "int_1", 1, opening::ReadOutPublished::kind));
     }},
    {"an intake whose round was opened", "verify.intake_left_out",
     [](ReadExport& r) {
         r.contents.intakes = {"int_1"};
         r.files.clear();
     }},
};

TEST(verify_trade, contents_that_do_not_fit_the_evidence_are_found)
{
    EXPECT_EQ(said_of_trade([](ReadExport&) {}), "");
    for (const auto& c : trade_cases) {
        const auto said = said_of_trade(c.change);
        EXPECT_NE(said.find(c.found_by), std::string::npos) << c.what << ": " << said;
    }
}

// Two files of one export, as if this intake and another of the trade had been exported.
std::string said_of_two(const std::function<void(Evidence& one, Evidence& other)>& change)
{
    return said_of_trade([&](ReadExport& read) {
        auto other = only(read);
        other.kit.intake = "int_1";
        change(only(read), other);
        read.evidence.emplace("int_1", other);
    });
}

TEST(verify_trade, the_files_of_an_export_tell_one_log)
{
    const auto last_of_own = [](const Evidence& one) {
        std::int64_t version = 0;
        for (const auto& event : one.events)
            version = event.stream == one.kit.intake ? event.version : version;
        return version;
    };
    EXPECT_EQ(said_of_two([](Evidence&, Evidence&) {}).find("verify.one_log"), std::string::npos);
    EXPECT_NE(said_of_two([](Evidence& one, Evidence&) {
                  flip(one.events.back().digest, 3);
              }).find("verify.logs_differ"),
              std::string::npos);
    const auto cut = [&](Evidence& one, std::int64_t later) {
        const auto last = last_of_own(one);
        std::erase_if(one.events,
                      [&](const auto& e) { return e.stream == one.kit.intake && e.version == last; });
        one.events.front().recorded_at += later; // the file goes on to tell of this
    };
    constexpr std::int64_t years = 100'000'000'000;
    EXPECT_NE(said_of_two([&](Evidence& one, Evidence&) { cut(one, years); }).find("verify.event_left_out"),
              std::string::npos);
    EXPECT_EQ(said_of_two([&](Evidence& one, Evidence&) { cut(one, 0); }).find("verify.event_left_out"),
              std::string::npos)
        << "a file that was fetched before knows nothing of it";
}

// A round beside the one that was read out, which pinned the same rules and stands under no hold.
constexpr const char* unread = "rnd_1";
void pin_beside(ReadExport& read)
{
    auto& events = only(read).events;
    auto event = *std::ranges::find(events, trade::RulesPinned::kind, &opening::LoggedEvent::kind);
    read.rules[unread] = read.rules.at(event.stream);
    event.stream = unread;
    events.push_back(event);
}

TEST(verify_trade, the_rules_of_a_round_that_is_not_read_out_are_those_that_it_pinned)
{
    EXPECT_EQ(said_of_trade(pin_beside), "");
    const auto said = [](const std::function<void(ReadExport&)>& change) {
        return said_of_trade([&](ReadExport& read) {
            pin_beside(read);
            change(read);
        });
    };
    EXPECT_EQ(said([](ReadExport& r) { r.rules.at(unread) += " "; }),
              "verify.rules verify.rules_differ: rnd_1; ");
    EXPECT_EQ(said([](ReadExport& r) { only(r).events.pop_back(); }),
              "verify.rules verify.rules_differ: rnd_1; ")
        << "no event says that it pinned any";
    EXPECT_EQ(said([](ReadExport& r) { r.rules.erase(unread); }),
              "verify.rules verify.file_missing: rules/rnd_1.json; ");
}

TEST(verify_trade, a_file_of_rules_that_no_round_pinned_is_found_in_the_folder)
{
    const auto own = exported().folder() / rules_file(exported().evidence().kit.round);
    const auto beside = exported().folder() / rules_file("rnd_1");
    write_text(beside, text_of(own));
    EXPECT_EQ(exported().said(), "verify.rules verify.rules_differ: rnd_1; ");
    std::filesystem::remove(beside);
    EXPECT_EQ(exported().said(), "");
}

TEST(verify_trade, a_file_that_no_evidence_names_is_found_in_every_folder)
{
    const auto& own = exported().evidence().kit.intake;
    auto unlisted = own;
    flip(unlisted, own.size() - 1);
    for (const auto& stray :
         {record_file(own, 9, ".json"), record_file(own, 4, ".pdf"), record_file(unlisted, 1, ".json"),
          envelope_file(std::string(64, 'a')), terms_file(std::string(64, 'a')),
          evidence_file(std::string(64, 'a')), std::string{"envelopes/notes.txt"},
          std::string{"intakes/readme.txt"}, std::string{"rules/readme.txt"}, std::string{"evil.html"}}) {
        write_text(exported().folder() / stray, "x");
        EXPECT_EQ(exported().said(), "verify.files verify.file_not_named: " + stray + "; ");
        std::filesystem::remove(exported().folder() / stray);
    }
    write_text(exported().folder() / "intakes" / "sub" / "a.json", "x");
    EXPECT_EQ(exported().said(), "verify.files verify.file_not_named: intakes/sub; ");
    std::filesystem::remove_all(exported().folder() / "intakes" / "sub");
    EXPECT_EQ(exported().said(), "");
}

TEST(verify_trade, a_file_under_another_intakes_name_is_found)
{
    const auto file = exported().evidence_file();
    const auto whole = text_of(file);
    const auto contents = exported().folder() / "export.json";
    const auto listed = text_of(contents);
    const auto own = exported().evidence().kit.intake;
    auto name = own;
    flip(name, own.size() - 1);
    auto changed = listed;
    changed.replace(changed.find(own), own.size(), name);
    write_text(file.parent_path() / (name + ".json"), whole);
    write_text(contents, changed);
    std::filesystem::remove(file);
    const auto said = exported().said();
    EXPECT_NE(said.find("verify.of_another"), std::string::npos) << said;
    std::filesystem::remove(file.parent_path() / (name + ".json"));
    write_text(file, whole);
    write_text(contents, listed);
    EXPECT_EQ(exported().said(), "");
}

} // namespace
} // namespace tianping::verify
