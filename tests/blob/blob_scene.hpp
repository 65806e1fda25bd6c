#pragma once
// A store in a folder of its own, of which one organisation uploads.
#include "blob/some_bytes.hpp"
#include "infra/blob/blob_store.hpp"
#include "infra/crypto/digest.hpp"
#include "support/scratch.hpp"
#include <gtest/gtest.h>

namespace tianping::blob {

using test::some_bytes;
inline std::string sm3_hex(ByteView bytes)
{
    return to_hex(crypto::sm3(bytes));
}

class BlobTest : public testing::Test {
protected:
    UploadState begin(std::int64_t declared)
    {
        return store->begin("org_a", declared, test::monday, chance).value();
    }
    Result<UploadState> send(const UploadId& id, std::int64_t offset, ByteView bytes,
                             std::optional<Digest> promised = {})
    {
        TP_TRY(chunk, store->chunk(id, "org_a", offset, static_cast<std::int64_t>(bytes.size()), promised));
        TP_CHECK(chunk->write(bytes));
        return chunk->finish(test::monday);
    }
    std::string code(const Result<UploadState>& result) { return result ? "taken" : result.error().code; }
    void restart() { store.emplace(folder.path(), limits); }

    test::ScratchFolder folder;
    SeededChance chance{3};
    BlobLimits limits{1 << 24, 1 << 22, 3, 0};
    std::optional<BlobStore> store{std::in_place, folder.path(), limits};
};

} // namespace tianping::blob
