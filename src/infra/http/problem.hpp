#pragma once
// Refusals as the outside sees them: RFC 9457, application/problem+json (docs/formats/http.md).
#include "infra/http/catalogue.hpp"
#include "infra/http/message.hpp"
#include "infra/spine/command.hpp"

namespace tianping::http {

struct ProblemField {
    std::string path{};
    std::string code{};
    std::string allowed{};
    std::string message{};
};
BOOST_DESCRIBE_STRUCT(ProblemField, (), (path, code, allowed, message))

struct Problem {
    std::string type{};  // "/problems/bidding.too_late", relative to the installation
    std::string title{}; // of the kind of refusal
    int status{};
    std::string detail{}; // of this refusal, for people
    std::string code{};
    std::vector<ProblemField> fields{};
    std::optional<std::string> article{};  // of the law behind it
    std::optional<Instant> earliest{};     // when the same act would be lawful
    std::optional<std::string> incident{}; // of a fault of the house: the name under which it was logged
};
BOOST_DESCRIBE_STRUCT(Problem, (), (type, title, status, detail, code, fields, article, earliest, incident))

// The one place where a refusal becomes a number.
int status_of(const Error& error);

Problem problem_of(const Error& error, const Catalogue& catalogue, std::string_view language);

// application/problem+json with Retry-After, WWW-Authenticate and Allow where they belong. Overload and
// unknown outcomes say Retry-After: params["retry_after"] seconds, 1 unless told.
Response problem_response(const Error& error, const Catalogue& catalogue, std::string_view language);

} // namespace tianping::http
