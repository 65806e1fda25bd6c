// A tender that is kept for the other tests of the run, and one that goes on from it.
#include "infra/crypto/digest.hpp"
#include "support/tender.hpp"
#include "support/tender_scene.hpp"
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <unistd.h>

namespace tianping::test {
using scene::must;
namespace {

// Everything that tells this tender from another.
std::string text_of(const TenderPlan& plan)
{
    std::ostringstream out;
    out << name_of(plan.home) << ' ' << plan.bidders << ' ' << plan.invited << ' ' << plan.seed;
    for (const auto& [number, accident] : plan.accidents)
        out << ' ' << number << ':' << static_cast<int>(accident);
    out << ' ' << (plan.deposit ? boost::json::serialize(wire::write(*plan.deposit)) : "-");
    out << ' ' << static_cast<int>(plan.manner) << ' ' << plan.without_share;
    for (const bool is : {plan.joint_bodies, plan.trustees_remedy, plan.second_envelope, plan.drawings})
        out << ' ' << is;
    return out.str();
}

// Beside what the folders hold.
struct Told {
    trade::TradeOut trade{};
    std::optional<identity::MandateId> mandate{};
    std::int64_t inside{};
};
BOOST_DESCRIBE_STRUCT(Told, (), (trade, mandate, inside))

std::filesystem::path people_of(const std::filesystem::path& files)
{
    return files / "people";
}

void put_down(const account::Account& account, const std::filesystem::path& folder)
{
    std::filesystem::create_directories(folder);
    std::ofstream{folder / "sign.key.pem"} << account.holder().key.pem();
    std::ofstream{folder / "sign.cert.pem"} << account.holder().certificate.pem();
}

account::Holder picked_up(const std::filesystem::path& folder)
{
    auto keys = must(app::fetch_signing(folder), folder);
    return {std::move(keys.key), std::move(keys.certificate)};
}

// A new folder for what is to be kept; `publish` gives it its name, unless another was faster.
KeptScene unpublished(const KeptScene& scene)
{
    const auto folder = scene.folder.string() + "." + std::to_string(getpid());
    std::filesystem::create_directories(folder);
    return {folder, false};
}

void publish(const KeptScene& unpublished, const KeptScene& scene)
{
    std::error_code another;
    std::filesystem::rename(unpublished.folder, scene.folder, another);
    if (another)
        std::filesystem::remove_all(unpublished.folder);
}

} // namespace

KeptScene kept_scene(const TenderPlan& plan, const std::string& further)
{
    const char* scenes = std::getenv("TIANPING_TEST_SCENES");
    if (scenes == nullptr || plan.anew || !plan.settings.empty())
        return {};
    const auto key = to_hex(crypto::sm3(tianping::view(text_of(plan) + " " + further))).substr(0, 16);
    const auto folder = std::filesystem::path{scenes} / key;
    return {folder, std::filesystem::exists(folder)};
}

void Tender::keep()
{
    const auto people = people_of(folder_.path());
    put_down(*owner_, people / "owner");
    put_down(*agency_, people / "agency");
    for (std::size_t i = 0; i < trustees_.size(); ++i)
        put_down(*trustees_[i].account, people / ("trustee" + std::to_string(i)));
    for (std::size_t i = 0; i < bidders_.size(); ++i)
        put_down(*bidders_[i], people / ("bidder" + std::to_string(i)));
    std::ofstream{folder_.path() / "told.json"}
        << boost::json::serialize(wire::write(Told{trade_, mandate_, inside_}));
    const auto kept = unpublished(kept_);
    std::filesystem::copy(folder_.path(), kept.files(), std::filesystem::copy_options::recursive);
    database_.keep(kept.database());
    publish(kept, kept_);
}

// Chance goes on from elsewhere: an id must not be minted twice.
void Tender::take_up(const TenderPlan& plan)
{
    std::filesystem::copy(kept_.files(), folder_.path(), std::filesystem::copy_options::recursive);
    std::ostringstream text;
    text << std::ifstream{folder_.path() / "told.json"}.rdbuf();
    const auto told = must(wire::parse<Told>(text.str()), "what the scene tells");
    trade_ = told.trade;
    mandate_ = told.mandate;
    inside_ = told.inside;
    intake_ = trade_.rounds.at(0).intake.text();
    chance_ = SeededChance{plan.seed + (1U << 20U)};
    installation_.emplace(must(app::Installation::open(data()), "installation"));
    start_house();
    trust_authorities();
    const auto people = people_of(folder_.path());
    const auto enter_again = [&](const std::string& name) {
        return signed_in(picked_up(people / name), name);
    };
    owner_ = enter_again("owner");
    agency_ = signed_in(picked_up(people / "agency"), "agency", mandate_);
    const auto names = trustee_names();
    for (std::size_t i = 0; i < names.size(); ++i)
        add_trustee(enter_again("trustee" + std::to_string(i)), names[i]);
    give_accidents(plan);
    for (std::size_t i = 0; i < cast_.bidders.size(); ++i)
        bidders_.push_back(enter_again("bidder" + std::to_string(i)));
}

} // namespace tianping::test
