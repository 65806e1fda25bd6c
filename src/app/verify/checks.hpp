#pragma once
// The checks of one intake's evidence, one after another; each leaves a finding.
#include "app/verify/logged.hpp"
#include "formats/closing_rules.hpp"
#include "formats/notice_text.hpp"
#include "formats/recovery.hpp"
#include "infra/crypto/chain.hpp"
#include "infra/crypto/timestamp.hpp"
#include "rooms/bidding/events.hpp"
#include "rooms/hall/events.hpp"
#include "rooms/hall/record.hpp"
#include "rooms/identity/events.hpp"
#include "rooms/opening/pauses.hpp"

namespace tianping::verify {

class Checks {
public:
    // `anchors`: the authorities that certificates must lead to; `between`: others that a chain may pass
    // through; `stamps`: those that time stamps must lead to.
    Checks(const opening::Evidence& evidence, const crypto::TrustStore& anchors,
           const std::vector<crypto::Certificate>& between, const crypto::TrustStore& stamps,
           std::vector<Finding>& out)
        : evidence_{evidence}, anchors_{anchors}, between_{between}, stamps_{stamps}, out_{out}
    {
    }
    void run(const FetchFile& fetch, HashedFiles& hashed);

private:
    bool found(const Status& status, const char* what, const std::string& where);
    Status prepare();
    Status closed_set();
    void name_platform();
    void opened_set(const FetchFile& fetch);

    // read_out_checks.cpp
    Status named_truly(const opening::ReadOut& line) const;
    Status letter_read_out(const opening::ReadOut& line) const;
    Status read_out_recorded() const;
    void read_out();

    // part_checks.cpp
    void parts(const FetchFile& fetch);
    Status part(const opening::OpenedEvidence& opened, const FetchFile& fetch);
    Status void_named(const opening::OpenedEvidence& opened, const seal::Header& header) const;
    Status parts_complete() const;
    Status shares_named(const opening::OpenedEvidence& opened, const seal::Header& header,
                        const seal::Secret& secret) const;

    // kept_checks.cpp
    bool kept(const std::string& header) const;
    Status kept_lawfully(const opening::OpenedEvidence& opened) const;
    Status void_as_logged(const opening::OpenedEvidence& opened) const;
    Status opened_as_logged(const opening::OpenedEvidence& opened) const;
    // What is shown and what the log tells, of kept parts too; read once, when the closed set is known.
    struct Told {
        std::set<std::string> asked{};                 // headers that the trustees were asked for
        std::map<std::int64_t, std::int64_t> taken{};  // how many answers, by trustee
        std::set<std::int64_t> before_reading_out{};   // trustees who had answered by then
        std::vector<opening::TrusteeAnswer> answers{}; // without message where it is kept
        std::vector<opening::BidderMessage> secrets{}; // the same
    };
    void read_told();
    std::set<std::string> asked_of_trustees() const;
    std::map<std::int64_t, std::int64_t> answers_taken() const;
    std::vector<opening::TrusteeAnswer> answers_told() const;
    std::vector<opening::BidderMessage> secrets_told() const;

    // published_checks.cpp
    void terms();
    Status terms_version(const terms::Terms& version) const;
    Status signed_by_owner(const std::string& certificate_digest, ByteView message,
                           const std::string& signature) const;
    Status all_in_force_shown() const;
    void notices();
    template <class Body>
    Status notice(const opening::LoggedEvent& event, Instant Body::*out) const;
    Status corrected(const notice::Text& text) const;
    Status on_medium(const opening::LoggedEvent& event) const;
    Status keys_logged() const;
    Status set_logged() const;
    void events();
    void erasures();

    // returned_checks.cpp
    bool returned() const;
    Status returned_set();
    Status too_few() const;
    Status nothing_opened() const;
    Status failed_notice() const;

    // ground_checks.cpp
    const opening::LoggedEvent* read_out_event() const;
    bool answered_before_reading_out(std::int64_t number) const;
    bool answered_after_reading_out(std::int64_t number) const;
    Status opened_on_ground(const opening::OpenedEvidence& opened, const seal::Header& header,
                            const seal::Secret& secret) const;
    bool opened_whole(const std::string& submission) const;
    bool none_opened() const;
    Status state_by_parts(const opening::ReadOut& line) const;
    Status none_opened_logged() const;
    Status answers_whole() const;

    // joint_checks.cpp
    void joints();
    Status joint(const bidding::ClosedSubmission& of) const;

    // renaming_checks.cpp
    Status renaming(const identity::OrganisationRenamed& said) const;
    void renamings();
    bool names_of_one(const std::string& code, const std::string& one, const std::string& other) const;
    // That whoever is shown by this name is named so by his certificate (base64 DER), where that names
    // anybody, or was before or since; `verify.name_differs` with both.
    Status named_as_certified(const std::string& certificate, const std::string& name) const;

    // receipt_checks.cpp
    void receipts();
    bool of_platform(const crypto::Certificate& certificate) const;
    Result<crypto::ProvedStamp> receipt(const bidding::ClosedSubmission& of, const std::string& submit) const;
    Result<crypto::ProvedStamp> stamp(const bidding::SignedReceipt& receipt, Instant arrived) const;
    Instant closed_at() const;
    void receipt_found(const bidding::ClosedSubmission& of, const std::string& submit);

    // record_checks.cpp
    void records(const FetchFile& fetch);
    Result<hall::Record> record(const hall::RecordPublished& published, const FetchFile& fetch) const;
    Status record_says(const opening::LoggedEvent& event, const FetchFile& fetch) const;
    Status record_head(const hall::Record& record) const;
    Status record_parties(const hall::Record& record) const;
    std::optional<std::string> agent_in_log(Instant at) const;
    Status record_members(const hall::RecordBid& bid, const bidding::ClosedSubmission& from) const;
    Status record_bids(const hall::Record& record) const;
    Status record_extensions(const hall::Record& record) const;

    // record_growth_checks.cpp; `version`: of an event in the intake's own stream
    Status record_causes(const hall::Record& record, std::int64_t version) const;
    std::vector<hall::RecordTrustee> trustees_before(std::int64_t version) const;
    std::vector<hall::RecordObjection> objections_before(std::int64_t version) const;
    Status record_before(const hall::Record& record, std::int64_t version) const;
    const opening::LoggedEvent* laid_out(const std::string& digest) const;
    const opening::LoggedEvent* drawn_up_behind(const hall::RecordPublished& published) const;
    Status record_then(const hall::Record& record, const hall::RecordPublished& published,
                       const opening::LoggedEvent& event) const;
    Status record_holds(const hall::Record& record, const opening::LoggedEvent* drawn_up) const;

    // record_signature_checks.cpp
    Status record_complete(const hall::Record& record) const;
    Status record_places(const hall::Record& record) const;
    Status record_signature(const hall::RecordSignature& given, const std::string& signed_digest) const;
    Status has_place(const hall::RecordSignature& given, const opening::LoggedEvent& recorded) const;
    Result<hall::RecordPublished> published_as(const std::string& digest) const;
    Status as_signed(const hall::Record& record, const hall::Record& ready) const;
    Status record_signatures(const hall::Record& record, const FetchFile& fetch) const;

    // signer_checks.cpp
    bool is_closer(std::int64_t number, const Digest& certificate, bool with_share) const;
    bool is_own(const opening::LoggedEvent& event) const { return event.stream == evidence_.kit.intake; }
    void witnesses();
    Status witness(const bidding::TrusteeKey& given) const;
    void answers();
    Status answer(const opening::TrusteeAnswer& given) const;
    Status answers_complete() const;
    Status wrong_logged() const;
    Status acts_complete() const;

    // shown_checks.cpp
    Status owner_logged() const;
    Status standing() const;
    Status closing_shown() const;
    Status bidders_shown() const;
    Status nothing_added() const;
    Status part_listed(const opening::OpenedEvidence& opened) const;
    Status tried(const opening::OpenedEvidence& opened, const seal::Envelope& envelope,
                 const Result<seal::Secret>& secret) const;
    Result<std::vector<seal::Share>> shares_given(const std::string& header) const;
    bool without_secret(const opening::OpenedEvidence& opened, std::size_t shares) const;
    bool proved_falsely(const opening::OpenedEvidence& opened, const seal::Header& header,
                        const seal::Secret& secret) const;
    Status really_void(const opening::OpenedEvidence& opened, const seal::Envelope& envelope) const;
    bool never_unsealed(const opening::OpenedEvidence& opened, std::size_t shares) const;
    Status missing(const opening::OpenedEvidence& opened, const Error& error) const;
    Status really_lost(const opening::OpenedEvidence& opened) const;

    // session_checks.cpp
    Status session() const;
    void session_end();

    // certificate_checks.cpp
    Uses uses(const FetchFile& fetch) const;
    void uses_of_bidders(Uses& out) const;
    void uses_of_records(const FetchFile& fetch, Uses& out) const;
    Status leads_to_anchor(const std::string& certificate, const std::set<Instant>& uses) const;
    void certificates(const FetchFile& fetch);

    // mandate_checks.cpp
    std::string owner_in_log() const;
    std::string project_in_log(Instant at) const;
    Result<opening::SignedMandate> granted(const std::string& mandate) const;
    Status under_mandate(const opening::LoggedEvent& event, const LoggedActor& by,
                         const std::optional<std::string>& signer_code) const;
    void mandates();

    // pinned_rules.cpp
    Status terms_by_rules(const FetchFile& fetch) const;

    // terms_file_checks.cpp
    void terms_files(const FetchFile& fetch, HashedFiles& hashed);

    // key_checks.cpp
    Status keys_tested() const;
    Status key_answer(const bidding::KeyAnswered& said) const;
    Result<seal::Answer> right_test_answer(std::int64_t number) const;
    Status key_answers() const;

    // window_checks.cpp
    Instant window_begins() const;
    struct StoodHold {
        opening::Pause span{};
        Instant recorded{};
    };
    std::vector<StoodHold> holds(bool (*stops)(const std::vector<trade::Act>&)) const;
    std::vector<opening::Pause> pauses() const;
    Status opening_held() const;
    Status closing_held() const;
    Status holds_obeyed() const;
    Instant one_window_after(Instant from) const;
    Status extension(const opening::WindowExtension& given, Instant ends) const;
    Status window() const;

    // unsealing_checks.cpp
    void unsealing();
    bool by_bidders() const;
    const bidding::ClosedSubmission* submission(const std::string& id) const;
    const opening::LoggedEvent* event_of(const std::function<bool(const opening::LoggedEvent&)>& fits) const;
    Status deadline() const;
    Status by_the_host(const std::string& signer_code, const opening::LoggedEvent* recorded) const;
    Status cause(const opening::RecordedCause& cause) const;
    Status of_bidder(const opening::BidderMessage& message, const char* kind) const;
    Status proof(const opening::BidderMessage& given) const;
    Status secret(const opening::BidderMessage& given) const;
    Status giving() const;
    Status remedy() const;
    Status answers_in_time() const;
    Status cause_read_out(const opening::ReadOut& line) const;

    // evidence_checks.cpp
    bool answer_shown(const opening::FoundAnswer& answer, const std::string& header) const;
    bool window_stood(Instant end, Instant at) const;
    bool giving_stood(const std::optional<Instant>& end, Instant at) const;
    bool lost(const std::string& header) const;
    bool found_part(const opening::FoundPart& part, const opening::RecordedCause& cause) const;
    bool came_before(const opening::BidderMessage& given, const opening::FoundPart& part) const;
    bool answered_before(std::int64_t number, Instant at) const;
    bool nothing_passed_over(const opening::FoundPart& part) const;
    Result<seal::Secret> secret_named(const opening::FoundPart& part, const seal::Header& header) const;
    Status reason_again(const opening::FoundPart& part, const FetchFile& fetch) const;
    Status finding(const opening::RecordedCause& cause, const FetchFile& fetch) const;
    Status claim(const opening::RecordedClaim& claim) const;
    void why_unopened(const FetchFile& fetch);

    const opening::Evidence& evidence_;
    const crypto::TrustStore& anchors_;
    const std::vector<crypto::Certificate>& between_;
    const crypto::TrustStore& stamps_;
    std::vector<Finding>& out_;
    seal::Signers signers_;
    terms::LotTerms lot_;
    seal::IntakeFacts facts_;
    std::optional<seal::ClosedSet> set_;
    Told told_;
    std::map<std::string, std::string> letters_; // submission -> price letter
};

} // namespace tianping::verify
