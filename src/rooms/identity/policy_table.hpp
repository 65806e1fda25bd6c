#pragma once
// The grants. Read policy.hpp first. Whoever changes a line changes tests/identity/policy_test.cpp, which
// says independently who may what.
#include "rooms/identity/policy.hpp"

namespace tianping::identity {

inline constexpr std::string_view traders = "org_member org_signer";
inline constexpr std::string_view signers = "org_signer";
inline constexpr std::string_view once_over = "opened failed terminated";
inline constexpr std::string_view centre_staff = "centre_desk centre_venue centre_witness centre_archivist";

inline constexpr Grant policy_table[] = {
    {Capability::public_read, "", Relation::visible, ""},
    {Capability::public_read, "", Relation::owner, ""},
    {Capability::public_read, "", Relation::agent, ""},
    {Capability::public_read, "", Relation::holder, ""},
    {Capability::public_read, "", Relation::trustee, ""}, // what they close may be for the invited alone
    {Capability::public_read, centre_staff, Relation::centre, ""},
    {Capability::public_read, "supervisor", Relation::supervisor, ""},

    {Capability::session_open, "", Relation::anyone, ""},
    {Capability::session_own, "", Relation::signed_in, ""},
    {Capability::organisation_register, "", Relation::anyone, ""},
    {Capability::organisation_read, "", Relation::signed_in, ""},
    {Capability::organisation_manage, "org_admin", Relation::holder, ""},
    {Capability::organisation_manage, "security_admin", Relation::holder, ""},
    {Capability::mandate_grant, signers, Relation::no_object, ""},
    {Capability::mandate_grant, "org_signer org_admin", Relation::owner, ""},
    {Capability::mandate_grant, "org_signer org_admin", Relation::holder, ""},
    {Capability::mandate_read, "", Relation::owner, ""},
    {Capability::mandate_read, "", Relation::holder, ""},
    {Capability::organisation_recognise, "security_admin", Relation::own_name, ""},
    {Capability::certificate_issue, "", Relation::anyone, ""},
    {Capability::trust_manage, "security_admin", Relation::own_name, ""},

    {Capability::trade_register, traders, Relation::signed_in, ""},
    {Capability::trade_register, "centre_desk", Relation::own_name, ""},
    {Capability::trade_read, "", Relation::visible, ""},
    {Capability::trade_read, "", Relation::owner, ""},
    {Capability::trade_read, "", Relation::agent, ""},
    {Capability::trade_read, "", Relation::holder, ""},
    {Capability::trade_read, centre_staff, Relation::centre, ""},
    {Capability::trade_read, "trustee_officer", Relation::trustee, ""},
    {Capability::trade_read, "supervisor", Relation::supervisor, ""},
    {Capability::trade_manage, traders, Relation::owner, ""},
    {Capability::trade_manage, traders, Relation::agent, ""},
    {Capability::trade_supplement, traders, Relation::owner, ""},
    {Capability::trade_supplement, traders, Relation::agent, ""},
    {Capability::trade_supplement, "centre_desk", Relation::centre, ""},
    {Capability::trade_accept, "centre_desk", Relation::centre, ""},
    {Capability::trade_accept, "centre_desk", Relation::no_object, ""}, // how its trades were registered
    {Capability::trade_hold, signers, Relation::owner, ""},
    {Capability::trade_hold, signers, Relation::agent, ""},
    {Capability::trade_hold, "supervisor", Relation::supervisor, ""},

    {Capability::notice_draft, traders, Relation::owner, ""},
    {Capability::notice_draft, traders, Relation::agent, ""},
    {Capability::notice_sign, signers, Relation::owner, ""},
    {Capability::terms_sign, signers, Relation::owner, ""},
    {Capability::agent_name, signers, Relation::owner, ""},

    {Capability::question_ask, traders, Relation::own_name, ""},
    {Capability::question_answer, traders, Relation::owner, ""},
    {Capability::question_answer, traders, Relation::agent, ""},
    {Capability::bid_submit, traders, Relation::own_name, ""},
    {Capability::bid_read_own, traders, Relation::holder, ""},
    {Capability::bids_read, traders, Relation::owner, ""},
    {Capability::bids_read, traders, Relation::agent, ""},
    {Capability::bids_read, traders, Relation::holder, ""},
    {Capability::bids_read, "supervisor", Relation::supervisor, ""},
    {Capability::takers_read, traders, Relation::owner, ""},
    {Capability::takers_read, traders, Relation::agent, ""},
    {Capability::takers_read, "centre_desk", Relation::centre, "opened"},
    {Capability::takers_read, "supervisor", Relation::supervisor, "opened"},
    {Capability::deposit_register, traders, Relation::own_name, ""},
    {Capability::deposit_desk, "centre_desk", Relation::centre, ""},
    {Capability::deposit_choose, signers, Relation::owner, once_over},
    {Capability::deposit_choose, signers, Relation::agent, once_over},
    {Capability::deposit_read, traders, Relation::owner, once_over},
    {Capability::deposit_read, traders, Relation::agent, once_over},
    {Capability::deposit_read, "centre_desk", Relation::centre, once_over},
    {Capability::deposit_read, "centre_desk", Relation::no_object, ""}, // what is overdue
    {Capability::deposit_read, "supervisor", Relation::supervisor, once_over},
    {Capability::bank_report, "bank_clerk", Relation::no_object, ""},
    {Capability::bank_report, "bank_clerk", Relation::holder, ""},

    {Capability::opening_attend, traders, Relation::own_name, ""},
    {Capability::opening_attend, traders, Relation::agent, ""},
    {Capability::opening_attend, "centre_witness", Relation::centre, ""},
    {Capability::opening_attend, "trustee_officer", Relation::trustee, ""},
    {Capability::opening_attend, "supervisor", Relation::supervisor, ""},
    {Capability::opening_host, traders, Relation::owner, ""},
    {Capability::opening_host, traders, Relation::agent, ""},
    {Capability::opening_close_set, "trustee_officer", Relation::trustee, ""},
    {Capability::opening_close_set, signers, Relation::trustee, ""},
    {Capability::opening_close_set, "centre_witness", Relation::trustee, ""},
    {Capability::opening_close_set, "centre_witness", Relation::centre, ""},
    {Capability::opening_close_set, "supervisor", Relation::supervisor, ""},
    {Capability::opening_answer, "trustee_officer", Relation::trustee, ""},
    {Capability::opening_answer, signers, Relation::trustee, ""},
    {Capability::opening_answer, "centre_witness", Relation::trustee, ""},

    {Capability::clock_move, "system_admin", Relation::no_object, ""},
    {Capability::system_operate, "system_admin", Relation::own_name, ""},
    {Capability::audit_read, "audit_admin", Relation::own_name, ""},
};

} // namespace tianping::identity
