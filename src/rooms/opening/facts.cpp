// What later rooms ask of an intake.
#include "rooms/opening/events.hpp"
#include "rooms/opening/store.hpp"
#include "rooms/opening/unsealing.hpp"

namespace tianping::opening {

std::optional<ClosedFacts> closed_facts(const ReadTx& tx, const trade::IntakeId& intake)
{
    const auto row = store::closing(tx, intake);
    if (!row)
        return std::nullopt;
    return ClosedFacts{row->state, row->terms, row->message_digest};
}

std::vector<std::string_view> kinds_of_intake()
{
    std::vector<std::string_view> out;
    boost::mp11::mp_for_each<IntakeBodies>([&]<class Body>(Body) { out.push_back(Body::kind); });
    return out;
}

bool comes_for_each_bid(std::string_view kind)
{
    return kind == CauseRecorded::kind;
}

std::optional<Instant> read_out_at(const ReadTx& tx, const trade::IntakeId& intake)
{
    const auto published = store::read_out(tx, intake);
    if (!published)
        return std::nullopt;
    return published->published_at;
}

std::optional<OpeningFacts> opening_facts(const ReadTx& tx, const trade::IntakeId& intake)
{
    const auto published = store::read_out(tx, intake);
    if (!published)
        return std::nullopt;
    OpeningFacts out;
    out.read_out_at = published->published_at;
    out.bids = wire::parse<std::vector<ReadOut>>(published->body).value();
    for (const auto& row : store::causes(tx, intake))
        out.causes.push_back(recorded(row));
    out.extensions = extensions_of(tx, intake);
    for (const auto& row : store::answers(tx, intake))
        out.answered.insert(row.number);
    for (const auto& row : store::opened_parts(tx, intake))
        for (const auto number : wire::parse<std::vector<std::int64_t>>(row.wrong).value())
            out.wrong.insert(number);
    return out;
}

} // namespace tianping::opening
