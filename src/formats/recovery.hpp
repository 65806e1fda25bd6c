#pragma once
// From boxes to answers, from answers to the secret, from the secret to the content.
#include "formats/body.hpp"
#include "formats/manifest.hpp"
#include "formats/messages.hpp"

struct evp_pkey_st; // OpenSSL's EVP_PKEY, as crypto::PrivateKey::handle() gives it

namespace tianping::seal {

using crypto::Share;

// What a box holds, opened with its receiver's private key: a trustee's share, or with index 0 the secret
// itself for the bidder. The plaintext's length, its context and the share's range are checked; every failure
// is the same `seal.box_not_opened`, which a trustee answers as code 1 and nothing more.
Result<Scalar> open_box(const Header& header, std::uint8_t index, evp_pkey_st* key);
Result<Scalar> open_box(const Header& header, std::uint8_t index, const Scalar& key);

struct Recovered {
    Secret secret;
    std::vector<std::uint8_t> wrong{}; // trustees whose answer is not the share that this header gave them
};

// The secret from trustees' answers, each trustee at most once. With more than t answers every set of t is
// tried; a secret counts only when the header rebuilt from it is this header byte for byte, and then every
// answer is compared with its right value. Refused: an index without a box, 0 or twice
// (`seal.answers_malformed`), fewer than t answers (`seal.too_few_answers`), no set of t that rebuilds the
// header (`seal.header_not_rebuilt`; who lies is then unknown, and whether the bid is void is decided when
// all have answered or the window has ended). An answer that is not below 2^256 − 189 is a wrong one.
Result<Recovered> recover(const Header& header, const std::vector<Share>& answers);

// The secret as the bidder gives it: `seal.secret_out_of_range` or `seal.header_not_rebuilt`.
Result<Secret> recover_from_secret(const Header& header, const Scalar& secret);

// True when the PROOF was made by a holder of this secret, for this header and this CLOSE.
bool proves(const Proof& proof, const Header& header, const Digest& close, const Secret& secret);

// An envelope in memory, split after its header; the body is a view into it.
struct Envelope {
    Header header;
    ByteView body{};
    Digest digest{}; // ed

    static Result<Envelope> read(ByteView bytes);
};

// The front of a file, as much as a header may take; `seal.source_unreadable`.
Result<Bytes> front_of_file(const std::string& path);

// The header at the front of an envelope that lies in a file, of which no more is read: `seal.…` as
// Header::at_front, `seal.source_unreadable`.
Result<Header> header_of_file(const std::string& path);

struct OpenedPart {
    Bytes content{};
    OpenedContent inside{}; // its files are views into `content`, so an opened part moves but is never copied

    OpenedPart() = default;
    OpenedPart(OpenedPart&&) = default;
    OpenedPart& operator=(OpenedPart&&) = default;
};

// Body and manifest with all their checks.
Result<OpenedPart> open_part(const Envelope& envelope, const Secret& secret);

} // namespace tianping::seal
