#include "app/verify/trade_checks.hpp"
#include "app/verify/checks.hpp"
#include "app/verify/naming_checks.hpp"
#include "rooms/opening/events.hpp"
#include <algorithm>
#include <set>

namespace tianping::verify {
namespace {

using opening::Evidence;
using opening::LoggedEvent;

// Nodes of one house may disagree by less than this about when an event was recorded.
constexpr std::int64_t skew_ms = 60'000;

// The newest terms of all that the export has, which the owner signed.
const terms::Terms& newest_terms(const ReadExport& read)
{
    return std::ranges::max_element(read.evidence, {},
                                    [](const auto& one) { return one.second.kit.terms.number; })
        ->second.kit.terms;
}

Status contents(const ReadExport& read)
{
    const auto& said = read.contents;
    if (said.format != ExportFile{}.format)
        return differs("verify.format_unknown", said.format);
    if (said.intakes.empty())
        return differs("verify.intake_left_out", said.trade);
    if (!read.evidence.empty() && newest_terms(read).title != said.title)
        return differs("verify.title_differs", said.title);
    return {};
}

// The evidence is of the intake that its file is named after, and that is one of this trade's.
Status belongs(const ExportFile& said, const std::string& intake, const Evidence& evidence)
{
    const auto& kit = evidence.kit;
    if (evidence.format != Evidence{}.format)
        return differs("verify.format_unknown", evidence.format);
    if (kit.intake != intake || evidence.closing.intake != intake || kit.trade != said.trade ||
        kit.platform != said.platform)
        return differs("verify.of_another", kit.trade + "/" + kit.intake);
    const bool made = std::ranges::any_of(evidence.events, [&](const LoggedEvent& e) {
        return e.stream == kit.round && says<trade::RoundMade>(e, [&](const auto& body) {
                   return body.intake.text() == intake && body.lot.text() == kit.lot &&
                          body.round.text() == kit.round;
               });
    });
    return made ? Status{} : Status{differs("verify.of_another", kit.round)};
}

// Intakes that were read out or returned by what the log of this evidence says.
std::set<std::string> due_by(const Evidence& evidence)
{
    std::set<std::string> out;
    std::map<std::string, std::string> intakes; // of rounds
    for (const auto& event : evidence.events) {
        if (event.kind == opening::ReadOutPublished::kind || event.kind == opening::ReturnedUnopened::kind)
            out.insert(event.stream);
        (void)says<trade::RoundMade>(event, [&](const auto& body) {
            intakes[body.round.text()] = body.intake.text();
            return true;
        });
        if (says<trade::RoundMoved>(
                event, [](const auto& body) { return body.act == trade::Act::finish_opening; }) &&
            intakes.contains(event.stream))
            out.insert(intakes.at(event.stream));
    }
    return out;
}

Status all_listed(const ReadExport& read)
{
    const auto& listed = read.contents.intakes;
    const std::set<std::string> once{listed.begin(), listed.end()};
    if (once.size() != listed.size())
        return differs("verify.intake_twice", read.contents.trade);
    for (const auto& intake : read.files)
        if (!has(listed, intake))
            return differs("verify.intake_left_out", intake);
    for (const auto& [intake, evidence] : read.evidence)
        for (const auto& due : due_by(evidence))
            if (!has(listed, due))
                return differs("verify.intake_left_out", due);
    return {};
}

using Log = std::map<std::pair<std::string, std::int64_t>, const LoggedEvent*>;

Log log_of(const Evidence& evidence)
{
    Log out;
    for (const auto& event : evidence.events)
        out[{event.stream, event.version}] = &event;
    return out;
}

// What every evidence of the trade shows, whichever intake it is of.
bool shown_by(const Evidence& evidence, const LoggedEvent& event)
{
    const auto is = [&](const char* prefix) { return event.stream.starts_with(prefix); };
    return event.stream == evidence.kit.intake || is("trd_") || is("rnd_") || is("ntc_") || is("hld_") ||
           is("act_");
}

// Two files never tell the same event differently, and none ends a stream before an event that is older than
// what it goes on to tell.
Status one_log(const ReadExport& read, const Evidence& own)
{
    const auto log = log_of(own);
    std::int64_t last = 0;
    for (const auto& event : own.events)
        last = std::max(last, event.recorded_at);
    for (const auto& [intake, other] : read.evidence)
        for (const auto& event : other.events) {
            const auto same = log.find({event.stream, event.version});
            const auto where = event.stream + "/" + std::to_string(event.version);
            if (same != log.end() && same->second->digest != event.digest)
                return differs("verify.logs_differ", where);
            if (same == log.end() && shown_by(own, event) && event.recorded_at < last - skew_ms)
                return differs("verify.event_left_out", where);
        }
    return {};
}

// The bytes that a round pinned, by whichever log of the export tells of it.
Status rules_as_pinned(const ReadExport& read, const std::string& name, std::string_view text)
{
    const auto fits = [&](const RulesPin& pin) {
        return pin.name == name && pinned_rules(pin, text).has_value();
    };
    for (const auto& [intake, evidence] : read.evidence)
        if (std::ranges::any_of(pins_of(evidence), fits))
            return {};
    return differs("verify.rules_differ", name);
}

// Of every round, also one that is not read out and stands under no hold: nobody else looks at its file.
void check_rules(const ReadExport& read, std::vector<Finding>& out)
{
    for (const auto& [name, text] : read.rules)
        out.push_back(finding_of(rules_as_pinned(read, name, text), "verify.rules", name));
    std::set<std::string> missing;
    for (const auto& [intake, evidence] : read.evidence)
        for (const auto& pin : pins_of(evidence))
            if (!read.rules.contains(pin.name))
                missing.insert(pin.name);
    for (const auto& name : missing)
        out.push_back(finding_of(differs("verify.file_missing", rules_file(name)), "verify.rules", name));
}

std::set<std::string> files_named(const Evidence& evidence)
{
    std::set<std::string> out;
    for (const auto& part : evidence.opened)
        if (gives_envelope(part))
            out.insert(envelope_file(part.envelope));
    for (const auto& named : files_of_terms(evidence))
        out.insert(terms_file(named.file.digest));
    const auto handed_in = [&](const auto& all) {
        for (const auto& one : all)
            for (const auto& file : one.evidence)
                out.insert(evidence_file(file.digest));
    };
    handed_in(evidence.unsealing.causes);
    handed_in(evidence.unsealing.claims);
    for (const auto& event : evidence.events)
        (void)says<hall::RecordPublished>(event, [&](const auto& body) {
            for (const auto* ending : {".json", ".pdf"})
                if (event.stream == evidence.kit.intake)
                    out.insert(record_file(event.stream, body.record_version, ending));
            return true;
        });
    return out;
}

// Of files of evidence and rules that nobody lists or pins other findings tell.
std::set<std::string> files_read(const ReadExport& read)
{
    std::set<std::string> out{"anchors.pem", "export.json", "timestamp-anchors.pem"};
    for (const auto& intake : read.files)
        out.insert("intakes/" + intake + ".json");
    for (const auto& [name, text] : read.rules)
        out.insert(rules_file(name));
    return out;
}

// Nothing lies in the folder that does not belong to the export.
void check_files(const ReadExport& read, std::vector<Finding>& out)
{
    if (read.evidence.size() < read.contents.intakes.size())
        return; // what evidence names that cannot be read is not known
    auto named = files_read(read);
    for (const auto& [intake, evidence] : read.evidence)
        named.merge(files_named(evidence));
    bool strays = false;
    for (const auto& file : read.beside)
        if (!named.contains(file)) {
            strays = true;
            out.push_back(finding_of(differs("verify.file_not_named", file), "verify.files", file));
        }
    if (!strays)
        out.push_back(finding_of({}, "verify.files", read.contents.trade));
}

} // namespace

void check_trade(const ReadExport& read, std::vector<Finding>& out)
{
    out.push_back(finding_of(contents(read), "verify.contents", read.contents.title));
    for (const auto& [intake, evidence] : read.evidence)
        out.push_back(finding_of(belongs(read.contents, intake, evidence), "verify.belongs", intake));
    out.push_back(finding_of(all_listed(read), "verify.intakes", read.contents.trade));
    for (const auto& [intake, evidence] : read.evidence)
        out.push_back(finding_of(one_log(read, evidence), "verify.one_log", intake));
    check_rules(read, out);
    check_files(read, out);
    for (const auto& [intake, evidence] : read.evidence) {
        check_holds(evidence, read.rules, out);
        check_namings(evidence, out);
    }
}

} // namespace tianping::verify
