#include "app/words/publishing.hpp"
#include "app/words/session_file.hpp"
#include "formats/terms_blanks.hpp"
#include "formats/terms_check.hpp"
#include "formats/terms_print.hpp"
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

} // namespace

int check_terms(const app::Where& where, const std::string& file, bool json)
{
    const auto terms = terms_of(file);
    if (json && (terms || !terms.error().fields.empty())) {
        where.out << boost::json::serialize(mistakes_of(terms)) << "\n";
        return terms ? 0 : 1;
    }
    if (!terms)
        return app::say(where, terms.error());
    where.out << in(where, "没有发现错误。SM3 ", "no mistake. SM3 ") << to_hex(terms::digest(*terms)) << "\n";
    return 0;
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
