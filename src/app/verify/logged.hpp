#pragma once
// What files and events of an export say, and how a difference is told.
#include "app/verify/verify.hpp"
#include "infra/spine/event_log.hpp"
#include <functional>
#include <map>
#include <set>

namespace tianping::verify {

// Of an event's actor as the log shows it (docs/formats/event.md).
struct LoggedActor {
    std::string person{};
    std::string organisation{};
    std::string mandate{};
    std::string on_behalf_of{};
    bool system = false;
};
BOOST_DESCRIBE_STRUCT(LoggedActor, (), (person, organisation, mandate, on_behalf_of, system))

// A file of the export by its path below the folder.
using FetchFile = std::function<Result<Bytes>(const std::string& file)>;

// What lies in a file of the export.
struct HashedFile {
    Digest digest{};
    std::int64_t size = 0;
};
// By the file's path below the folder: the terms of every lot name the same files, so that what one intake
// read is not read and hashed again for the next.
using HashedFiles = std::map<std::string, HashedFile>;

// A difference is told with its code and what it is about.
Error differs(const char* code, const std::string& detail);
// Nodes' clocks differ by less.
inline constexpr std::chrono::minutes nodes_clocks{1};
// By when an event was on record: what a journal kept is recorded behind its arrival.
Instant recorded_by(const opening::LoggedEvent& event);

Finding finding_of(const Status& status, const char* what, const std::string& where);
bool has(const std::vector<std::string>& list, const std::string& one);
// Whether the event's body names this certificate (hex digest).
bool names_certificate(const opening::LoggedEvent& event, const std::string& digest);
// The certificate (base64 DER) of this digest (hex) among those that come with the evidence;
// `verify.certificate_missing`.
Result<std::string> certificate_given(const opening::Evidence& evidence, const std::string& digest);
// The code of the organisation that a certificate (base64 DER) names.
Result<std::string> organisation_of(const std::string& certificate);

// The event is a Body that fits.
template <class Body>
bool says(const opening::LoggedEvent& event, const std::function<bool(const Body&)>& fits)
{
    if (event.kind != Body::kind)
        return false;
    auto value = wire::parse_json(event.body);
    if (!value)
        return false;
    events::leave_out_commitment<Body>(*value); // its private body is not here
    const auto body = wire::from_value<Body>(*value);
    return body && fits(*body);
}

// Certificates (base64 DER) and when each was used.
using Uses = std::map<std::string, std::set<Instant>>;

} // namespace tianping::verify
