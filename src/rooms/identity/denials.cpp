// What is kept of who was denied, and the small notes that the house writes although the act itself was
// refused.
#include "rooms/identity/denials.hpp"
#include "infra/spine/own_command.hpp"
#include "rooms/identity/service.hpp"
#include "rooms/identity/store.hpp"

namespace tianping::identity {

void record_denials(WriteTx& tx, const Call& call, std::span<const Denial> denials, const LeftOut& left_out)
{
    for (const auto& [what, times] : left_out)
        tx.insert(DenialRow{call.mint<DenialId>(), call.arrived, "", "", "", wire::name_of(what), "",
                            "identity.denials_left_out", times})
            .value();
    for (const auto& denial : denials) {
        DenialRow row{call.mint<DenialId>(), call.arrived,
                      denial.actor.person,   denial.actor.organisation,
                      denial.actor.address,  wire::name_of(denial.what),
                      denial.object,         denial.code};
        if (const auto session = denial.token.empty() ? std::nullopt : store::session(tx, denial.token)) {
            row.person = session->person.text();
            row.organisation = session->organisation.text();
        }
        tx.insert(row).value();
    }
}

std::vector<DenialOut> denials(const ReadTx& tx, const std::string& before, std::int64_t limit,
                               const DenialVeil& veil)
{
    std::vector<DenialOut> out;
    for (const auto& row : store::denials(tx, before, limit, veil))
        out.push_back({row.id, row.at, row.person, row.organisation, row.address, row.capability, row.object,
                       row.code, row.times});
    return out;
}

void Identity::tell(Writer& writer, Chance& chance, const char* name, Instant at,
                    std::function<void(WriteTx&, const Call&)> write, const std::function<void()>& lost)
{
    auto decide = [write = std::move(write)](WriteTx& tx, const Call& call) -> Result<Answer> {
        write(tx, call);
        return Answer{};
    };
    const auto delivered = [lost](const Outcome& outcome) {
        if (!outcome.answer)
            lost();
    };
    if (!writer.submit(
            own_command({name, {}, {}, std::move(decide)}, mint<DenialId>(at, chance).text(), at, chance),
            delivered))
        lost(); // under overload the note, not the refusal
}

Error Identity::failed_sign_in(const ReadTx& tx, const SignInTry& tried, Error why, bool wrong) const
{
    const auto known = store::certificate(tx, tried.certificate);
    const auto at = parts_.sessions.now();
    if (wrong && known) // nobody is who an unknown certificate says, however often it is tried
        tell(parts_.writer, parts_.chance, "identity.note_failed_sign_in", parts_.house.now(),
             [=](WriteTx& write, const Call&) {
                 store::note_failure(write, tried.subject(), at, at - std::chrono::hours{24});
             });
    Denial denial{{}, Capability::session_open, tried.certificate, why.code};
    denial.actor.address = tried.address;
    denial.actor.organisation = known ? known->organisation.text() : "";
    note(failed_, tried.address, denial);
    return why;
}

void Identity::note_denied(const Actor& actor, Capability what, const std::string& object,
                           const Error& reason) const
{
    if (what != Capability::session_open) // a refused sign-in is kept with its certificate
        note(denied_, actor.person.empty() ? actor.address : actor.person,
             {actor, what, object, reason.code});
}

void Identity::note_refused_token(const std::string& token, const std::string& address, Capability what,
                                  const Error& reason) const
{
    Denial denial{{}, what, {}, reason.code, token_digest(token)};
    denial.actor.address = address;
    note(denied_, address, denial);
}

void Identity::note(const std::shared_ptr<KeptDenials>& kept, const std::string& whose,
                    const Denial& denial) const
{
    const auto next = kept->next(whose, denial.what, parts_.sessions.now());
    if (!next.nothing())
        tell(
            parts_.writer, parts_.chance, "identity.note_denied", parts_.house.now(),
            [=](WriteTx& tx, const Call& call) {
                record_denials(tx, call, {&denial, next.kept ? 1U : 0U}, next.left_out);
            },
            [=] { kept->put_back(denial.what, next); });
}

std::function<void(SeenSession)> Identity::note_seen(Writer& writer, Chance& chance)
{
    return [&writer, &chance](const SeenSession& seen) {
        tell(writer, chance, "identity.note_seen", seen.at,
             [=](WriteTx& tx, const Call&) { store::note_seen(tx, seen.token_digest, seen.at); });
    };
}

} // namespace tianping::identity
