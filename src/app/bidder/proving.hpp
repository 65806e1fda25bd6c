#pragma once
// After the closing, in the manner `bidder`: the bidder proves that he holds his secrets and, when giving has
// begun, gives them; in the manner `trustees` he gives them for a part that did not open (20-30, 20-31,
// docs/formats/opening.md).
#include "app/bidder/bid.hpp"

namespace tianping::bidder {

struct KeptPart {
    std::string header{};   // hex hd
    std::string envelope{}; // file name beside this one
    std::string secret{};   // hex s
};
BOOST_DESCRIBE_STRUCT(KeptPart, (), (header, envelope, secret))

// "secrets.json" beside the sealed parts, mode 0600: who reads it opens the bid.
struct KeptSecrets {
    std::string format{"tianping/kept-secrets/1"};
    std::string intake{};
    std::map<std::string, KeptPart> parts{}; // part -> its secret
};
BOOST_DESCRIBE_STRUCT(KeptSecrets, (), (format, intake, parts))

inline constexpr const char* kept_name = "secrets.json";

// Durable when it returns; `bidder.secrets_not_kept` when it cannot be written.
Status keep_secrets(const std::filesystem::path& folder, const KeptSecrets& kept);
// `bidder.secrets_missing` when the file is not there, `bidder.secrets_damaged` when it cannot be read.
Result<KeptSecrets> read_secrets(const std::filesystem::path& folder);
// The same from the bidder's spare key: box 0 of each sealed part (*.sealed) in the folder.
// `seal.box_not_opened` for a part that another key was made for.
Result<KeptSecrets> secrets_from_spare(const std::filesystem::path& folder, const crypto::PrivateKey& spare);

// What the platform says of oneself: phase, window, parts.
Result<opening::OwnUnsealing> own_unsealing(account::Account& account, const std::string& intake);

// One PROOF for each part of the closed set, or one ANSWER 0; signed by the account's certificate. `folder`
// holds the sealed parts. A part whose secret is not kept is refused before anything is sent
// (`bidder.secrets_missing`), and so is one whose sealed file does not fit its secret. give() sends nothing
// either before the secrets will be taken, as the platform says of the phase, in the platform's words:
// `opening.not_witnessed`, `opening.giving_not_begun` (with the window's end), `opening.giving_over`,
// `opening.not_proved`, `opening.returned_unopened`; in the manner `trustees` `opening.opened_already` when
// no part stands unopened.
Result<opening::OwnUnsealing> prove(account::Account& account, const std::string& intake,
                                    const std::filesystem::path& folder, const KeptSecrets& kept);
Result<opening::OwnUnsealing> give(account::Account& account, const std::string& intake,
                                   const std::filesystem::path& folder, const KeptSecrets& kept);

} // namespace tianping::bidder
