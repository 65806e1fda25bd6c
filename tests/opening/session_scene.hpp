#pragma once
// People at an opening, through the real interface.
#include "infra/crypto/digest.hpp"
#include "rooms/opening/session.hpp"
#include "support/tender.hpp"
#include <functional>
#include <thread>

namespace tianping::test {

// A key for this act and no other, in the characters that a key may have.
inline std::string key_of(account::Account& who, const std::string& act)
{
    return who.key(to_hex(crypto::sm3(tianping::view(act))).substr(0, 24));
}

inline Result<opening::AttendanceOut> sign_in(Tender& tender, account::Account& who, const std::string& key)
{
    return who.client().post<opening::AttendanceOut>(
        tender.intake_path("attendance"),
        opening::AttendIn{who.sign(opening::attendance_message(tender.intake()))}, key_of(who, key));
}

inline opening::SessionView session_of(Tender& tender)
{
    return tender.anyone().get<opening::SessionView>(tender.intake_path("session")).value();
}

inline Result<opening::RecordObjection> object(Tender& tender, account::Account& who, const std::string& text)
{
    return who.client().post<opening::RecordObjection>(
        tender.intake_path("objections"), opening::ObjectionIn{text}, key_of(who, "object " + text));
}

inline Result<opening::RecordObjection> answer(Tender& tender, account::Account& who, const std::string& id,
                                               const std::string& text)
{
    return who.client().post<opening::RecordObjection>(tender.intake_path("objections/" + id + "/answer"),
                                                       opening::ObjectionAnswerIn{text},
                                                       key_of(who, "answer " + id + text));
}

inline Result<opening::SessionView> open_signing(Tender& tender, account::Account& who, std::int64_t minutes)
{
    static int tries = 0;
    return who.client().post<opening::SessionView>(tender.intake_path("session/signing"),
                                                   opening::SigningIn{minutes},
                                                   key_of(who, "signing " + std::to_string(++tries)));
}

inline Result<opening::SessionView> sign_record(Tender& tender, account::Account& who,
                                                const std::string& digest)
{
    const opening::RecordSignatureIn in{digest,
                                        who.sign(opening::record_message(digest_from_hex(digest).value()))};
    return who.client().post<opening::SessionView>(tender.intake_path("session/signatures"), in,
                                                   key_of(who, "sign " + digest));
}

inline Result<opening::SessionView> refuse_record(Tender& tender, account::Account& who,
                                                  const std::string& reason)
{
    return who.client().post<opening::SessionView>(
        tender.intake_path("session/refusals"), opening::RefusalIn{reason}, key_of(who, "refuse " + reason));
}

inline Result<opening::SessionView> end_session(Tender& tender, account::Account& who)
{
    static int tries = 0;
    return who.client().post<opening::SessionView>(tender.intake_path("session/end"), http::Nothing{},
                                                   key_of(who, "end " + std::to_string(++tries)));
}

// Waits for the record that the house prints after its command, for at most ten seconds.
inline Result<opening::RecordOut> record_of(Tender& tender,
                                            const std::function<bool(const opening::RecordOut&)>& fits)
{
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{60};
    for (;;) {
        auto out = tender.anyone().get<opening::RecordOut>(tender.intake_path("record.json"));
        if ((out && fits(*out)) || std::chrono::steady_clock::now() > until)
            return out;
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
    }
}

inline void read_out(Tender& tender)
{
    tender.all_bid();
    tender.go_to(local_hour(deadline_hour));
    tender.trustees_visit();
    tender.opened();
}

} // namespace tianping::test
