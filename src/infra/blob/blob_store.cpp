#include "infra/blob/store_state.hpp"
#include <atomic>

namespace tianping::blob {
namespace {

Error unknown_upload()
{
    return Error{Fault::not_found, "blob.unknown_upload"};
}

Status write_durably(const std::filesystem::path& fresh, const std::filesystem::path& place, ByteView content)
{
    TP_TRY(file, File::create(fresh));
    TP_CHECK(file.write(0, content));
    TP_CHECK(file.sync());
    return move_durably(fresh, place);
}

} // namespace

BlobStore::BlobStore(std::filesystem::path folder, BlobLimits limits)
    : state_{std::make_unique<State>(Places{std::move(folder)}, limits)}
{
    state_->make_folders();
    state_->take_up_all();
}

BlobStore::~BlobStore() = default;

Result<UploadState> BlobStore::begin(const std::string& scope, std::int64_t declared, Instant now,
                                     Chance& chance)
{
    const auto& limits = state_->limits;
    if (declared <= 0)
        return invalid_field("blob.empty", "declared", "1.." + std::to_string(limits.largest));
    if (declared > limits.largest)
        return limit_error(Fault::too_large, "blob.too_large", "most", limits.largest);
    if (free_bytes(state_->places.folder) - limits.spare < declared)
        return Error{Fault::unavailable, "blob.no_space", {}, {{"retry_after", "60"}}};
    const auto id = mint<UploadId>(now, chance);
    TP_CHECK(state_->count(scope, id));
    TP_CHECK(state_->begin_log(id, {scope, declared, now}));
    return UploadState{id, scope, declared, 0, {}, {}};
}

Result<UploadState> BlobStore::state(const UploadId& id, const std::string& scope) const
{
    const auto log = state_->log_of(id);
    if (!log || log->begun.scope != scope)
        return unknown_upload();
    // A full disk may have left the bytes where they came.
    if (is_complete(*log) && std::filesystem::exists(state_->places.bytes(id))) {
        TP_CHECK(put_in_place(state_->places, id, *log));
    }
    return state_of(id, *log);
}

Result<std::unique_ptr<BlobStore::Chunk>> BlobStore::chunk(const UploadId& id, const std::string& scope,
                                                           std::int64_t offset, std::int64_t length,
                                                           const std::optional<Digest>& promised)
{
    const auto known = state_->log_of(id);
    if (!known || known->begun.scope != scope)
        return unknown_upload();
    if (length > state_->limits.largest_chunk)
        return limit_error(Fault::too_large, "blob.chunk_too_large", "most", state_->limits.largest_chunk);
    const auto upload = state_->at_work_on(id);
    const std::lock_guard lock{upload->mutex};
    if (!upload->log_file)
        TP_CHECK(upload->take_up());
    const auto received = upload->log->last ? upload->log->last->received : 0;
    const auto declared = upload->log->begun.declared;
    Error refused;
    if (offset < 0 || offset > received)
        refused = limit_error(Fault::conflict, "blob.gap", "expected", received);
    else if (length > declared - offset)
        refused = limit_error(Fault::invalid, "blob.too_long", "declared", declared);
    if (!refused.code.empty()) {
        if (upload.use_count() == 1)
            upload->lay_down();
        return refused;
    }
    return std::unique_ptr<Chunk>{
        std::make_unique<UploadChunk>(upload, UploadChunk::Bounds{offset, length, promised},
                                      [this, scope, id] { state_->not_unfinished(scope, id); })};
}

std::size_t BlobStore::forget_uploads(Instant now)
{
    const auto& limits = state_->limits;
    const auto youngest = now - std::min(limits.unfinished_kept, limits.finished_kept);
    const auto too_young = UploadId::mint(youngest, {}).text();
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator{state_->places.folder / "uploads"}) {
        const auto id = UploadId::parse(entry.path().stem().string());
        if (entry.path().extension() == ".log" && id && id->text() < too_young && state_->forget(*id, now))
            ++count;
    }
    return count;
}

std::string BlobStore::put(ByteView content)
{
    const auto digest = to_hex(crypto::sm3(content));
    const auto place = state_->places.blob(digest);
    if (std::filesystem::exists(place))
        return digest;
    static std::atomic<std::uint64_t> turn{0};
    const auto fresh = state_->places.folder / "incoming" / (digest + "." + std::to_string(++turn));
    if (const auto status = write_durably(fresh, place, content); !status) {
        std::filesystem::remove(fresh);
        throw std::runtime_error("a document could not be kept: " + status.error().code);
    }
    return digest;
}

bool BlobStore::holds(const std::string& digest_hex) const
{
    return digest_from_hex(digest_hex) && std::filesystem::exists(state_->places.blob(digest_hex));
}

bool BlobStore::uploaded_by(const std::string& digest_hex, const std::string& scope) const
{
    return holds(digest_hex) && std::filesystem::exists(state_->places.uploader(digest_hex, scope));
}

Result<Bytes> BlobStore::get(const std::string& digest_hex) const
{
    TP_TRY(where, path(digest_hex));
    const auto file = File::open(where);
    Bytes out(static_cast<std::size_t>(file.size()));
    if (file.read(0, out) != out.size() || to_hex(crypto::sm3(out)) != digest_hex)
        return Error{Fault::internal, "blob.damaged"};
    return out;
}

Result<std::filesystem::path> BlobStore::path(const std::string& digest_hex) const
{
    if (!holds(digest_hex))
        return Error{Fault::not_found, "blob.unknown"};
    return state_->places.blob(digest_hex);
}

} // namespace tianping::blob
