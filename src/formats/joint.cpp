#include "formats/joint.hpp"
#include "formats/message_grammar.hpp"
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
    must_be_sound(*this);
    auto out = begin(letters);
    put(out, place).name(lead).u8(static_cast<std::uint8_t>(members.size()));
    for (const auto& member : members)
        out.name(member);
    return out.take();
}

Result<JointAgreement> JointAgreement::decode(ByteView bytes)
{
    return decoded<JointAgreement>(bytes, letters, [](Unpacker& in, JointAgreement& m) {
        m.place = read_place(in);
        m.lead = in.name();
        const auto count = in.u8();
        for (int i = 0; i < count && in.good(); ++i)
            m.members.push_back(in.name());
    });
}

std::vector<std::string> JointAgreement::parties() const
{
    std::vector<std::string> out{lead};
    out.insert(out.end(), members.begin(), members.end());
    return out;
}

} // namespace tianping::seal
