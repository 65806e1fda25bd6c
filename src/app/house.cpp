#include "app/house.hpp"
#include "app/belonging.hpp"
#include "app/followers.hpp"
#include "base/canonical.hpp"
#include "infra/spine/log.hpp"
#include "infra/spine/own_command.hpp"
#include "infra/spine/stamp_file.hpp"
#include "rooms/identity/acts.hpp"
#include <algorithm>
#include <boost/json/serialize.hpp>

namespace tianping::app {
namespace {

identity::CentrePlan centre_of(const Config& config)
{
    auto plan = identity::demonstration_centre();
    plan.name = config.centre_name;
    plan.code = config.centre_code;
    plan.region = regions_of(config).value().front().code;
    return plan;
}

trade::Settings trade_settings(const Config& config, const Installation& installation,
                               const blob::BlobStore& blobs, ReadPool& reads, trade::NoteTaking note_taking)
{
    return {installation.platform().name,
            config.platform_code,
            config.issuer_code,
            config.centre_code,
            &blobs,
            &reads,
            std::move(note_taking),
            bidding::bids_in_trade,
            config.registration_days};
}

std::optional<ClockWatch> watch_for(const Installation& installation)
{
    return installation.about().purpose == ClockPurpose::real ? std::optional{ClockWatch{}} : std::nullopt;
}

portal::Site site_of(const Config& config, const Installation& installation)
{
    portal::Site site;
    site.name = config.site_name;
    site.name_en = config.site_name_en;
    site.place = config.site_place;
    site.organisation = config.centre_name;
    site.base = config.origin;
    site.rehearsal = installation.about().purpose == ClockPurpose::rehearsal;
    return site;
}

std::vector<portal::Fact> keys_of(const Config& config, const Installation& installation)
{
    const auto& platform = installation.platform();
    const auto stamps =
        config.tsa_url.empty() ? platform.timestamps.signer() : tsa_trust(config).value().signer;
    return {{platform.certificate.subject_text(), platform.certificate.digest_text()},
            {stamps.subject_text(), stamps.digest_text()},
            {installation.sm2_authority().root().subject_text(),
             installation.sm2_authority().root().digest_text()}};
}

bidding::StampedBy stamped_by(const Config& config)
{
    return config.tsa_url.empty() ? bidding::StampedBy::installation : bidding::StampedBy::outside;
}

} // namespace

House::House(const Config& config, Installation& installation, Shelf shelf, Chance& chance, Ready ready)
    : config_{config}, installation_{installation}, shelf_{std::move(shelf)}, chance_{chance},
      blobs_{installation.blobs()}, node_{std::move(ready.node_)}, reads_{std::move(ready.reads_)},
      stamps_{stamps::place_of(installation.data(), config.node), installation.clock()},
      trades_{shelf_.law, shelf_.guidance,
              trade_settings(config, installation, blobs_, *reads_, trade::note_taking(writer_, chance_))},
      notices_{shelf_.law,
               shelf_.guidance,
               {installation.platform().name, config.origin, config.medium_name},
               bidding::answering()},
      bidding_{installation.platform(), blobs_, stamped_by(config),
               [this](const ReadTx& tx, const Call& call, const std::string& terms) {
                   trades_.note_taken(tx, call, terms);
               }},
      questions_{shelf_.law}, deposits_{installation.platform(), shelf_.law},
      opening_{installation.platform(), blobs_, *reads_, config.origin},
      hall_{blobs_,
            {site_of(config, installation).name, config.origin, config.sign_in_minutes,
             config.signing_minutes}},
      portal_{{installation.clock(), shelf_.law, shelf_.guidance, shelf_.catalogue, opening_, hall_,
               site_of(config, installation), keys_of(config, installation), regions_of(config).value(),
               config.medium_name, shelf_.program, config.registration_days}},
      writer_{{config.database}, installation.clock(), chance_, handlers(), followers(chance_)},
      sessions_{*reads_, installation.clock(), steady_, {}, identity::Identity::note_seen(writer_, chance_)},
      identity_{{writer_,
                 *reads_,
                 sessions_,
                 installation.clock(),
                 chance_,
                 config.origin,
                 {installation.sm2_authority(), installation.p256_authority()},
                 installation.about().purpose == ClockPurpose::rehearsal}},
      opener_{{*reads_, writer_, blobs_, installation.clock(), chance_}},
      key_tester_{{*reads_, writer_, installation.platform(), installation.clock(), chance_}},
      record_printer_{{*reads_, writer_, blobs_, installation.clock(), chance_}},
      calendar_watch_{shelf_.law.calendar}, clock_watch_{watch_for(installation)},
      follow_ups_{"a follow-up could not go on",
                  [this] {
                      calendar_watch_.look(installation_.clock().now());
                      if (clock_watch_)
                          clock_watch_->look();
                      key_tester_.pass();
                      record_printer_.pass();
                  }},
      old_uploads_{"old uploads could not be forgotten", [this] { forget_uploads(); }, std::chrono::hours{6}},
      medium_{config, {writer_, *reads_, installation.clock(), chance_}},
      timestamps_{config, {writer_, *reads_, installation.clock(), chance_}},
      clock_desk_{installation, writer_}, uploads_{blobs_, chance_}
{
    writer_.before_each_batch([this](WriteTx& tx) { stamps_.publish(tx, config_.node, node_.folder()); },
                              [this] { stamps_.committed(); });
    operations_.operators = addresses_of("operators", config_.operators).value();
    operations_.writer = [this] { return writer_.figures(); };
    operations_.server = [this] { return server_ ? server_->figures() : http::Server::Figures{}; };
    operations_.door = [this] { return door_ ? door_->figures() : http::Door::Figures{}; };
    operations_.says = [this] {
        auto lines = medium_.says();
        std::ranges::move(timestamps_.says(), std::back_inserter(lines));
        return lines;
    };
    operations_.warns = [this] { return warnings(); };
    operations_.gauges = [this] { return gauges(); };
    operations_.ready = [this] { return readiness(); };
}

House::~House()
{
    stop();
}

// Of an installation that is on record. Its folder of blobs goes on record with it, later where it is older.
Status House::check_files()
{
    TP_CHECK(reads_->read([this](const ReadTx& tx) { return check_belongs(tx, installation_); }));
    if (!reads_->read([](const ReadTx& tx) { return are_blobs_recorded(tx); })) {
        TP_TRY(mark, mark_blobs(installation_));
        const auto decide = [&](WriteTx& tx, const Call&) -> Result<Answer> {
            record_blobs(tx, mark);
            return Answer{};
        };
        const auto outcome = writer_.run(own_command({"record the folder of blobs", "", {}, decide},
                                                     "blobs/" + mark, installation_.clock().now(), chance_));
        if (!outcome.answer)
            return outcome.answer.error();
    }
    return reads_->read([this](const ReadTx& tx) { return check_blobs(tx, installation_); });
}

Status House::establish()
{
    if (reads_->read([](const ReadTx& tx) { return is_recorded(tx); }))
        return check_files();
    const auto plan = centre_of(config_);
    const auto now = installation_.clock().now();
    TP_TRY(keys, identity::prepare_centre(installation_.sm2_authority(), plan, now,
                                          std::chrono::hours{24 * 365 * 2}));
    TP_TRY(mark, mark_blobs(installation_));
    const auto decide = [&](WriteTx& tx, const Call& call) -> Result<Answer> {
        const std::array authorities{installation_.sm2_authority(), installation_.p256_authority()};
        TP_CHECK(record(tx, installation_));
        record_blobs(tx, mark);
        TP_CHECK(identity::establish_centre(tx, call, plan, keys, authorities));
        return Answer{};
    };
    const auto outcome = writer_.run(own_command({"establish", "", {}, decide}, "establish", now, chance_));
    if (!outcome.answer)
        return outcome.answer.error();
    if (outcome.repeated) // another node was first: these keys are nobody's
        return check_files();
    for (const auto& person : keys)
        hand_out(installation_.data() / "handed-out" / person.person.handle, person.pair);
    return {};
}

void House::replay_undecided()
{
    for (auto& kept : stamps_.take_undecided()) {
        const auto arrival = kept.arrival;
        if (const auto actor = wire::parse<Actor>(kept.request.actor))
            kept.request.actor = canonical(wire::write(
                reads_->read([&](const ReadTx& tx) { return identity::with_supervision(tx, *actor); })));
        const auto status =
            door_->replay(kept.request, [this, arrival](const Outcome&) { stamps_.decided(arrival); });
        if (!status) {
            log::error("a stamped request could not be decided again", {{"code", status.error().code}});
            stamps_.decided(arrival);
        }
    }
}

// Waits for a batch, which publishes this node's low-water mark: closings elsewhere wait for this node before
// it stamps anything.
Status House::announce_node()
{
    const auto now = installation_.clock().now();
    const auto outcome =
        writer_.run(own_command({"open the door", "", {}, [](WriteTx&, const Call&) { return Answer{}; }},
                                "door/" + config_.node + "/" + std::to_string(millis(now)), now, chance_));
    if (!outcome.answer)
        return outcome.answer.error();
    if (stamps_.is_anothers())
        return Error{Fault::conflict, "house.node_elsewhere", {}, {{"node", config_.node}}};
    return {};
}

void House::forget_uploads()
{
    if (const auto count = blobs_.forget_uploads(installation_.clock().now()); count > 0)
        log::info("old uploads were forgotten", {{"uploads", std::to_string(count)}});
}

Status House::open_door(const ServerChoice& choice)
{
    TP_TRY(listen, listen_of(config_));
    http::DoorLimits limits;
    limits.workers = static_cast<std::size_t>(config_.workers);
    limits.proxies = addresses_of("proxies", config_.proxies).value();
    limits.page_policy = portal::content_security_policy;
    auto telling = http::Uploads::recorded();
    std::ranges::move(std::array<std::string, 3>{trade::taking_command, bidding::stamping_command,
                                                 opening::proposing_command},
                      std::back_inserter(telling));
    auto all = routes();
    audit_.veil(all, trade::sealed_since, telling);
    door_ = std::make_unique<http::Door>(
        identity::with_act_signatures(std::move(all), *reads_, config_.origin), door_parts(), limits);
    writer_.on_commit([this] {
        door_->wake();
        opener_.wake();
        follow_ups_.wake();
        medium_.wake();
        timestamps_.wake();
    });
    TP_CHECK(announce_node()); // before anything is decided under a name that may be another's
    replay_undecided();
    TP_CHECK(bring_rounds_over());
    opener_.start();
    follow_ups_.start();
    old_uploads_.start();
    old_uploads_.wake(); // at each start too, however seldom a process lives for long
    medium_.start();
    timestamps_.start();
    http::ServerOptions options;
    options.address = listen.address;
    options.port = choice.any_port ? 0 : listen.port;
    options.threads = static_cast<std::size_t>(config_.server_threads);
    server_ = std::make_unique<http::Server>(*door_, options);
    log::info("the door is open", {{"address", listen.address}, {"port", std::to_string(server_->port())}});
    return {};
}

void House::stop()
{
    if (server_)
        server_->stop();
    medium_.stop();
    timestamps_.stop();
    opener_.stop();
    follow_ups_.stop();
    old_uploads_.stop();
    if (door_)
        door_->stop();
    stamps_.leave();
    writer_.on_commit({});
    writer_.stop();
    server_.reset();
    door_.reset();
    node_.release();
    try {
        installation_.keep_clock();
    } catch (const std::exception& e) { // a full disk: each move was kept before it was made
        log::warn("the clock's hand was not kept once more", {{"reason", e.what()}});
    }
}

} // namespace tianping::app
