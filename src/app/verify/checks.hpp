#pragma once
// The checks of one intake's evidence, one after another; each leaves a finding.
#include "app/verify/verify.hpp"
#include "formats/closing_rules.hpp"
#include "formats/recovery.hpp"
#include <functional>

namespace tianping::verify {

// Of an event's actor as the log shows it (docs/formats/event.md).
struct LoggedActor {
    std::string person{};
    std::string organisation{};
    std::string mandate{};
    std::string on_behalf_of{};
    bool system = false;
};
BOOST_DESCRIBE_STRUCT(LoggedActor, (), (person, organisation, mandate, on_behalf_of, system))

using FetchEnvelope = std::function<Result<Bytes>(const std::string& digest_hex)>;

class Checks {
public:
    Checks(const opening::Evidence& evidence, std::vector<Finding>& out) : evidence_{evidence}, out_{out} {}
    void run(const FetchEnvelope& fetch);

private:
    bool found(const Status& status, const char* what, const std::string& where);
    Status prepare();
    Status terms();
    Status closed_set();
    void answers();
    void parts(const FetchEnvelope& fetch);
    Status part(const opening::OpenedEvidence& opened, const FetchEnvelope& fetch);
    Status really_void(const opening::OpenedEvidence& opened, const seal::Envelope& envelope) const;
    Status parts_complete() const;
    Status named_truly(const opening::ReadOut& line) const;
    Status read_out_recorded() const;
    Status shares_named(const opening::OpenedEvidence& opened, const seal::Header& header,
                        const seal::Secret& secret) const;
    void read_out();
    void events();

    // unsealing_checks.cpp
    void unsealing();
    bool by_bidders() const;
    const bidding::ClosedSubmission* submission(const std::string& id) const;
    const opening::LoggedEvent* event_of(const std::function<bool(const opening::LoggedEvent&)>& fits) const;
    Status deadline() const;
    Status window() const;
    Status by_the_host(const std::string& signer_code, const opening::LoggedEvent* recorded) const;
    Status cause(const opening::RecordedCause& cause) const;
    Status of_bidder(const opening::BidderMessage& message, const char* kind) const;
    Status proof(const opening::BidderMessage& given) const;
    Status secret(const opening::BidderMessage& given) const;
    Status giving() const;
    Status remedy() const;
    Status answers_in_time() const;
    Status cause_read_out(const opening::ReadOut& line) const;

    const opening::Evidence& evidence_;
    std::vector<Finding>& out_;
    seal::Signers signers_;
    terms::LotTerms lot_;
    seal::IntakeFacts facts_;
    std::optional<seal::ClosedSet> set_;
    std::map<std::string, std::string> letters_; // submission -> price letter
};

} // namespace tianping::verify
