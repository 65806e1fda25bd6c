#include "rooms/opening/reader.hpp"
#include "rooms/opening/own_bid.hpp"
#include "rooms/opening/rules.hpp"
#include <set>

namespace tianping::opening {

Result<Reader> reader_of(const ReadTx& tx, const trade::IntakeId& intake, const Call& call)
{
    const auto own = own_bid::own_submission(tx, intake, call);
    if (own)
        return Reader{Given::own_bid, *own};
    if (own.error().code != "opening.no_bid_here")
        return own.error();
    return Reader{Given::whole, {}};
}

bool gives(const Reader& reader, std::string_view part, const std::string& submission,
           const std::vector<ReadOut>& lines)
{
    const bool own = reader.given == Given::own_bid && submission == reader.submission;
    return reader.given == Given::whole || own || is_read_out(part, submission, lines);
}

void keep_back(const Reader& reader, Evidence& evidence)
{
    std::set<std::string> given;
    for (auto& part : evidence.opened) {
        part.kept = !gives(reader, part.part, part.submission, evidence.read_out);
        if (part.kept)
            part.secret.clear();
        else
            given.insert(part.header);
    }
    const auto is_kept = [&](const auto& message) { return !given.contains(message.header); };
    std::erase_if(evidence.answers, is_kept);
    std::erase_if(evidence.unsealing.secrets, is_kept);
    evidence.given = reader.given;
}

} // namespace tianping::opening
