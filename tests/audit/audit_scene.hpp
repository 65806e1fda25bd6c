#pragma once
// A centre whose audit administrator reads what is on record.
#include "identity/identity_house.hpp"
#include "rooms/audit/http.hpp"

namespace tianping::audit {

using identity::home_name;
using identity::IdentityHouse;
using identity::origin;

class AuditScene : public identity::IdentityTest {
protected:
    AuditScene()
    {
        std::ranges::move(routes(audit), std::back_inserter(house.table));
        house.establish();
        auditor = house.actor(house.staff.at("audit-admin"));
    }
    void settle()
    {
        house.command([](WriteTx&, const Call&) -> Status { return {}; });
    }
    template <class Page>
    std::vector<Page> pages(const std::string& path, std::map<std::string, std::string, std::less<>> query)
    {
        std::vector<Page> out;
        for (std::optional<std::string> next{""}; next; next = out.back().next) {
            if (!next->empty())
                query["after"] = *next;
            out.push_back(
                wire::from_value<Page>(house.ask("GET", path, auditor, {}, query).value().body).value());
        }
        return out;
    }
    // How many of each code, counted by the rows that the auditor reads.
    std::map<std::string, std::int64_t> denied()
    {
        std::map<std::string, std::int64_t> out;
        for (const auto& page : pages<DenialPage>("/api/v1/audit/denials", {{"limit", "100"}}))
            for (const auto& item : page.items)
                out[item.code] += item.times;
        return out;
    }
    Audit audit;
    Actor auditor{};
};

} // namespace tianping::audit
