#pragma once
// What a caller may be allowed to do. Every route names one; there is no default. Which role has which, on
// which objects and at which stage is decided in one place: rooms/identity/policy.hpp.
#include <boost/describe/enum.hpp>

namespace tianping {

enum class Capability {
    public_read,  // anyone, without registration (20-20)
    session_open, // anyone: ask for a challenge, answer it
    session_own,  // the signed-in person: his own session
    organisation_register,
    organisation_read,
    organisation_manage, // people, roles and certificates of one's own organisation
    mandate_grant,
    mandate_read,
    organisation_recognise, // security administrator: which organisations supervise, hold shares
    certificate_issue,      // demonstration CA, where the installation has one
    trust_manage,           // trust anchors and revocation lists
    trade_register,
    trade_read,
    trade_manage,     // owner or agent: whom an invited tender invites, and that nothing is tendered at all
    trade_supplement, // owner or agent; the centre's desk where it entered the registration for them (6.2.1)
    trade_accept,     // centre staff: prompts, supplements, confirmation; never approval (6.2.5)
    notice_draft,
    notice_sign, // the owner
    terms_sign,  // the owner
    agent_name,  // the owner: who runs the trade for him from now on
    question_ask,
    question_answer,
    bid_submit,
    bid_read_own,
    bids_read,   // what opened bids say: owner, agent and supervisors all of it, a bidder his own (20-56)
    takers_read, // who took the documents: hidden until the deadline from all but owner and agent (20-21)
    deposit_register, // a bidder: his sub-account, his guarantee
    deposit_desk,     // centre staff: a bank instrument that lies on the desk
    deposit_choose,   // owner or agent: keep or give back what was paid for a revoked bid
    deposit_read,     // deposits and refunds of a round, once it is read out or over
    bank_report,      // a recognised bank: bookings, refunds
    opening_attend,
    opening_host,
    opening_close_set, // closers: trustees and witnesses
    opening_answer,    // trustees
    trade_hold,
    clock_move, // rehearsal installations only
    audit_read,
    system_operate
};
BOOST_DESCRIBE_ENUM(Capability, public_read, session_open, session_own, organisation_register,
                    organisation_read, organisation_manage, mandate_grant, mandate_read,
                    organisation_recognise, certificate_issue, trust_manage, trade_register, trade_read,
                    trade_manage, trade_supplement, trade_accept, notice_draft, notice_sign, terms_sign,
                    agent_name, question_ask, question_answer, bid_submit, bid_read_own, bids_read,
                    takers_read, deposit_register, deposit_desk, deposit_choose, deposit_read, bank_report,
                    opening_attend, opening_host, opening_close_set, opening_answer, trade_hold, clock_move,
                    audit_read, system_operate)

} // namespace tianping
