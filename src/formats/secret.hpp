#pragma once
// The secret of one part. Shares, ephemerals and keys all follow from it and from the context, so whoever
// knows it can rebuild the whole header.
#include "formats/envelope.hpp"
#include "infra/crypto/sm4.hpp"

namespace tianping::seal {

using Chance = std::array<std::uint8_t, 64>; // fresh random bytes for one part

struct BodyKeys {
    crypto::Sm4Ctr::Block cipher{};
    Digest code{};
};

class Secret {
public:
    // A secret of unknown origin: refuses 0 and what is not below 2^256 − 189 with
    // `seal.secret_out_of_range`.
    static Result<Secret> from(const Scalar& value, const Digest& context);
    // A sealer's fresh secret: from chance, hedged with the digest of the content, so that a repeated random
    // state alone does not repeat a key stream.
    static Secret fresh(const Chance& chance, const Digest& content, const Digest& context);

    Secret(const Secret&) = default;
    Secret& operator=(const Secret&) = default;
    ~Secret();

    const Scalar& value() const { return value_; }
    const Digest& context() const { return context_; }
    // y_i for a threshold; y_0 is the secret itself.
    Scalar share(std::uint8_t threshold, std::uint8_t index) const;
    BodyKeys body_keys() const;
    // The code of a PROOF message for that CLOSE.
    Digest proof(const Digest& close) const;
    // The box of one receiver: share and context under SM2 with the derived ephemeral.
    Bytes box(std::uint8_t threshold, std::uint8_t index, const Point& receiver) const;

private:
    Secret(const Scalar& value, const Digest& context);
    Bytes derived(std::string_view label, std::size_t length) const;
    Scalar value_{};
    Digest context_{}, root_{};
};

// The header that belongs to a checked prefix and this secret. The secret's context must be the prefix's;
// another one is a bug and throws std::logic_error.
Bytes rebuild_header(const Prefix& prefix, const Secret& secret);

} // namespace tianping::seal
