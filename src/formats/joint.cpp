#include "formats/joint.hpp"
#include "formats/envelope.hpp"
#include <algorithm>

namespace tianping::seal {
namespace {

constexpr std::string_view letters = "TPJOIN01";

} // namespace

Status JointAgreement::check() const
{
    TP_CHECK(seal::check(place));
    TP_CHECK(check_name("lead", lead));
    for (const auto& member : members)
        TP_CHECK(check_name("members", member));
    const bool ascending = std::ranges::adjacent_find(members, std::ranges::greater_equal{}) == members.end();
    if (members.empty() || members.size() > most_members || !ascending)
        return invalid_field("seal.bad_message", "members", "1..16, ascending, each once");
    if (std::ranges::find(members, lead) != members.end())
        return invalid_field("seal.bad_message", "members", "the others, without the lead");
    return {};
}

Bytes JointAgreement::encode() const
{
    if (const Status sound = check(); !sound)
        throw std::logic_error("an unsound agreement is to be encoded: " + sound.error().code);
    Packer out;
    out.raw(view(letters)).u8(profile_sm);
    put(out, place).name(lead).u8(static_cast<std::uint8_t>(members.size()));
    for (const auto& member : members)
        out.name(member);
    return out.take();
}

Result<JointAgreement> JointAgreement::decode(ByteView bytes)
{
    Unpacker in{bytes};
    in.kind(letters);
    const auto profile = in.u8();
    TP_CHECK(in.status(letters));
    if (profile != profile_sm)
        return Error{Fault::invalid, "seal.unknown_profile"};
    JointAgreement out{read_place(in), in.name(), {}};
    const auto count = in.u8();
    for (int i = 0; i < count && in.good(); ++i)
        out.members.push_back(in.name());
    TP_CHECK(in.finish(letters));
    TP_CHECK(out.check());
    return out;
}

std::vector<std::string> JointAgreement::parties() const
{
    std::vector<std::string> out{lead};
    out.insert(out.end(), members.begin(), members.end());
    return out;
}

} // namespace tianping::seal
