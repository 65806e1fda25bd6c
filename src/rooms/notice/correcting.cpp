#include "rooms/notice/correcting.hpp"
#include "base/blank.hpp"
#include "base/joined_text.hpp"
#include "base/json_text.hpp"
#include "base/time_text.hpp"
#include "rooms/notice/said_instants.hpp"
#include "rooms/notice/store.hpp"
#include <algorithm>

namespace tianping::notice {
namespace {

using trade::Finding;

// Drafts and notices of other trades are unknown like those that never were.
std::optional<NoticeRow> corrected(const ReadTx& tx, const Text& text)
{
    const auto id = NoticeId::parse(text.corrects.value_or(""));
    auto row = id ? store::notice(tx, *id) : std::nullopt;
    if (row && (row->state != State::published || row->trade.text() != text.trade))
        row.reset();
    return row;
}

void apply(const Text& correction, std::vector<Section>& sections)
{
    for (const auto& change : correction.changes.value_or(std::vector<Change>{})) {
        const auto at = std::ranges::find(sections, change.section, &Section::id);
        if (at == sections.end())
            sections.push_back({change.section, change.title, change.after});
        else
            at->text = change.after;
    }
}

// As the corrections that are out by now leave them; its title like a section.
std::vector<Section> standing_sections(const ReadTx& tx, const NoticeRow& row)
{
    const auto text = from_text<Text>(row.body);
    std::vector<Section> out{{"title", "公告标题", text.title}};
    out.insert(out.end(), text.sections.begin(), text.sections.end());
    for (const auto& other : store::corrections(tx, row.trade))
        if (const auto said = from_text<Text>(other.body); said.corrects == row.id.text())
            apply(said, out);
    return out;
}

Result<std::vector<Change>> changes_in(const std::vector<ChangeIn>& in, const std::vector<Section>& standing)
{
    Collected bad;
    std::vector<Change> out;
    for (const auto& one : in) {
        const auto path = "changes[" + std::to_string(out.size()) + "]";
        const auto at = std::ranges::find(standing, one.section, &Section::id);
        const bool known = at != standing.end();
        const auto title = known ? at->title : one.title.value_or("");
        bad.check(check_section(!blank(one.section) && !blank(title), path));
        if (std::ranges::find(out, one.section, &Change::section) != out.end())
            bad.add({path + ".section", "notice.section_twice", "each section once"});
        out.push_back({one.section, title, known ? at->text : "", one.after});
    }
    TP_CHECK(bad.done());
    return out;
}

// The instants of the terms in force that this section of the notice is written from, to the minute.
std::vector<std::string> instants_of_section(const ReadTx& tx, const Text& text, const std::string& fill)
{
    std::vector<std::string> out;
    const auto add = [&](std::string_view place, Instant at) {
        auto said = to_the_minute(at);
        if (fill.find(place) != std::string::npos && std::ranges::find(out, said) == out.end())
            out.push_back(std::move(said));
    };
    for (const auto& round : rounds_of(tx, text)) {
        const auto terms = trade::terms_by_digest(tx, round.terms_digest);
        if (!terms)
            continue;
        add("{deadline}", round.deadline.value_or(terms->terms.deadline));
        add("{documents_from}", terms->terms.documents_from);
        add("{documents_until}", terms->terms.documents_until);
    }
    return out;
}

Finding moves_instants(const Change& change, const std::string& zh, const std::string& en)
{
    return finding("notice.correction_moves_instants", "changes." + change.section,
                   "“" + change.title + "”：" + zh + "应当发布澄清（修改）公告或者延期公告。",
                   en + " take a clarification or a postponement.", "招法23、条例21");
}

// What the section says of the terms' instants is what they are: a correction of a slip, and no other hour.
void check_instants(const ReadTx& tx, const Text& text, const Change& change, const std::string& fill,
                    std::vector<Finding>& out)
{
    const auto in_force = instants_of_section(tx, text, fill);
    if (in_force.empty())
        return;
    const auto said = instants_said(change.after);
    auto allowed = instants_said(change.before);
    allowed.insert(allowed.end(), in_force.begin(), in_force.end());
    const auto is_in = [](const std::vector<std::string>& all) {
        return [&all](const std::string& one) { return std::ranges::find(all, one) != all.end(); };
    };
    if (std::ranges::all_of(in_force, is_in(said)) && std::ranges::all_of(said, is_in(allowed)))
        return;
    const auto hours = joined_text(in_force, "、");
    out.push_back(
        moves_instants(change, "更正后应当写明交易文件所定的时间 " + hours + "，不得写其他时间；需要改变的，",
                       "The section says the terms' " + hours + "; other hours"));
}

bool says_what_bids_answer(const std::string& fill)
{
    constexpr std::string_view places[] = {"{scope}", "{eligibility}", "{evaluation_method}", "{answers}"};
    return fill.empty() || std::ranges::any_of(places, [&](std::string_view place) {
               return fill.find(place) != std::string::npos;
           });
}

void check_change(const ReadTx& tx, const Text& text, const Change& change, const guidance::Content* content,
                  std::vector<Finding>& out)
{
    if (blank(change.after) || change.after == change.before)
        out.push_back(finding("notice.change_says_nothing", "changes." + change.section,
                              "“" + change.title + "”：新内容为空，或者与原内容相同。",
                              "The new text is empty or the same as the old one.", ""));
    if (content == nullptr)
        return;
    if (content->fill.find("{effect}") != std::string::npos)
        out.push_back(moves_instants(change, "澄清的归类不能更正；需要改变的，", "Another class would"));
    check_instants(tx, text, change, content->fill, out);
    if (text.affects_bids == std::optional{false} && says_what_bids_answer(content->fill)) {
        auto f = finding("notice.class_doubtful", "affects_bids",
                         "更正归类为不影响投标文件编制，但改变了“" + change.title + "”。请招标人确认。",
                         "The correction is classed as harmless to bids and changes “" + change.title +
                             "”, which they answer. The owner has to be sure.",
                         "条例21");
        f.effect = procedure::Effect::warn;
        out.push_back(std::move(f));
    }
}

std::string change_text(const Change& change)
{
    return "“" + change.title + "”\n原内容：" +
           (change.before.empty() ? std::string{"（原公告没有此项）"} : change.before) + "\n新内容：" +
           change.after;
}

void check_changes(const ReadTx& tx, const guidance::Guidance& guidance, const Text& text,
                   const NoticeRow& row, std::vector<Finding>& out)
{
    const auto standing = standing_sections(tx, row);
    for (const auto& change : *text.changes) {
        const auto now = std::ranges::find(standing, change.section, &Section::id);
        if (change.before != (now == standing.end() ? std::string{} : now->text))
            out.push_back(finding("notice.change_outdated", "changes." + change.section,
                                  "“" + change.title + "”：原内容已被另一份更正公告改变，请重新起草。",
                                  "Another correction has changed what stood there; draft it anew.", ""));
        const auto content = std::ranges::find_if(guidance.contents, [&](const guidance::Content& one) {
            return one.kind == wire::name_of(row.kind) && one.id == change.section;
        });
        check_change(tx, text, change, content == guidance.contents.end() ? nullptr : &*content, out);
    }
}

} // namespace

Status check_section(bool named, const std::string& path)
{
    if (named)
        return {};
    return invalid_field("notice.section_unknown", path + ".section",
                         "a section of the notice, or a new one with its title");
}

Status name_corrected(const ReadTx& tx, const DraftIn& in, Text& text)
{
    const bool corrects = in.kind == Kind::correction;
    if (in.corrects && !corrects)
        return invalid_field("notice.corrects_unexpected", "corrects", "a correction");
    if (in.changes && !corrects)
        return invalid_field("notice.corrects_unexpected", "changes", "a correction");
    if (!in.corrects && !in.changes)
        return {};
    text.corrects = in.corrects;
    const auto row = corrected(tx, text);
    if (!row)
        return invalid_field("notice.corrected_unknown", "corrects", "a published notice of this trade");
    if (row->kind == Kind::correction)
        return invalid_field("notice.correction_of_correction", "corrects",
                             from_text<Text>(row->body).corrects.value_or(""));
    text.corrects_digest = row->digest;
    if (!in.changes)
        return {};
    TP_TRY(changes, changes_in(*in.changes, standing_sections(tx, *row)));
    text.changes = std::move(changes);
    return {};
}

bool is_of_corrected(const ReadTx& tx, const Text& text, const trade::RoundId& round)
{
    const auto row = corrected(tx, text);
    if (!row)
        return true;
    const auto rounds = from_text<Text>(row->body).rounds;
    return std::ranges::find(rounds, round.text()) != rounds.end();
}

std::vector<Section> own_sections(const guidance::Guidance& guidance, const DraftIn& in)
{
    auto out = in.sections.value_or(std::vector<Section>{});
    if (in.kind == Kind::correction)
        std::erase_if(out, [&](const Section& section) {
            return std::ranges::any_of(guidance.contents, [&](const guidance::Content& content) {
                return content.kind == wire::name_of(in.kind) && content.id == section.id;
            });
        });
    return out;
}

Values values_of_correction(const ReadTx& tx, const Text& text)
{
    Values out;
    if (const auto row = corrected(tx, text))
        out["corrected"] = "《" + row->title + "》（" + row->id.text() + "，" +
                           to_local_text(row->published_at.value()) + " 发布，SM3 " + row->digest + "）";
    if (text.changes && !text.changes->empty())
        out["changes"] = joined_text(*text.changes, "\n", change_text);
    return out;
}

std::vector<Finding> against_correction(const ReadTx& tx, const guidance::Guidance& guidance,
                                        const Text& text)
{
    std::vector<Finding> out;
    const auto row = text.kind == Kind::correction ? corrected(tx, text) : std::nullopt;
    if (!row)
        return out; // that one has to be named is told among the members
    for (const auto& round : rounds_of(tx, text))
        if (!is_of_corrected(tx, text, round.id))
            out.push_back(against_round(round, "notice.corrected_of_another", "被更正的公告不涉及本标段。",
                                        "the corrected notice does not speak of this lot"));
    if (!text.changes || text.changes->empty())
        out.push_back(finding("notice.changes_wanted", "changes", "应当逐项写明原内容和新内容。",
                              "Old and new have to be stated, section by section.", ""));
    else
        check_changes(tx, guidance, text, *row, out);
    return out;
}

std::vector<NoticeLine> corrections_of(const ReadTx& tx, const NoticeRow& row)
{
    std::vector<NoticeLine> out;
    for (const auto& other : store::corrections(tx, row.trade))
        if ((row.for_invited || !other.for_invited) && from_text<Text>(other.body).corrects == row.id.text())
            out.push_back(line(other));
    return out;
}

} // namespace tianping::notice
