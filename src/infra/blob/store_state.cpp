#include "infra/blob/store_state.hpp"
#include "infra/spine/log.hpp"

namespace tianping::blob {
namespace {

constexpr std::size_t most_remembered = 1024;

// Another process may be at work on what is younger.
bool is_left_over(const std::filesystem::path& path)
{
    std::error_code ec;
    const auto written = std::filesystem::last_write_time(path, ec);
    return !ec && written < std::filesystem::file_time_type::clock::now() - std::chrono::hours{24};
}

} // namespace

Error limit_error(Fault fault, const char* code, const char* name, std::int64_t limit)
{
    return Error{fault, code, {}, {{name, std::to_string(limit)}}};
}

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
            unfinished[log->begun.scope].insert(*id);
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

// Logs are read outside the lock, which every chunk of everybody needs.
void BlobStore::State::look_into_folder(const std::string& scope)
{
    std::unique_lock lock{mutex};
    if (unfinished[scope].size() < limits.unfinished)
        return;
    auto known = unfinished[scope];
    lock.unlock();
    std::erase_if(known, [this](const UploadId& one) {
        const auto log = log_of(one);
        return log && !is_complete(*log);
    });
    lock.lock();
    std::erase_if(unfinished[scope],
                  [&](const UploadId& one) { return known.contains(one) && !beginning.contains(one); });
}

Status BlobStore::State::count(const std::string& scope, const UploadId& id)
{
    look_into_folder(scope);
    const std::lock_guard lock{mutex};
    auto& open = unfinished[scope];
    if (open.size() >= limits.unfinished)
        return Error{Fault::too_many,
                     "blob.too_many_uploads",
                     {},
                     {{"most", std::to_string(limits.unfinished)},
                      {"days", std::to_string(limits.unfinished_kept / std::chrono::hours{24})}}};
    open.insert(id);
    beginning.insert(id);
    return {};
}

void BlobStore::State::not_unfinished(const std::string& scope, const UploadId& id)
{
    const std::lock_guard lock{mutex};
    beginning.erase(id);
    const auto it = unfinished.find(scope);
    if (it == unfinished.end())
        return;
    it->second.erase(id);
    if (it->second.empty())
        unfinished.erase(it);
}

Status BlobStore::State::begin_log(const UploadId& id, const UploadBegun& begun)
{
    Status written = Error{Fault::internal, "house.fault"};
    try {
        written = write_log(id, begun);
    } catch (...) {
        not_unfinished(begun.scope, id);
        throw;
    }
    if (written) {
        const std::lock_guard lock{mutex};
        beginning.erase(id);
    } else {
        not_unfinished(begun.scope, id);
    }
    return written;
}

Status BlobStore::State::write_log(const UploadId& id, const UploadBegun& begun) const
{
    TP_TRY(file, File::create(places.log(id)));
    if (const auto status = UploadLog::begin(file, begun); !status) {
        std::filesystem::remove(places.log(id));
        return status;
    }
    sync_folder(places.folder / "uploads");
    return {};
}

bool BlobStore::State::is_over(const UploadLog& log, Instant now) const
{
    const auto last = log.last ? log.last->at : log.begun.at;
    return last < now - (is_complete(log) ? limits.finished_kept : limits.unfinished_kept);
}

bool BlobStore::State::forget(const UploadId& id, Instant now)
{
    const auto known = log_of(id);
    if (!known || !is_over(*known, now))
        return false;
    auto file = File::open_existing(places.log(id), true);
    if (!file || !file->lock())
        return false;
    const auto log = UploadLog::read(*file);
    if (!log || !is_over(*log, now))
        return false;
    // A full disk may have left the bytes of a whole one where they came.
    if (is_complete(*log) && std::filesystem::exists(places.bytes(id)) && !put_in_place(places, id, *log))
        return false;
    std::filesystem::remove(places.bytes(id));
    std::filesystem::remove(places.log(id));
    not_unfinished(log->begun.scope, id);
    return true;
}

} // namespace tianping::blob
