#include "infra/http/uploads.hpp"
#include "infra/http/page.hpp"
#include <algorithm>

namespace tianping::http {
namespace {

constexpr const char* uploads_path = "/api/v1/uploads";

// In the name of which organisation the caller acts.
Result<std::string> scope_of(const Request& request)
{
    const auto& actor = request.call.actor;
    if (actor.anonymous())
        return Error{Fault::unauthenticated, "http.bad_authorization"};
    return actor.organisation.empty() ? actor.person : actor.organisation;
}

Answer seen(const blob::UploadState& state, int status)
{
    UploadView out{state.id, state.declared, state.received, {}, state.completed};
    if (!state.digest.empty())
        out.digest = state.digest;
    Answer answer;
    answer.status = status;
    answer.body = wire::write(out);
    return answer;
}

class ChunkSink final : public Sink {
public:
    ChunkSink(std::unique_ptr<blob::BlobStore::Chunk> chunk, std::unique_ptr<Share> share)
        : chunk_{std::move(chunk)}, share_{std::move(share)}
    {
    }
    Status write(ByteView bytes) override { return chunk_->write(bytes); }
    Result<Answer> finish(Instant last_byte_read) override
    {
        TP_TRY(state, chunk_->finish(last_byte_read));
        completes_ = state.completed.has_value();
        return seen(state, 200);
    }
    bool completes() const override { return completes_; }

private:
    std::unique_ptr<blob::BlobStore::Chunk> chunk_;
    std::unique_ptr<Share> share_;
    bool completes_ = false;
};

Route route(Kind kind, Method method, std::string path, Capability needs, std::string summary)
{
    Route r{kind, method, std::move(path), needs, no_object, std::move(summary)};
    r.response = &schema<UploadView>;
    return r;
}

} // namespace

std::vector<std::string> Uploads::recorded()
{
    const std::string path = uploads_path;
    return {"POST " + path, "PUT " + path + "/{upload}/bytes"};
}

Result<std::optional<Digest>> promised_digest(std::string_view repr_digest)
{
    if (repr_digest.empty())
        return std::optional<Digest>{};
    const Error bad{Fault::malformed, "http.bad_digest"};
    constexpr std::string_view start = "sm3=:";
    if (!repr_digest.starts_with(start) || !repr_digest.ends_with(':') ||
        repr_digest.size() < start.size() + 1)
        return bad;
    const auto bytes = from_base64(repr_digest.substr(start.size(), repr_digest.size() - start.size() - 1));
    Digest out{};
    if (!bytes || bytes->size() != out.size())
        return bad;
    std::ranges::copy(*bytes, out.begin());
    return std::optional{out};
}

std::vector<Route> Uploads::routes(Capability needs) const
{
    const std::string one = std::string{uploads_path} + "/{upload}";
    auto post = route(Kind::act, Method::post, uploads_path, needs, "Begin an upload");
    post.request = &schema<BeginUpload>;
    post.act = [this](const Request& request) { return begin(request); };
    post.success = 201;
    auto get = route(Kind::act, Method::get, one, needs, "How much of an upload is durable");
    get.act = [this](const Request& request) { return show(request); };
    auto put = route(Kind::receive, Method::put, one + "/bytes", needs, "Send the next chunk");
    put.query = {"offset"};
    put.request_media = "application/octet-stream";
    put.headers = {"Repr-Digest"};
    put.receive = [this](const Request& request, std::int64_t length) { return receive(request, length); };
    return {post, get, put};
}

Result<Answer> Uploads::begin(const Request& request) const
{
    TP_TRY(scope, scope_of(request));
    TP_TRY(wanted, wire::parse<BeginUpload>(request.body));
    TP_TRY(state, store_.begin(scope, wanted.declared, request.call.arrived, chance_));
    return seen(state, 201);
}

Result<Answer> Uploads::show(const Request& request) const
{
    TP_TRY(scope, scope_of(request));
    TP_TRY(id, blob::UploadId::parse(request.path.at("upload")));
    TP_TRY(state, store_.state(id, scope));
    return seen(state, 200);
}

Result<std::unique_ptr<Sink>> Uploads::receive(const Request& request, std::int64_t length) const
{
    TP_TRY(scope, scope_of(request));
    TP_TRY(id, blob::UploadId::parse(request.path.at("upload")));
    QueryReader query{request};
    const auto offset = query.integer("offset", 0, std::int64_t{1} << 53, 0);
    TP_CHECK(query.done());
    const auto header = request.headers.find("Repr-Digest");
    TP_TRY(promised, promised_digest(header == request.headers.end() ? std::string_view{} : header->second));
    auto share = std::make_unique<Share>(at_once_, scope);
    if (!share->take())
        return share_full();
    TP_TRY(chunk, store_.chunk(id, scope, offset, length, promised));
    return std::unique_ptr<Sink>{std::make_unique<ChunkSink>(std::move(chunk), std::move(share))};
}

} // namespace tianping::http
