#pragma once
// One upload while somebody works on it. For the parts of the store alone.
#include "infra/blob/blob_store.hpp"
#include "infra/blob/upload_log.hpp"
#include "infra/crypto/digest.hpp"
#include <mutex>

namespace tianping::blob {

// Where things lie: blobs/ab/abcd…, uploads/upl_….log and .bytes, uploaders/ab/abcd….<digest of a scope>.
struct Places {
    std::filesystem::path folder{};
    std::filesystem::path blob(const std::string& digest) const
    {
        return folder / "blobs" / digest.substr(0, 2) / digest;
    }
    std::filesystem::path uploader(const std::string& digest, const std::string& scope) const
    {
        return folder / "uploaders" / digest.substr(0, 2) /
               (digest + "." + to_hex(crypto::sm3(view(scope))).substr(0, 32));
    }
    std::filesystem::path log(const UploadId& id) const { return folder / "uploads" / (id.text() + ".log"); }
    std::filesystem::path bytes(const UploadId& id) const
    {
        return folder / "uploads" / (id.text() + ".bytes");
    }
};

UploadState state_of(const UploadId& id, const UploadLog& log);
bool is_complete(const UploadLog& log);
// Marks whose it was and moves a complete upload's bytes among the blobs; may be repeated after a crash or a
// full disk. `blob.lost` when they are in neither place.
Status put_in_place(const Places& places, const UploadId& id, const UploadLog& log);

struct Upload {
    Upload(const Places& where, UploadId what) : places{where}, id{std::move(what)} {}

    const Places& places;
    const UploadId id;
    std::mutex mutex{};
    File log_file{}, bytes{};
    std::optional<UploadLog> log{};
    crypto::Sm3 running{};  // of the durable bytes, as `log` tells them
    std::uint64_t turn = 0; // of the newest chunk

    // Opens and locks the files and hashes what is durable, unless `running` stands for it already.
    // `blob.busy` when another process has it, `blob.unknown_upload`, `blob.damaged`, `blob.lost`,
    // `blob.no_space`.
    Status take_up();
    void lay_down();

private:
    Status hash_durable();
};

// The chunk that has its turn on an upload.
class UploadChunk final : public BlobStore::Chunk {
public:
    struct Bounds {
        std::int64_t offset, length;
        std::optional<Digest> promised;
    };
    UploadChunk(std::shared_ptr<Upload> upload, Bounds bounds, std::function<void()> completed);
    ~UploadChunk() override;
    Status write(ByteView bytes) override;
    Result<UploadState> finish(Instant last_byte_read) override;

private:
    bool has_turn() const { return turn_ == upload_->turn; }
    std::int64_t durable() const { return upload_->log->last ? upload_->log->last->received : 0; }
    bool is_whole_upload() const;
    Status compare(ByteView bytes);
    Status append(ByteView bytes);
    Result<UploadState> make_durable(Instant last_byte_read);

    std::shared_ptr<Upload> upload_;
    const Bounds bounds_;
    std::function<void()> completed_;
    std::uint64_t turn_;
    std::int64_t at_;
    crypto::Sm3 running_, own_{};
    std::optional<Error> refused_{};
};

} // namespace tianping::blob
