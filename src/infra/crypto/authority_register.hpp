#pragma once
// What a demonstration authority has issued and revoked: one text file, a line each, only ever appended to.
#include "infra/crypto/crl.hpp"
#include <filesystem>
#include <map>

namespace tianping::crypto {

class AuthorityRegister {
public:
    explicit AuthorityRegister(std::filesystem::path file) : file_{std::move(file)} {}

    struct Content {
        std::map<std::string, Instant> issued; // serial to the end of validity
        std::map<std::string, Revocation> revoked;
    };
    // A last line that a crash cut off is passed over. Throws std::runtime_error when the file is damaged or
    // cannot be read.
    Content read() const;
    // Both are durable when they return; several processes may write. Throw when the disk refuses.
    void issued(const std::string& serial, Instant until) const;
    // False, and nothing written, when it is revoked already. Nothing else is checked.
    bool revoked(const Revocation& revocation) const;

private:
    std::filesystem::path file_;
};

} // namespace tianping::crypto
