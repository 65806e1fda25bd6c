#include "app/bidder/proving.hpp"
#include "infra/crypto/digest.hpp"
#include "infra/http/asking.hpp"
#include <algorithm>
#include <boost/json/serialize.hpp>
#include <fcntl.h>
#include <fstream>
#include <sstream>
#include <sys/stat.h>
#include <unistd.h>

namespace tianping::bidder {
namespace {

struct Held {
    seal::Header header;
    seal::Secret secret;
};

Error missing(const std::string& part)
{
    Error e{Fault::not_found, "bidder.secrets_missing"};
    e.params["part"] = part;
    return e;
}

Result<seal::Header> header_in(const std::filesystem::path& file)
{
    std::ifstream in{file, std::ios::binary};
    if (!in)
        return invalid_field("bidder.file_unreadable", file.string());
    Bytes front(seal::largest_header);
    in.read(reinterpret_cast<char*>(front.data()), static_cast<std::streamsize>(front.size()));
    front.resize(static_cast<std::size_t>(in.gcount()));
    return seal::Header::at_front(front);
}

// The whole header is rebuilt from the secret here first, as the platform will.
Result<std::vector<Held>> held_parts(const opening::OwnUnsealing& own, const std::filesystem::path& folder,
                                     const KeptSecrets& kept)
{
    std::vector<Held> out;
    for (const auto& part : own.parts) {
        const auto known = kept.parts.find(part.part);
        if (known == kept.parts.end() || known->second.header != part.header)
            return missing(part.part);
        TP_TRY(header, header_in(folder / known->second.envelope));
        if (to_hex(header.digest()) != part.header)
            return missing(part.part);
        TP_TRY(value, digest_from_hex(known->second.secret));
        TP_TRY(secret, seal::recover_from_secret(header, value));
        out.push_back({std::move(header), secret});
    }
    return out;
}

// What is sent is kept before it is judged, so a secret leaves this machine when it will be taken and not
// before.
Status may_give(const opening::OwnUnsealing& own)
{
    using opening::Phase;
    if (own.phase == Phase::closed)
        return Error{Fault::too_early, "opening.not_witnessed"};
    if (own.phase == Phase::returned)
        return Error{Fault::conflict, "opening.returned_unopened"};
    if (own.manner == terms::Manner::trustees)
        return own.parts.empty() ? Status{Error{Fault::conflict, "opening.opened_already"}} : Status{};
    if (own.phase == Phase::prove) {
        Error e{Fault::too_early, "opening.giving_not_begun"};
        e.earliest = own.window_ends;
        return e;
    }
    if (own.phase != Phase::give)
        return Error{Fault::conflict, "opening.giving_over"};
    if (!std::ranges::all_of(own.parts, &opening::OwnPart::proved))
        return Error{Fault::conflict, "opening.not_proved"};
    return {};
}

std::string key_of(account::Account& account, const std::string& act, const boost::json::value& body)
{
    return http::fresh_key(
        account.key(act + "/" + to_hex(crypto::sm3(view(boost::json::serialize(body)))).substr(0, 32)));
}

bool write_all(int file, const std::string& text)
{
    std::size_t done = 0;
    while (done < text.size()) {
        const auto wrote = ::write(file, text.data() + done, text.size() - done);
        if (wrote < 0)
            return false;
        done += static_cast<std::size_t>(wrote);
    }
    return ::fsync(file) == 0;
}

} // namespace

Status keep_secrets(const std::filesystem::path& folder, const KeptSecrets& kept)
{
    const auto target = folder / kept_name;
    const auto fresh = folder / (std::string{kept_name} + ".new");
    const int file = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    const bool written =
        file >= 0 && ::fchmod(file, 0600) == 0 && write_all(file, boost::json::serialize(wire::write(kept)));
    if (file >= 0)
        ::close(file);
    if (written && ::rename(fresh.c_str(), target.c_str()) == 0)
        return {};
    Error e{Fault::unavailable, "bidder.secrets_not_kept"};
    e.params["file"] = target.string();
    return e;
}

Result<KeptSecrets> read_secrets(const std::filesystem::path& folder)
{
    std::ifstream in{folder / kept_name, std::ios::binary};
    if (!in)
        return missing(kept_name);
    std::ostringstream text;
    text << in.rdbuf();
    auto kept = wire::parse<KeptSecrets>(text.str());
    if (!kept || kept->format != KeptSecrets{}.format)
        return Error{Fault::invalid, "bidder.secrets_damaged"};
    return kept;
}

Result<KeptSecrets> secrets_from_spare(const std::filesystem::path& folder, const crypto::PrivateKey& spare)
{
    KeptSecrets out;
    std::error_code unreadable;
    for (const auto& entry : std::filesystem::directory_iterator{folder, unreadable}) {
        if (entry.path().extension() != ".sealed")
            continue;
        TP_TRY(header, header_in(entry.path()));
        TP_TRY(value, seal::open_box(header, 0, spare.handle()));
        const auto& prefix = header.prefix();
        out.intake = prefix.place.intake;
        out.parts[prefix.part] = {to_hex(header.digest()), entry.path().filename().string(), to_hex(value)};
    }
    if (out.parts.empty())
        return missing("*.sealed");
    return out;
}

Result<opening::OwnUnsealing> own_unsealing(account::Account& account, const std::string& intake)
{
    return account.client().get<opening::OwnUnsealing>("/api/v1/intakes/" + intake + "/unsealing");
}

Result<opening::OwnUnsealing> prove(account::Account& account, const std::string& intake,
                                    const std::filesystem::path& folder, const KeptSecrets& kept)
{
    TP_TRY(own, own_unsealing(account, intake));
    TP_TRY(close, digest_from_hex(own.closing_digest));
    TP_TRY(parts, held_parts(own, folder, kept));
    opening::ProofsIn body{account.certificate_base64(), {}};
    for (const auto& part : parts) {
        const auto message = seal::Proof{close, part.header.digest(), part.secret.proof(close)}.encode();
        body.proofs.push_back({to_base64(message), account.sign(message).value});
    }
    return http::post_until_known<opening::OwnUnsealing>(account.client(),
                                                         "/api/v1/intakes/" + intake + "/proofs", body,
                                                         key_of(account, "prove", wire::write(body)));
}

Result<opening::OwnUnsealing> give(account::Account& account, const std::string& intake,
                                   const std::filesystem::path& folder, const KeptSecrets& kept)
{
    TP_TRY(own, own_unsealing(account, intake));
    // In the manner `trustees` only what did not open is given.
    if (own.manner == terms::Manner::trustees)
        std::erase_if(own.parts, [](const auto& part) { return !part.unopened || part.given; });
    TP_CHECK(may_give(own));
    TP_TRY(close, digest_from_hex(own.closing_digest));
    TP_TRY(parts, held_parts(own, folder, kept));
    opening::SecretsIn body{account.certificate_base64(), {}};
    for (const auto& part : parts) {
        const auto message =
            seal::Answer{close, part.header.digest(), 0, seal::AnswerCode::ok, part.secret.value()}.encode();
        body.secrets.push_back(
            {to_base64(message), account.sign(message).value, to_base64(part.header.bytes())});
    }
    return http::post_until_known<opening::OwnUnsealing>(account.client(),
                                                         "/api/v1/intakes/" + intake + "/secrets", body,
                                                         key_of(account, "give", wire::write(body)));
}

} // namespace tianping::bidder
