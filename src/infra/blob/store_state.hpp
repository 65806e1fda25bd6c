#pragma once
// What all calls of one store share. For the parts of the store alone.
#include "infra/blob/upload.hpp"
#include <map>
#include <set>

namespace tianping::blob {

// Of an upload that nobody works on: the digest so far, so that its next chunk need not hash the ones before.
struct Remembered {
    std::optional<UploadLog> log{};
    crypto::Sm3 running{};
};

struct BlobStore::State {
    Places places;
    BlobLimits limits;
    mutable std::mutex mutex{};
    std::map<std::string, std::weak_ptr<Upload>> at_work{};
    std::map<std::string, Remembered> remembered{};         // by id, which begins with its time
    std::map<std::string, std::set<UploadId>> unfinished{}; // by scope, those that this process knows of
    std::set<UploadId> beginning{};                         // of these, whose log is being written

    void make_folders();
    void take_up_all();
    std::shared_ptr<Upload> at_work_on(const UploadId& id);
    std::optional<UploadLog> log_of(const UploadId& id) const;

    // `blob.too_many_uploads`. Where the limit is met, the folder says which of them were finished or
    // forgotten by another process.
    Status count(const std::string& scope, const UploadId& id);
    Status begin_log(const UploadId& id, const UploadBegun& begun);
    void not_unfinished(const std::string& scope, const UploadId& id);
    // False when it is not over yet, or when this or another process is at work on it.
    bool forget(const UploadId& id, Instant now);

private:
    std::shared_ptr<Upload> taken_out(const UploadId& id);
    void look_into_folder(const std::string& scope);
    void remember(const Upload& upload);
    bool is_over(const UploadLog& log, Instant now) const;
    Status write_log(const UploadId& id, const UploadBegun& begun) const;
};

Error limit_error(Fault fault, const char* code, const char* name, std::int64_t limit);

} // namespace tianping::blob
