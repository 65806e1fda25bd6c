// The files that the terms name beside their own words: drawings, standards.
#include "app/verify/checks.hpp"
#include "infra/crypto/digest.hpp"
#include <algorithm>
#include <utility>

namespace tianping::verify {
namespace {

bool given_out(const terms::Terms& version, const opening::Evidence& evidence)
{
    return std::ranges::any_of(evidence.events, [&](const auto& event) {
        return version.documents_from <= from_millis(event.recorded_at);
    });
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

void Checks::terms_files(const FetchFile& fetch)
{
    for (const auto& named : files_of_terms(evidence_)) {
        const auto& file = named.file;
        const auto one = [&]() -> Status {
            TP_TRY(digest, digest_from_hex(file.digest)); // it becomes a file's name
            TP_TRY(bytes, fetch(terms_file(to_hex(digest))));
            const bool same = crypto::sm3(bytes) == digest && std::cmp_equal(bytes.size(), file.size);
            return same ? Status{} : Status{differs("verify.terms_file_differs", file.name)};
        };
        found(one(), "verify.terms_file", evidence_.kit.intake + "/" + file.name);
    }
}

} // namespace tianping::verify
