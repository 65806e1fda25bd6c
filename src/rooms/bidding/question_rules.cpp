#include "rooms/bidding/question_rules.hpp"
#include "base/blank.hpp"
#include "infra/crypto/digest.hpp"
#include <algorithm>

namespace tianping::bidding {
namespace {

constexpr std::string_view asker_label{"tianping/question-asker/1\0", 26};

std::size_t characters(std::string_view text)
{
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

// However it is spaced and set: U+FF01 to U+FF5E are ASCII of full width, and letters have one case.
std::string plain(std::string_view text)
{
    const auto shown = without_blanks(text);
    std::string out;
    for (std::size_t i = 0; i < shown.size(); ++i) {
        const auto byte = [&](std::size_t k) {
            return k < shown.size() ? static_cast<unsigned char>(shown[k]) : 0U;
        };
        auto c = shown[i];
        const auto code = (byte(i) & 0x0FU) << 12 | (byte(i + 1) & 0x3FU) << 6 | (byte(i + 2) & 0x3FU);
        if (byte(i) == 0xEFU && code >= 0xFF01U && code <= 0xFF5EU) {
            c = static_cast<char>(code - 0xFEE0U);
            i += 2;
        }
        out += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return out;
}

bool has_one(std::string_view text, const std::vector<std::string>& telling)
{
    const auto said = plain(text);
    return std::ranges::any_of(telling,
                               [&](const auto& word) { return said.find(plain(word)) != std::string::npos; });
}

void check_text(const char* path, std::string_view text, std::size_t longest,
                const std::vector<std::string>& telling, wire::Faults& bad)
{
    if (characters(text) > longest)
        bad.push_back({path, "bidding.question_too_long", std::to_string(longest)});
    if (has_one(text, telling))
        bad.push_back({path, "bidding.question_names_asker", ""});
}

// The limit between these two instants that is in force at `at`, or null.
const procedure::Limit* limit_between(const procedure::Rulebook& rules, std::string_view from,
                                      std::string_view to, const procedure::Facts& facts, Instant at)
{
    const auto on = CivilDay::of(at);
    for (const auto& limit : rules.limits)
        if (limit.starts_at == from && limit.ends_at == to && procedure::in_force(limit, facts, on))
            return &limit;
    return nullptr;
}

} // namespace

Status check_words(const AskIn& in, const std::vector<std::string>& telling)
{
    wire::Faults bad;
    if (blank(in.text))
        bad.push_back({"text", "bidding.question_empty", ""});
    check_text("text", in.text, longest_question, telling, bad);
    check_text("place", in.place.value_or(""), longest_place, telling, bad);
    if (bad.empty())
        return {};
    Error e{Fault::invalid, bad.front().code};
    e.params["allowed"] = bad.front().allowed;
    e.fields = std::move(bad);
    return e;
}

Status check_time(QuestionKind kind, const std::string& lot_name, const Timing& timing,
                  const procedure::Rulebook& rules, const Calendar& calendar, const procedure::Facts& facts)
{
    if (!still_open(timing)) {
        Error closed{Fault::conflict, "bidding.questions_closed"};
        closed.params["lot"] = lot_name;
        return closed;
    }
    if (kind == QuestionKind::question || between_deadlines(timing))
        return {};
    TP_TRY(lawful, procedure::lawful(rules, calendar, "document_objection_received", facts));
    if (!lawful.latest || came_at(timing) <= *lawful.latest)
        return {};
    Error late{Fault::too_late, "bidding.objection_late"};
    late.params = {{"lot", lot_name}, {"latest", to_rfc3339(*lawful.latest)}};
    if (!lawful.bounds.empty())
        late.article = lawful.bounds.front().limit.article;
    return late;
}

AnswerDue answer_due(QuestionKind kind, Instant asked, const procedure::Rulebook& rules,
                     const Calendar& calendar, procedure::Facts facts)
{
    using procedure::Language;
    const bool objection = kind == QuestionKind::objection;
    const auto* limit = objection ? limit_between(rules, "document_objection_received",
                                                  "document_objection_answered", facts, asked)
                                  : limit_between(rules, "clarification_sent", "bid_deadline", facts, asked);
    if (limit == nullptr)
        return {};
    AnswerDue out{std::nullopt, procedure::describe(*limit, rules, Language::zh),
                  procedure::describe(*limit, rules, Language::en), limit->article};
    if (!objection)
        return out;
    if (!limit->note.empty())
        out.zh += "。" + limit->note;
    std::erase_if(facts.instants,
                  [&](const procedure::Fact& fact) { return fact.instant == limit->starts_at; });
    facts.instants.push_back({limit->starts_at, asked, procedure::Channel::none});
    const auto window = procedure::due(*limit, facts, calendar);
    if (window) {
        out.at = window->latest;
        return out;
    }
    out.zh += "。" + procedure::uncounted(window.error(), Language::zh);
    out.en += ". " + procedure::uncounted(window.error(), Language::en);
    return out;
}

std::string commitment_to(const std::string& salt_hex, const identity::OrganisationId& asker)
{
    const auto salt = digest_from_hex(salt_hex).value();
    return to_hex(crypto::hmac_sm3(salt, view(std::string{asker_label} + asker.text())));
}

} // namespace tianping::bidding
