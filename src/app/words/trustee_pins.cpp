#include "app/words/trustee_pins.hpp"
#include "app/trustee/trustee_state.hpp"
#include "app/words/authorities.hpp"
#include "app/words/session_file.hpp"
#include "infra/spine/log.hpp"
#include "rooms/identity/api.hpp"
#include <algorithm>

namespace tianping::words {
namespace {

// The certificate that the operator gives must be the one that is pinned, and is pinned when none is.
Result<std::string> platform_of(const TrusteeOptions& options)
{
    const trustee::StateFolder state{options.state};
    const auto pinned = state.platform();
    if (options.platform_certificate.empty())
        return pinned.value_or("");
    TP_TRY(certificate, certificate_of(options.platform_certificate));
    const auto given = certificate.digest_text();
    if (pinned && *pinned != given) {
        Error e{Fault::conflict, "trustee.platform_changed"};
        e.params = {{"pinned", *pinned}, {"given", given}, {"file", options.state + "/platform.pin"}};
        return e;
    }
    state.pin_platform(given);
    return given;
}

// The same with the authorities that the operator trusts: what was pinned first counts.
Result<std::vector<crypto::Certificate>> anchors_of(const TrusteeOptions& options)
{
    const trustee::StateFolder state{options.state};
    const auto kept = state.anchors();
    Authorities pinned;
    if (kept) {
        TP_TRY(read, authorities_of(*kept));
        pinned = std::move(read);
    }
    TP_TRY(given, authorities_in(options.anchors));
    const auto& used = options.anchors.empty() ? pinned : given;
    TP_CHECK(trust_in(used.certificates, options.crls));
    if (kept && pinned.certificates != used.certificates) {
        Error e{Fault::conflict, "trustee.anchors_changed"};
        e.params["file"] = options.state + "/anchors.pem";
        return e;
    }
    if (!kept && !options.anchors.empty())
        state.pin_anchors(given.pem);
    return used.certificates;
}

// And with the owners whose intakes the institution serves: in whatever order they are given.
Result<std::vector<std::string>> owners_of(const TrusteeOptions& options)
{
    const trustee::StateFolder state{options.state};
    auto given = options.owners;
    for (const auto& owner : given)
        if (const auto code = identity::check_organisation_code(owner); !code)
            return invalid_field(code.error().code, "--owner " + owner);
    std::ranges::sort(given);
    given.erase(std::unique(given.begin(), given.end()), given.end());
    const auto pinned = state.owners();
    if (given.empty() || given == pinned)
        return pinned;
    if (!pinned.empty()) {
        Error e{Fault::conflict, "trustee.owners_changed"};
        e.params["file"] = options.state + "/owners.pin";
        return e;
    }
    state.pin_owners(given);
    return given;
}

} // namespace

Result<Pinned> pinned_of(const TrusteeOptions& options)
{
    TP_TRY(platform, platform_of(options));
    TP_TRY(anchors, anchors_of(options));
    TP_TRY(owners, owners_of(options));
    return Pinned{platform, anchors, owners};
}

void tell_what_is_not_checked(const TrusteeOptions& options, const Pinned& pinned)
{
    if (pinned.platform.empty())
        log::warn("no platform certificate is pinned yet: the first closed set will pin its own");
    if (pinned.anchors.empty())
        log::warn("no anchors: whose certificates bidders, closers and the owner have, and whether they are "
                  "valid and not revoked, is not checked, and no cause that an agent signed counts");
    else if (options.crls.empty())
        log::warn("no revocation list: whether a certificate was revoked is not checked");
    if (pinned.owners.empty())
        log::warn(
            "no owner is named: whose intakes these are is the platform's word when it first shows them");
}

} // namespace tianping::words
