#pragma once
// The public pages over the rooms' data: fills the portal's views from what is published, and nothing else.
// What is listed comes from the public feed, so a page can show only what the feed has told everyone.
#include "app/config.hpp"
#include "app/portal/printed_terms.hpp"
#include "app/this_program.hpp"
#include "followers/search/search.hpp"
#include "infra/http/catalogue.hpp"
#include "infra/http/problem.hpp"
#include "infra/http/route.hpp"
#include "portal/pages.hpp"
#include "rooms/hall/service.hpp"
#include "rooms/notice/api.hpp"
#include "rooms/opening/service.hpp"
#include "rooms/procedure/load.hpp"
#include "rooms/trade/api.hpp"

namespace tianping::app {

struct DeskParts {
    const Clock& clock;
    const procedure::Library& law;
    const guidance::Guidance& guidance;
    const http::Catalogue& catalogue;
    const opening::Opening& opening;
    const hall::Hall& hall;
    portal::Site site{};
    std::vector<portal::Fact> keys{}; // names and fingerprints of the keys that sign
    std::vector<Region> regions{};
    std::string medium{}; // name of the outside medium, empty for none
    std::optional<ThisProgram> program{};
    std::int64_t registration_days = 0; // the centre's promise in working days, 0 for none
};

class PortalDesk {
public:
    explicit PortalDesk(DeskParts parts);
    // `openapi` is the document that /api renders.
    std::vector<http::Route> routes(boost::json::object openapi) const;
    // In the language and mode of the visit, at its own address, as every page.
    http::Document problem_page(const Error& error, const http::Head& head) const;

    Result<http::Document> home(const ReadTx& tx, const http::Request& request) const;
    Result<http::Document> notices(const ReadTx& tx, const http::Request& request) const;
    Result<http::Document> notice(const ReadTx& tx, const http::Request& request) const;
    Result<http::Document> trade(const ReadTx& tx, const http::Request& request) const;
    Result<http::Document> openings(const ReadTx& tx, const http::Request& request) const;
    Result<http::Document> opening(const ReadTx& tx, const http::Request& request) const;
    Result<http::Document> record(const ReadTx& tx, const http::Request& request) const;
    Result<http::Document> procedures(const ReadTx& tx, const http::Request& request) const;
    Result<http::Document> procedure(const ReadTx& tx, const http::Request& request) const;
    Result<http::Document> limits(const ReadTx& tx, const http::Request& request) const;
    Result<http::Document> verify(const ReadTx& tx, const http::Request& request) const;
    Result<http::Document> guide(const ReadTx& tx, const http::Request& request) const;

private:
    http::Route interface_route(boost::json::object openapi) const;
    std::string region_name(const std::string& code) const;
    // Of what was registered that which its notices say, or anyone may ask of the trade; never a sum.
    std::vector<portal::Fact> about_trade(const ReadTx& tx, const trade::TradeFacts& trade, bool zh) const;
    portal::Visit visit_of(const http::Request& request, std::string path) const;
    portal::NoticeRow row_of(const ReadTx& tx, const notice::PublishedNotice& published) const;
    void add_others(const ReadTx& tx, const notice::PublishedNotice& shown,
                    const std::vector<notice::PublishedNotice>& all, portal::NoticePage& view) const;
    std::vector<portal::NoticeRow> notice_rows(const ReadTx& tx, const search::Wanted& wanted,
                                               std::int64_t skip, std::int64_t most) const;
    std::vector<portal::OpeningRow> opening_rows(const ReadTx& tx, Instant day) const;
    portal::RoundView round_view(const ReadTx& tx, const trade::TradeFacts& facts,
                                 const trade::RoundFacts& round, bool zh) const;
    std::vector<portal::HoldLine> hold_lines(const ReadTx& tx, const trade::RoundFacts& round, bool zh) const;
    void add_versions(const ReadTx& tx, const trade::TradeId& id, const portal::Visit& visit,
                      portal::TradePage& view) const;
    void add_round(const ReadTx& tx, const trade::TradeFacts& facts, const trade::RoundFacts& round,
                   const portal::Visit& visit, std::vector<portal::LotView>& lots) const;
    std::vector<portal::LimitLine> limit_lines(const ReadTx& tx, const trade::RoundFacts& round,
                                               const portal::Visit& visit) const;
    std::vector<portal::LimitLine> limits_of(const ReadTx& tx, const std::vector<trade::RoundFacts>& rounds,
                                             const portal::Visit& visit) const;
    std::vector<portal::BidRow> bid_rows(const ReadTx& tx, const http::Request& request,
                                         const terms::LotTerms& lot, bool zh) const;
    void fill_session(const ReadTx& tx, const trade::RoundFacts& round, const portal::Visit& visit,
                      portal::OpeningPage& view) const;
    std::vector<portal::LimitRule> limit_rules(const procedure::Rulebook& rules,
                                               const portal::Visit& visit) const;

    DeskParts parts_;
    portal::Pages pages_;
    TermsPrinter printer_{};
};

// How the rooms' words read on pages.
portal::NoticeType type_of(notice::Kind kind);
portal::OpeningState state_of(hall::SessionState state, bool held);
std::string deposit_word(bool paid, bool zh);
// "一标段", from the second round on "一标段第 2 轮".
std::string attempt_name(const trade::RoundFacts& round, bool zh);
// Empty for nobody and for one who is not registered.
std::string organisation_name(const ReadTx& tx, const std::optional<identity::OrganisationId>& id);
http::Document document_of(std::string html, const portal::Visit& visit);

} // namespace tianping::app
