#include "app/words/trustee.hpp"
#include "app/trustee/evidence.hpp"
#include "app/trustee/trustee.hpp"
#include "app/words/authorities.hpp"
#include "app/words/session_file.hpp"
#include "app/words/trustee_pins.hpp"
#include "infra/http/every_page.hpp"
#include "infra/spine/chance.hpp"
#include "infra/spine/log.hpp"
#include "rooms/trade/bodies.hpp"
#include <csignal>

namespace tianping::words {
namespace {

namespace fs = std::filesystem;

// The machine's clock; in a rehearsal the file that its driver writes. It never goes back.
class InstitutionClock final : public Clock {
public:
    explicit InstitutionClock(std::string file) : file_{std::move(file)} {}
    Status read()
    {
        if (file_.empty())
            return {};
        TP_TRY(text, read_file(file_));
        TP_TRY(at, from_rfc3339(text.substr(0, text.find_first_of(" \r\n"))));
        at_ = std::max(at_, at);
        return {};
    }
    Instant now() const override { return file_.empty() ? machine_.now() : at_; }

private:
    std::string file_;
    SystemClock machine_;
    Instant at_{};
};

void block_signals(sigset_t& set)
{
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

bool told_to_stop(const sigset_t& set, std::int64_t seconds)
{
    const timespec patience{seconds, 0};
    return sigtimedwait(&set, nullptr, &patience) > 0;
}

class Service {
public:
    Service(const TrusteeOptions& options, account::Holder holder, const Pinned& pinned)
        : options_{options}, own_{holder.certificate.digest_text()}, clock_{options.rehearsal_clock},
          account_{options.server, options.origin.empty() ? options.server : options.origin, holder},
          anchors_{pinned.anchors}, trustee_{{account_.client(), clock_, chance_, holder.key,
                                              holder.certificate, options.state, pinned.platform,
                                              account_.origin(), anchors_.empty() ? nullptr : &trust_,
                                              pinned.owners}}
    {
    }

    // One look at everything; false when something was refused.
    bool round()
    {
        const bool good = look_at_all();
        trustee_.destroy_old_keys();
        return good;
    }

private:
    bool look_at_all()
    {
        if (const auto told = clock_.read(); !told)
            return failed("", told.error().code);
        if (const auto fresh = read_trust(); !fresh)
            return failed("", fresh.error().code);
        if (!signed_in_ && !sign_in())
            return false;
        const auto intakes = intakes_now();
        if (!intakes)
            return failed("", intakes.error().code);
        bool good = true;
        for (const auto& intake : *intakes)
            good = look_whole(intake) && good;
        return good;
    }

    static bool failed(const std::string& intake, const std::string& code)
    {
        log::warn("an intake cannot go on", {{"intake", intake}, {"code", code}});
        return false;
    }

    // Anew in each round: a fresh revocation list counts as soon as it lies there.
    Status read_trust()
    {
        if (anchors_.empty())
            return {};
        TP_TRY(fresh, trust_in(anchors_, options_.crls));
        trust_ = std::move(fresh);
        return {};
    }

    bool sign_in()
    {
        const auto session = account_.sign_in();
        if (!session)
            return failed("", session.error().code);
        signed_in_ = true;
        return true;
    }

    Result<std::vector<std::string>> intakes_now()
    {
        if (!options_.all)
            return options_.intakes;
        // Also a check that the session still stands: it is opened anew in the next round otherwise.
        if (const auto session = account_.client().get<identity::SessionOut>("/api/v1/session"); !session) {
            signed_in_ = session.error().fault != Fault::unauthenticated;
            return session.error();
        }
        std::vector<std::string> out;
        TP_TRY(trades, http::every_page<trade::TradeLine>(account_.client(), "/api/v1/trades"));
        for (const auto& line : trades)
            for (const auto& round : line.rounds)
                if (round.deadline)
                    out.push_back(round.intake.text());
        return out;
    }

    // Whether the terms name this institution the way in which it was started.
    Result<bool> is_mine(const std::string& intake)
    {
        TP_TRY(kit, account_.client().get<bidding::SealingKit>("/api/v1/intakes/" + intake + "/kit"));
        TP_CHECK(trustee::check_kit(kit, intake));
        for (const auto& lot : kit.terms.lots)
            for (const auto& closer : lot.unsealing.closers)
                if (lot.intake == intake && closer.certificate_digest == own_) {
                    if (closer.holds_share != options_.witness)
                        return true;
                    return Error{Fault::conflict,
                                 options_.witness ? "trustee.holds_share" : "trustee.holds_no_share"};
                }
        return false;
    }

    // Nothing that one intake brings with it ends the others.
    bool look_whole(const std::string& intake)
    {
        try {
            return look(intake);
        } catch (const std::exception& fault) {
            log::error("an intake cannot go on", {{"intake", intake}, {"fault", fault.what()}});
            return false;
        }
    }

    bool look(const std::string& intake)
    {
        const auto mine = is_mine(intake);
        if (!mine) {
            // In a walk over everything, rounds without terms or keys are none of its business yet.
            if (options_.all && mine.error().fault == Fault::not_found)
                return true;
            return failed(intake, mine.error().code);
        }
        if (!*mine)
            return options_.all || failed(intake, "trustee.not_named");
        for (const auto& visit : trustee_.visit_until_idle(intake)) {
            if (visit.step == trustee::Step::refused) {
                signed_in_ = false; // should the session have ended, the next round opens another
                return failed(intake, visit.reason);
            }
            if (visit.step != trustee::Step::nothing && visit.step != trustee::Step::waiting)
                log::info("an intake went on",
                          {{"intake", intake}, {"step", boost::describe::enum_to_string(visit.step, "")}});
        }
        return true;
    }

    const TrusteeOptions& options_;
    std::string own_;
    InstitutionClock clock_;
    SystemChance chance_;
    account::Account account_;
    std::vector<crypto::Certificate> anchors_;
    crypto::TrustStore trust_;
    trustee::Trustee trustee_;
    bool signed_in_ = false;
};

} // namespace

int trustee(const app::Where& where, const TrusteeOptions& options)
{
    sigset_t set{};
    block_signals(set);
    if (options.all == !options.intakes.empty())
        return app::say(where, Error{Fault::invalid, "trustee.all_or_named"});
    for (const auto& intake : options.intakes)
        if (const auto id = trade::IntakeId::parse(intake); !id)
            return app::say(where, invalid_field(id.error().code, "--intake " + intake));
    auto holder = holder_of(options.keys);
    if (!holder)
        return app::say(where, holder.error());
    const auto lock = trustee::StateLock::take(options.state);
    if (!lock)
        return app::say(where, lock.error());
    const auto pinned = pinned_of(options);
    if (!pinned)
        return app::say(where, pinned.error());
    tell_what_is_not_checked(options, *pinned);
    Service service{options, *std::move(holder), *pinned};
    for (;;) {
        const bool good = service.round();
        if (options.once)
            return good ? 0 : 1;
        if (told_to_stop(set, options.every))
            break;
    }
    log::info("stopping: the round in hand is finished");
    return 0;
}

} // namespace tianping::words
