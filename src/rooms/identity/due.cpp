#include "rooms/identity/due.hpp"
#include "infra/spine/event_log.hpp"
#include "rooms/identity/events.hpp"
#include "rooms/identity/rules.hpp"
#include "rooms/identity/store.hpp"

namespace tianping::identity {
namespace {

constexpr std::string_view warning_kind = "identity.certificate_warning";
constexpr std::string_view forgetting_kind = "identity.forget_challenges";

Result<jobs::Outcome> forget(WriteTx& tx, const Call&, const Job& job)
{
    TP_TRY(made_before, wire::parse<Instant>(job.body));
    store::forget_challenges(tx, made_before);
    return jobs::Done{};
}

struct WarningBody {
    std::string certificate{};
    std::int64_t days{};
};
BOOST_DESCRIBE_STRUCT(WarningBody, (), (certificate, days))

Result<jobs::Outcome> warn(WriteTx& tx, const Call& call, const Job& job)
{
    TP_TRY(body, wire::parse<WarningBody>(job.body));
    const auto row = store::certificate(tx, body.certificate);
    if (!row || row->revoked_at || call.arrived >= row->not_after ||
        is_renewed(*row, store::certificates_of(tx, row->person)))
        return jobs::Done{};
    events::append(tx, call, row->id.text(), {},
                   CertificateEnding{row->digest, row->organisation, row->person, body.days, row->not_after});
    return jobs::Done{};
}

} // namespace

void schedule_warnings(WriteTx& tx, const CertificateRow& certificate, Instant now)
{
    for (const auto& warning : warnings_for(certificate.not_after, now))
        jobs::schedule(
            tx, std::string{warning_kind} + "/" + certificate.digest + "/" + std::to_string(warning.days),
            warning_kind, warning.at, wire::write(WarningBody{certificate.digest, warning.days}));
}

void schedule_forgetting(WriteTx& tx, Instant made, std::chrono::milliseconds stretch)
{
    const auto number = made.time_since_epoch() / stretch;
    const Instant end{(number + 1) * stretch};
    jobs::schedule(tx, std::string{forgetting_kind} + "/" + std::to_string(number), forgetting_kind,
                   end + stretch, wire::write(end));
}

jobs::Handlers due_work()
{
    return {{std::string{warning_kind}, warn}, {std::string{forgetting_kind}, forget}};
}

} // namespace tianping::identity
