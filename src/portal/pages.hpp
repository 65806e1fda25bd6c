#pragma once
// The public pages: described view structs in, HTML out. Every function is pure, may be called from any
// thread, escapes every text, and gives a whole document that works without JavaScript.
#include "portal/ceremony_views.hpp"
#include "portal/service_views.hpp"
#include "portal/visit.hpp"
#include <boost/json/object.hpp>
#include <memory>

namespace tianping::portal {

// The policy that the pages are made for: no inline script or style, nothing from elsewhere.
inline constexpr const char* content_security_policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src "
    "'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

// The filters of /notices as the visit's query has them; what it does not name stays empty.
struct NoticeFilter {
    std::optional<Kind> kind{};
    std::optional<NoticeType> type{};
    std::string region{};
    std::string text{};
    std::optional<Instant> from{};  // start of a day in +08:00
    std::optional<Instant> until{}; // start of the day after the last one
    std::int64_t page = 1;
};
// `since` (1, 3, 10, 30, 90 days, today included) gives way to `from` and `to` (YYYY-MM-DD).
NoticeFilter notice_filter(const Visit& visit);

class Pages {
public:
    // Reads the embedded templates and texts. Throws std::logic_error when they do not fit together: a bug.
    explicit Pages(Site site);
    ~Pages();
    Pages(Pages&&) noexcept;
    Pages& operator=(Pages&&) noexcept;

    std::string home(const HomePage& view, const Visit& visit) const;
    std::string notices(const NoticeListPage& view, const Visit& visit) const;
    std::string notice(const NoticePage& view, const Visit& visit) const;
    std::string trade(const TradePage& view, const Visit& visit) const;
    std::string openings(const OpeningListPage& view, const Visit& visit) const;
    std::string opening(const OpeningPage& view, const Visit& visit) const;
    // Only the part of an opening page that changes; the live island puts it in place of the old one.
    std::string opening_live(const OpeningPage& view, const Visit& visit) const;
    std::string opening_record(const OpeningRecordPage& view, const Visit& visit) const;
    std::string procedures(const ProcedureListPage& view, const Visit& visit) const;
    std::string procedure(const ProcedurePage& view, const Visit& visit) const;
    std::string limits(const LimitsPage& view, const Visit& visit) const;
    std::string verify(const VerifyPage& view, const Visit& visit) const;
    std::string api(const ApiPage& view, const Visit& visit) const;
    // All of /api between its crumbs and its foot. It is long and the same at each visit: whoever serves it
    // keeps it. `href` is the address of `openapi` itself.
    std::string api_body(const boost::json::object& openapi, const std::string& href,
                         Language language) const;
    std::string guide(const GuidePage& view, const Visit& visit) const;
    std::string error(const ErrorPage& view, const Visit& visit) const;

private:
    struct Desk;
    std::unique_ptr<Desk> desk_;
};

} // namespace tianping::portal
