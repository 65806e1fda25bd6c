#include "infra/http/problem.hpp"
#include <algorithm>
#include <span>

namespace tianping::http {
namespace {

int status_of_fault(Fault fault)
{
    switch (fault) {
    case Fault::malformed:
        return 400;
    case Fault::unauthenticated:
        return 401;
    case Fault::forbidden:
        return 403;
    case Fault::not_found:
        return 404;
    case Fault::conflict:
        return 409;
    case Fault::too_early:
        return 409;
    case Fault::too_late:
        return 410;
    case Fault::too_large:
        return 413;
    case Fault::invalid:
        return 422;
    case Fault::too_many:
        return 429;
    case Fault::unavailable:
        return 503;
    case Fault::outcome_unknown:
        return 503;
    case Fault::internal:
        return 500;
    }
    return 500;
}

bool may_be_tried_again(Fault fault)
{
    return fault == Fault::too_many || fault == Fault::unavailable || fault == Fault::outcome_unknown;
}

std::string param(const Error& error, const std::string& name, const std::string& otherwise)
{
    const auto it = error.params.find(name);
    return it == error.params.end() ? otherwise : it->second;
}

} // namespace

int status_of(const Error& error)
{
    // Refusals of the protocol that HTTP has its own number for.
    static const std::map<std::string, int, std::less<>> own{
        {"http.method_not_allowed", 405},    {"http.want_json", 415},         {"http.content_coded", 415},
        {"http.range_not_satisfiable", 416}, {"http.headers_too_large", 431}, {"http.coding_unknown", 501}};
    const auto it = own.find(error.code);
    return it == own.end() ? status_of_fault(error.fault) : it->second;
}

Problem problem_of(const Error& error, const Catalogue& catalogue, std::string_view language)
{
    Problem out;
    out.type = "/problems/" + error.code;
    out.title = catalogue.text("fault." + wire::name_of(error.fault), {}, language);
    out.status = status_of(error);
    out.detail = catalogue.text(error.code, params_of(error), language);
    out.code = error.code;
    for (const auto& field : std::span{error.fields}.first(std::min(error.fields.size(), wire::most_faults)))
        out.fields.push_back({field.path, field.code, field.allowed,
                              catalogue.text(field.code, params_of(field, error), language)});
    if (!error.article.empty())
        out.article = error.article;
    out.earliest = error.earliest;
    if (const auto it = error.params.find("incident"); it != error.params.end())
        out.incident = it->second;
    return out;
}

Response problem_response(const Error& error, const Catalogue& catalogue, std::string_view language)
{
    const auto problem = problem_of(error, catalogue, language);
    Response out;
    out.status = problem.status;
    out.headers = {{"Content-Type", "application/problem+json"},
                   {"Content-Language", std::string{language}},
                   {"Cache-Control", "no-store"}};
    if (may_be_tried_again(error.fault))
        out.headers.push_back({"Retry-After", param(error, "retry_after", "1")});
    if (problem.status == 401)
        out.headers.push_back({"WWW-Authenticate", "Bearer"});
    if (problem.status == 405)
        out.headers.push_back({"Allow", param(error, "allowed", "")});
    out.body = boost::json::serialize(wire::write(problem));
    return out;
}

} // namespace tianping::http
