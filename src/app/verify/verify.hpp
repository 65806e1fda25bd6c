#pragma once
// `tianping verify trade EXPORT`: recomputes every digest, signature, key, receipt, closed set, share and
// event of an exported trade, offline and without trusting the platform that exported it. EXPORT is a folder:
//   export.json               what is in it
//   anchors.pem               the authorities that the platform accepted
//   intakes/<intake>.json     Evidence of each intake that was read out or returned (rooms/opening/api.hpp)
//   envelopes/<ed>.sealed     the sealed parts whose content this reader is given
//   terms-files/<digest>      what the terms name beside their own words
//   evidence-files/<digest>   what host and bidders handed in about bids that did not open
//   rules/<round>.json        the procedure and limits that the round pinned at its first publication
//   rules/<round>-<digest>.json  those of a later version to which it went over
//   records/<intake>-<n>.json each version of the opening record, and its paper beside it as .pdf
#include "infra/crypto/chain.hpp"
#include "rooms/opening/api.hpp"
#include <filesystem>
#include <functional>

namespace tianping::verify {

struct ExportFile {
    std::string format{"tianping/export/1"};
    std::string platform{};
    std::string trade{};
    std::string title{};
    std::vector<std::string> intakes{};
};
BOOST_DESCRIBE_STRUCT(ExportFile, (), (format, platform, trade, title, intakes))

// Where rules lie in the folder (their name is the round, and behind its first pin the digest too), and by
// their digests a file that the terms name, a sealed part, what host or bidder handed in; a version of an
// opening record (ending ".json" or ".pdf").
std::string rules_file(const std::string& name);
std::string terms_file(const std::string& digest);
std::string envelope_file(const std::string& digest);
std::string evidence_file(const std::string& digest);
std::string record_file(const std::string& intake, std::int64_t version, const char* ending);

// Whether the part's file is its evidence's to give: it is neither kept from the reader nor lost.
bool gives_envelope(const opening::OpenedEvidence& part);

// A file of the terms, and the digest of the version that names it.
struct NamedFile {
    std::string terms{};
    terms::File file{};
};
// Those of all versions that the evidence shows, each digest and size once. Left out is a version whose
// documents are given out later than anything that its log tells: nobody could fetch them yet.
std::vector<NamedFile> files_of_terms(const opening::Evidence& evidence);

// As they lie there, before anything in them is believed; `verify.file_missing`, `verify.respelled`.
Result<ExportFile> read_contents(const std::filesystem::path& folder);
Result<opening::Evidence> read_evidence(const std::filesystem::path& folder, const std::string& intake);

// One thing that was checked, and what was found. `ok` false: something differs from what was published.
struct Finding {
    bool ok = false;
    std::string what{};  // code, "verify.closed_set"
    std::string where{}; // intake, submission, part
    std::string detail{};
};
BOOST_DESCRIBE_STRUCT(Finding, (), (ok, what, where, detail))

// An intake, how many of its sealed parts are opened again, and of how many that were given.
using Told = std::function<void(const std::string& intake, std::int64_t done, std::int64_t total)>;

// What a reader has to know although nothing differs: he gave no authorities, so that certificates and time
// stamps lead only to those that the export brought; a session was still open when the export was fetched; a
// private body was erased, which the log says with reason and article; a receipt's time stamp came after its
// set was closed; what a part says was not given to the reader, one note for each, so that its shares, secret
// and content are not recomputed; how an agent was named, as the owner signed it, is not in the export.
inline constexpr const char* anchors_not_given = "verify.anchors_not_given";
inline constexpr const char* session_open = "verify.session_open";
inline constexpr const char* private_erased = "verify.private_erased";
inline constexpr const char* stamped_after_closing = "verify.stamped_after_closing";
inline constexpr const char* part_kept = "verify.part_kept";
inline constexpr const char* naming_not_given = "verify.naming_not_given";
bool is_note(const Finding& finding);

// Everything that can be checked, also after the first difference; nothing is fetched. Certificates and time
// stamps must lead to `anchors`, or, where the reader brings none, to those of the export, which are named
// with their digests for him to compare, as is the certificate that signed each closed set. Where he brings
// `timestamp_anchors`, time stamps must lead to those alone, and they vouch for nothing else.
std::vector<Finding> verify_export(const std::filesystem::path& folder,
                                   const std::vector<crypto::Certificate>& anchors = {},
                                   const std::vector<crypto::Certificate>& timestamp_anchors = {},
                                   const Told& told = {});
bool all_ok(const std::vector<Finding>& findings);

} // namespace tianping::verify
