#include "formats/recovery.hpp"
#include "infra/crypto/random.hpp"
#include <algorithm>

namespace tianping::seal {
namespace {

Error box_not_opened()
{
    return {Fault::invalid, "seal.box_not_opened"};
}

Result<Scalar> checked_share(const Header& header, std::uint8_t index, Result<Bytes> message)
{
    if (!message || message->size() != 64)
        return box_not_opened();
    Scalar value{};
    std::copy_n(message->begin(), value.size(), value.begin());
    const bool same_context = crypto::same_secret(ByteView{*message}.last(32), header.context());
    crypto::erase(*message);
    const bool in_range = value < crypto::sharing_prime && !(index == 0 && crypto::is_zero(value));
    if (!same_context || !in_range)
        return box_not_opened();
    return value;
}

Status check_answers(const Header& header, const std::vector<Share>& answers)
{
    std::uint16_t seen = 0;
    for (const Share& answer : answers) {
        const auto bit = static_cast<std::uint16_t>(answer.index > 9 ? 0 : 1U << answer.index);
        if (answer.index == 0 || !header.has_box(answer.index) || (seen & bit) != 0) {
            Error e{Fault::invalid, "seal.answers_malformed"};
            e.params["trustee"] = std::to_string(answer.index);
            return e;
        }
        seen |= bit;
    }
    if (answers.size() < header.prefix().threshold) {
        Error e{Fault::conflict, "seal.too_few_answers"};
        e.params = {{"have", std::to_string(answers.size())},
                    {"need", std::to_string(header.prefix().threshold)}};
        return e;
    }
    return {};
}

// A wrong combination does not survive the comparison of its own shares, which costs a thousandth of
// rebuilding the header.
std::optional<Secret> secret_of(const Header& header, const std::vector<Share>& shares)
{
    auto secret = Secret::from(crypto::interpolated_secret(shares), header.context());
    const auto fits = [&](const Share& share) {
        return secret->share(header.prefix().threshold, share.index) == share.value;
    };
    if (!secret || !std::ranges::all_of(shares, fits))
        return std::nullopt;
    const Bytes rebuilt = rebuild_header(header.prefix(), *secret);
    if (!std::ranges::equal(rebuilt, header.bytes()))
        return std::nullopt;
    return *std::move(secret);
}

std::optional<Secret> first_that_rebuilds(const Header& header, const std::vector<Share>& usable)
{
    const std::size_t t = header.prefix().threshold;
    if (usable.size() < t)
        return std::nullopt;
    std::vector<char> chosen(usable.size(), 0);
    std::fill_n(chosen.begin(), t, 1);
    do {
        std::vector<Share> shares;
        for (std::size_t i = 0; i < usable.size(); ++i)
            if (chosen[i] == 1)
                shares.push_back(usable[i]);
        if (auto secret = secret_of(header, shares))
            return secret;
    } while (std::ranges::prev_permutation(chosen).found);
    return std::nullopt;
}

} // namespace

Result<Scalar> open_box(const Header& header, std::uint8_t index, evp_pkey_st* key)
{
    if (!header.has_box(index))
        return box_not_opened();
    return checked_share(header, index, crypto::sm2_decrypt(header.box(index), key));
}

Result<Scalar> open_box(const Header& header, std::uint8_t index, const Scalar& key)
{
    if (!header.has_box(index))
        return box_not_opened();
    return checked_share(header, index, crypto::sm2_decrypt(header.box(index), key));
}

Result<Recovered> recover(const Header& header, const std::vector<Share>& answers)
{
    TP_CHECK(check_answers(header, answers));
    std::vector<Share> usable;
    std::ranges::copy_if(answers, std::back_inserter(usable),
                         [](const Share& share) { return share.value < crypto::sharing_prime; });
    auto secret = first_that_rebuilds(header, usable);
    if (!secret) {
        Error e{Fault::invalid, "seal.header_not_rebuilt"};
        e.params = {{"have", std::to_string(answers.size())},
                    {"of", std::to_string(header.prefix().trustees.size())}};
        return e;
    }
    Recovered out{*std::move(secret), {}};
    for (const Share& answer : answers)
        if (out.secret.share(header.prefix().threshold, answer.index) != answer.value)
            out.wrong.push_back(answer.index);
    return out;
}

Result<Secret> recover_from_secret(const Header& header, const Scalar& secret)
{
    TP_TRY(known, Secret::from(secret, header.context()));
    if (!std::ranges::equal(rebuild_header(header.prefix(), known), header.bytes()))
        return Error{Fault::invalid, "seal.header_not_rebuilt"};
    return known;
}

bool proves(const Proof& proof, const Header& header, const Digest& close, const Secret& secret)
{
    return proof.header == header.digest() && proof.close == close && secret.context() == header.context() &&
           crypto::same_secret(proof.code, secret.proof(close));
}

Result<Envelope> Envelope::read(ByteView bytes)
{
    TP_TRY(header, Header::at_front(bytes));
    const std::size_t front = header.bytes().size();
    return Envelope{std::move(header), bytes.subspan(front), crypto::sm3(bytes)};
}

Result<Bytes> front_of_file(const std::string& path)
{
    TP_TRY(file, Source::of_file(path));
    Bytes front(static_cast<std::size_t>(std::min<std::uint64_t>(file.size, largest_header)));
    if (!file.read(0, front))
        return Error{Fault::unavailable, "seal.source_unreadable"};
    return front;
}

Result<Header> header_of_file(const std::string& path)
{
    TP_TRY(front, front_of_file(path));
    return Header::at_front(front);
}

Result<OpenedPart> open_part(const Envelope& envelope, const Secret& secret)
{
    OpenedPart out;
    TP_TRY(content, open_body(envelope.header, secret, envelope.body));
    out.content = std::move(content);
    TP_TRY(inside, unpack_content(out.content));
    out.inside = std::move(inside);
    return out;
}

} // namespace tianping::seal
