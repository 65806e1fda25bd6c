#pragma once
// What is recorded of an opening's people. Stream: the intake, but for a sign-in, which has a stream of its
// own (att_…): until names are public nobody may count who came (20-21, 招法22).
#include "rooms/hall/types.hpp"
#include <boost/mp11.hpp>

namespace tianping::hall {

struct SignedIn {
    static constexpr std::string_view kind = "hall.signed_in";
    static constexpr int version = 1;
    std::string intake{};
    std::string certificate{};
};
BOOST_DESCRIBE_STRUCT(SignedIn, (), (intake, certificate))

struct ObjectionRaised {
    static constexpr std::string_view kind = "hall.objection_raised";
    static constexpr int version = 1;
    std::string objection{};
    std::string who{};
    std::string text{};
};
BOOST_DESCRIBE_STRUCT(ObjectionRaised, (), (objection, who, text))

struct ObjectionAnswered {
    static constexpr std::string_view kind = "hall.objection_answered";
    static constexpr int version = 1;
    std::string objection{};
    std::string answer{};
};
BOOST_DESCRIBE_STRUCT(ObjectionAnswered, (), (objection, answer))

struct SigningOpened {
    static constexpr std::string_view kind = "hall.signing_opened";
    static constexpr int version = 1;
    std::string record_digest{};
    Instant until{};
};
BOOST_DESCRIBE_STRUCT(SigningOpened, (), (record_digest, until))

struct RecordSigned {
    static constexpr std::string_view kind = "hall.record_signed";
    static constexpr int version = 1;
    SignerRole role{};
    std::string organisation{}; // its name
    std::string record_digest{};
};
BOOST_DESCRIBE_STRUCT(RecordSigned, (), (role, organisation, record_digest))

struct SignatureRefused {
    static constexpr std::string_view kind = "hall.signature_refused";
    static constexpr int version = 1;
    SignerRole role{};
    std::string organisation{};
    std::string reason{};
};
BOOST_DESCRIBE_STRUCT(SignatureRefused, (), (role, organisation, reason))

struct SessionEnded {
    static constexpr std::string_view kind = "hall.session_ended";
    static constexpr int version = 1;
    std::int64_t signatures{};
    std::int64_t refusals{};
    std::int64_t absences{};
};
BOOST_DESCRIBE_STRUCT(SessionEnded, (), (signatures, refusals, absences))

// The record is printed and public (20-32). `version` of the record; an earlier one stays readable.
struct RecordPublished {
    static constexpr std::string_view kind = "hall.record_published";
    static constexpr int version = 1;
    std::int64_t record_version{};
    bool final{};
    std::string digest{};
    std::string pdf{}; // SM3 of the file
};
BOOST_DESCRIBE_STRUCT(RecordPublished, (), (record_version, final, digest, pdf))

// In the intake's own stream.
using IntakeBodies = boost::mp11::mp_list<ObjectionRaised, ObjectionAnswered, SigningOpened, RecordSigned,
                                          SignatureRefused, SessionEnded, RecordPublished>;
using Bodies = boost::mp11::mp_push_back<IntakeBodies, SignedIn>;

} // namespace tianping::hall
