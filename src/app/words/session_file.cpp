#include "app/words/session_file.hpp"
#include "app/installation.hpp"
#include <boost/json/serialize.hpp>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <fstream>
#include <sstream>
#include <sys/stat.h>
#include <unistd.h>

namespace tianping::words {
namespace {

namespace fs = std::filesystem;

Error about_file(Fault fault, const char* code, const fs::path& file)
{
    Error e{fault, code};
    e.params["file"] = file.string();
    return e;
}

Status only_mine(const fs::path& file)
{
    struct stat found {};
    if (::stat(file.c_str(), &found) != 0 || (found.st_mode & (S_IRWXG | S_IRWXO)) == 0)
        return {};
    return about_file(Fault::forbidden, "session.exposed", file);
}

} // namespace

fs::path default_session()
{
    if (const char* state = std::getenv("XDG_STATE_HOME"); state != nullptr && *state != '\0')
        return fs::path{state} / "tianping" / "session.json";
    const char* home = std::getenv("HOME");
    return fs::path{home == nullptr ? "." : home} / ".local" / "state" / "tianping" / "session.json";
}

Status write_file(const fs::path& file, std::string_view bytes, bool is_private)
{
    std::error_code ignored;
    if (file.has_parent_path())
        fs::create_directories(file.parent_path(), ignored);
    auto fresh = file.string() + ".XXXXXX";
    const int out = ::mkostemp(fresh.data(), O_CLOEXEC); // mode 0600
    std::size_t at = 0;
    while (out >= 0 && at < bytes.size()) {
        const auto written = ::write(out, bytes.data() + at, bytes.size() - at);
        if (written <= 0)
            break;
        at += static_cast<std::size_t>(written);
    }
    const bool whole =
        out >= 0 && at == bytes.size() && (is_private || ::fchmod(out, 0644) == 0) && ::fsync(out) == 0;
    if (out >= 0)
        ::close(out);
    if (whole && std::rename(fresh.c_str(), file.c_str()) == 0)
        return {};
    auto e = about_file(Fault::unavailable, "words.cannot_write", file);
    e.detail = std::strerror(errno);
    if (out >= 0)
        ::unlink(fresh.c_str());
    return e;
}

Result<std::string> read_file(const fs::path& file)
{
    std::ifstream in{file, std::ios::binary};
    std::ostringstream text;
    if (in && !fs::is_directory(file)) {
        text << in.rdbuf();
        if (!in.bad())
            return text.str();
    }
    return about_file(Fault::not_found, "words.cannot_read", file);
}

Result<crypto::Certificate> certificate_of(const fs::path& file)
{
    TP_TRY(text, read_file(file));
    if (text.find("-----BEGIN") != std::string::npos)
        return crypto::Certificate::from_pem(text);
    return crypto::Certificate::from_der(view(text));
}

Result<std::string> fingerprint_of(const std::string& named)
{
    if (digest_from_hex(named))
        return named;
    TP_TRY(certificate, certificate_of(named));
    return certificate.digest_text();
}

Result<SessionFile> load_session(const fs::path& file)
{
    if (!fs::exists(file))
        return about_file(Fault::unauthenticated, "session.none", file);
    TP_CHECK(only_mine(file));
    return read_described<SessionFile>(file);
}

Status save_session(const fs::path& file, const SessionFile& session)
{
    return write_file(file, boost::json::serialize(wire::write(session)), true);
}

Result<account::Holder> holder_of(const fs::path& folder)
{
    TP_CHECK(only_mine(folder / "sign.key.pem"));
    TP_TRY(keys, app::fetch_signing(folder));
    return account::Holder{keys.key, keys.certificate};
}

Result<std::unique_ptr<account::Account>> account_of(const app::Where& where, const fs::path& session)
{
    TP_TRY(file, load_session(session));
    TP_TRY(holder, holder_of(file.keys));
    auto out = std::make_unique<account::Account>(file.server, file.origin, std::move(holder));
    out->client().sign_in_with(file.token);
    out->client().speak(where.language);
    return out;
}

} // namespace tianping::words
