#include "app/words/joint.hpp"
#include "app/bidder/joint.hpp"
#include "app/words/bid_folder.hpp"
#include <boost/json/serialize.hpp>

namespace tianping::words {
namespace {

Status save(const JointOptions& options, const bidding::JointBody& joint)
{
    return write_file(options.file, boost::json::serialize(wire::write(joint)));
}

Result<bidding::JointBody> drafted(const app::Where& where, const JointOptions& options)
{
    for (const auto& code : options.members)
        TP_CHECK(identity::check_organisation_code(code));
    TP_TRY(kit, kit_from(where, options.kit, options.server, options.intake));
    TP_TRY(lead, holder_of(options.keys));
    TP_TRY(joint, bidder::draft_joint(kit, lead, options.members));
    TP_CHECK(save(options, joint));
    return joint;
}

Result<bidding::JointBody> joined(const JointOptions& options)
{
    TP_TRY(joint, read_described<bidding::JointBody>(options.file));
    TP_TRY(party, holder_of(options.keys));
    TP_CHECK(bidder::sign_joint(joint, party));
    TP_CHECK(save(options, joint));
    return joint;
}

void show_party(const app::Where& where, const bidder::JointParty& party, bool is_lead)
{
    where.out << (is_lead ? in(where, "牵头人  ", "lead    ") : in(where, "成员    ", "member  "))
              << party.code << "  "
              << (party.has_signed ? in(where, "已签署  ", "signed  ") + party.name
                                   : in(where, "未签署", "not signed"))
              << "\n";
}

// 0 when every party has signed, or when that is not asked.
int told(const app::Where& where, const JointOptions& options, const Result<bidding::JointBody>& joint,
         bool must_be_complete)
{
    if (!joint)
        return app::say(where, joint.error());
    const auto standing = bidder::joint_standing(*joint);
    if (!standing)
        return app::say(where, standing.error());
    const int code = standing->complete() || !must_be_complete ? 0 : 1;
    if (options.json) {
        where.out << boost::json::serialize(wire::write(*standing)) << "\n";
        return code;
    }
    const auto& place = standing->agreement.place;
    where.out << in(where, "联合体协议", "joint body") << "  " << place.trade << " " << place.lot << " "
              << place.intake << "\n";
    for (const auto& party : standing->parties)
        show_party(where, party, party.code == standing->agreement.lead);
    where.out << (standing->complete() ? in(where, "各方均已签署，牵头人可以随投标文件递交（submit --joint）",
                                            "all have signed; the lead submits with it (submit --joint)")
                                       : in(where, "请把文件转给未签署的成员，由其执行 tianping joint sign",
                                            "pass the file on to who has not signed: tianping joint sign"))
              << "\n";
    return code;
}

} // namespace

int joint_draft(const app::Where& where, const JointOptions& options)
{
    return told(where, options, drafted(where, options), false);
}

int joint_sign(const app::Where& where, const JointOptions& options)
{
    return told(where, options, joined(options), false);
}

int joint_show(const app::Where& where, const JointOptions& options)
{
    return told(where, options, read_described<bidding::JointBody>(options.file), true);
}

} // namespace tianping::words
