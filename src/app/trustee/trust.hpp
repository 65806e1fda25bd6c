#pragma once
// Whose certificates count for an institution: its own anchors and revocation lists say so, never the
// platform.
#include "app/trustee/trustee_state.hpp"
#include "formats/closing_rules.hpp"
#include "infra/crypto/chain.hpp"
#include "rooms/opening/api.hpp"

namespace tianping::trustee {

// From the base64 of its DER.
Result<crypto::Certificate> certificate_from(const std::string& base64);
// The certificate under which these bytes are signed; `otherwise` where they are not.
Result<crypto::Certificate> certificate_that_signed(const std::string& certificate, ByteView message,
                                                    const std::string& signature, const Error& otherwise);

class Trust {
public:
    explicit Trust(const crypto::TrustStore* anchors = nullptr) : anchors_{anchors} {}

    bool anchored() const { return anchors_ != nullptr; }
    // Chain, usage, validity and revocation at that instant. Without anchors everything serves.
    // `certificate.crl_stale`: nothing is decided with a list that has run out; a fresh one decides it.
    Result<bool> serves(const crypto::Certificate& certificate, Instant at) const;
    Result<bool> serves(const std::string& certificate, Instant at) const; // base64 of the DER

private:
    const crypto::TrustStore* anchors_;
};

// The owner as an institution knows him: by the first terms that it held of his trade.
struct PinnedOwner {
    std::string certificate{}; // hex digest of the one that signed them
    std::string code{};        // 统一社会信用代码 of that certificate
};
Result<PinnedOwner> owner_of(const IntakeState& state);

// Whether what this certificate signed then is the owner's: with anchors any of his organisation that serves
// counts, and without them the pinned one alone, since nobody vouches for the organisation that another
// names.
Result<bool> speaks_for(const PinnedOwner& owner, const crypto::Certificate& signer, Instant at,
                        const Trust& trust);

// What a closed set is judged by: a closer's certificate serves now, a bidder's served when his SUBMIT
// arrived (as the platform says, but never later than the deadline nor earlier than the certificate itself).
// One that does not is not in force.
Status judge(seal::Signers& signers, const opening::Closing& closing, Instant deadline, Instant now,
             const Trust& trust);

} // namespace tianping::trustee
