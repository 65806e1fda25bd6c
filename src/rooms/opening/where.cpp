#include "rooms/opening/where.hpp"
#include "rooms/opening/store.hpp"

namespace tianping::opening {

Result<Where> where_of(const ReadTx& tx, const trade::IntakeId& intake)
{
    TP_TRY(round, trade::round_of_intake(tx, intake));
    TP_TRY(facts, trade::trade_facts(tx, round.trade));
    const auto row = store::closing(tx, intake);
    if (!row) {
        Error e{Fault::too_early, "opening.not_closed"};
        e.article = "招法34";
        e.earliest = round.deadline;
        return e;
    }
    TP_TRY(terms, trade::terms_by_digest(tx, row->terms));
    const auto* lot = trade::lot_terms(terms.terms, round.id);
    if (lot == nullptr)
        return Error{Fault::internal, "house.fault"};
    return Where{round, facts, *row, terms, *lot};
}

Result<Where> where_of(const ReadTx& tx, const http::Request& request)
{
    TP_TRY(intake, trade::IntakeId::parse(request.path.at("intake")));
    return where_of(tx, intake);
}

} // namespace tianping::opening
