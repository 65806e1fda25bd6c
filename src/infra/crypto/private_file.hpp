#pragma once
// How the demonstration authority and its time stamps keep keys on the disk. For the bodies of infra/crypto.
#include "infra/crypto/certificate.hpp"
#include <filesystem>
#include <map>

namespace tianping::crypto {

// Makes a folder that only its owner may enter, with these files of mode 0600, all at once and durable. When
// another process was first, its folder stays and nothing is said. Throws when the disk refuses.
void make_private_folder(const std::filesystem::path& home, const std::map<std::string, std::string>& files);

Error damaged_authority(const std::filesystem::path& file, const char* code = "authority.damaged");
// Refuses with `authority.damaged` or, when others than the owner may read it, `authority.key_exposed`.
Result<PrivateKey> private_key_file(const std::filesystem::path& file);
// Refuses with `authority.damaged` a certificate that is not of this key.
Result<Certificate> certificate_file(const std::filesystem::path& file, const PrivateKey& key);

} // namespace tianping::crypto
