#pragma once
// A house of another authority, which nobody in the test's own house trusts; it has no centre.
#include "identity/identity_house.hpp"

namespace tianping::identity {

struct ForeignHouse : IdentityHouse {
    explicit ForeignHouse(test::Home home, crypto::Algorithm algorithm = crypto::Algorithm::sm2)
        : IdentityHouse{home, algorithm, due_work(), Keys::own}
    {
    }
};

} // namespace tianping::identity
