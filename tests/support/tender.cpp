#include "support/tender.hpp"
#include "app/bidder/joint.hpp"
#include "infra/crypto/digest.hpp"
#include "infra/spine/own_command.hpp"
#include "rooms/bidding/service.hpp"
#include "rooms/procedure/commands.hpp"
#include "support/tender_scene.hpp"
#include <fstream>
#include <thread>

namespace tianping::test {
using scene::must, scene::origin;
namespace {

void write_file(const std::filesystem::path& file, const std::string& text)
{
    std::filesystem::create_directories(file.parent_path());
    std::ofstream{file, std::ios::binary | std::ios::trunc} << text;
}

// Where law and hours are the installation's usual ones, all houses of this process share the shelf.
app::Shelf shelf_of(const app::Config& config)
{
    if (!config.law_overrides.empty() || !config.business_close.empty())
        return must(app::read_shelf(config), "shelf");
    static const auto usual = must(app::read_shelf(config), "shelf");
    return usual;
}

} // namespace

Instant local_hour(const std::string& text)
{
    return procedure::instant_from_text(text).value();
}

Tender::Tender(const TenderPlan& plan, const Further& further)
    : kept_{kept_scene(plan, further.name)}, database_{kept_.whole
                                                           ? ScratchDatabase{plan.home, kept_.database()}
                                                           : ScratchDatabase{plan.home}},
      cast_{rehearsal::cast_of(plan.seed, plan.bidders)}, chance_{plan.seed}
{
    auto settings = plan.settings;
    settings["data"] = data().string();
    settings["database"] = database_.address().text;
    config_ = app::load_config("", {}, settings).value();
    if (kept_.whole) {
        take_up(plan);
        return;
    }
    play(plan);
    if (further.play)
        further.play(*this);
    if (kept_.wanted()) {
        restart_house({}, [&] { keep(); });
        give_accidents(plan);
    }
}

void Tender::play(const TenderPlan& plan)
{
    installation_.emplace(must(app::Installation::open(data(), "demo.example", ClockPurpose::rehearsal,
                                                       local_hour("2026-03-02 09:00")),
                               "installation"));
    start_house();
    trust_authorities();
    enter(plan);
    grant_mandate();
    register_trade(plan);
    sign_terms(plan);
    publish_notice(plan);
    trustees_visit();
    if (std::ranges::none_of(kit().standing,
                             [](const auto& key) { return key.state == bidding::KeyState::missing; })) {
        key_test();
        trustees_visit();
    }
    go_to(local_hour(bidding_hour));
}

void Tender::trust_authorities()
{
    for (const auto* authority : {&installation_->sm2_authority(), &installation_->p256_authority()})
        for (const auto& certificate : {authority->root(), authority->issuing()})
            must(anchors_.trust(certificate), "an anchor");
}

void Tender::start_house()
{
    house_ = std::make_unique<app::House>(config_, *installation_, shelf_of(config_), chance_,
                                          app::make_ready(config_, *installation_).value());
    must(house_->establish(), "establish");
    must(house_->open_door({.any_port = true}), "door");
    base_ = "http://127.0.0.1:" + std::to_string(house_->port());
}

void Tender::restart_house(const std::function<void()>& between, const std::function<void()>& on_disk)
{
    house_->stop();
    house_.reset();
    if (on_disk)
        on_disk();
    installation_.emplace(must(app::Installation::open(data()), "installation"));
    if (between)
        between();
    start_house();
    const auto again = [&](std::unique_ptr<account::Account>& account,
                           const std::optional<identity::MandateId>& mandate = {}) {
        account = signed_in(account->holder(), "somebody after the restart", mandate);
    };
    staff_.clear();
    again(owner_);
    again(agency_, mandate_);
    for (auto& bidder : bidders_)
        again(bidder);
    for (std::size_t number = 1; number <= trustees_.size(); ++number) {
        again(trustee(number).account);
        restart_trustee(number);
    }
}

std::string Tender::intake_path(const std::string& rest) const
{
    return "/api/v1/intakes/" + intake_ + "/" + rest;
}

bidding::SealingKit Tender::kit()
{
    return must(owner_->client().get<bidding::SealingKit>(intake_path("kit")), "kit");
}

std::filesystem::path Tender::sealed_folder(std::size_t i, const std::string& name) const
{
    return folder_.path() / "bidders" / std::to_string(i) / name / "sealed";
}

std::vector<bidder::SealedPartFile> Tender::seal(std::size_t i, std::int64_t yuan, const std::string& name)
{
    const auto home = folder_.path() / "bidders" / std::to_string(i) / name;
    write_file(home / "bill.pdf", "%PDF-1.7 bill of bidder " + std::to_string(i) + name);
    write_file(home / "technical.pdf", "%PDF-1.7 technical of bidder " + std::to_string(i) + name);
    const bidder::SealOrder order{kit(),
                                  {{"price", {home / "bill.pdf"}}, {"technical", {home / "technical.pdf"}}},
                                  {{"price", std::to_string(Fen::yuan(yuan).count())}, {"quality", "合格"}},
                                  "CREATION-" + std::to_string(i),
                                  "MACHINE-" + std::to_string(i),
                                  std::nullopt};
    return must(bidder::seal_bid(order, bidder(i).holder(), chance_, home / "sealed"), "seal");
}

Sealed Tender::ready(std::size_t i, const std::vector<bidder::SealedPartFile>& parts)
{
    auto& account = bidder(i);
    const auto now = must(bidder::begin(account, intake_), "begin");
    bidder::Version version{now.id.text(), static_cast<std::uint32_t>(now.replacement + 1), {}};
    if (now.replacement >= 0)
        version.previous = digest_from_hex(now.message_digest).value();
    Sealed out{parts, bidder::sign_submission(kit(), version, parts, account), {}, now.id.text()};
    out.body = {to_base64(out.signed_submission.message), out.signed_submission.signature, {}, std::nullopt};
    for (const auto& part : parts)
        out.body.uploads[part.part] = must(bidder::upload(account, part.envelope), "upload");
    return out;
}

bidding::JointBody Tender::joint(std::size_t lead, const std::vector<std::size_t>& members)
{
    std::vector<std::string> codes;
    for (const auto member : members)
        codes.push_back(bidder(member).holder().certificate.subject().organisation_code);
    auto out = must(bidder::draft_joint(kit(), bidder(lead).holder(), codes), "joint body");
    for (const auto member : members)
        must(bidder::sign_joint(out, bidder(member).holder()), "a member signs");
    return out;
}

Result<bidding::Submitted> Tender::send(std::size_t i, const Sealed& sealed)
{
    const auto act = to_hex(crypto::sm3(tianping::view(boost::json::serialize(wire::write(sealed.body)))));
    return bidder(i).client().post<bidding::Submitted>(
        "/api/v1/submissions/" + sealed.submission + "/versions", sealed.body,
        bidder(i).key("send/" + act.substr(0, 32)));
}

bidding::Submitted Tender::bid(std::size_t i, std::int64_t yuan, const std::string& name)
{
    return must(bidder::submit(bidder(i), kit(), seal(i, yuan, name)), "submit");
}

void Tender::all_bid()
{
    for (std::size_t i = 0; i < bidders_.size(); ++i)
        bid(i, 10'000'000 + static_cast<std::int64_t>(i));
}

void Tender::house_goes_to(Instant at)
{
    auto& admin = staff("system-admin");
    must(admin.client().post<app::ClockOut>("/api/v1/clock", app::ClockIn{at},
                                            admin.key("clock/" + std::to_string(millis(at)))),
         "clock");
}

void Tender::go_to(Instant at)
{
    house_goes_to(at);
    for (auto& one : trustees_)
        must(one.clock->move_to(at), "trustee's clock");
}

void Tender::trustees_visit()
{
    for (int turn = 0; turn < 2; ++turn)
        for (auto& one : trustees_)
            one.service->visit_until_idle(intake_);
}

void Tender::inside(const std::function<void(WriteTx&, const Call&)>& act)
{
    const auto decide = [&](WriteTx& tx, const Call& call) -> Result<Answer> {
        act(tx, call);
        return Answer{};
    };
    auto command = own_command({"test", "d", {}, decide}, "inside/" + std::to_string(++inside_),
                               installation_->clock().now(), chance_);
    if (house_->writer().run(std::move(command)).decided != Decided::committed)
        throw std::runtime_error{"an act inside the house did not commit"};
}

bidding::KeyTest Tender::key_test()
{
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{10};
    auto now = kit();
    while (!now.test && std::chrono::steady_clock::now() < until) {
        std::this_thread::sleep_for(std::chrono::milliseconds{5});
        now = kit();
    }
    return now.test.value();
}

opening::OpeningView Tender::view()
{
    return must(owner_->client().get<opening::OpeningView>(intake_path("opening")), "view");
}

opening::OpeningView Tender::opened()
{
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{60};
    auto out = view();
    while (out.state != opening::ClosingState::read_out && std::chrono::steady_clock::now() < until) {
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
        out = view();
    }
    return out;
}

trade::Stage Tender::stage()
{
    return house_->reads().read([&](const ReadTx& tx) {
        return trade::round_of_intake(tx, trade::IntakeId::parse(intake_).value()).value().stage;
    });
}

} // namespace tianping::test
