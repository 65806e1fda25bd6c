#pragma once
// Uploads over HTTP: begun with the declared size, sent in chunks, resumed at the first byte that is not
// durable (docs/formats/http.md).
#include "infra/blob/blob_store.hpp"
#include "infra/http/route.hpp"
#include "infra/http/shares.hpp"

namespace tianping::http {

// POST /api/v1/uploads, GET /api/v1/uploads/{upload}, PUT /api/v1/uploads/{upload}/bytes?offset=. Whoever has
// `needs` may upload; an upload belongs to the organisation in whose name he is signed in, and to nobody else
// does it exist (`blob.unknown_upload`). One organisation sends at most `at_once` chunks at the same time
// (`http.too_many_at_once`), so that others find room among the server's uploads. Everything else is refused
// as BlobStore does. The store, chance and this object outlive the routes.
class Uploads {
public:
    Uploads(blob::BlobStore& store, Chance& chance, std::int64_t at_once = 8)
        : store_{store}, chance_{chance}, at_once_{at_once}
    {
    }
    std::vector<Route> routes(Capability needs = Capability::session_own) const;
    // Under which names the record of commands holds an upload's beginning and its last chunk: before the
    // opening they tell who bids.
    static std::vector<std::string> recorded();

private:
    Result<Answer> begin(const Request& request) const;
    Result<Answer> show(const Request& request) const;
    Result<std::unique_ptr<Sink>> receive(const Request& request, std::int64_t length) const;

    blob::BlobStore& store_;
    Chance& chance_;
    mutable Shares at_once_;
};

// An upload as its owner sees it.
struct UploadView {
    blob::UploadId id{};
    std::int64_t declared{};
    std::int64_t received{};             // durable bytes; the next chunk starts here
    std::optional<std::string> digest{}; // hex SM3 of the whole, once complete
    std::optional<Instant> completed{};  // arrival of the last byte
};
BOOST_DESCRIBE_STRUCT(UploadView, (), (id, declared, received, digest, completed))

struct BeginUpload {
    std::int64_t declared{}; // bytes that will come
};
BOOST_DESCRIBE_STRUCT(BeginUpload, (), (declared))

// "sm3=:base64:" as RFC 9530 writes digests; empty text is no promise. Refuses with `http.bad_digest`.
Result<std::optional<Digest>> promised_digest(std::string_view repr_digest);

} // namespace tianping::http
