#include "app/commands.hpp"
#include "app/belonging.hpp"
#include "app/followers.hpp"
#include "app/house.hpp"
#include "app/share.hpp"
#include "base/joined_text.hpp"
#include "infra/http/openapi.hpp"
#include "infra/spine/barrier.hpp"
#include "infra/spine/log.hpp"
#include "infra/spine/own_command.hpp"
#include "infra/spine/rebuild.hpp"
#include "infra/spine/resume.hpp"
#include "infra/spine/stamp_file.hpp"
#include <boost/json/serialize.hpp>
#include <boost/mp11.hpp>
#include <csignal>
#include <pwd.h>
#include <unistd.h>

namespace tianping::app {
namespace {

void wait_for_signal()
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    int which = 0;
    sigwait(&set, &which);
}

// Blocks the two signals in every thread that is started later, so that only wait_for_signal() sees them.
void block_signals()
{
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

// A house in a folder of its own that ends with this object: for commands that only print.
class PrintedHouse {
public:
    static Result<std::unique_ptr<PrintedHouse>> make(Config config)
    {
        auto pattern = (std::filesystem::temp_directory_path() / "tianping-print-XXXXXX").string();
        if (mkdtemp(pattern.data()) == nullptr)
            throw std::runtime_error("no temporary folder");
        config.data = pattern;
        config.database = pattern + "/house.db";
        TP_TRY(shelf, read_shelf(config));
        TP_TRY(installation, Installation::open(config.data, "print", ClockPurpose::rehearsal, Instant{}));
        TP_TRY(ready, make_ready(config, installation));
        return std::unique_ptr<PrintedHouse>{
            new PrintedHouse{std::move(config), std::move(installation), std::move(shelf), std::move(ready)}};
    }
    ~PrintedHouse()
    {
        house_.reset();
        std::error_code ignored;
        std::filesystem::remove_all(config_.data, ignored);
    }
    std::vector<http::Route> routes() const { return house_->routes(); }

private:
    PrintedHouse(Config config, Installation installation, Shelf shelf, Ready ready)
        : config_{std::move(config)}, installation_{std::move(installation)},
          house_{std::make_unique<House>(config_, installation_, std::move(shelf), chance_, std::move(ready))}
    {
    }
    Config config_;
    Installation installation_;
    SystemChance chance_;
    std::unique_ptr<House> house_;
};

// A mistake in the setting `share` is told as well.
Result<http::Catalogue> texts_for(const Where& where)
{
    auto there = http::Catalogue::load(where.config.share + "/catalogues");
    return there ? std::move(there) : http::Catalogue::load(built_share() + "/catalogues");
}

// Who decides at this machine: the name given, or who is signed in to it.
std::string who_decides(const std::string& by)
{
    const auto* user = getpwuid(getuid());
    return by.empty() && user != nullptr ? user->pw_name : by;
}

// For words that write into a database beside its nodes.
Result<Installation> installation_of_database(const Where& where)
{
    TP_TRY(there, Installation::open(where.config.data));
    ReadPool reads{{where.config.database}, 1};
    TP_CHECK(reads.read([&](const ReadTx& tx) { return check_belongs(tx, there); }));
    return there;
}

} // namespace

int say(const Where& where, const Error& error)
{
    const auto catalogue = texts_for(where);
    // A platform's refusal comes without the values that its text names: then its own words are said.
    const auto text = [&](const std::string& code, const std::map<std::string, std::string>& params,
                          const std::string& platforms = {}) {
        const auto own = catalogue ? catalogue->text(code, params, where.language) : code;
        return platforms.empty() || http::parameters_of(own).empty() ? own : platforms;
    };
    const auto first = text(error.code, http::params_of(error), error.detail);
    where.err << first << " [" << error.code << "]\n";
    if (!error.article.empty())
        where.err << "  " << error.article << "\n";
    if (error.earliest)
        where.err << "  >= " << to_local_text(*error.earliest) << " +08:00\n";
    for (const auto& field : error.fields) {
        const bool told =
            field.allowed.empty() || http::parameters_of(text(field.code, {})).contains("allowed");
        const auto message = field.params.find("message");
        where.err << "  " << field.path << ": "
                  << text(field.code, http::params_of(field, error),
                          message == field.params.end() ? "" : message->second)
                  << (told ? "" : " (" + field.allowed + ")") << "\n";
    }
    if (!error.detail.empty() && error.detail != first)
        where.err << "  " << error.detail << "\n";
    const bool later = error.fault == Fault::unavailable || error.fault == Fault::too_many ||
                       error.fault == Fault::outcome_unknown;
    return later ? 75 : 1;
}

int serve_command(const Where& where, const std::string& purpose)
{
    block_signals();
    const auto& config = where.config;
    auto shelf = read_shelf(config);
    if (!shelf)
        return say(where, shelf.error());
    if (const auto status = check_tsa_purpose(config, purpose); !status)
        return say(where, status.error());
    const auto otherwise = is_untouched(config) ? "rehearsal" : "real"; // design.md 9: a demonstration
    auto installation =
        Installation::choose(config.data, config.installation, purpose, SystemClock{}.now(), otherwise);
    if (!installation)
        return say(where, installation.error());
    if (installation->about().purpose == ClockPurpose::rehearsal)
        log::info("this is a rehearsal: its clock is moved by hand, and whoever asks gets a certificate");
    auto ready = make_ready(config, *installation);
    if (!ready)
        return say(where, ready.error());
    shelf->program = this_program();
    SystemChance chance;
    House house{config, *installation, *std::move(shelf), chance, *std::move(ready)};
    if (const auto status = house.establish(); !status)
        return say(where, status.error());
    if (const auto status = house.open_door(); !status)
        return say(where, status.error());
    where.out << "http://" << config.listen << "\n" << std::flush;
    wait_for_signal();
    log::info("stopping: the batch in hand is finished, new work is refused");
    house.stop();
    return 0;
}

int openapi_command(const Where& where)
{
    const auto house = PrintedHouse::make(where.config);
    if (!house)
        return say(where, house.error());
    where.out << http::indented(boost::json::value(http::openapi((*house)->routes()))) << "\n";
    return 0;
}

int typescript_command(const Where& where)
{
    const auto house = PrintedHouse::make(where.config);
    if (!house)
        return say(where, house.error());
    where.out << http::typescript((*house)->routes());
    return 0;
}

int rebuild_command(const Where& where, const std::string& name)
{
    SystemChance chance;
    Error unknown{Fault::not_found, "house.follower_unknown"};
    unknown.params["follower"] = name;
    std::vector<std::string> views;
    for (const auto& follower : followers(chance)) {
        if (follower.kind == FollowerKind::view)
            views.push_back(follower.name);
        if (follower.name != name)
            continue;
        const auto seen = rebuild({where.config.database}, follower, SystemClock{}.now());
        if (!seen)
            return say(where, seen.error());
        where.out << name << ": " << *seen << "\n";
        return 0;
    }
    unknown.params["views"] = joined_text(views, ", ");
    return say(where, unknown);
}

int config_command(const Where& where)
{
    auto shown = where.config;
    shown.database = log::masked(shown.database);
    boost::mp11::mp_for_each<wire::Members<Config>>([&](auto d) {
        where.out << d.name << " = " << boost::json::serialize(wire::write(shown.*d.pointer)) << "\n";
    });
    const auto shelf = read_shelf(where.config);
    int code = shelf ? 0 : say(where, shelf.error());
    if (const auto status = check_tsa_purpose(where.config, ""); !status)
        code = say(where, status.error());
    return where.mistakes.fields.empty() ? code : say(where, where.mistakes);
}

int retire_command(const Where& where, const std::string& node, const std::string& reason,
                   const std::string& by)
{
    barrier::Retirement what{node, reason, who_decides(by), {}};
    SystemChance chance;
    auto installation = installation_of_database(where);
    if (!installation)
        return say(where, installation.error());
    const auto journal = stamps::place_of(where.config.data, node);
    if (const auto status = barrier::check_journal(journal, node); !status)
        return say(where, status.error());
    const auto& clock = installation->clock();
    if (clock.purpose() == ClockPurpose::real)
        what.silent_since = clock.now() - stamp_lease;
    Writer writer{{where.config.database}, clock, chance, {}, {}};
    const auto now = clock.now();
    const auto decide = [&](WriteTx& tx, const Call& call) -> Result<Answer> {
        TP_CHECK(barrier::retire(tx, call, what));
        return Answer{};
    };
    const auto outcome =
        writer.run(own_command({"node retire", node, {}, decide},
                               "retire/" + node + "/" + std::to_string(millis(now)), now, chance));
    return outcome.answer ? 0 : say(where, outcome.answer.error());
}

int resume_command(const Where& where, const std::string& follower, const std::string& reason,
                   const std::string& by)
{
    const FollowerResumed what{follower, reason, who_decides(by)};
    SystemChance chance;
    auto installation = installation_of_database(where);
    if (!installation)
        return say(where, installation.error());
    const auto& clock = installation->clock();
    Writer writer{{where.config.database}, clock, chance, {}, {}};
    std::string stopped;
    const auto decide = [&](WriteTx& tx, const Call& call) -> Result<Answer> {
        TP_TRY(cause, resume(tx, call, what));
        stopped = cause;
        return Answer{};
    };
    // Of the machine's time: a rehearsal's may stand still from one of these acts to the next.
    const auto key = "resume/" + follower + "/" + std::to_string(millis(SystemClock{}.now()));
    const auto outcome =
        writer.run(own_command({"follower resume", follower, {}, decide}, key, clock.now(), chance));
    if (!outcome.answer)
        return say(where, outcome.answer.error());
    where.out << follower << ": " << stopped << "\n";
    return 0;
}

} // namespace tianping::app
