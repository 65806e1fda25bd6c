#pragma once
// A demonstration authority in a folder of its own, at a time of the test's own.
#include "base/time_text.hpp"
#include "crypto/command_line.hpp"
#include "infra/crypto/authority.hpp"
#include "infra/crypto/chain.hpp"

namespace tianping::test {

inline const Instant noon = from_rfc3339("2026-03-23T12:00:00.250+08:00").value();
inline constexpr std::chrono::hours year{365 * 24};

inline crypto::Subject bidder()
{
    return {"北方建设 投标人", "北方建设有限公司", "91110000MA0000000X", "per_7"};
}

struct Demonstration {
    explicit Demonstration(crypto::Algorithm algorithm,
                           crypto::CrlPolicy policy = crypto::CrlPolicy::when_known)
        : authority{crypto::Authority::open({folder.path("keys"), algorithm, "", std::chrono::hours{24}, {}},
                                            noon)
                        .value()},
          store{policy}
    {
        store.trust(authority.root()).value();
        between = {authority.issuing()};
    }
    Folder folder;
    crypto::Authority authority;
    crypto::TrustStore store;
    std::vector<crypto::Certificate> between;
    crypto::Period period{noon, noon + year};
};

} // namespace tianping::test
