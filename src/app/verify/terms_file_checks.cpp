// The files that the terms name beside their own words: drawings, standards.
#include "app/verify/checks.hpp"
#include "infra/crypto/digest.hpp"
#include <algorithm>
#include <iterator>

namespace tianping::verify {
namespace {

bool given_out(const terms::Terms& version, const opening::Evidence& evidence)
{
    return std::ranges::any_of(evidence.events, [&](const auto& event) {
        return version.documents_from <= from_millis(event.recorded_at);
    });
}

Result<HashedFile> hashed_once(const std::string& name, const FetchFile& fetch, HashedFiles& hashed)
{
    if (const auto known = hashed.find(name); known != hashed.end())
        return known->second;
    TP_TRY(bytes, fetch(name));
    const HashedFile out{crypto::sm3(bytes), std::ssize(bytes)};
    hashed.emplace(name, out);
    return out;
}

} // namespace

std::string terms_file(const std::string& digest)
{
    return "terms-files/" + digest;
}

std::vector<NamedFile> files_of_terms(const opening::Evidence& evidence)
{
    std::vector<NamedFile> out;
    const auto add = [&](const terms::Terms& version) {
        for (const auto& file : version.files) {
            const auto same = [&](const NamedFile& known) {
                return known.file.digest == file.digest && known.file.size == file.size;
            };
            if (given_out(version, evidence) && std::ranges::none_of(out, same))
                out.push_back({to_hex(terms::digest(version)), file});
        }
    };
    for (const auto& older : evidence.older_terms)
        add(older);
    add(evidence.kit.terms);
    return out;
}

void Checks::terms_files(const FetchFile& fetch, HashedFiles& hashed)
{
    for (const auto& named : files_of_terms(evidence_)) {
        const auto& file = named.file;
        const auto one = [&]() -> Status {
            TP_TRY(digest, digest_from_hex(file.digest)); // it becomes a file's name
            TP_TRY(there, hashed_once(terms_file(to_hex(digest)), fetch, hashed));
            const bool same = there.digest == digest && there.size == file.size;
            return same ? Status{} : Status{differs("verify.terms_file_differs", file.name)};
        };
        found(one(), "verify.terms_file", evidence_.kit.intake + "/" + file.name);
    }
}

} // namespace tianping::verify
