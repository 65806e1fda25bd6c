#pragma once
// Whom a round of an invited tender invites (招法17). Owner and agent set the list before the invitation goes
// out; nobody else learns of it before the opening (招法22). What later rooms ask stands first. Included
// through api.hpp.
#include "infra/spine/store.hpp"
#include "rooms/identity/api.hpp"
#include "rooms/trade/words.hpp"

namespace tianping::trade {

struct RoundFacts; // api.hpp

// A list was set for the round: what concerns it goes to the invited alone until it is opened.
bool by_invitation(const ReadTx& tx, const RoundId& round);
bool is_invited(const ReadTx& tx, const RoundId& round, const identity::OrganisationId& who);
// By invitation, and never opened.
bool only_for_invited(const ReadTx& tx, const RoundFacts& round);
// Registered organisations that may see the round: none before it is announced.
std::vector<std::string> invited_to(const ReadTx& tx, const RoundFacts& round);
std::int64_t how_many_invited(const ReadTx& tx, const RoundId& round);

struct Invitee {
    std::string code{}; // 统一社会信用代码; need not be registered yet
    std::string name{};
};
BOOST_DESCRIBE_STRUCT(Invitee, (), (code, name))

// PUT /api/v1/rounds/{round}/invitees: the whole list, of the version that If-Match names.
struct InviteesIn {
    std::vector<Invitee> invitees{};
    Status form() const; // base/body.hpp
};
BOOST_DESCRIBE_STRUCT(InviteesIn, (), (invitees))

struct InviteesOut {
    RoundId round{};
    std::vector<Invitee> invitees{};
    std::int64_t version{}; // of the round
};
BOOST_DESCRIBE_STRUCT(InviteesOut, (), (round, invitees, version))

// Whom the round invites is in the private body, not even their number is public (招法22).
struct InviteesSet {
    RoundId round{};
    static constexpr std::string_view kind = "trade.invitees_set";
    static constexpr int version = 1;
};
BOOST_DESCRIBE_STRUCT(InviteesSet, (), (round))

struct InviteeRow {
    std::string id{}; // "rnd_…/code"
    RoundId round{};
    std::string code{};
    std::string name{};
    static constexpr std::string_view table = "round_invitee";
};
BOOST_DESCRIBE_STRUCT(InviteeRow, (), (id, round, code, name))

} // namespace tianping::trade
