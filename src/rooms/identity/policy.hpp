#pragma once
// The one policy of the house (design.md 8): a table of grants, deny by default. may() of api.hpp reads it.
//
// Order of an answer: the house itself asks nobody and is granted nothing; what is hidden is not there,
// whatever a grant says; conflicts of parts deny whatever a grant says; then the first grant that fits
// allows. A refusal says
//   KIND.unknown (404)           when the object is not published and the caller has no part in it, as if it
//                                were not there; KIND is Object::kind, so "trade" answers `trade.unknown`.
//                                A supervisor has a part in what a centre houses within his supervision
//                                (region and class of the trade), not in bidders' own things;
//                                an agent under a mandate none in what its scope does not cover
//   identity.sign_in_first (401) when nobody is signed in
//   identity.conflict_of_parts   who supervises runs nothing, bids for nothing and answers as a trustee for
//                                nothing that he supervises, though he may witness its closing (20-50); the
//                                centre (20-23), the agent, the former one too (条例13), and the owner
//                                (条例34) do not bid
//   identity.mandate_scope (403) what his mandate would allow him, were it for this trade too
//   identity.not_allowed (403)   otherwise
#include "rooms/identity/api.hpp"
#include <set>
#include <span>

namespace tianping::identity {

// What the caller is to the object.
enum class Relation {
    anyone,    // also without signing in
    visible,   // anyone, when there is no object or it is published
    signed_in, // whatever the object
    own_name,  // signed in and not under a mandate, whatever the object
    no_object, // signed in in his own name, and the act is about nothing that exists yet
    owner,     // in his own name
    agent,     // signed in under a mandate of an owner that covers the trade (within_scope)
    centre,
    holder, // it is his own organisation's thing
    trustee,
    supervisor // in his own name, of an authority whose supervision covers the trade (supervises)
};
BOOST_DESCRIBE_ENUM(Relation, anyone, visible, signed_in, own_name, no_object, owner, agent, centre, holder,
                    trustee, supervisor)

struct Grant {
    Capability what{};
    std::string_view roles{}; // names, one blank between; empty: no role asked
    Relation relation{};
    std::string_view stages{}; // of the object, one blank between; empty: at every stage
};

// Whether it holds the region and the class of what a centre houses. Pure.
bool reaches(const Supervision& supervision, const http::Object& object);

std::span<const Grant> grants();
std::set<Relation> relations_of(const Actor& actor, const http::Object* object);

} // namespace tianping::identity
