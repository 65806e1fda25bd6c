#pragma once
// An authority and the centre's people with their keys, as they stand on the first day. Made once in a
// process: it takes longer than most tests.
#include "infra/crypto/authority.hpp"
#include "rooms/identity/bootstrap.hpp"
#include "support/scratch.hpp"
#include <map>

namespace tianping::identity {

struct FirstDay {
    explicit FirstDay(crypto::Algorithm algorithm)
        : keys_of_all{prepare_centre(crypto::Authority::open({keys(), algorithm}, test::monday).value(),
                                     demonstration_centre(), test::monday, std::chrono::hours{365 * 24})
                          .value()}
    {
    }
    std::filesystem::path keys() const { return folder.path() / "keys"; }

    test::ScratchFolder folder;
    std::vector<FirstKeys> keys_of_all;
};

inline const FirstDay& first_day(crypto::Algorithm algorithm)
{
    static std::map<crypto::Algorithm, FirstDay> all;
    return all.try_emplace(algorithm, algorithm).first->second;
}

// Whose keys an authority has: those of the first day, as every house of its algorithm, or its own.
enum class Keys { shared, own };

inline crypto::Authority authority_in(const std::filesystem::path& folder, crypto::Algorithm algorithm,
                                      Keys whose)
{
    if (whose == Keys::shared)
        std::filesystem::copy(first_day(algorithm).keys(), folder, std::filesystem::copy_options::recursive);
    return crypto::Authority::open({folder, algorithm}, test::monday).value();
}

} // namespace tianping::identity
