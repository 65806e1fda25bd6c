#include "app/words/publishing.hpp"
#include "app/words/session_file.hpp"
#include "app/words/terms_limits.hpp"
#include "base/collected.hpp"
#include "formats/terms_blanks.hpp"
#include "formats/terms_check.hpp"
#include "formats/terms_print.hpp"
#include "rooms/trade/capabilities.hpp"
#include <algorithm>
#include <boost/json/serialize.hpp>

namespace tianping::words {

namespace {

boost::json::array mistakes_of(const Result<terms::Terms>& terms)
{
    boost::json::array out;
    if (!terms)
        for (const auto& fault : terms.error().fields)
            out.push_back(
                boost::json::object{{"path", fault.path}, {"code", fault.code}, {"allowed", fault.allowed}});
    return out;
}

Result<terms::Terms> terms_of(const std::string& file)
{
    TP_TRY(text, read_file(file));
    return terms::read_filled(text);
}

// What can be read of it although it has mistakes.
terms::Terms as_far_as_readable(std::string_view json)
{
    terms::Terms out;
    wire::Faults unread;
    if (const auto value = wire::parse_json(json))
        wire::read(*value, out, {}, unread);
    return out;
}

// What stands at this place could not be read, so nothing can be said against it.
bool unread(const Result<terms::Terms>& terms, const std::string& path)
{
    return !terms && std::ranges::any_of(terms.error().fields, [&](const FieldFault& fault) {
        return (!fault.code.starts_with("terms.") || fault.code == "terms.blank") &&
               path.starts_with(fault.path);
    });
}

std::vector<trade::Forbidden> forbidden_in(const terms::Terms& terms, const Result<terms::Terms>& read,
                                           const procedure::Rulebook& rules)
{
    std::vector<trade::Forbidden> out;
    for (std::size_t i = 0; i < terms.lots.size(); ++i)
        std::ranges::copy_if(trade::against_procedure(terms, i, rules), std::back_inserter(out),
                             [&](const trade::Forbidden& one) { return !unread(read, one.path); });
    return out;
}

// Sentences of what a procedure leaves open about terms.
using Open = std::vector<std::string>;

// Without what the platform alone knows of the round: by the files of law that lie here.
Result<Open> held_against(const app::Where& where, std::string_view json, const Result<terms::Terms>& read,
                          const std::string& procedure, Collected& bad)
{
    std::vector<std::filesystem::path> folders{where.config.share + "/law"};
    if (!where.config.law_overrides.empty())
        folders.emplace_back(where.config.law_overrides);
    TP_TRY(law, procedure::load(folders));
    TP_TRY(rules, law.rulebook(procedure));
    const auto terms = read ? *read : as_far_as_readable(json);
    const auto forbidden = forbidden_in(terms, read, rules);
    bad.check(trade::refusal_of(forbidden, procedure, ""));
    const auto language = where.language == "en" ? procedure::Language::en : procedure::Language::zh;
    auto limits = limits_of(terms, law, rules, language, [&](const std::string& path) {
        return !unread(read, path) &&
               std::ranges::find(forbidden, path, &trade::Forbidden::path) == forbidden.end();
    });
    bad.check(limits.broken);
    return std::move(limits.open);
}

struct Checked {
    Result<terms::Terms> terms;
    Open open{};
};

Checked checked(const app::Where& where, const std::string& file, const std::string& procedure)
{
    const auto text = read_file(file);
    if (!text)
        return {text.error()};
    auto terms = terms::read_filled(*text);
    if (procedure.empty() || (!terms && terms.error().fields.empty()))
        return {std::move(terms)};
    Collected bad;
    bad.check(terms);
    auto open = held_against(where, *text, terms, procedure, bad);
    bad.check(open);
    Checked out{std::move(terms)};
    if (open)
        out.open = *std::move(open);
    if (auto status = bad.done(); !status)
        out.terms = std::move(status).error();
    return out;
}

void tell_open(const app::Where& where, const Open& open)
{
    where.out << in(
        where,
        "以下取决于登记的情况或者以后的事实，签署和发布时再核（公告的发布时间不在交易文件中：招标"
        "文件不得早于公告发出，条例16）：\n",
        "Left to what is registered or happens later, and checked when terms and notice are signed "
        "(the terms do not say when the notice is published: no documents are given out before it, "
        "条例16):\n");
    for (const auto& sentence : open)
        where.out << "  · " << sentence << "\n";
}

} // namespace

int check_terms(const app::Where& where, const std::string& file, const std::string& procedure, bool json)
{
    const auto [terms, open] = checked(where, file, procedure);
    if (json && (terms || !terms.error().fields.empty())) {
        where.out << boost::json::serialize(mistakes_of(terms)) << "\n";
        return terms ? 0 : 1;
    }
    int code = 0;
    if (!terms)
        code = app::say(where, terms.error());
    else
        where.out << in(where, "没有发现错误。SM3 ", "no mistake. SM3 ") << to_hex(terms::digest(*terms))
                  << "\n";
    if (!open.empty())
        tell_open(where, open);
    return code;
}

int print_terms(const app::Where& where, const std::string& file)
{
    const auto terms = terms_of(file);
    if (!terms)
        return app::say(where, terms.error());
    where.out << terms::print(*terms);
    return 0;
}

int compare_terms(const app::Where& where, const std::string& before, const std::string& after, bool json)
{
    const auto first = terms_of(before);
    if (!first)
        return app::say(where, first.error());
    const auto second = terms_of(after);
    if (!second)
        return app::say(where, second.error());
    const auto differences = terms::compare(*first, *second);
    if (json)
        where.out << boost::json::serialize(wire::write(differences)) << "\n";
    else
        where.out << terms::print_comparison(*first, *second);
    return differences.empty() ? 0 : 1;
}

} // namespace tianping::words
