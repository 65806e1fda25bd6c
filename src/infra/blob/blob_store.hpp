#pragma once
// Documents, sealed parts and recordings: content-addressed files in a folder, named by their SM3 digest.
// A name says nothing but its content. Uploads are resumable and belong to one scope (a submission, a trade).
// What was answered is on the disk; what was not answered is as if it had never been sent. Any thread;
// several processes may share the folder. A broken disk (not a full one) throws std::system_error.
#include "base/bytes.hpp"
#include "infra/spine/chance.hpp"
#include <boost/describe/class.hpp>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

namespace tianping::blob {

struct UploadTag {
    static constexpr std::string_view prefix = "upl";
};
using UploadId = Id<UploadTag>;

struct UploadState {
    UploadId id{};
    std::string scope{};                // who may go on with it and use it: the organisation's id
    std::int64_t declared{};            // bytes that will come
    std::int64_t received{};            // bytes that are durable; the next chunk starts here
    std::string digest{};               // hex SM3, once complete
    std::optional<Instant> completed{}; // arrival of the last byte
};
BOOST_DESCRIBE_STRUCT(UploadState, (), (id, scope, declared, received, digest, completed))

struct BlobLimits {
    std::int64_t largest = std::int64_t{4} << 30;
    std::int64_t largest_chunk = std::int64_t{64} << 20;
    std::size_t unfinished = 200;                // uploads of one scope
    std::int64_t spare = std::int64_t{64} << 20; // bytes of the disk that uploads leave free
    std::chrono::hours unfinished_kept{24 * 7};  // since the last chunk that was confirmed, or the beginning
    std::chrono::hours finished_kept{24 * 90};   // since the last byte; the blob stays
};

class BlobStore {
public:
    // Makes the folder where needed and takes up what is durable in it.
    BlobStore(std::filesystem::path folder, BlobLimits limits = {});
    ~BlobStore();

    // Refuses `blob.empty`, `blob.too_large` (declared bytes against the limit), `blob.no_space` and
    // `blob.too_many_uploads`.
    Result<UploadState> begin(const std::string& scope, std::int64_t declared, Instant now, Chance& chance);
    // `blob.unknown_upload` for another scope too: an upload's existence is nobody else's business;
    // `blob.no_space` when it is complete and the disk has no room to put it in its place.
    Result<UploadState> state(const UploadId& id, const std::string& scope) const;

    // A chunk being received: write() as bytes come, then finish(). Dropped without finish(): the upload is
    // as it was before. A chunk at an offset that is already durable is accepted when its bytes are the same
    // (`blob.chunk_differs` when not), an offset beyond what is there is refused `blob.gap` with the expected
    // offset, a lying digest `blob.wrong_digest`, more bytes than declared `blob.too_long`, fewer than
    // `length` `blob.chunk_short`, a full disk `blob.no_space`. A newer chunk of the same upload takes over
    // from one whose connection hangs; the older is refused `blob.busy`, which may be tried again.
    class Chunk {
    public:
        virtual ~Chunk() = default;
        // Hashes on another thread while it writes; the bytes may be reused when it returns.
        virtual Status write(ByteView bytes) = 0;
        // Durable when it returns; with the last byte of the upload its digest is known and the blob in
        // place.
        virtual Result<UploadState> finish(Instant last_byte_read) = 0;
    };
    // `length` is -1 when it is not known beforehand.
    Result<std::unique_ptr<Chunk>> chunk(const UploadId& id, const std::string& scope, std::int64_t offset,
                                         std::int64_t length, const std::optional<Digest>& promised);
    // Forgets uploads whose time is over by the limits: unfinished ones with their bytes, finished ones leave
    // their blob, and none that a process is at work on. How many. Reads the log of each that is old enough.
    std::size_t forget_uploads(Instant now);

    // Whole content at once, for documents that the house makes itself. Durable when it returns; the digest's
    // hex. A full disk throws std::runtime_error here: whoever makes documents is asked again by his job.
    std::string put(ByteView content);
    // Whoever has a digest may read: who may have it is the calling room's business. What is no digest is
    // held by nobody and reaches no file.
    bool holds(const std::string& digest_hex) const;
    // Whether a whole upload of this scope had these bytes; also after it was forgotten.
    bool uploaded_by(const std::string& digest_hex, const std::string& scope) const;
    // The whole, in memory. `blob.unknown`; `blob.damaged` when bytes and name differ.
    Result<Bytes> get(const std::string& digest_hex) const;
    // The file as it lies there, its bytes not compared with its name. `blob.unknown`.
    Result<std::filesystem::path> path(const std::string& digest_hex) const;

    struct State; // for the parts of the store alone
private:
    std::unique_ptr<State> state_;
};

} // namespace tianping::blob
