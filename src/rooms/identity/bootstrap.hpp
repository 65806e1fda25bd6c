#pragma once
// The first people of an installation, for `tianping init`: the centre, its staff and the three
// administrators, with certificates of the installation's own authority. Later everyone else comes in through
// the routes.
#include "infra/crypto/authority.hpp"
#include "rooms/identity/api.hpp"

namespace tianping::identity {

struct FirstPerson {
    std::string handle{}; // names the files that are handed out: "security-admin"
    std::string name{};
    std::vector<Role> roles{};
};

struct CentrePlan {
    std::string code{};
    std::string name{};
    std::string region{};
    std::vector<FirstPerson> people{};
};

// A centre of a fictional city with desk, venue, witness and archive staff and the three administrators.
CentrePlan demonstration_centre();

struct FirstKeys {
    FirstPerson person{};
    crypto::KeyedPair pair; // the keys are for handing out; this process keeps none
};

// Before the transaction: makes keys and certificates, valid from `now` for `lasts`. Refuses what
// check_organisation_code() and the authority refuse.
Result<std::vector<FirstKeys>> prepare_centre(const crypto::Authority& authority, const CentrePlan& plan,
                                              Instant now, std::chrono::hours lasts);

struct Centre {
    OrganisationId organisation{};
    std::map<std::string, PersonId> people{}; // by handle
};

// Inside a command of the house, once in an installation: trusts the authorities, registers centre, people
// and certificates. `identity.centre_exists` when a centre is there; `identity.administrator_missing` (role)
// when the plan does not name each of the three administrators exactly once.
Result<Centre> establish_centre(WriteTx& tx, const Call& call, const CentrePlan& plan,
                                std::span<const FirstKeys> keys,
                                std::span<const crypto::Authority> authorities);

} // namespace tianping::identity
