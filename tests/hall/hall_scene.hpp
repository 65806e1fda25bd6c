#pragma once
// People at an opening, through the real interface.
#include "infra/crypto/digest.hpp"
#include "rooms/hall/service.hpp"
#include "support/tender.hpp"
#include <functional>
#include <thread>

namespace tianping::test {

// A key for this act and no other, in the characters that a key may have.
inline std::string key_of(account::Account& who, const std::string& act)
{
    return who.key(to_hex(crypto::sm3(tianping::view(act))).substr(0, 24));
}

inline Result<hall::AttendanceOut> sign_in(Tender& tender, account::Account& who, const std::string& key)
{
    return who.client().post<hall::AttendanceOut>(
        tender.intake_path("attendance"), hall::AttendIn{who.sign(hall::attendance_message(tender.intake()))},
        key_of(who, key));
}

inline hall::SessionView session_of(Tender& tender)
{
    return tender.anyone().get<hall::SessionView>(tender.intake_path("session")).value();
}

inline Result<hall::RecordObjection> object(Tender& tender, account::Account& who, const std::string& text)
{
    return who.client().post<hall::RecordObjection>(tender.intake_path("objections"), hall::ObjectionIn{text},
                                                    key_of(who, "object " + text));
}

inline Result<hall::RecordObjection> answer(Tender& tender, account::Account& who, const std::string& id,
                                            const std::string& text)
{
    return who.client().post<hall::RecordObjection>(tender.intake_path("objections/" + id + "/answer"),
                                                    hall::ObjectionAnswerIn{text},
                                                    key_of(who, "answer " + id + text));
}

inline Result<hall::SessionView> open_signing(Tender& tender, account::Account& who, std::int64_t minutes)
{
    static int tries = 0;
    return who.client().post<hall::SessionView>(tender.intake_path("session/signing"),
                                                hall::SigningIn{minutes},
                                                key_of(who, "signing " + std::to_string(++tries)));
}

inline Result<hall::SessionView> sign_record(Tender& tender, account::Account& who, const std::string& digest)
{
    const hall::RecordSignatureIn in{digest, who.sign(hall::record_message(digest_from_hex(digest).value()))};
    return who.client().post<hall::SessionView>(tender.intake_path("session/signatures"), in,
                                                key_of(who, "sign " + digest));
}

inline Result<hall::SessionView> refuse_record(Tender& tender, account::Account& who,
                                               const std::string& reason)
{
    return who.client().post<hall::SessionView>(tender.intake_path("session/refusals"),
                                                hall::RefusalIn{reason}, key_of(who, "refuse " + reason));
}

inline Result<hall::SessionView> end_session(Tender& tender, account::Account& who)
{
    static int tries = 0;
    return who.client().post<hall::SessionView>(tender.intake_path("session/end"), http::Nothing{},
                                                key_of(who, "end " + std::to_string(++tries)));
}

// Waits for the record that the house prints after its command, for at most ten seconds.
inline Result<hall::RecordOut> record_of(Tender& tender,
                                         const std::function<bool(const hall::RecordOut&)>& fits)
{
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{60};
    for (;;) {
        auto out = tender.anyone().get<hall::RecordOut>(tender.intake_path("record.json"));
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
