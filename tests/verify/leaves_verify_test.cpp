// Every string, number and truth of every JSON file of an export says something that the verifier checks:
// each is changed in turn, one of each kind and every n-th of all, and has to be found.
#include "verify/failed_scene.hpp"
#include "verify/opened_scene.hpp"
#include <boost/json/parse.hpp>
#include <set>

namespace tianping::verify {
namespace {

namespace json = boost::json;

struct Free {
    const char* name;
    const char* reason;
};
const Free free_lists[] = {
    {"closing.witnesses", "who signs after the quorum stands is in no event"},
    {"events", "where the log ends depends on when it was fetched"},
};

struct Leaf {
    std::string name{}; // where it stands, "*" for a place in a list
    json::value* value{};
};

struct Walked {
    std::vector<Leaf> leaves{};
    std::vector<Leaf> lists{};
};

void walk(json::value& at, const std::string& name, Walked& out)
{
    const auto below = [&](std::string_view key) {
        return name.empty() ? std::string{key} : name + "." + std::string{key};
    };
    if (auto* object = at.if_object()) {
        for (auto& member : *object)
            walk(member.value(), below(member.key()), out);
    } else if (auto* list = at.if_array()) {
        if (!list->empty())
            out.lists.push_back({name, &at});
        for (auto& item : *list)
            walk(item, below("*"), out);
    } else if (!at.is_null()) {
        out.leaves.push_back({name, &at});
    }
}

// Every n-th so that about `wanted` are looked at, and the first of each name.
std::vector<Leaf> sample(const std::vector<Leaf>& all, std::size_t wanted, bool each_name)
{
    const auto stride = std::max<std::size_t>(all.size() / wanted, 1);
    std::vector<Leaf> out;
    std::set<std::string> names;
    for (std::size_t i = 0; i < all.size(); ++i)
        if (i % stride == 0 || (each_name && names.insert(all[i].name).second))
            out.push_back(all[i]);
    return out;
}

bool is_instant(const std::string& text)
{
    return text.size() == 24 && text[10] == 'T' && text.ends_with("Z");
}

std::string changed_text(std::string text)
{
    if (is_instant(text)) {
        flip(text, text.size() - 2);
        return text;
    }
    if (text.size() == 64 && digest_from_hex(text)) {
        flip(text, text.size() - 1);
        return text;
    }
    const auto bytes = from_base64(text);
    if (text.size() > 60 && bytes) {
        flip_bytes(text, bytes->size() - 1);
        return text;
    }
    return text + "x";
}

json::value changed(const json::value& leaf)
{
    if (leaf.is_bool())
        return !leaf.get_bool();
    if (leaf.is_string())
        return json::string{changed_text(std::string{leaf.get_string()})};
    return leaf.to_number<std::int64_t>() + 1;
}

bool is_free(std::span<const Free> free, const std::string& name)
{
    return std::ranges::any_of(free, [&](const Free& one) { return name == one.name; });
}

// What of this file can be changed or taken out without a finding.
std::string unnoticed(const ExportFolder& once, const std::filesystem::path& file)
{
    const auto whole = text_of(file);
    auto document = json::parse(whole);
    Walked all;
    walk(document, "", all);
    std::string out;
    const auto look = [&](const Leaf& leaf, json::value instead) {
        std::swap(*leaf.value, instead);
        write_text(file, json::serialize(document));
        std::swap(*leaf.value, instead);
        if (all_ok(verify_export(once.folder())))
            out += leaf.name + "; ";
    };
    // One digest is over all that a record says, and over all of a round's rules.
    const auto kind = file.parent_path().filename();
    const bool few = kind == "records" || kind == "rules";
    for (const auto& leaf : sample(all.leaves, few ? 12 : 40, !few))
        look(leaf, changed(*leaf.value));
    for (const auto& list : sample(all.lists, few ? 3 : 10, !few)) {
        auto shorter = list.value->get_array();
        shorter.pop_back();
        if (!is_free(free_lists, list.name))
            look(list, shorter);
    }
    write_text(file, whole);
    return out;
}

std::string unnoticed_in(const ExportFolder& once)
{
    std::string out;
    for (const auto& file : std::filesystem::recursive_directory_iterator{once.folder()})
        if (file.path().extension() == ".json")
            if (const auto missed = unnoticed(once, file.path()); !missed.empty())
                out += file.path().filename().string() + ": " + missed;
    return out;
}

TEST(verify_leaves, nothing_of_an_opened_tenders_export_changes_without_a_finding)
{
    EXPECT_EQ(exported().said(), "");
    EXPECT_EQ(unnoticed_in(exported()), "");
    EXPECT_EQ(exported().said(), "");
}

TEST(verify_leaves, nothing_of_what_everybody_reads_of_it_changes_without_a_finding)
{
    const ExportFolder once{scene().tender, scene().tender.intake(), nullptr};
    EXPECT_EQ(once.said(), "");
    EXPECT_EQ(unnoticed(once, once.evidence_file()), "");
}

TEST(verify_leaves, nothing_of_a_failed_rounds_export_changes_without_a_finding)
{
    Failed scene;
    const ExportFolder once{scene.tender, scene.tender.intake()};
    EXPECT_EQ(once.said(), "");
    EXPECT_EQ(unnoticed_in(once), "");
}

} // namespace
} // namespace tianping::verify
