// What the house answers and owes itself: its routes, its due work, its gauges, and who stands at its door.
#include "app/house.hpp"
#include "app/portal/terms_data.hpp"
#include "base/joined_text.hpp"
#include "base/time_text.hpp"
#include "infra/http/openapi.hpp"
#include "rooms/audit/http.hpp"
#include "rooms/identity/due.hpp"
#include "rooms/identity/http.hpp"
#include "rooms/identity/list_ends.hpp"
#include "rooms/identity/policy.hpp"
#include "rooms/notice/http.hpp"
#include "rooms/trade/http.hpp"

namespace tianping::app {
namespace {

template <class T>
void add(std::vector<T>& all, std::vector<T> more)
{
    for (auto& one : more)
        all.push_back(std::move(one));
}

std::vector<http::Gauge> gauges_of(const ClockReading& clock)
{
    const std::chrono::duration<double> offset = clock.offset;
    return {{"tianping_clock_offset_seconds", "what the kernel still has to correct of this machine's clock",
             offset.count()},
            {"tianping_clock_synchronised", "whether the kernel holds this machine's clock for synchronised",
             clock.synchronised ? 1.0 : 0.0}};
}

// Empty while a list has more than the last quarter of its time before it.
std::string warning_of(const identity::ListEnd& list, Instant now)
{
    if (!list.due)
        return {};
    return "the revocation list of " + list.issuer +
           (now < list.next_update ? " runs out at " : " ran out at ") + to_rfc3339(list.next_update) +
           ": import a newer one, or no certificate of that authority is registered";
}

} // namespace

jobs::Handlers House::handlers() const
{
    jobs::Handlers all = identity::due_work();
    all.merge(trade::handlers(trades_));
    all.merge(notices_.handlers());
    all.merge(bidding::handlers(bidding_));
    all.merge(deposit::handlers(deposits_));
    all.merge(opening::handlers(opening_));
    all.merge(hall_.handlers());
    return all;
}

std::vector<http::Route> House::routes() const
{
    std::vector<http::Route> all;
    add(all, identity::routes(identity_));
    add(all, audit::routes(audit_));
    add(all, trade::routes(trades_));
    all.push_back(terms_data_route(trades_));
    add(all, notice::routes(notices_));
    add(all, bidding::routes(bidding_));
    add(all, deposit::routes(deposits_));
    add(all, bidding::routes(questions_));
    add(all, opening::routes(opening_));
    add(all, hall::routes(hall_));
    add(all, feed::routes(feed_));
    add(all, clock_desk_.routes());
    add(all, erasure_desk_.routes());
    add(all, uploads_.routes());
    add(all, http::routes(operations_));
    add(all, http::assets("/api/v1/templates", config_.share + "/law/templates", "max-age=300"));
    all.push_back(http::problems_route(shelf_.catalogue));
    all.push_back(http::openapi_route({})); // which it describes too
    const auto document = http::openapi(all);
    all.back() = http::openapi_route(http::indented(document));
    add(all, portal_.routes(document));
    return all;
}

// A node that is not ready gets no requests, and needs none to be ready again: the writer's own turns commit
// a batch and renew the lease.
Status House::readiness() const
{
    if (writer_.figures().lost)
        return Error{Fault::unavailable, "house.batch_lost"};
    if (!stamps_.has_lease())
        return Error{Fault::unavailable, "clock.no_lease"};
    return {};
}

std::string House::warnings()
{
    const auto now = installation_.clock().now();
    std::vector<std::string> all{clock_watch_ ? clock_watch_->warning() : std::string{},
                                 calendar_watch_.warning(now)};
    for (const auto& list : reads_->read([now](const ReadTx& tx) { return identity::list_ends(tx, now); }))
        all.push_back(warning_of(list, now));
    std::erase(all, std::string{});
    return joined_text(all, "; ");
}

std::vector<http::Gauge> House::gauges()
{
    auto all = medium_.gauges();
    add(all, timestamps_.gauges());
    all.push_back({"tianping_calendar_year_missing",
                   "whether the working-day calendar lacks this year, or from November on the next",
                   calendar_watch_.warning(installation_.clock().now()).empty() ? 0.0 : 1.0});
    if (clock_watch_)
        add(all, gauges_of(clock_watch_->reading()));
    all.push_back({"tianping_failed_sign_ins_left_out",
                   "refused sign-ins that were too many to be kept in the record of denials",
                   static_cast<double>(identity_.failed_sign_ins_left_out())});
    all.push_back({"tianping_denials_left_out",
                   "denied acts that were too many to be kept in the record of denials one by one",
                   static_cast<double>(identity_.denials_left_out())});
    reads_->read([&](const ReadTx& tx) {
        all.push_back({"tianping_due_work_failing",
                       "due work that met a fault of the house and is tried again",
                       static_cast<double>(jobs::failing(tx))});
        all.push_back({"tianping_refunds_overdue",
                       "refunds past their lawful instant, of rounds that are read out or over",
                       static_cast<double>(deposit::shown_overdue(tx).size())});
        all.push_back({"tianping_registrations_overdue",
                       "complete registrations past the instant that the centre itself promised",
                       static_cast<double>(trade::overdue_registrations(tx))});
        all.push_back({"tianping_deposits_waiting",
                       "deposits of revoked bids whose owners have not chosen; the law names no time",
                       static_cast<double>(deposit::waiting_for_choice(tx).size())});
        const auto now = installation_.clock().now();
        if (const auto ends = identity::list_ends(tx, now); !ends.empty())
            all.push_back({"tianping_revocation_list_ends_seconds",
                           "until the first revocation list in force runs out; below 0 since it did",
                           std::chrono::duration<double>{ends.front().next_update - now}.count()});
        return 0;
    });
    return all;
}

http::DoorParts House::door_parts()
{
    http::DoorParts parts{writer_, *reads_, chance_, stamps_, shelf_.catalogue};
    parts.policy = identity::may;
    parts.sessions = [this](const std::string& token, const std::string& address) {
        return sessions_.actor_of(token, address);
    };
    parts.sessions_at_once = [this](const std::string& token, const std::string& address) {
        return sessions_.actor_at_once(token, address);
    };
    parts.denied = [this](const Actor& actor, Capability what, const std::string& object,
                          const Error& reason) { identity_.note_denied(actor, what, object, reason); };
    parts.refused_token = [this](const std::string& token, const std::string& address, Capability what,
                                 const Error& reason) {
        identity_.note_refused_token(token, address, what, reason);
    };
    parts.problem_page = [this](const Error& error, const http::Head& head) {
        return portal_.problem_page(error, head);
    };
    return parts;
}

} // namespace tianping::app
