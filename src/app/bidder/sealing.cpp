#include "app/bidder/bid.hpp"
#include "app/bidder/proving.hpp"
#include "app/trustee/evidence.hpp"
#include "base/canonical.hpp"
#include "formats/key_test.hpp"
#include "formats/submission_rules.hpp"
#include "infra/crypto/digest.hpp"
#include "rooms/opening/rules.hpp"
#include <algorithm>
#include <fstream>

namespace tianping::bidder {
namespace {

constexpr const char* tool_name = "tianping/0.1";

using trustee::place_of;

Status owner_signed(const bidding::SealingKit& kit)
{
    TP_TRY(der, from_base64(kit.terms_certificate));
    TP_TRY(owner, crypto::Certificate::from_der(der));
    TP_TRY(key, owner.public_key());
    TP_TRY(signature, from_base64(kit.terms_signature));
    const bool good = key.verify(terms::signed_bytes(kit.terms), signature) &&
                      to_hex(terms::digest(kit.terms)) == kit.terms_digest;
    if (good)
        return {};
    return Error{Fault::forbidden, "bidder.terms_not_signed"};
}

// A deadline moves only together with terms that say it: another one is the platform's own.
Status deadline_signed(const bidding::SealingKit& kit)
{
    if (kit.deadline == kit.terms.deadline)
        return {};
    Error e{Fault::forbidden, "bidder.deadline_not_signed"};
    e.params = {{"shown", to_rfc3339(kit.deadline)}, {"signed", to_rfc3339(kit.terms.deadline)}};
    return e;
}

// What the platform says of the test is read out of the trustees' own answers again.
Status keys_tested(const bidding::SealingKit& kit, const std::vector<seal::TrusteeKey>& keys,
                   const seal::Signers& signers)
{
    Error waiting{Fault::conflict, "bidder.keys_not_proved"};
    for (const auto& one : kit.standing)
        if (one.state != bidding::KeyState::proved)
            waiting.fields.push_back(
                {"keys." + std::to_string(one.index), "bidder.key_not_proved", one.name});
    if (!waiting.fields.empty() || !kit.test)
        return waiting;
    TP_TRY(test, trustee::test_header(kit));
    TP_TRY(answers, trustee::signed_test_answers(kit));
    return seal::check_key_test(place_of(kit), keys, test, answers, signers);
}

Status complete(const SealOrder& order, const terms::LotTerms& lot)
{
    Error bad{Fault::invalid, "bidder.bid_incomplete"};
    bad.fields = missing_of(order, lot);
    if (bad.fields.empty())
        return {};
    return bad;
}

seal::SealInput input_of(const SealOrder& order, const terms::LotTerms& lot, const std::string& part,
                         const account::Holder& holder)
{
    seal::SealInput input;
    auto& prefix = input.prefix;
    prefix.threshold = static_cast<std::uint8_t>(lot.unsealing.threshold);
    prefix.place = place_of(order.kit);
    prefix.part = part;
    prefix.terms = terms::digest(order.kit.terms);
    prefix.bidder = holder.certificate.digest();
    prefix.own = order.spare;
    input.tool = tool_name;
    input.creation_id = order.creation_id;
    input.machine_code = order.machine_code;
    return input;
}

// How many bytes they have together.
Result<std::int64_t> add_files(const PartFiles& part, seal::SealInput& input)
{
    std::int64_t bytes = 0;
    for (const auto& file : part.files) {
        TP_TRY(source, seal::Source::of_file(file.string()));
        input.files.push_back({file.filename().string(), source});
        bytes += static_cast<std::int64_t>(std::filesystem::file_size(file));
    }
    return bytes;
}

Result<seal::Sealed> seal_to(const std::filesystem::path& target, const seal::SealInput& input,
                             seal::Chance& fresh, const std::function<void(std::int64_t)>& written)
{
    std::ofstream file{target, std::ios::binary | std::ios::trunc};
    file.exceptions(std::ios::failbit | std::ios::badbit);
    std::int64_t done = 0;
    auto sealed = seal::seal_part(input, fresh, [&](ByteView bytes) {
        file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
        done += static_cast<std::int64_t>(bytes.size());
        written(done);
    });
    file.close();
    return sealed;
}

} // namespace

Result<const terms::LotTerms*> lot_of(const bidding::SealingKit& kit)
{
    for (const auto& lot : kit.terms.lots)
        if (lot.round == kit.round && lot.intake == kit.intake)
            return &lot;
    return Error{Fault::invalid, "bidder.terms_of_another_lot"};
}

std::vector<FieldFault> missing_of(const SealOrder& order, const terms::LotTerms& lot)
{
    std::vector<FieldFault> out;
    for (const auto& part : lot.parts)
        if (std::ranges::find(order.parts, part.id, &PartFiles::part) == order.parts.end())
            out.push_back({"parts." + part.id, "bidder.part_missing", part.title});
    for (const auto& part : order.parts)
        if (std::ranges::find(lot.parts, part.part, &terms::Part::id) == lot.parts.end())
            out.push_back({"parts." + part.part, "bidder.part_unknown", ""});
    for (const auto& field : lot.price_letter)
        if (!order.letter.contains(field.id))
            out.push_back({"letter." + field.id, "bidder.letter_incomplete", field.title});
    return out;
}

Result<std::vector<seal::TrusteeKey>> check_kit(const bidding::SealingKit& kit)
{
    TP_CHECK(owner_signed(kit));
    TP_CHECK(deadline_signed(kit));
    TP_TRY(lot, lot_of(kit));
    std::vector<Digest> pinned;
    for (const auto& closer : lot->unsealing.closers)
        if (closer.holds_share) {
            TP_TRY(digest, digest_from_hex(closer.certificate_digest));
            pinned.push_back(digest);
        }
    TP_TRY(signers, trustee::signers_of(kit));
    TP_TRY(messages, trustee::signed_keys(kit));
    TP_TRY(keys, seal::check_keys(place_of(kit), pinned, messages, signers));
    TP_CHECK(keys_tested(kit, keys, signers));
    return keys;
}

Result<std::vector<SealedPartFile>> seal_bid(const SealOrder& order, const account::Holder& holder,
                                             Chance& chance, const std::filesystem::path& folder)
{
    TP_TRY(trustees, check_kit(order.kit));
    TP_TRY(lot, lot_of(order.kit));
    TP_CHECK(complete(order, *lot));
    const auto letter = canonical(
        wire::write(opening::PriceLetter{"tianping/price-letter/1", order.kit.round, order.letter}));
    TP_CHECK(opening::read_letter(letter, *lot));
    std::filesystem::create_directories(folder);
    std::vector<SealedPartFile> out;
    KeptSecrets kept;
    kept.intake = order.kit.intake;
    for (const auto& part : order.parts) {
        auto input = input_of(order, *lot, part.part, holder);
        input.prefix.trustees = trustees;
        chance.fill(input.prefix.id);
        if (part.part == opening::letter_part)
            input.files.push_back({std::string{opening::letter_file}, seal::Source::of(view(letter))});
        TP_TRY(bytes, add_files(part, input));
        seal::Chance fresh{};
        chance.fill(fresh);
        const auto target = folder / (part.part + ".sealed");
        TP_TRY(sealed, seal_to(target, input, fresh, [&](std::int64_t done) {
                   if (order.told)
                       order.told(part.part, done, bytes);
               }));
        out.push_back({part.part, target, sealed.header.digest(), sealed.digest, sealed.bytes});
        kept.parts[part.part] = {to_hex(sealed.header.digest()), target.filename().string(),
                                 to_hex(sealed.secret->value())};
    }
    TP_CHECK(keep_secrets(folder, kept));
    return out;
}

SignedSubmission sign_submission(const bidding::SealingKit& kit, const Version& version,
                                 const std::vector<SealedPartFile>& parts, const account::Account& account)
{
    seal::Submit submit{place_of(kit),
                        version.submission,
                        version.replacement,
                        version.previous,
                        terms::digest(kit.terms),
                        account.holder().certificate.digest(),
                        {}};
    for (const auto& part : parts)
        submit.parts.push_back({part.part, part.header, part.digest, part.bytes});
    std::ranges::sort(submit.parts, {}, &seal::SubmittedPart::part);
    auto message = submit.encode();
    auto signature = account.sign(message);
    return {std::move(message), std::move(signature)};
}

} // namespace tianping::bidder
