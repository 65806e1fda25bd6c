#include "app/words/trustee.hpp"
#include "app/trustee/evidence.hpp"
#include "app/trustee/trustee.hpp"
#include "app/words/session_file.hpp"
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

// The certificate that the operator gives must be the one that is pinned, and is pinned when none is.
Result<std::string> platform_of(const TrusteeOptions& options)
{
    const trustee::StateFolder state{options.state};
    const auto pinned = state.platform();
    if (options.platform_certificate.empty())
        return pinned.value_or("");
    TP_TRY(certificate, certificate_of(options.platform_certificate));
    const auto given = to_hex(certificate.digest());
    if (pinned && *pinned != given) {
        Error e{Fault::conflict, "trustee.platform_changed"};
        e.params = {{"pinned", *pinned}, {"given", given}, {"file", options.state + "/platform.pin"}};
        return e;
    }
    state.pin_platform(given);
    return given;
}

// The same with the authorities that the operator trusts: what was pinned first counts, as PEM.
Result<std::string> anchors_of(const TrusteeOptions& options)
{
    const trustee::StateFolder state{options.state};
    const auto pinned = state.anchors();
    if (options.anchors.empty())
        return pinned.value_or("");
    TP_TRY(given, read_file(options.anchors));
    TP_TRY(certificates, crypto::certificates_from_pem(given));
    if (!pinned)
        state.pin_anchors(given);
    else if (crypto::certificates_from_pem(*pinned).value() != certificates) {
        Error e{Fault::conflict, "trustee.anchors_changed"};
        e.params["file"] = options.state + "/anchors.pem";
        return e;
    }
    return given;
}

Result<crypto::TrustStore> trust_store_of(const std::string& anchors, const std::vector<std::string>& crls)
{
    crypto::TrustStore out;
    TP_TRY(certificates, crypto::certificates_from_pem(anchors));
    for (const auto& certificate : certificates)
        TP_CHECK(out.trust(certificate));
    for (const auto& file : crls) {
        TP_TRY(text, read_file(file));
        TP_TRY(list, text.starts_with("-----BEGIN") ? crypto::RevocationList::from_pem(text)
                                                    : crypto::RevocationList::from_der(view(text)));
        out.add(std::move(list));
    }
    return out;
}

// What the operator pinned: the platform's certificate (hex digest) and the authorities (PEM).
struct Pinned {
    std::string platform{};
    std::string anchors{};
};

Result<Pinned> pinned_of(const TrusteeOptions& options)
{
    TP_TRY(platform, platform_of(options));
    TP_TRY(anchors, anchors_of(options));
    if (anchors.empty() && !options.crls.empty())
        return Error{Fault::invalid, "trustee.crl_without_anchors"};
    if (!anchors.empty())
        TP_CHECK(trust_store_of(anchors, options.crls));
    return Pinned{platform, anchors};
}

void tell_what_is_not_checked(const TrusteeOptions& options, const Pinned& pinned)
{
    if (pinned.platform.empty())
        log::warn("no platform certificate is pinned yet: the first closed set will pin its own");
    if (pinned.anchors.empty())
        log::warn("no anchors: whose certificates bidders, closers and the owner have, and whether they are "
                  "valid and not revoked, is not checked, and no cause that an agent signed counts");
    else if (options.crls.empty())
        log::warn("no revocation list: whether a certificate was revoked is not checked");
}

class Service {
public:
    Service(const TrusteeOptions& options, account::Holder holder, const Pinned& pinned)
        : options_{options}, own_{to_hex(holder.certificate.digest())}, clock_{options.rehearsal_clock},
          account_{options.server, options.origin.empty() ? options.server : options.origin, holder},
          anchors_{pinned.anchors}, trustee_{{account_.client(), clock_, chance_, holder.key,
                                              holder.certificate, options.state, pinned.platform,
                                              account_.origin(), anchors_.empty() ? nullptr : &trust_}}
    {
    }

    // One look at everything; false when something was refused.
    bool round()
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

private:
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
        TP_TRY(fresh, trust_store_of(anchors_, options_.crls));
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
        std::string after;
        do {
            TP_TRY(page, account_.client().get<http::Page<trade::TradeLine>>(
                             "/api/v1/trades?limit=100" + (after.empty() ? "" : "&after=" + after)));
            for (const auto& line : page.items)
                for (const auto& round : line.rounds)
                    if (round.deadline)
                        out.push_back(round.intake.text());
            after = page.next.value_or("");
        } while (!after.empty());
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
    std::string anchors_; // PEM
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
