#include "rooms/procedure/known_parameters.hpp"
#include "rooms/procedure/known_words.hpp"
#include "rooms/procedure/loading.hpp"
#include <algorithm>
#include <set>

namespace tianping::procedure {
namespace {

// What a procedure may ask of a trade that takes it: what every registration says of itself.
const std::map<std::string_view, std::set<std::string_view>> known_attributes{
    {"method", {"open", "invited"}},
    {"trade_class", {"construction", "goods", "services", "survey_design"}},
};

class ProcedureCheck {
public:
    ProcedureCheck(const Item<Procedure>& item, const Items& items, Mistakes& out)
        : item_{item}, procedure_{item.entry}, items_{items}, out_{out}
    {
    }

    void run()
    {
        check_head();
        check_unique("party", procedure_.party);
        check_unique("stage", procedure_.stage);
        check_unique("capability", procedure_.capability);
        for (std::size_t i = 0; i < procedure_.stage.size(); ++i)
            check_stage(i);
        check_ways();
        for (std::size_t i = 0; i < procedure_.capability.size(); ++i)
            check_capability(i);
        check_archive();
        check_transition();
    }

private:
    bool has_stage(std::string_view id) const
    {
        return std::ranges::find(procedure_.stage, id, &Stage::id) != procedure_.stage.end();
    }
    bool has_party(std::string_view id) const
    {
        return std::ranges::find(procedure_.party, id, &Party::id) != procedure_.party.end();
    }

    const toml::node& table(const std::string& key, std::size_t i) const
    {
        return entry_of(*item_.at, key, i);
    }
    ItemCheck at(const std::string& key, std::size_t i)
    {
        return {table(key, i), key + "[" + std::to_string(i) + "]", item_.origin.file, out_};
    }

    // The words that people read, and the id that files and rooms name it by; what is missing was told.
    template <class T>
    static void check_named(ItemCheck& check, const T& entry)
    {
        check.unless(!check.has("id") || is_id(entry.id), "id", "procedure.malformed_id", "a-z 0-9 _ . -");
        check.unless(!check.has("zh") || !entry.zh.empty(), "zh", "procedure.empty_text");
        check.unless(!check.has("en") || !entry.en.empty(), "en", "procedure.empty_text");
    }

    void check_head()
    {
        ItemCheck check{item_, out_};
        check_named(check, procedure_);
        check.unless(!check.has("article") || !procedure_.article.empty(), "article", "procedure.empty_text");
        check_validity(check, procedure_.jurisdiction, procedure_.valid_from, procedure_.valid_until);
        check.unless(procedure_.version >= 1, "version", "procedure.out_of_range", ">= 1");
        check.unless(has_stage(procedure_.starts_in), "starts_in", "procedure.unknown_stage",
                     procedure_.starts_in);
        const auto ids = rule_ids(items_);
        for (const auto& pattern : procedure_.limits)
            check.unless(std::ranges::any_of(ids, [&](const auto& id) { return takes_in(pattern, id); }),
                         "limits", "procedure.unknown_limit", pattern);
        for (const auto& call : procedure_.calls)
            check.unless(
                std::ranges::any_of(items_.procedures, [&](const auto& p) { return p.entry.id == call; }),
                "calls", "procedure.unknown_procedure", call);
        check_applies(check);
        for (const auto* other = items_.procedures.data(); other != &item_; ++other)
            if (other->entry.id == procedure_.id)
                check.add("id", "procedure.duplicate_id", other->origin.file);
    }

    void check_applies(ItemCheck& check)
    {
        for (const auto& [attribute, words] : procedure_.applies) {
            const auto known = known_attributes.find(attribute);
            check.unless(known != known_attributes.end(), "applies", "procedure.unknown_attribute",
                         attribute);
            check.unless(!words.empty(), "applies", "procedure.empty_text", attribute);
            if (known == known_attributes.end())
                continue;
            for (const auto& word : words)
                check.unless(known->second.contains(word), "applies", "procedure.unknown_attribute",
                             attribute + " = " + word);
        }
    }

    template <class T>
    void check_unique(const std::string& key, const std::vector<T>& entries)
    {
        for (std::size_t i = 0; i < entries.size(); ++i)
            for (std::size_t before = 0; before < i; ++before)
                if (entries[before].id == entries[i].id)
                    at(key, i).add("id", "procedure.duplicate_id", entries[i].id);
    }

    void check_stage(std::size_t i)
    {
        const auto& stage = procedure_.stage[i];
        auto check = at("stage", i);
        check_named(check, stage);
        check.unless(stage.ends == stage.act.empty(), "act",
                     stage.ends ? "procedure.act_after_end" : "procedure.stage_without_act", stage.id);
        for (const auto& kind : stage.notices)
            check.unless(std::ranges::count(stage.act, kind, &Act::notice) > 0, "notices",
                         "procedure.notice_without_act", kind);
        for (const auto& part : stage.terms)
            check.unless(is_terms_part(part), "terms", "procedure.unknown_terms_part", part);
        for (std::size_t a = 0; a < stage.act.size(); ++a)
            check_act(i, a);
    }

    void check_act(std::size_t stage_index, std::size_t i)
    {
        const auto& stage = procedure_.stage[stage_index];
        const auto& act = stage.act[i];
        ItemCheck check{entry_of(table("stage", stage_index), "act", i),
                        "stage[" + std::to_string(stage_index) + "].act[" + std::to_string(i) + "]",
                        item_.origin.file, out_};
        check_named(check, act);
        for (const auto& word : unknown_words(act.when))
            check.add("when", "procedure.unknown_attribute", word);
        check.unless(!check.has("notice") || is_notice_kind(act.notice) ||
                         std::ranges::count(stage.notices, act.notice) > 0,
                     "notice", "procedure.unknown_notice", act.notice);
        check.unless(act.next.empty() || has_stage(act.next), "next", "procedure.unknown_stage", act.next);
        check.unless(!act.by.empty(), "by", "procedure.empty_text");
        for (const auto& party : act.by)
            check.unless(has_party(party), "by", "procedure.unknown_party", party);
        for (const auto& instant : act.needs)
            check.unless(items_.has_instant(instant), "needs", "procedure.unknown_instant", instant);
        for (const auto& instant : act.sets)
            check.unless(items_.has_instant(instant), "sets", "procedure.unknown_instant", instant);
        for (std::size_t before = 0; before < i; ++before)
            check.unless(stage.act[before].id != act.id, "id", "procedure.duplicate_id", act.id);
    }

    // Every stage is reached from the start, and from every stage an end can be reached.
    void check_ways()
    {
        if (!has_stage(procedure_.starts_in))
            return;
        std::set<std::string> reached{procedure_.starts_in};
        std::set<std::string> ending;
        for (const auto& stage : procedure_.stage)
            if (stage.ends)
                ending.insert(stage.id);
        for (std::size_t round = 0; round < procedure_.stage.size(); ++round)
            for (const auto& stage : procedure_.stage)
                for (const auto& act : stage.act) {
                    if (!act.next.empty() && reached.contains(stage.id))
                        reached.insert(act.next);
                    if (ending.contains(act.next))
                        ending.insert(stage.id);
                }
        for (std::size_t i = 0; i < procedure_.stage.size(); ++i) {
            const auto& id = procedure_.stage[i].id;
            at("stage", i).unless(reached.contains(id), "id", "procedure.stage_not_reached", id);
            at("stage", i).unless(ending.contains(id), "id", "procedure.stage_without_end", id);
        }
    }

    void check_capability(std::size_t i)
    {
        const auto& capability = procedure_.capability[i];
        auto check = at("capability", i);
        check.unless(knows(capability.uses), "uses", "procedure.unknown_capability", capability_names());
        for (const auto& stage : capability.stages)
            check.unless(has_stage(stage), "stages", "procedure.unknown_stage", stage);
        if (!knows(capability.uses))
            return;
        for (const auto& [name, values] : capability.parameters) {
            const auto found = std::ranges::find_if(known_parameters, [&](const auto& p) {
                return p.capability == capability.uses && p.name == name;
            });
            ItemCheck one{*member_of(table("capability", i), "parameters"),
                          "capability[" + std::to_string(i) + "].parameters", item_.origin.file, out_};
            if (found == known_parameters.end())
                one.add(name, "procedure.unknown_parameter", capability.uses);
            else
                one.unless(fits_parameter(found->kind, values), name, "procedure.wrong_parameter");
        }
    }

    void check_archive()
    {
        if (member_of(*item_.at, "archive") == nullptr)
            return;
        const auto& archive = procedure_.archive;
        ItemCheck check{*member_of(*item_.at, "archive"), "archive", item_.origin.file, out_};
        check.unless(items_.has_instant(archive.keep_from), "keep_from", "procedure.unknown_instant",
                     archive.keep_from);
        check.unless(archive.keep_years >= 1, "keep_years", "procedure.out_of_range", ">= 1");
        std::set<std::string> seen;
        for (std::size_t i = 0; i < archive.item.size(); ++i) {
            const auto& item = archive.item[i];
            ItemCheck one{entry_of(*member_of(*item_.at, "archive"), "item", i),
                          "archive.item[" + std::to_string(i) + "]", item_.origin.file, out_};
            check_named(one, item);
            one.unless(!one.has("volume") || !item.volume.empty(), "volume", "procedure.empty_text");
            one.unless(seen.insert(item.id).second, "id", "procedure.duplicate_id", item.id);
        }
    }

    void check_transition()
    {
        if (!procedure_.transition)
            return;
        ItemCheck check{*member_of(*item_.at, "transition"), "transition", item_.origin.file, out_};
        for (const auto version : procedure_.transition->from_versions)
            check.unless(version >= 1 && version < procedure_.version, "from_versions",
                         "procedure.out_of_range", "1.." + std::to_string(procedure_.version - 1));
        for (const auto& stage : procedure_.transition->in_stages)
            check.unless(has_stage(stage), "in_stages", "procedure.unknown_stage", stage);
    }

    const Item<Procedure>& item_;
    const Procedure& procedure_;
    const Items& items_;
    Mistakes& out_;
};

} // namespace

void check_procedures(const Items& items, Mistakes& out)
{
    for (const auto& item : items.procedures)
        ProcedureCheck{item, items, out}.run();
    check_moves(items, out);
}

} // namespace tianping::procedure
