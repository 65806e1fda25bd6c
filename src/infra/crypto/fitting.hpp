#pragma once
// The signatures that were found to fit lately, so that the same one need not be computed again: the same few
// terms, keys and acts are checked by everybody who meets them. Whether a signature fits depends on key,
// message and signature alone; only those that fit are kept, by the digest of all three.
#include "infra/crypto/digest.hpp"
#include <shared_mutex>
#include <unordered_set>

namespace tianping::crypto {

class Fitting {
public:
    // Of the whole process; may be used from several threads. At most 8192 are remembered, the oldest go
    // first.
    static Fitting& lately();
    static Digest name_of(ByteView key, ByteView message, ByteView signature);

    bool holds(const Digest& name) const;
    void keep(const Digest& name);

private:
    struct Begin {
        std::size_t operator()(const Digest& name) const;
    };
    using Names = std::unordered_set<Digest, Begin>;
    mutable std::shared_mutex lock_{};
    Names newer_{}, older_{};
};

} // namespace tianping::crypto
