#include "app/words/terms_limits.hpp"
#include "base/joined_text.hpp"
#include "rooms/trade/api.hpp"
#include <algorithm>

namespace tianping::words {
namespace {

using procedure::Applies;
using procedure::Breach;
using procedure::Language;

// Where terms say the instant, sum or number; empty for what they do not say.
std::string place_of(const std::string& subject, std::size_t lot)
{
    static const std::map<std::string, const char*> of_all{{"documents_released", "documents_from"},
                                                           {"documents_sale_end", "documents_until"},
                                                           {"bid_deadline", "deadline"},
                                                           {"opening", "deadline"}};
    const auto found = of_all.find(subject);
    return found == of_all.end() ? terms::place_of(subject, lot) : found->second;
}

class Reader {
public:
    Reader(const procedure::Library& law, const procedure::Rulebook& rules, Language language,
           const std::function<bool(const std::string& path)>& is_judged)
        : law_{law}, rules_{rules}, language_{language}, is_judged_{is_judged},
          attributes_{procedure::fixed_attributes(rules.procedure)}
    {
    }

    void read(const terms::Terms& terms, std::size_t lot)
    {
        procedure::Facts facts;
        facts.attributes = attributes_;
        facts.sums["estimate"] = terms.lots[lot].estimate;
        facts = trade::facts_with_terms(std::move(facts), terms, terms.lots[lot], std::nullopt);
        const auto verdict = procedure::check_limits(rules_, law_.calendar, facts);
        const auto told = trade::findings_of(verdict, rules_, law_.calendar, facts.seen);
        for (std::size_t i = 0; i < told.size(); ++i)
            take(verdict.breaches[i], told[i], lot);
        for (const auto& limit : rules_.limits)
            take_open(limit, facts, lot);
    }

    LimitsOfTerms done()
    {
        LimitsOfTerms out;
        out.open = std::move(open_);
        if (broken_.fields.empty())
            return out;
        broken_.params = {{"count", std::to_string(broken_.fields.size())},
                          {"procedure", rules_.procedure.id}};
        out.broken = Status{std::move(broken_)};
        return out;
    }

private:
    bool is_judged(const Breach& breach, std::size_t lot) const
    {
        const auto judged = [&](const std::string& subject) {
            const auto place = place_of(subject, lot);
            return !place.empty() && is_judged_(place);
        };
        return judged(breach.subject) && (breach.base.empty() || judged(breach.base));
    }

    // What of the trade decides whether the rule holds and is not known.
    Applies open_conditions(const Breach& breach) const
    {
        auto out = breach.applies;
        std::erase_if(out, [&](const auto& wanted) {
            return attributes_.contains(wanted.first) || holds_for_all(wanted);
        });
        return out;
    }

    // Whatever the procedure takes of this attribute.
    bool holds_for_all(const Applies::value_type& wanted) const
    {
        const auto taken = rules_.procedure.applies.find(wanted.first);
        return taken != rules_.procedure.applies.end() &&
               std::ranges::all_of(taken->second, [&](const std::string& word) {
                   return std::ranges::find(wanted.second, word) != wanted.second.end();
               });
    }

    void take(const Breach& breach, const trade::Finding& told, std::size_t lot)
    {
        if (!is_judged(breach, lot))
            return;
        const auto open = open_conditions(breach);
        const auto depends = joined_text(open, in(language_, "，", ", "), [](const auto& one) {
            return one.first + " = " + joined_text(one.second, " | "); // "mandatory = yes"
        });
        const bool for_some_alone = std::ranges::any_of(
            open, [&](const auto& wanted) { return rules_.procedure.applies.contains(wanted.first); });
        const auto where =
            depends.empty() ? ""
                            : in(language_, "适用于 " + depends + "。", " It holds where " + depends + ".");
        const bool counted = breach.code != "procedure.calendar_missing_year";
        if (breach.effect != procedure::Effect::refuse || !counted || for_some_alone)
            return add_open(in(language_, told.zh, told.en) + where);
        add_broken(
            {place_of(breach.subject, lot), breach.code, in(language_, told.zh, told.en) + where, told.words},
            breach.article);
    }

    // One field for a place and a code: what several limits say of it stands there together.
    void add_broken(FieldFault fault, const std::string& article)
    {
        const auto same = std::ranges::find_if(broken_.fields, [&](const FieldFault& f) {
            return f.path == fault.path && f.code == fault.code;
        });
        if (same == broken_.fields.end())
            broken_.fields.push_back(std::move(fault));
        else if (same->allowed.find(fault.allowed) == std::string::npos)
            same->allowed += in(language_, "；", "; ") + fault.allowed;
        if (broken_.article.find(article) == std::string::npos)
            broken_.article += (broken_.article.empty() ? "" : "；") + article;
    }

    // A limit of which the terms say one instant and something later the other.
    void take_open(const procedure::Limit& limit, const procedure::Facts& facts, std::size_t lot)
    {
        const auto starts = procedure::known(facts, limit.starts_at, limit.channel);
        const auto ends = procedure::known(facts, limit.ends_at, limit.channel);
        if (starts.has_value() == ends.has_value() || limit.relation == procedure::Relation::at_most)
            return;
        const auto& said = starts ? limit.starts_at : limit.ends_at;
        const auto place = place_of(said, lot);
        if (place.empty() || !is_judged_(place) ||
            !procedure::in_force(limit, facts, CivilDay::of(starts ? *starts : *ends)))
            return;
        add_open(procedure::describe(limit, rules_, language_));
    }

    void add_open(std::string sentence)
    {
        if (std::ranges::find(open_, sentence) == open_.end())
            open_.push_back(std::move(sentence));
    }

    const procedure::Library& law_;
    const procedure::Rulebook& rules_;
    Language language_;
    const std::function<bool(const std::string& path)>& is_judged_;
    std::map<std::string, std::string> attributes_;
    Error broken_{Fault::invalid, "trade.terms_against_limits"};
    std::vector<std::string> open_;
};

} // namespace

LimitsOfTerms limits_of(const terms::Terms& terms, const procedure::Library& law,
                        const procedure::Rulebook& rules, Language language,
                        const std::function<bool(const std::string& path)>& is_judged)
{
    Reader reader{law, rules, language, is_judged};
    for (std::size_t lot = 0; lot < terms.lots.size(); ++lot)
        reader.read(terms, lot);
    return reader.done();
}

} // namespace tianping::words
