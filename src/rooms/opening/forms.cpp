#include "rooms/opening/forms.hpp"
#include "formats/recovery.hpp"
#include "formats/terms_check.hpp"
#include "rooms/opening/api.hpp"
#include <algorithm>

namespace tianping::opening {
namespace {

constexpr std::size_t most_files = 20;

std::string item(const char* list, std::size_t i)
{
    return list + ("[" + std::to_string(i) + "]");
}

// Messages that one certificate signed.
template <class Message, class Item>
void check_messages(const std::vector<Item>& items, const char* list, const std::string& certificate,
                    Collected& bad)
{
    bad.check(check_some(items.size(), list));
    for (std::size_t i = 0; i < items.size(); ++i)
        bad.check(identity::check_signed_form<Message>(
            items[i].message, {certificate, items[i].signature},
            {item(list, i) + ".message", "certificate", item(list, i) + ".signature"}));
}

Status check_words_form(const std::string& text, const std::vector<EvidenceFile>& evidence)
{
    return check_words(text, evidence, [](const EvidenceFile&) { return true; });
}

} // namespace

Status check_some(std::size_t how_many, const char* path)
{
    return how_many > 0 ? Status{} : Status{invalid_field("wire.missing", path, "one or more")};
}

Status check_window_reason(const std::string& reason)
{
    if (reason.empty() || reason.size() > 4000)
        return invalid_field("opening.window_reason", "reason", "1 to 4000 bytes");
    return {};
}

Status check_claimed_cause(CauseCode code)
{
    return lies_with_bidder(code) ? Status{invalid_field("opening.claim_of_own_cause", "code")} : Status{};
}

Result<seal::Header> read_header(const std::string& base64, const std::string& path)
{
    Collected bad;
    const auto bytes = bad.read(from_base64(base64), path);
    auto header = bytes ? bad.read(seal::Header::decode(*bytes), path) : std::nullopt;
    TP_CHECK(bad.done());
    return *std::move(header);
}

Status check_words(const std::string& text, const std::vector<EvidenceFile>& evidence,
                   const std::function<bool(const EvidenceFile&)>& there)
{
    Error bad{Fault::invalid, "wire.bad_fields"};
    if (text.empty() || text.size() > 4000)
        bad.fields.push_back({"text", "opening.cause_text", "1 to 4000 bytes"});
    if (evidence.size() > most_files)
        bad.fields.push_back({"evidence", "opening.cause_evidence", "at most 20 files"});
    for (std::size_t i = 0; i < std::min(evidence.size(), most_files); ++i) {
        const auto path = item("evidence", i);
        if (!terms::plain_file_name(evidence[i].name))
            bad.fields.push_back({path + ".name", "opening.cause_evidence", "a name without a path"});
        if (!there(evidence[i]))
            bad.fields.push_back({path, "opening.cause_evidence", "a file that your side uploaded"});
    }
    return bad.fields.empty() ? Status{} : Status{bad};
}

Status CloserSignature::form() const
{
    return identity::check_signature_form(signature);
}

Status AnswersIn::form() const
{
    Collected bad;
    check_messages<seal::Answer>(answers, "answers", certificate, bad);
    return bad.done();
}

Status ProofsIn::form() const
{
    Collected bad;
    check_messages<seal::Proof>(proofs, "proofs", certificate, bad);
    return bad.done();
}

Status SecretsIn::form() const
{
    Collected bad;
    check_messages<seal::Answer>(secrets, "secrets", certificate, bad);
    for (std::size_t i = 0; i < secrets.size(); ++i)
        bad.check(read_header(secrets[i].header, item("secrets", i) + ".header"));
    return bad.done();
}

Status CauseIn::form() const
{
    Collected bad;
    bad.check(check_words_form(text, evidence));
    bad.check(identity::check_signature_form(signature));
    return bad.done();
}

Status ClaimIn::form() const
{
    Collected bad;
    bad.check(check_words_form(text, evidence));
    bad.check(check_claimed_cause(code));
    bad.check(identity::check_signature_form(signature));
    return bad.done();
}

Status WindowIn::form() const
{
    Collected bad;
    bad.check(check_window_reason(reason));
    bad.check(identity::check_signature_form(signature));
    return bad.done();
}

} // namespace tianping::opening
