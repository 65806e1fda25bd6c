#pragma once
// What a registration and the supplements to it have in common.
#include "rooms/trade/bodies.hpp"
#include "rooms/trade/types.hpp"

namespace tianping::trade {

// `identity.organisation_unknown` beside the refusals of the code, under `path`.
Result<identity::Organisation> registered_by_code(const ReadTx& tx, const std::string& code,
                                                  const char* path);
// Of the centre that houses the trade (39号令18).
Error centre_is_no_party();

// The owner's project with this investment code, made where there is none. Until it has its own code its name
// and region are those of the registration that was entered last.
Result<ProjectRow> project_for(WriteTx& tx, const Call& call, const identity::OrganisationId& owner,
                               const Registration& in);
// What a trade's row takes from its registration.
void enter(TradeRow& row, const ProjectId& project, const Registration& in);
// The lot's row, with the first round for it.
LotMade make_lot(WriteTx& tx, const Call& call, const TradeFacts& trade, const LotIn& in,
                 std::int64_t position);
// The private body of what was registered: RegistrationParticulars, for the trade's parties.
events::Private entry_for_parties(const TradeRow& row, const Registration& in);

} // namespace tianping::trade
