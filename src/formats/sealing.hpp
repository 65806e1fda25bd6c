#pragma once
// Sealing one part on the bidder's machine.
#include "formats/body.hpp"
#include "formats/manifest.hpp"

namespace tianping::seal {

struct FileToSeal {
    std::string name{};
    Source source{};
};

struct SealInput {
    // Everything but the number of chunks, which follows from the content.
    Prefix prefix{};
    std::vector<FileToSeal> files{};
    std::string tool{}, creation_id{}, machine_code{};
};

struct Sealed {
    Header header;
    Digest digest{};         // ed, of the whole envelope
    std::uint64_t bytes = 0; // of the whole envelope
    Manifest manifest{};
    std::optional<Secret> secret{}; // for the bidder's own keeping; whoever has it opens the part
};

// Seals the files into one envelope, which is written to `out` from front to back, header first. The files
// are read three times, a piece at a time. `chance` is 64 fresh random bytes from the edge; it is erased
// before this returns and must never serve twice. Refuses what Prefix::check and check(Manifest) refuse,
// content beyond the largest class (`seal.too_large`) and a file that cannot be read
// (`seal.source_unreadable`) or that changed meanwhile (`seal.source_changed`); what was written by then is
// worthless.
Result<Sealed> seal_part(const SealInput& input, Chance& chance, const Sink& out);

struct SealedBytes {
    Sealed sealed;
    Bytes envelope{};
};
// The same in memory.
Result<SealedBytes> seal_part(const SealInput& input, Chance& chance);

} // namespace tianping::seal
