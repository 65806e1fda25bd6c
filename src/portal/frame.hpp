#pragma once
// What every page has around its content: title, navigation, modes, language, crumbs, foot.
#include "portal/pages.hpp"
#include "portal/template_set.hpp"

namespace tianping::portal {

struct Frame {
    std::string title{};
    std::string nav{};          // "notices": the entry that is marked as the current one
    std::string canonical{};    // path; empty: the visit's own
    std::vector<Link> crumbs{}; // behind "home"; the last has no address
    std::string alternate{};
    std::optional<Instant> article_at{};
};

// The data that all pages of one language share: texts, site, assets.
Data shared_data(const Site& site, Language language);
Data frame_data(const Frame& frame, const Site& site, const Visit& visit);

struct Pages::Desk {
    explicit Desk(Site given);
    std::string render(std::string_view name, const Frame& frame, const Data& page, const Visit& visit) const;

    const Data& shared_in(Language language) const { return shared[language == Language::zh ? 0 : 1]; }

    Site site;
    TemplateSet templates{};
    Data shared[2];
};

} // namespace tianping::portal
