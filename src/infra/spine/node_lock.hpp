#pragma once
// One process alone is a node. Two would write one journal of stamps, and each would publish its own
// low-water mark over what the other has not decided.
#include "base/result.hpp"
#include <filesystem>

namespace tianping {

class NodeLock {
public:
    // Takes stamps/NAME.lock in the data folder; held until release(), or until the process dies. Refuses
    // with `house.node_taken` while another process, or this one, holds it. Throws std::system_error when the
    // disk does not take it.
    static Result<NodeLock> take(const std::filesystem::path& data, const std::string& node);
    NodeLock(NodeLock&& other) noexcept;
    NodeLock& operator=(NodeLock&& other) noexcept;
    ~NodeLock();
    void release(); // nothing of the journal is touched any more

    // Tells this node's folder from another with a node of the same name: random text, durable in the lock's
    // file from the first take() on.
    const std::string& folder() const { return folder_; }

private:
    explicit NodeLock(int fd) : fd_{fd} {}
    void name_folder(const std::filesystem::path& stamps);

    int fd_;
    std::string folder_{};
};

} // namespace tianping
