#include "infra/blob/blob_store.hpp"
#include "infra/blob/upload.hpp"
#include "infra/crypto/digest.hpp"
#include "infra/spine/log.hpp"
#include <atomic>
#include <map>

namespace tianping::blob {
namespace {

Error unknown_upload()
{
    return Error{Fault::not_found, "blob.unknown_upload"};
}
Error limit_error(Fault fault, const char* code, const char* name, std::int64_t limit)
{
    return Error{fault, code, {}, {{name, std::to_string(limit)}}};
}

// Another process may be at work on what is younger.
bool is_left_over(const std::filesystem::path& path)
{
    std::error_code ec;
    const auto written = std::filesystem::last_write_time(path, ec);
    return !ec && written < std::filesystem::file_time_type::clock::now() - std::chrono::hours{24};
}

Status write_durably(const std::filesystem::path& fresh, const std::filesystem::path& place, ByteView content)
{
    TP_TRY(file, File::create(fresh));
    TP_CHECK(file.write(0, content));
    TP_CHECK(file.sync());
    return move_durably(fresh, place);
}

} // namespace

// Of an upload that nobody works on: the digest so far, so that its next chunk need not hash the ones before.
struct Remembered {
    std::optional<UploadLog> log{};
    crypto::Sm3 running{};
};
constexpr std::size_t most_remembered = 1024;

struct BlobStore::State {
    Places places;
    BlobLimits limits;
    mutable std::mutex mutex{};
    std::map<std::string, std::weak_ptr<Upload>> at_work{};
    std::map<std::string, Remembered> remembered{};  // by id, which begins with its time
    std::map<std::string, std::size_t> unfinished{}; // by scope

    void make_folders();
    void take_up_all();
    std::shared_ptr<Upload> at_work_on(const UploadId& id);
    std::shared_ptr<Upload> taken_out(const UploadId& id);
    void remember(const Upload& upload);
    std::optional<UploadLog> log_of(const UploadId& id) const;
    void finished(const std::string& scope);
    Status begin_log(const UploadId& id, const UploadBegun& begun) const;
};

void BlobStore::State::make_folders()
{
    const auto& folder = places.folder;
    for (const auto* name : {"uploads", "uploaders", "incoming", "blobs"})
        std::filesystem::create_directories(folder / name);
    sync_folder(folder);
    for (const auto& left : std::filesystem::directory_iterator{folder / "incoming"})
        if (is_left_over(left.path()))
            std::filesystem::remove(left.path());
}

// A crash between the last record and the move is made good; a log without its first line was never answered.
void BlobStore::State::take_up_all()
{
    for (const auto& entry : std::filesystem::directory_iterator{places.folder / "uploads"}) {
        const auto id = UploadId::parse(entry.path().stem().string());
        if (entry.path().extension() != ".log" || !id)
            continue;
        const auto log = log_of(*id);
        if (!log && is_left_over(entry.path()))
            std::filesystem::remove(entry.path());
        if (!log)
            continue;
        if (!is_complete(*log))
            ++unfinished[log->begun.scope];
        else if (const auto status = put_in_place(places, *id, *log); !status)
            log::warn("a complete upload is not in its place",
                      {{"code", status.error().code}, {"digest", log->last->digest}});
    }
}

std::optional<UploadLog> BlobStore::State::log_of(const UploadId& id) const
{
    const auto file = File::open_existing(places.log(id), false);
    return file ? UploadLog::read(*file) : std::nullopt;
}

std::shared_ptr<Upload> BlobStore::State::at_work_on(const UploadId& id)
{
    const std::lock_guard lock{mutex};
    std::erase_if(at_work, [](const auto& entry) { return entry.second.expired(); });
    auto& seat = at_work[id.text()];
    auto upload = seat.lock();
    if (!upload)
        seat = upload = taken_out(id);
    return upload;
}

// Under the mutex.
std::shared_ptr<Upload> BlobStore::State::taken_out(const UploadId& id)
{
    std::shared_ptr<Upload> out{new Upload{places, id}, [this](const Upload* done) {
                                    remember(*done);
                                    delete done;
                                }};
    if (auto known = remembered.extract(id.text()); !known.empty()) {
        out->log = std::move(known.mapped().log);
        out->running = std::move(known.mapped().running);
    }
    return out;
}

void BlobStore::State::remember(const Upload& upload)
{
    if (!upload.log || is_complete(*upload.log))
        return;
    const std::lock_guard lock{mutex};
    remembered[upload.id.text()] = {upload.log, upload.running};
    if (remembered.size() > most_remembered)
        remembered.erase(remembered.begin());
}

void BlobStore::State::finished(const std::string& scope)
{
    const std::lock_guard lock{mutex};
    if (const auto it = unfinished.find(scope); it != unfinished.end() && --it->second == 0)
        unfinished.erase(it);
}

Status BlobStore::State::begin_log(const UploadId& id, const UploadBegun& begun) const
{
    TP_TRY(file, File::create(places.log(id)));
    if (const auto status = UploadLog::begin(file, begun); !status) {
        std::filesystem::remove(places.log(id));
        return status;
    }
    sync_folder(places.folder / "uploads");
    return {};
}

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
        return Error{Fault::invalid, "blob.empty"};
    if (declared > limits.largest)
        return limit_error(Fault::too_large, "blob.too_large", "most", limits.largest);
    if (free_bytes(state_->places.folder) - limits.spare < declared)
        return Error{Fault::unavailable, "blob.no_space", {}, {{"retry_after", "60"}}};
    {
        const std::lock_guard lock{state_->mutex};
        if (state_->unfinished[scope] >= limits.unfinished)
            return limit_error(Fault::too_many, "blob.too_many_uploads", "most",
                               static_cast<std::int64_t>(limits.unfinished));
        ++state_->unfinished[scope];
    }
    const auto id = mint<UploadId>(now, chance);
    Status begun = Error{Fault::internal, "house.fault"};
    try {
        begun = state_->begin_log(id, {scope, declared, now});
    } catch (...) {
        state_->finished(scope);
        throw;
    }
    if (begun)
        return UploadState{id, scope, declared, 0, {}, {}};
    state_->finished(scope);
    return begun.error();
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
    return std::unique_ptr<Chunk>{std::make_unique<UploadChunk>(
        upload, UploadChunk::Bounds{offset, length, promised}, [this, scope] { state_->finished(scope); })};
}

std::size_t BlobStore::forget_uploads(Instant begun_before)
{
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator{state_->places.folder / "uploads"}) {
        const auto id = UploadId::parse(entry.path().stem().string());
        if (entry.path().extension() != ".log" || !id)
            continue;
        const auto log = state_->log_of(*id);
        const auto upload = state_->at_work_on(*id);
        const std::lock_guard lock{upload->mutex};
        if (!log || log->begun.at >= begun_before || upload->log_file)
            continue;
        if (!is_complete(*log))
            state_->finished(log->begun.scope);
        std::filesystem::remove(state_->places.bytes(*id));
        std::filesystem::remove(entry.path());
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
