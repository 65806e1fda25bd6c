#include "rooms/bidding/joint.hpp"
#include "base/joined_text.hpp"
#include "rooms/bidding/store.hpp"
#include <algorithm>

namespace tianping::bidding {
namespace {

Error at_field(Error error, const std::string& field, const char* allowed)
{
    error.fields = {{field, error.code, allowed}};
    return error;
}

} // namespace

Result<seal::JointAgreement> read_agreement(const std::string& base64)
{
    const auto message = from_base64(base64);
    auto agreement =
        message ? seal::JointAgreement::decode(*message) : Result<seal::JointAgreement>{message.error()};
    if (!agreement)
        return at_field(agreement.error(), "joint.message", message ? "TPJOIN01" : "base64");
    return agreement;
}

Result<ReadyJoint> read_joint(const JointBody& in)
{
    if (in.signatures.size() > seal::most_members + 1)
        return invalid_field("bidding.joint_stranger", "joint.signatures",
                             std::to_string(seal::most_members + 1));
    Collected bad;
    const auto message = from_base64(in.message);
    const auto agreement = bad.read(read_agreement(in.message));
    ReadyJoint out;
    for (std::size_t i = 0; i < in.signatures.size(); ++i) {
        const auto field = "joint.signatures." + std::to_string(i);
        const identity::SignedPaths paths{"joint.message", field, field};
        if (!agreement)
            bad.check(identity::check_signature_form(in.signatures[i], paths));
        else if (auto signer = bad.read(identity::prove_sm2_signature(*message, in.signatures[i], paths)))
            out.signers.push_back(*std::move(signer));
    }
    TP_CHECK(bad.done());
    out.agreement = *agreement;
    return out;
}

Status signed_by_all(const ReadyJoint& joint)
{
    auto waited = joint.agreement.parties();
    Error wrong{Fault::invalid, "bidding.joint_unsigned"};
    wrong.article = "条例37";
    for (std::size_t i = 0; i < joint.signers.size(); ++i) {
        const auto& code = joint.signers[i].organisation_code;
        if (const auto party = std::ranges::find(waited, code); party != waited.end())
            waited.erase(party);
        else
            wrong.fields.push_back({"joint.signatures." + std::to_string(i), "bidding.joint_stranger", code});
    }
    for (const auto& code : waited)
        wrong.fields.push_back({"joint.signatures", "bidding.joint_unsigned", code});
    if (wrong.fields.empty())
        return {};
    wrong.code = wrong.fields.back().code;
    return wrong;
}

Status check_joint(const ReadTx& tx, const ReadyJoint& joint, const seal::Place& place,
                   const std::string& lead, Instant at)
{
    if (joint.agreement.place != place || joint.agreement.lead != lead)
        return invalid_field("bidding.joint_of_another", "joint.message", place.intake + " " + lead);
    TP_CHECK(signed_by_all(joint));
    Collected bad;
    for (std::size_t i = 0; i < joint.signers.size(); ++i) {
        const auto& signer = joint.signers[i];
        const auto field = "joint.signatures." + std::to_string(i);
        const auto party = identity::organisation_by_code(tx, signer.organisation_code);
        if (!party)
            bad.add({field, "identity.certificate_unknown", ""});
        else if (const auto good = identity::check_signer(tx, signer, party->id, at); !good)
            bad.check(Status{at_field(good.error(), field, "")});
    }
    return bad.done();
}

Status check_no_party_to_the_trade(const ReadTx& tx, const ReadyJoint& joint, const trade::TradeFacts& trade)
{
    const auto object = trade::object_of(trade);
    Error bad{Fault::forbidden, "bidding.member_is_party"};
    std::vector<std::string> named;
    for (const auto& code : joint.agreement.parties()) {
        const auto party = identity::organisation_by_code(tx, code);
        if (!party)
            continue;
        const auto article = identity::bar_to_bidding(*party, object);
        if (article.empty())
            continue;
        if (bad.article.find(article) == std::string::npos)
            bad.article += (bad.article.empty() ? "" : "；") + article;
        named.push_back(code);
        bad.fields.push_back({"joint.message", "bidding.member_is_party", code, {{"article", article}}});
    }
    if (named.empty())
        return {};
    bad.params = {{"allowed", joined_text(named, ", ")}, {"article", bad.article}};
    return bad;
}

Status claim_parties(WriteTx& tx, const SubmissionRow& row, const std::vector<std::string>& parties)
{
    store::forget_members(tx, row.id);
    Error taken{Fault::conflict, "bidding.member_bids_already"};
    taken.article = "条例37";
    for (const auto& code : parties)
        if (!tx.insert(MemberRow{row.intake, code, row.id}))
            taken.fields.push_back({"joint.message", "bidding.member_bids_already", code});
    if (taken.fields.empty())
        return {};
    return taken;
}

} // namespace tianping::bidding
