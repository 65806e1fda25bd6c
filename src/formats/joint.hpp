#pragma once
// The agreement of a joint body (招法31, 条例37): who bids together for one intake, and who leads. Each party
// signs the same bytes on its own machine, so nobody is named a member who did not agree to it, and the
// platform knows nothing of it before the offer comes. encode() and decode() as in formats/messages.hpp.
#include "formats/place.hpp"

namespace tianping::seal {

inline constexpr std::size_t most_members = 16;

// "TPJOIN01": signed by the lead and by every member.
struct JointAgreement {
    Place place{};
    std::string lead{};                 // organisation code
    std::vector<std::string> members{}; // the others' codes, ascending, each once, 1 to most_members

    Status check() const; // `seal.bad_message`, `seal.bad_name`
    Bytes encode() const;
    static Result<JointAgreement> decode(ByteView bytes);
    // The lead, then the members.
    std::vector<std::string> parties() const;
    friend bool operator==(const JointAgreement&, const JointAgreement&) = default;
};
BOOST_DESCRIBE_STRUCT(JointAgreement, (), (place, lead, members))

} // namespace tianping::seal
