#pragma once
// The papers behind a registration: the scan of what the party signed at the desk (6.2.1), and the documents
// that the registration names. They lie among the uploads; parties, centre and supervisors read them, nobody
// else.
#include "infra/blob/blob_store.hpp"
#include "rooms/trade/bodies.hpp"
#include "rooms/trade/types.hpp"

namespace tianping::trade {

// Whether one of these organisations uploaded a file of this digest and size. That such a blob exists is not
// enough: every sealed part is one.
bool uploaded_whole(const blob::BlobStore& files, const terms::File& file,
                    const std::vector<std::string>& organisations);

// A paper and where the body names it.
struct Paper {
    std::string path{};
    terms::File file{};
};
std::vector<Paper> papers_of(const SubmitIn& in);
std::vector<Paper> papers_of(const SupplementIn& in);
// Each that none of these organisations uploaded whole: `trade.paper_missing`. What has no digest is refused
// by check_paper.
wire::Faults missing_papers(const blob::BlobStore& files, const std::vector<Paper>& papers,
                            const std::vector<std::string>& organisations);

// The one with this digest that the registration, as it stands, names.
std::optional<terms::File> paper_of(const TradeRow& row, const std::string& digest);

} // namespace tianping::trade
