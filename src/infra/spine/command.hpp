#pragma once
// A command is decided once. The same key gives the same answer, also after a restart; the same key with
// another body, or under another mandate, is refused (`command.key_reused`). Refusals are kept as answers
// too; overload is not.
#include "infra/spine/call.hpp"
#include "infra/spine/store.hpp"
#include <functional>

namespace tianping {

struct Answer {
    int status = 200;
    boost::json::value body{};
    std::int64_t version = 0;   // ETag, 0 for none
    boost::json::object once{}; // members of the body that are told now and kept nowhere (a session's token)
};

struct Command {
    std::string name{};        // route or job kind: "POST /api/v1/trades"
    std::string body_digest{}; // hex SM3 of what was asked, path and body
    Call call{};
    std::function<Result<Answer>(WriteTx&, const Call&)> decide{}; // about a millisecond; no I/O
    // False: it asks for the answer of its key, and what it decides where there is none is not kept.
    bool is_remembered = true;
};

enum class Decided { committed, refused, unknown };
BOOST_DESCRIBE_ENUM(Decided, committed, refused, unknown)

struct Outcome {
    Decided decided = Decided::unknown;
    Result<Answer> answer = Answer{}; // the stored one when the key was asked before
    bool repeated = false;
};

} // namespace tianping
