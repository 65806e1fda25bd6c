#pragma once
// Who reads an evidence, and what of the sealed parts it gives him (api.hpp, Given).
#include "rooms/opening/types.hpp"

namespace tianping::opening {

struct Reader {
    Given given{Given::read_out}; // everybody's
    std::string submission{};     // with `own_bid`
};
// Behind Capability::bids_read: who bid in this closed set reads his own bid, all others whom the policy lets
// in read the whole.
Result<Reader> reader_of(const ReadTx& tx, const trade::IntakeId& intake, const Call& call);

// Whether he is given what this part says.
bool gives(const Reader& reader, std::string_view part, const std::string& submission,
           const std::vector<ReadOut>& lines);
// Leaves of the other parts what proves that nothing was swapped: which they are and how they stand. No
// secret, no answer that holds a share or a secret.
void keep_back(const Reader& reader, Evidence& evidence);

} // namespace tianping::opening
