#pragma once
// A live house with one tender in it: an owner, his agency under mandate, five trustees (three open a bid),
// and as many bidders as the test wants. Everyone acts through the real interface with an account of his own;
// the clocks stand still until the test moves them.
#include "app/account/account.hpp"
#include "app/bidder/bid.hpp"
#include "app/house.hpp"
#include "app/rehearsal/cast.hpp"
#include "app/trustee/trustee.hpp"
#include "rooms/notice/bodies.hpp"
#include "rooms/trade/bodies.hpp"
#include "support/kept_scene.hpp"
#include "support/scratch.hpp"

namespace tianping::test {

inline constexpr const char* bidding_hour = "2026-03-24 08:40";
inline constexpr const char* deadline_hour = "2026-03-24 09:30";
Instant local_hour(const std::string& text); // "2026-03-24 09:30", +08:00
inline const Instant deadline = local_hour(deadline_hour);

struct TenderPlan {
    Home home = home_of_this_run();
    std::size_t bidders = 3;
    std::size_t invited = 0; // the first so many bidders; 0: an open tender
    std::uint64_t seed = 1;
    std::map<std::size_t, trustee::Accident> accidents{}; // by number, from 1
    app::Settings settings{};                             // of the house, beside its folders
    std::optional<terms::Deposit> deposit{};
    bool joint_bodies = false;
    terms::Manner manner{terms::Manner::trustees};
    bool trustees_remedy = true;
    bool second_envelope = false;  // of the technical part: the platform takes terms that it should refuse
    std::size_t without_share = 0; // of the five closers, so many of the last only witness
    bool drawings = false;         // the terms name a file, which the agency uploaded
    bool anew = false;             // never a kept scene: nobody else has its keys and authorities
};

class Tender;

// What is played after the announcement, by its name; nothing that depends on the test.
struct Further {
    std::string name{};
    std::function<void(Tender&)> play{};
};

struct TrusteeAtWork {
    std::unique_ptr<account::Account> account{};
    std::unique_ptr<HouseClock> clock{}; // the institution's own
    std::filesystem::path state{};
    std::unique_ptr<trustee::Trustee> service{};
    std::string name{};
};

struct Sealed {
    std::vector<bidder::SealedPartFile> parts{};
    bidder::SignedSubmission signed_submission{};
    bidding::SubmitIn body{};
    std::string submission{};
};

class Tender {
public:
    // Ends at the bidding hour: the notice is published, the trustees' keys are out and, where nobody is
    // absent, tested; nobody has bid. Then comes what is further. In a run that keeps scenes the first
    // tender of a plan is kept, and each that follows goes on from a copy of it, as after a restart.
    explicit Tender(const TenderPlan& plan = {}, const Further& further = {});

    account::Account& bidder(std::size_t i) { return *bidders_.at(i); }
    account::Account& owner() { return *owner_; }
    account::Account& agency() { return *agency_; }
    account::Account& staff(const std::string& handle);
    TrusteeAtWork& trustee(std::size_t number) { return trustees_.at(number - 1); }
    http::Client anyone() const { return http::Client{base_}; }
    const std::string& intake() const { return intake_; }
    const trade::TradeOut& trade() const { return trade_; }
    app::House& house() { return *house_; }
    app::Installation& installation() { return *installation_; }
    // The authorities that the trustees trust; what is added counts from their next visit on.
    crypto::TrustStore& anchors() { return anchors_; }
    Chance& chance() { return chance_; }
    std::filesystem::path data() const { return folder_.path() / "house"; }
    const app::Config& config() const { return config_; }
    std::string intake_path(const std::string& rest) const;

    bidding::SealingKit kit();
    // Seals on the bidder's machine; a second price makes another version.
    std::vector<bidder::SealedPartFile> seal(std::size_t i, std::int64_t yuan, const std::string& name = "a");
    std::filesystem::path sealed_folder(std::size_t i, const std::string& name = "a") const;
    // The agreement of these bidders to bid together, signed by each.
    bidding::JointBody joint(std::size_t lead, const std::vector<std::size_t>& members);
    // Begins, uploads and signs, and sends nothing yet: the body of the submit.
    Sealed ready(std::size_t i, const std::vector<bidder::SealedPartFile>& parts);
    Result<bidding::Submitted> send(std::size_t i, const Sealed& sealed);
    bidding::Submitted bid(std::size_t i, std::int64_t yuan, const std::string& name = "a");
    void all_bid();

    // House and trustees together.
    void go_to(Instant at);
    void house_goes_to(Instant at);
    // Each trustee visits until he is idle, twice over, as his timer does.
    void trustees_visit();
    // Waits until the house has put the test envelope of the keys before the trustees, for at most ten
    // seconds.
    bidding::KeyTest key_test();
    opening::OpeningView view();
    // Waits until the opener has published, for at most ten seconds.
    opening::OpeningView opened();
    trade::Stage stage();
    // What a trustee's service does after it starts anew with the state that is on its disk.
    void restart_trustee(std::size_t number, trustee::Accident accident = trustee::Accident::none);
    // The program ends and starts again over the same data; `on_disk` acts on what lies there before anything
    // of it is opened, `between` on the installation before its house stands.
    void restart_house(const std::function<void()>& between = {}, const std::function<void()>& on_disk = {});
    std::unique_ptr<account::Account> newcomer(const rehearsal::Player& player);
    // Acts inside the house's own transaction, as no request can: a platform that lies.
    void inside(const std::function<void(WriteTx&, const Call&)>& act);

private:
    void start_house();
    void play(const TenderPlan& plan);
    void keep();
    void take_up(const TenderPlan& plan);
    void trust_authorities();
    void enter(const TenderPlan& plan);
    std::vector<std::string> trustee_names() const;
    void add_trustee(std::unique_ptr<account::Account> account, const std::string& name);
    void give_accidents(const TenderPlan& plan);
    std::unique_ptr<account::Account> signed_in(account::Holder holder, const std::string& name,
                                                const std::optional<identity::MandateId>& mandate = {});
    std::unique_ptr<account::Account> staff_account(const std::string& handle);
    void grant_mandate();
    void register_trade(const TenderPlan& plan);
    void invite(const TenderPlan& plan);
    terms::File hand_in_drawings();
    void sign_terms(const TenderPlan& plan);
    void keep_terms(const terms::Terms& terms);
    void publish_notice(const TenderPlan& plan);
    terms::Terms terms_of(const TenderPlan& plan) const;

    KeptScene kept_;
    ScratchFolder folder_;
    ScratchDatabase database_;
    rehearsal::Cast cast_;
    app::Config config_;
    std::optional<app::Installation> installation_;
    SeededChance chance_;
    std::unique_ptr<app::House> house_;
    std::string base_;
    std::map<std::string, std::unique_ptr<account::Account>> staff_;
    std::unique_ptr<account::Account> owner_, agency_;
    std::optional<identity::MandateId> mandate_; // the agency's
    crypto::TrustStore anchors_;
    std::vector<TrusteeAtWork> trustees_;
    std::vector<std::unique_ptr<account::Account>> bidders_;
    trade::TradeOut trade_{};
    std::string intake_;
    std::int64_t inside_ = 0; // times
};

} // namespace tianping::test
