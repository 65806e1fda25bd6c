#include "infra/blob/upload.hpp"
#include <algorithm>
#include <future>

namespace tianping::blob {
namespace {

constexpr std::size_t read_piece = std::size_t{1} << 20;
constexpr std::size_t worth_a_thread = 64 * 1024;

Error refusal(Fault fault, const char* code, std::map<std::string, std::string> params = {})
{
    return Error{fault, code, {}, std::move(params)};
}

} // namespace

bool is_complete(const UploadLog& log)
{
    return log.last && log.last->received == log.begun.declared;
}

UploadState state_of(const UploadId& id, const UploadLog& log)
{
    UploadState out{id, log.begun.scope, log.begun.declared, log.last ? log.last->received : 0, {}, {}};
    if (is_complete(log)) {
        out.digest = log.last->digest;
        out.completed = log.last->at;
    }
    return out;
}

Status put_in_place(const Places& places, const UploadId& id, const UploadLog& log)
{
    const auto& digest = log.last->digest;
    if (!std::filesystem::exists(places.bytes(id)) && !std::filesystem::exists(places.blob(digest)))
        return refusal(Fault::internal, "blob.lost", {{"digest", digest}});
    TP_CHECK(mark_durably(places.uploader(digest, log.begun.scope)));
    return move_durably(places.bytes(id), places.blob(digest));
}

Status Upload::take_up()
{
    auto opened = File::open_existing(places.log(id), true);
    if (!opened)
        return refusal(Fault::not_found, "blob.unknown_upload");
    if (!opened->lock())
        return refusal(Fault::unavailable, "blob.busy");
    auto found = UploadLog::read(*opened);
    if (!found || !opened->is_linked()) // it was forgotten meanwhile
        return refusal(Fault::not_found, "blob.unknown_upload");
    const bool whole = is_complete(*found);
    if (whole) {
        TP_CHECK(put_in_place(places, id, *found));
    }
    auto content = whole ? File::open(places.blob(found->last->digest)) : File::create(places.bytes(id));
    if (!content)
        return content.error();
    const bool changed = !log || !log->last || !found->last || log->last->digest != found->last->digest;
    log = std::move(found);
    log_file = *std::move(opened);
    bytes = *std::move(content);
    return changed && !whole ? hash_durable() : Status{};
}

Status Upload::hash_durable()
{
    running = {};
    if (!log->last)
        return {};
    Bytes piece(read_piece);
    for (std::int64_t at = 0; at < log->last->received;) {
        const auto want = std::min<std::int64_t>(log->last->received - at, read_piece);
        const auto got = bytes.read(at, {piece.data(), static_cast<std::size_t>(want)});
        if (got == 0)
            break;
        running.update({piece.data(), got});
        at += static_cast<std::int64_t>(got);
    }
    auto copy = running;
    if (to_hex(copy.finish()) == log->last->digest)
        return {};
    log.reset();
    return refusal(Fault::conflict, "blob.damaged");
}

void Upload::lay_down()
{
    log_file = File{};
    bytes = File{};
}

UploadChunk::UploadChunk(std::shared_ptr<Upload> upload, Bounds bounds, std::function<void()> completed)
    : upload_{std::move(upload)}, bounds_{bounds},
      completed_{std::move(completed)}, turn_{++upload_->turn}, at_{bounds.offset}, running_{upload_->running}
{
}

UploadChunk::~UploadChunk()
{
    const std::lock_guard lock{upload_->mutex};
    if (has_turn())
        upload_->lay_down();
}

bool UploadChunk::is_whole_upload() const
{
    return bounds_.offset == 0 && bounds_.length == upload_->log->begun.declared;
}

Status UploadChunk::write(ByteView bytes)
{
    const std::lock_guard lock{upload_->mutex};
    if (!has_turn())
        return refusal(Fault::unavailable, "blob.busy");
    if (refused_)
        return *refused_;
    const auto declared = upload_->log->begun.declared;
    const auto end = at_ + static_cast<std::int64_t>(bytes.size());
    if (end > declared || (bounds_.length >= 0 && end > bounds_.offset + bounds_.length))
        return *(refused_ =
                     refusal(Fault::invalid, "blob.too_long", {{"declared", std::to_string(declared)}}));
    const auto old = std::clamp<std::int64_t>(durable() - at_, 0, static_cast<std::int64_t>(bytes.size()));
    auto status = compare(bytes.first(static_cast<std::size_t>(old)));
    if (status)
        status = append(bytes.subspan(static_cast<std::size_t>(old)));
    if (!status)
        refused_ = status.error();
    return status;
}

// Bytes that are durable already must be the same.
Status UploadChunk::compare(ByteView bytes)
{
    if (bytes.empty())
        return {};
    Bytes there(bytes.size());
    if (upload_->bytes.read(at_, there) != bytes.size() || !std::ranges::equal(there, bytes))
        return refusal(Fault::conflict, "blob.chunk_differs");
    own_.update(bytes);
    at_ += static_cast<std::int64_t>(bytes.size());
    return {};
}

Status UploadChunk::append(ByteView bytes)
{
    if (bytes.empty())
        return {};
    const auto hash = [&](crypto::Sm3& digest) {
        const auto how = bytes.size() >= worth_a_thread ? std::launch::async : std::launch::deferred;
        return std::async(how, [&digest, bytes] { digest.update(bytes); });
    };
    auto all = hash(running_);
    std::future<void> own;
    if (bounds_.promised && !is_whole_upload())
        own = hash(own_);
    const auto status = upload_->bytes.write(at_, bytes);
    if (status)
        upload_->bytes.begin_write_back(at_, static_cast<std::int64_t>(bytes.size()));
    all.get();
    if (own.valid())
        own.get();
    at_ += static_cast<std::int64_t>(bytes.size());
    return status;
}

Result<UploadState> UploadChunk::finish(Instant last_byte_read)
{
    const std::lock_guard lock{upload_->mutex};
    if (!has_turn())
        return refusal(Fault::unavailable, "blob.busy");
    if (refused_)
        return *refused_;
    if (bounds_.length >= 0 && at_ != bounds_.offset + bounds_.length)
        return refusal(Fault::invalid, "blob.chunk_short");
    if (bounds_.promised) {
        // Of a whole upload that brought anything new `running_` is its digest, and `own_` was spared.
        auto digest = is_whole_upload() && at_ > durable() ? running_ : own_;
        if (digest.finish() != *bounds_.promised)
            return refusal(Fault::invalid, "blob.wrong_digest");
    }
    if (at_ <= durable())
        return state_of(upload_->id, *upload_->log);
    return make_durable(last_byte_read);
}

Result<UploadState> UploadChunk::make_durable(Instant last_byte_read)
{
    auto& log = *upload_->log;
    auto copy = running_;
    const ChunkTaken taken{at_, to_hex(copy.finish()), last_byte_read};
    auto status = upload_->bytes.sync();
    if (status)
        status = log.append(upload_->log_file, taken);
    if (!status) {
        upload_->log.reset(); // hashed anew when somebody goes on
        upload_->turn++;
        upload_->lay_down();
        return status.error();
    }
    upload_->running = running_;
    const auto out = state_of(upload_->id, log);
    if (is_complete(log)) {
        completed_();
        TP_CHECK(put_in_place(upload_->places, upload_->id, log));
    }
    return out;
}

} // namespace tianping::blob
