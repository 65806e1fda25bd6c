#pragma once
// Prints the records that are drawn up, outside the writer, and publishes each by one command of its own
// (20-32). One pass is safe to repeat on any node: the same record gives the same file, and its command has
// the record's key.
#include "infra/blob/blob_store.hpp"
#include "infra/spine/writer.hpp"
#include "rooms/hall/types.hpp"

namespace tianping::hall {

class RecordPrinter {
public:
    struct Parts {
        ReadPool& reads;
        Writer& writer;
        blob::BlobStore& blobs;
        const Clock& clock;
        Chance& chance;
    };
    explicit RecordPrinter(Parts parts) : parts_{parts} {}
    void pass();

private:
    void print(RecordRow& row);
    Status publish(const RecordRow& printed);

    Parts parts_;
};

} // namespace tianping::hall
