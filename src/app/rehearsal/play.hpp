#pragma once
// `tianping rehearse works-open-tender`: a construction tender of three lots from registration to opened
// bids, driven through the real HTTP interface by accounts of its own, with the movable clock. Every step is
// printed with its time and its law; a refusal that was not expected ends it with exit code 1. Each act has a
// file of its own; what the seed decides is in Cast and Plan.
#include "app/account/account.hpp"
#include "app/bidder/bid.hpp"
#include "app/house.hpp"
#include "app/rehearsal/cast.hpp"
#include "app/rehearsal/narrator.hpp"
#include "app/rehearsal/plan.hpp"
#include "app/trustee/trustee.hpp"
#include "rooms/notice/bodies.hpp"
#include "rooms/trade/bodies.hpp"

namespace tianping::rehearsal {

class Play {
public:
    struct Parts {
        const app::Config& config;
        app::Installation& installation;
        std::string base{}; // where the house listens
        std::uint64_t seed = 1;
        Narrator& narrator;
        Chance& chance;
        bool small = false; // the same story with smaller papers
    };
    explicit Play(Parts parts);

    // The whole story, with two exports of the trade.
    void run();
    // What everybody reads of it: `data`/export/<trade>; and the whole, as its owner reads it.
    std::filesystem::path public_export() const
    {
        return parts_.installation.data() / "export" / trade_.id.text();
    }
    std::filesystem::path whole_export() const { return public_export().string() + "-whole"; }
    // Its first act alone: an announced tender whose sealing keys are published. The first lot's intake.
    std::string announce();
    // The installation's own, roots and those below them: what a verifier of the export trusts.
    std::vector<crypto::Certificate> authorities() const;
    // Where run() leaves them as PEM, beside the exported folders.
    std::filesystem::path authorities_file() const
    {
        return parts_.installation.data() / "export" / "authorities.pem";
    }

private:
    struct Firm {
        Player player{};
        std::unique_ptr<account::Account> account;
        std::filesystem::path home{};
    };
    struct Bid {
        PlannedBid plan{};
        Fen price{};
        std::vector<bidder::SealedPartFile> parts{};
        bidding::Submitted submitted{};
    };
    // An institution that closes intakes, alone with its key, clock and state; trustees hold a share.
    struct Closer {
        std::unique_ptr<account::Account> account;
        std::unique_ptr<HouseClock> clock; // its own, moved by the driver
        std::unique_ptr<trustee::Trustee> service;
        std::filesystem::path state{};
        std::string name{};
        bool holds_share = true;
    };

    // people.cpp
    void enter();
    void recognise(account::Account& account, const identity::RecogniseIn& as, identity::Role role);
    void seat_closers();
    account::Account staff(const std::string& handle);
    std::unique_ptr<account::Account> newcomer(const Player& player);
    // registration.cpp
    void register_trade();
    void ask_for_supplements();
    void finish_registration();
    // announcement.cpp
    std::vector<terms::File> hand_in_files();
    void sign_first_terms();
    std::string sign_terms(const terms::Terms& terms);
    void announce_tender();
    notice::NoticeOut publish(const notice::DraftIn& draft);
    notice::NoticeOut edit(const notice::NoticeOut& drafted, const notice::DraftIn& draft);
    notice::NoticeOut publish_drafted(const notice::NoticeOut& drafted, Instant publish_at);
    notice::NoticeOut sign_notice(const notice::NoticeOut& drafted);
    void tell_channels(const notice::NoticeOut& notice);
    void tell_earliest(const notice::NoticeOut& notice);
    void publish_keys();
    void prove_keys(const std::string& intake);
    // questions.cpp
    void take_documents();
    void take_files(const std::string& version);
    void ask_questions();
    std::vector<notice::AnswerIn> answer_questions();
    // clarification.cpp
    void bid_early();
    void keep_deadline(const notice::DraftIn& draft);
    void clarify();
    void tell_takers(const notice::NoticeOut& published);
    void replace_early();
    // bids.cpp
    bidding::SealingKit kit(const std::string& intake);
    void check_owner_of(const bidding::SealingKit& kit);
    void seal(Bid& bid, const bidding::SealingKit& kit, std::int64_t price_share);
    bidding::JointBody agree(const Firm& lead, const bidding::SealingKit& kit);
    void submit(Bid& bid, const bidding::SealingKit& kit);
    std::string place(Bid& bid, const std::string& intake, std::int64_t price_share);
    void bid_all();
    void replace_some();
    void withdraw_one();
    void last_moment();
    void too_late();
    // deposits.cpp
    void pay(const Bid& bid, const std::string& intake);
    void pay_at_the_desk();
    void return_stray_booking();
    void keep_deposit(const std::string& intake);
    std::size_t refund_all(const std::string& until);
    void tell_deposits();
    // hold.cpp
    void hold_second_lot();
    void tell_consequences(const trade::HoldOut& held);
    void announce_suspension();
    Bid& bid_on_held_lot();
    void submit_while_held();
    notice::NoticeOut drafted_postponement();
    void lift_hold();
    void postpone_second_lot();
    void replace_after_hold();
    // closing.cpp
    std::vector<trustee::Visit> visit(Closer& closer, const std::string& intake);
    void all_visit(const std::string& intake);
    opening::OpeningView opening(const std::string& intake);
    opening::OpeningView wait_for(const std::string& intake, opening::ClosingState state);
    void tell_read_out(const opening::OpeningView& view);
    // facts.cpp
    void check_read_out(const opening::OpeningView& view, std::size_t lot, const std::vector<Bid>& bids);
    void check_still_sealed(const std::string& intake);
    void check_not_closed(const std::string& intake);
    void check_refunds(std::size_t paid, std::size_t lot);
    // hall.cpp
    void sign_in(const std::string& intake, std::size_t lot, const std::vector<Bid>& bids);
    void object_and_answer(const std::string& intake, const Bid& bid);
    void hold_session(const std::string& intake, std::size_t lot, const std::vector<Bid>& bids);
    void tell_record(const std::string& intake);
    // live.cpp
    void follow_live(const std::string& intake);
    void hear_witnessed();
    void hear_read_out(const std::string& intake, const opening::OpeningView& view);
    void hear_record(const std::string& intake, const opening::OpeningView& view);
    // unopened.cpp
    void lose_key(const std::string& intake);
    void cannot_prove(const std::string& intake);
    opening::EvidenceFile hand_in(account::Account& who, const std::filesystem::path& file);
    void claim_without_fault(const std::string& intake, const std::string& closing_digest);
    void record_cause(const std::string& intake, const opening::UnopenedBids& unopened, Key key);
    // lot1.cpp, lot2.cpp, lot3.cpp
    void gather_shares(const std::string& intake);
    void name_wrong(const std::string& intake);
    void open_first_lot();
    void lengthen_window(const std::string& intake);
    void prove_and_give(const std::string& intake);
    void record_causes(const std::string& intake);
    void tell_terms_of_standing(const std::string& intake);
    void open_second_lot();
    void return_third_lot();
    void refund_third_lot();
    void announce_second_round();
    void bid_second_round();
    void open_second_round();
    void write_authorities() const;
    void export_trade();

    Instant now() { return parts_.installation.clock().now(); }
    void go_to(const std::string& local); // "2026-03-03 09:00"
    void go_to(Instant at);
    Firm& firm(std::size_t bidder);
    Bid& bid_with(Fate fate);
    Bid& bid_with(Key key);
    std::filesystem::path sealed_folder(const Bid& bid, const std::string& intake);
    const std::string& name_of(const Bid& bid) { return firm(bid.plan.bidder).player.name; }
    std::string trade_path(const std::string& rest) const
    {
        return "/api/v1/trades/" + trade_.id.text() + rest;
    }
    std::string intake_of(std::size_t lot) const { return trade_.rounds.at(lot).intake.text(); }
    std::vector<terms::Closer> closers() const;
    void read_trade(); // as the owner sees it now

    Parts parts_;
    Narrator& tell_;
    Cast cast_;
    Plan plan_;
    std::unique_ptr<account::Account> admin_, security_, desk_, owner_, agency_, supervisor_, bank_, partner_;
    crypto::TrustStore anchors_; // of closers and bidders: the installation's demonstration authorities
    std::vector<Closer> closers_;
    std::vector<Firm> firms_;
    std::vector<Bid> bids_, second_round_;
    trade::TradeOut trade_{};
    terms::Terms terms_{}; // the latest version
    trade::Hold hold_{};
    std::unique_ptr<http::Client> stays_, cut_; // who listen to the opening of lot 1
    std::vector<http::ClientEvent> heard_;      // by the one whose line is cut
};

// A command that has to pass: its answer, or the rehearsal stops at `step`.
template <class Out, class In>
Out must_post(account::Account& who, const std::string& target, const In& in, const std::string& act,
              const std::string& step)
{
    return must(who.client().post<Out>(target, in, who.key(act)), step);
}

// An answer of the house that has to be a refusal with this code: the refusal.
template <class Out>
Error must_be_refused(const Result<Out>& answer, const std::string& target, const std::string& code)
{
    if (answer || answer.error().code != code)
        throw Stopped{target, answer ? Error{Fault::internal, "rehearsal.was_accepted"} : answer.error()};
    return answer.error();
}

// A command that the house has to refuse with this code: its refusal.
template <class Out, class In>
Error must_refuse(account::Account& who, const std::string& target, const In& in, const std::string& act,
                  const std::string& code)
{
    return must_be_refused(who.client().post<Out>(target, in, who.key(act)), target, code);
}

} // namespace tianping::rehearsal
