// What a house needs before it stands: its texts and rules, its schema, its folder of blobs; and what later
// rules make of rounds that run already.
#include "app/belonging.hpp"
#include "app/house.hpp"
#include "infra/spine/own_command.hpp"

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
    TP_TRY(guidance, guidance::load_guidance(folders));
    return Shelf{std::move(catalogue), std::move(law), std::move(guidance), {}};
}

Result<Ready> make_ready(const Config& config, Installation& installation)
{
    TP_TRY(node, NodeLock::take(config.data, config.node));
    TP_CHECK(migrate({config.database}, config.share + "/migrations"));
    auto reads = std::make_unique<ReadPool>(DatabaseAddress{config.database},
                                            static_cast<std::size_t>(config.workers) + 4);
    auto fits = reads->read([&](const ReadTx& tx) -> Status {
        TP_CHECK(check_belongs(tx, installation));
        TP_CHECK(check_blobs(tx, installation));
        installation.catch_up(tx);
        return {};
    });
    TP_CHECK(std::move(fits));
    return Ready{std::move(node), std::move(reads)};
}

// Each round by a command of its own. Where another node was first nothing is left to do; so too where a
// round has left the stage meanwhile.
Status House::bring_rounds_over()
{
    for (const auto& due :
         reads_->read([this](const ReadTx& tx) { return trade::going_over(tx, shelf_.law); })) {
        const auto decide = [&](WriteTx& tx, const Call& call) -> Result<Answer> {
            TP_CHECK(trade::go_over(tx, call, due.round, shelf_.law));
            return Answer{};
        };
        const auto now = installation_.clock().now();
        const auto key = "rules/" + due.round.text() + "/" + std::to_string(due.version) + "/" +
                         std::to_string(millis(now));
        const auto outcome = writer_.run(
            own_command({"bring a round over to later rules", "", {}, decide}, key, now, chance_));
        if (!outcome.answer)
            return outcome.answer.error();
    }
    return {};
}

} // namespace tianping::app
