// Signatures on the record within the time that the host opens, refusals with their reason, and the end.
#include "rooms/hall/events.hpp"
#include "rooms/hall/rules.hpp"
#include "rooms/hall/service.hpp"
#include "rooms/hall/store.hpp"
#include <algorithm>

namespace tianping::hall {
namespace {

// Who signed or refused as agent keeps the place, whoever is named afterwards.
std::optional<identity::OrganisationId> agent_with_place(const ReadTx& tx, const trade::IntakeId& intake,
                                                         const trade::TradeFacts& trade)
{
    const auto given = store::signatures(tx, intake);
    const auto acted = std::ranges::find(given, SignerRole::agent, &RecordSignatureRow::role);
    return acted == given.end() ? trade.agent : acted->organisation;
}

} // namespace

Result<identity::Organisation> Hall::party(const ReadTx& tx, const Seen& at,
                                           const identity::OrganisationId& id) const
{
    return identity::organisation_at(tx, id, at.round.deadline.value());
}

std::vector<Hall::Place> Hall::places(const ReadTx& tx, const Seen& at) const
{
    std::vector<Place> out;
    const auto add = [&](const identity::OrganisationId& id, SignerRole role) {
        if (const auto known = party(tx, at, id))
            out.push_back({id, known->name, known->code, role});
    };
    const auto agent = agent_with_place(tx, at.round.intake, at.trade);
    add(agent.value_or(at.trade.owner), agent ? SignerRole::agent : SignerRole::owner);
    if (const auto centre = identity::OrganisationId::parse(at.trade.centre))
        add(*centre, SignerRole::witness);
    if (const auto submissions = bidding::closed_submissions(tx, at.round.intake))
        for (const auto& one : *submissions)
            add(identity::OrganisationId::parse(one.bidder).value(), SignerRole::bidder);
    return out;
}

Result<Hall::Place> Hall::own_place(const ReadTx& tx, const Seen& at, const Call& call) const
{
    TP_TRY(organisation, identity::acting_organisation(call));
    const auto all = places(tx, at);
    const auto own = std::ranges::find(all, organisation, &Place::organisation);
    // The policy let an agent in under a mandate that covers this trade; in his own name he hosts nothing.
    const bool as_host = own != all.end() && own->role == SignerRole::agent;
    if (own != all.end() && (!as_host || call.actor.on_behalf_of == at.trade.owner.text()))
        return *own;
    // The owner may sign beside the agency that hosts for him.
    if (organisation == at.trade.owner) {
        TP_TRY(known, party(tx, at, organisation));
        return Place{organisation, known.name, known.code, SignerRole::owner};
    }
    return Error{Fault::forbidden, "hall.no_place_at_record"};
}

std::vector<RecordSignature> Hall::signatures_of(const ReadTx& tx, const Seen& at) const
{
    if (!at.session)
        return {};
    std::vector<RecordSignature> out;
    auto given = store::signatures(tx, at.round.intake);
    const auto shown = [&](const Place& place, const RecordSignatureRow* row) {
        RecordSignature one{place.role, place.name, place.code, SignatureState::waiting, {}, {}, {}, {}};
        if (row != nullptr) {
            one.state = row->state;
            one.reason = row->reason;
            one.at = row->at;
            one.certificate = row->certificate;
            one.signature = row->signature;
        } else if (at.session->ended_at) {
            one.state = SignatureState::absent;
        }
        out.push_back(std::move(one));
    };
    for (const auto& place : places(tx, at)) {
        const auto row = std::ranges::find(given, place.organisation, &RecordSignatureRow::organisation);
        shown(place, row == given.end() ? nullptr : &*row);
        if (row != given.end())
            given.erase(row);
    }
    for (const auto& row : given) // an owner beside his agency
        if (const auto known = party(tx, at, row.organisation))
            shown({row.organisation, known->name, known->code, row.role}, &row);
    return out;
}

Result<SessionView> Hall::open_signing(WriteTx& tx, const http::Request& request, const SigningIn& in) const
{
    const auto& call = request.call;
    TP_TRY(at, seen(tx, request));
    TP_CHECK(may_open_signing(at.state));
    TP_CHECK(all_answered(store::objections(tx, at.round.intake)));
    const auto minutes = in.minutes.value_or(settings_.signing_minutes);
    TP_CHECK(SigningIn{minutes}.form());
    TP_TRY(record, draw_up(tx, call, at));
    const SessionRow row{at.round.intake, record.version, record.digest, call.arrived,
                         call.arrived + std::chrono::minutes{minutes}};
    TP_CHECK(tx.insert(row));
    events::append(tx, call, at.round.intake.text(), trade::about(at.trade, at.round),
                   SigningOpened{row.record_digest, row.signing_until});
    return view_of(tx, at.round.intake, call.arrived);
}

Result<identity::ProvedSignature> Hall::prove_record(const http::Request&, const RecordSignatureIn& in) const
{
    return identity::prove_over_digest(in.digest, record_message, in.signature);
}

Status Hall::save_signature(WriteTx& tx, const Call& call, const Seen& at,
                            const RecordSignatureRow& row) const
{
    if (!tx.insert(row))
        return Error{Fault::conflict, "hall.record_signed_already"};
    TP_TRY(known, party(tx, at, row.organisation));
    const auto about = trade::about(at.trade, at.round);
    if (row.state == SignatureState::signed_)
        events::append(tx, call, row.intake.text(), about,
                       RecordSigned{row.role, known.name, at.session->record_digest});
    else
        events::append(tx, call, row.intake.text(), about,
                       SignatureRefused{row.role, known.name, row.reason});
    return {};
}

Result<SessionView> Hall::sign(WriteTx& tx, const http::Request& request, const RecordSignatureIn& in,
                               const identity::ProvedSignature& proved) const
{
    const auto& call = request.call;
    TP_TRY(at, seen(tx, request));
    TP_CHECK(may_sign(at.state, at.session, call.arrived));
    TP_TRY(place, own_place(tx, at, call));
    if (in.digest != at.session->record_digest)
        return Error{Fault::conflict, "hall.another_record", {}, {{"digest", at.session->record_digest}}};
    TP_CHECK(identity::check_signer(tx, proved, place.organisation, call.arrived));
    TP_CHECK(save_signature(tx, call, at,
                            {at.round.intake.text() + "/" + place.organisation.text(), at.round.intake,
                             place.organisation, place.role, SignatureState::signed_, "",
                             in.signature.certificate, in.signature.value, call.arrived}));
    return view_of(tx, at.round.intake, call.arrived);
}

Result<SessionView> Hall::refuse(WriteTx& tx, const http::Request& request, const RefusalIn& in) const
{
    const auto& call = request.call;
    TP_TRY(at, seen(tx, request));
    TP_CHECK(may_sign(at.state, at.session, call.arrived));
    TP_TRY(place, own_place(tx, at, call));
    TP_CHECK(in.form());
    TP_CHECK(save_signature(tx, call, at,
                            {at.round.intake.text() + "/" + place.organisation.text(), at.round.intake,
                             place.organisation, place.role, SignatureState::refused, in.reason, "", "",
                             call.arrived}));
    return view_of(tx, at.round.intake, call.arrived);
}

Result<SessionView> Hall::end(WriteTx& tx, const http::Request& request, const http::Nothing&) const
{
    const auto& call = request.call;
    TP_TRY(at, seen(tx, request));
    const auto count = [](const std::vector<RecordSignature>& all, SignatureState state) {
        return std::ranges::count(all, state, &RecordSignature::state);
    };
    const bool all_decided = count(signatures_of(tx, at), SignatureState::waiting) == 0;
    TP_CHECK(may_end(at.state, at.session, all_decided, call.arrived));
    TP_CHECK(all_answered(store::objections(tx, at.round.intake)));
    at.session->ended_at = call.arrived;
    TP_CHECK(tx.update(*at.session));
    at.state = SessionState::ended;
    const auto all = signatures_of(tx, at);
    events::append(tx, call, at.round.intake.text(), trade::about(at.trade, at.round),
                   SessionEnded{count(all, SignatureState::signed_), count(all, SignatureState::refused),
                                count(all, SignatureState::absent)});
    TP_CHECK(draw_up(tx, call, at));
    return view_of(tx, at.round.intake, call.arrived);
}

} // namespace tianping::hall
