#pragma once
// What is durable of one upload, as lines of JSON: first who began it, then each chunk that was confirmed.
// A line counts once it is whole; a torn last line is cut off. For the parts of the store alone.
#include "infra/blob/durable.hpp"
#include <boost/describe/class.hpp>

namespace tianping::blob {

struct UploadBegun {
    std::string scope{};
    std::int64_t declared{};
    Instant at{};
};
BOOST_DESCRIBE_STRUCT(UploadBegun, (), (scope, declared, at))

struct ChunkTaken {
    std::int64_t received{}; // bytes that are durable with it
    std::string digest{};    // hex SM3 of all of them
    Instant at{};            // arrival of its last byte
};
BOOST_DESCRIBE_STRUCT(ChunkTaken, (), (received, digest, at))

struct UploadLog {
    UploadBegun begun{};
    std::optional<ChunkTaken> last{};
    std::int64_t length = 0; // bytes of whole lines

    // Nothing when the file holds no first line: a crash came before anything was answered.
    static std::optional<UploadLog> read(const File& file);
    static Status begin(File& file, const UploadBegun& begun);
    Status append(File& file, const ChunkTaken& chunk);
};

} // namespace tianping::blob
