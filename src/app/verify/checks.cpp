#include "app/verify/checks.hpp"
#include "app/trustee/evidence.hpp"
#include "app/trustee/trust.hpp"
#include "formats/submission_rules.hpp"
#include "infra/crypto/digest.hpp"
#include "rooms/opening/events.hpp"
#include "rooms/opening/rules.hpp"
#include <algorithm>

namespace tianping::verify {
namespace {

trustee::HeldTermsEntry held(const terms::Terms& version)
{
    return {to_hex(terms::digest(version)), Instant{}, version, true};
}

} // namespace

bool has(const std::vector<std::string>& list, const std::string& one)
{
    return std::ranges::find(list, one) != list.end();
}

Error differs(const char* code, const std::string& detail)
{
    Error e{Fault::conflict, code};
    e.detail = detail;
    return e;
}

Result<std::string> certificate_given(const opening::Evidence& evidence, const std::string& digest)
{
    for (const auto& base64 : evidence.certificates) {
        TP_TRY(der, from_base64(base64));
        if (crypto::Certificate::digest_text(der) == digest)
            return base64;
    }
    return differs("verify.certificate_missing", digest);
}

Result<std::string> organisation_of(const std::string& certificate)
{
    TP_TRY(parsed, trustee::certificate_from(certificate));
    return parsed.subject().organisation_code;
}

Instant recorded_by(const opening::LoggedEvent& event)
{
    return from_millis(std::max(event.arrived_at, event.recorded_at));
}

Finding finding_of(const Status& status, const char* what, const std::string& where)
{
    if (status)
        return {true, what, where, {}};
    const auto& why = status.error();
    return {false, what, where, why.code + (why.detail.empty() ? "" : ": " + why.detail)};
}

bool names_certificate(const opening::LoggedEvent& event, const std::string& digest)
{
    return event.body.find("\"certificate\":\"" + digest + "\"") != std::string::npos;
}

bool Checks::found(const Status& status, const char* what, const std::string& where)
{
    out_.push_back(finding_of(status, what, where));
    return status.has_value();
}

Status Checks::prepare()
{
    TP_CHECK(trade::IntakeId::parse(evidence_.kit.intake)); // it becomes a file's name
    TP_TRY(signers, trustee::signers_of(evidence_.kit, evidence_.closing));
    signers_ = std::move(signers);
    for (const auto& lot : evidence_.kit.terms.lots)
        if (lot.intake == evidence_.kit.intake)
            lot_ = lot;
    if (lot_.intake.empty())
        return differs("verify.lot_missing", evidence_.kit.intake);
    const auto& kit = evidence_.kit;
    facts_.place = trustee::place_of(kit);
    for (const auto& older : evidence_.older_terms)
        for (const auto& lot : older.lots)
            if (lot.intake == kit.intake)
                facts_.terms.push_back(trustee::held_terms(held(older), lot));
    facts_.terms.push_back(trustee::held_terms(held(kit.terms), lot_));
    TP_TRY(messages, trustee::signed_keys(kit));
    TP_TRY(keys, seal::check_keys(facts_.place, facts_.terms.back().trustees, messages, signers_));
    facts_.keys = keys;
    TP_TRY(platform, from_base64(evidence_.closing.certificate));
    facts_.platform = crypto::sm3(platform);
    facts_.index = 1; // whoever checks stands where any share-holder stood
    facts_.state_whole = true;
    facts_.now = kit.deadline;
    for (const auto& wanted : lot_.parts)
        facts_.due.push_back({wanted.id, std::nullopt});
    return {};
}

Status Checks::closed_set()
{
    TP_TRY(set_facts, trustee::closed_set_of(evidence_.closing));
    facts_.first_close = crypto::sm3(set_facts.close.message);
    TP_TRY(set, seal::check_closed_set(facts_, set_facts, signers_));
    set_ = std::move(set);
    return {};
}

void Checks::opened_set(const FetchFile& fetch)
{
    read_told();
    answers();
    parts(fetch);
    unsealing();
    why_unopened(fetch);
    read_out();
    receipts();
    const auto& round = evidence_.kit.round;
    const auto* failed = event_of([&](const auto& e) {
        return e.stream == round &&
               says<trade::RoundMoved>(e, [](const auto& body) { return body.to == trade::Stage::failed; });
    });
    if (failed)
        found(failed_notice(), "verify.failed_notice", evidence_.kit.intake);
}

void Checks::run(const FetchFile& fetch, HashedFiles& hashed)
{
    const auto& intake = evidence_.kit.intake;
    if (!found(prepare(), "verify.keys", intake))
        return;
    if (found(keys_tested(), "verify.keys_tested", intake))
        found(key_answers(), "verify.key_answers", intake);
    found(keys_logged(), "verify.keys_logged", intake);
    found(standing(), "verify.standing", intake);
    terms();
    terms_files(fetch, hashed);
    found(terms_by_rules(fetch), "verify.terms_by_rules", intake);
    witnesses(); // each bad signature is named, also where no quorum is left
    if (!found(returned() ? returned_set() : closed_set(), "verify.closed_set", intake))
        return;
    name_platform();
    found(set_logged(), "verify.set_logged", intake);
    found(closing_shown(), "verify.closing_shown", intake);
    found(bidders_shown(), "verify.bidders_shown", intake);
    found(deadline(), "verify.deadline", intake);
    found(window(), "verify.window", intake);
    found(holds_obeyed(), "verify.holds_obeyed", intake);
    found(nothing_added(), "verify.nothing_added", intake);
    joints();
    mandates();
    renamings();
    certificates(fetch);
    if (returned()) {
        found(too_few(), "verify.too_few", intake);
        found(nothing_opened(), "verify.nothing_opened", intake);
        found(failed_notice(), "verify.failed_notice", intake);
    } else {
        opened_set(fetch);
        records(fetch);
        session_end();
    }
    notices();
    events();
    erasures();
}

} // namespace tianping::verify
