#pragma once
// What people are told, as data (law/guidance): prompts while registering (6.2.2), notes with the
// confirmation (6.2.3), the contents that the law wants of each notice, and names of trade classes. Pure.
#include "rooms/procedure/api.hpp"
#include <filesystem>

namespace tianping::guidance {

struct TradeClass {
    std::string id{};
    std::string zh{};
    std::string trade_type{}; // GC…: only procedures of this type are for trades of the class
};
BOOST_DESCRIBE_STRUCT(TradeClass, (), (id, zh, trade_type))

// A prompt: shown where it applies, some asking for an answer; it never stops anything.
struct Prompt {
    std::string id{}, zh{}, en{};
    std::string article{};
    procedure::Standing standing{};
    bool answered = false;
    std::optional<procedure::Applies> applies{};
};
BOOST_DESCRIBE_STRUCT(Prompt, (), (id, zh, en, article, standing, answered, applies))

struct Note {
    std::string id{}, zh{}, en{};
    std::string article{};
    procedure::Standing standing{};
    std::optional<procedure::Applies> applies{};
};
BOOST_DESCRIBE_STRUCT(Note, (), (id, zh, en, article, standing, applies))

// One thing that a notice of this kind has to say; what no article lists is `unverified` and only told.
// `fill` is what the platform can write itself, with names in braces; `hint` is shown beside an item that the
// owner has to write.
struct Content {
    std::string kind{};
    std::string id{}, zh{};
    std::string article{};
    std::string fill{};
    std::optional<std::string> hint{};
    std::optional<procedure::Standing> standing{};  // default: read in the law
    std::optional<procedure::Effect> effect{};      // of its absence; default: refuse, warn where unverified
    std::optional<std::vector<std::string>> says{}; // registered values that belong into it: "owner_name"
};
BOOST_DESCRIBE_STRUCT(Content, (), (kind, id, zh, article, fill, hint, standing, effect, says))

struct Template {
    std::string id{}, zh{}, note{};
};
BOOST_DESCRIBE_STRUCT(Template, (), (id, zh, note))

struct Guidance {
    std::int64_t format{};
    std::vector<TradeClass> classes{};
    std::vector<Prompt> prompts{};
    std::vector<Note> notes{};
    std::vector<Content> contents{};
    std::vector<Template> templates{};
    std::vector<Note> failed_again{}; // once a second round has failed for too few bidders too
};

struct GuidanceReading {
    Guidance guidance{};            // whole only when there are no mistakes
    procedure::Mistakes mistakes{}; // in order of file ("guidance/works.toml") and line
};

// Every *.toml of `guidance/` in each folder, later folders adding to earlier ones or replacing what bears
// the same id (for contents: kind and id). Never throws for what files say.
GuidanceReading read_guidance(const std::vector<std::filesystem::path>& folders);

// The same; refuses with `guidance.malformed`, every mistake a field ("guidance/works.toml:12 prompt[2].id").
Result<Guidance> load_guidance(const std::vector<std::filesystem::path>& folders);

// Those that apply to a trade with these attributes.
std::vector<Prompt> prompts_for(const Guidance& guidance, const procedure::Facts& facts);
std::vector<Note> notes_for(const std::vector<Note>& notes, const procedure::Facts& facts);

} // namespace tianping::guidance
