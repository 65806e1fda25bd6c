// What a house needs before it stands: its texts and rules, its schema, its folder of blobs.
#include "app/belonging.hpp"
#include "app/house.hpp"

namespace tianping::app {

Result<Shelf> read_shelf(const Config& config)
{
    TP_TRY(catalogue, http::Catalogue::load(config.share + "/catalogues"));
    std::vector<std::filesystem::path> folders{config.share + "/law"};
    if (!config.law_overrides.empty())
        folders.emplace_back(config.law_overrides);
    TP_TRY(law, procedure::load(folders));
    TP_TRY(close, business_close_of(config));
    if (close)
        law.calendar = law.calendar.closing_at(*close);
    TP_TRY(guidance, trade::load_guidance(folders));
    return Shelf{std::move(catalogue), std::move(law), std::move(guidance), {}};
}

Result<Ready> make_ready(const Config& config, Installation& installation)
{
    TP_CHECK(migrate({config.database}, config.share + "/migrations"));
    TP_CHECK(check_belongs(DatabaseAddress{config.database}, installation));
    TP_CHECK(check_blobs(DatabaseAddress{config.database}, installation));
    installation.catch_up({config.database});
    return Ready{};
}

} // namespace tianping::app
