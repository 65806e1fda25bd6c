// Whether a procedure's stages and acts agree with the moves that the house makes.
#include "rooms/procedure/house_moves.hpp"
#include "rooms/procedure/loading.hpp"
#include <algorithm>

namespace tianping::procedure {
namespace {

const HouseMove* move_of(std::string_view stage, std::string_view act)
{
    const auto* const found = std::ranges::find_if(
        house_moves, [&](const HouseMove& move) { return move.stage == stage && move.act == act; });
    return found == house_moves.end() ? nullptr : found;
}

class MovesCheck {
public:
    MovesCheck(const Item<Procedure>& item, Mistakes& out) : item_{item}, out_{out} {}

    void run()
    {
        const auto& stages = item_.entry.stage;
        for (std::size_t i = 0; i < stages.size(); ++i)
            check_acts(stages[i], i);
        for (const auto& move : house_moves)
            check_move(move);
    }

private:
    ItemCheck at_stage(std::size_t i)
    {
        return {entry_of(*item_.at, "stage", i), "stage[" + std::to_string(i) + "]", item_.origin.file, out_};
    }

    void check_acts(const Stage& stage, std::size_t at)
    {
        if (std::ranges::find(house_moves, stage.id, &HouseMove::stage) == house_moves.end())
            return;
        for (std::size_t i = 0; i < stage.act.size(); ++i) {
            const auto& act = stage.act[i];
            if (std::ranges::find(house_moves, act.id, &HouseMove::act) == house_moves.end())
                continue;
            const auto* move = move_of(stage.id, act.id);
            if (move != nullptr && move->next == act.next)
                continue;
            ItemCheck check{entry_of(entry_of(*item_.at, "stage", at), "act", i),
                            "stage[" + std::to_string(at) + "].act[" + std::to_string(i) + "]",
                            item_.origin.file, out_};
            if (move == nullptr)
                check.add("id", "procedure.move_not_of_house", "-");
            else
                check.add("next", "procedure.move_not_of_house", std::string{move->next});
        }
    }

    void check_move(const HouseMove& move)
    {
        if (!move.wanted)
            return;
        const auto& stages = item_.entry.stage;
        const auto stage = std::ranges::find(stages, move.stage, &Stage::id);
        const auto expected =
            std::string{move.stage} + ": " + std::string{move.act} + " -> " + std::string{move.next};
        if (stage == stages.end())
            ItemCheck{item_, out_}.add("stage", "procedure.house_move_missing", expected);
        else if (std::ranges::find(stage->act, move.act, &Act::id) == stage->act.end())
            at_stage(static_cast<std::size_t>(stage - stages.begin()))
                .add("id", "procedure.house_move_missing", expected);
    }

    const Item<Procedure>& item_;
    Mistakes& out_;
};

} // namespace

void check_moves(const Items& items, Mistakes& out)
{
    for (const auto& item : items.procedures)
        if (item.entry.trade_type == house_trade_type)
            MovesCheck{item, out}.run();
}

} // namespace tianping::procedure
