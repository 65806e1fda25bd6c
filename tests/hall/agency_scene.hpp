#pragma once
// The owner names another agency for the trade than the one that registered it.
#include "app/account/act.hpp"
#include "app/rehearsal/scene.hpp"
#include "rooms/trade/bodies.hpp"
#include "support/tender.hpp"

namespace tianping::test {

inline constexpr const char* other_agency_name = "平州诚信招标代理有限公司";

inline std::unique_ptr<account::Account> other_agency(Tender& tender)
{
    return tender.newcomer({rehearsal::organisation_code("91990100MA0AGEN01"), other_agency_name, "周庚"});
}

// Under a mandate that he grants it; none: he runs the trade himself from now on.
inline Result<trade::TradeOut> name_agent(Tender& tender, account::Account* agency)
{
    auto& owner = tender.owner();
    trade::AgentIn in{std::nullopt, "原代理合同终止"};
    std::string code;
    if (agency != nullptr) {
        const auto now = tender.installation().clock().now();
        TP_CHECK(rehearsal::grant_mandate(owner, *agency, now));
        code = agency->holder().certificate.subject().organisation_code;
        in.agent = trade::AgencyIn{code, {"周庚", "0000-3000000", "平州市解放路3号"}};
    }
    return account::act<trade::TradeOut>(owner, "PUT",
                                         "/api/v1/trades/" + tender.trade().id.text() + "/agent", in,
                                         owner.key("agent-" + code));
}

// At an instant of its own, behind all that was done before.
inline Result<trade::TradeOut> name_agent_later(Tender& tender, account::Account* agency)
{
    tender.go_to(tender.installation().clock().now() + std::chrono::minutes{1});
    return name_agent(tender, agency);
}

} // namespace tianping::test
