#pragma once
// Where a signed-in person's session stands between two words: a file of mode 0600 that holds the token and
// the folder of the keys, never a key.
#include "app/account/account.hpp"
#include "app/commands.hpp"
#include <filesystem>

namespace tianping::words {

struct SessionFile {
    std::string format{"tianping/session/1"};
    std::string server{}; // "http://127.0.0.1:8080"
    std::string origin{}; // what the installation calls itself
    std::string keys{};   // folder of sign.key.pem and sign.cert.pem
    std::string token{};
    Instant ends_at{};
};
BOOST_DESCRIBE_STRUCT(SessionFile, (), (format, server, origin, keys, token, ends_at))

// $XDG_STATE_HOME/tianping/session.json, else ~/.local/state/tianping/session.json.
std::filesystem::path default_session();
// `session.none` when nobody is signed in; `session.exposed` when others may read the file.
Result<SessionFile> load_session(const std::filesystem::path& file);
// Whole or not at all, mode 0600; `words.cannot_write`.
Status save_session(const std::filesystem::path& file, const SessionFile& session);

// The keys of `folder`. Refused: `installation.no_keys`, and `session.exposed` when others may read the key.
Result<account::Holder> holder_of(const std::filesystem::path& folder);
// The person of a session file with his keys, ready for commands.
Result<std::unique_ptr<account::Account>> account_of(const app::Where& where,
                                                     const std::filesystem::path& session);

// A text file, written whole with this mode; `words.cannot_write`. Private files have mode 0600.
Status write_file(const std::filesystem::path& file, std::string_view bytes, bool is_private = false);
// `words.cannot_read`.
Result<std::string> read_file(const std::filesystem::path& file);
// A certificate in PEM or DER.
Result<crypto::Certificate> certificate_of(const std::filesystem::path& file);
// Hex SM3 of the certificate that somebody names by it, as it is published, or by such a file.
Result<std::string> fingerprint_of(const std::string& named);

template <class T>
Result<T> read_described(const std::filesystem::path& file)
{
    TP_TRY(text, read_file(file));
    return wire::parse<T>(text);
}

// One sentence in the reader's language.
inline std::string in(const app::Where& where, const std::string& zh, const std::string& en)
{
    return where.language == "en" ? en : zh;
}

} // namespace tianping::words
