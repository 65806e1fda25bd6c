// The list of trades as its reader sees it.
#include "base/joined_text.hpp"
#include "base/national_codes.hpp"
#include "rooms/trade/store.hpp"

namespace tianping::trade::store {
namespace {

// Each with a blank before and behind it, so that one is found by itself alone; empty for none.
template <class Text>
std::string as_words(const std::vector<std::string>& all, Text text)
{
    return all.empty() ? std::string{} : " " + joined_text(all, " ", text) + " ";
}

} // namespace

std::vector<TradeRow> list(const ReadTx& tx, const ListQuery& query)
{
    // Ids sort by birth; 'g' stands after every hex digit in every collation, so an empty cursor begins with
    // the newest.
    const std::string before = query.after.empty() ? "trd_g" : query.after;
    const auto supervision = query.supervision.value_or(Supervision{});
    const auto regions = as_words(supervision.regions, region_stem);
    const auto classes = as_words(supervision.trade_classes, std::identity{});
    return tx.list<TradeRow>(
        "WHERE id < :before AND (published = 1 OR owner = :o OR "
        "(agent = :a AND owner = :p AND (:s1 = '' OR id = :s2 OR project = :s3)) OR centre = :ce OR "
        "(:su = 1 AND (:g1 = '' OR :g2 LIKE '% ' || substr(region, 1, 2) || ' %' OR "
        ":g3 LIKE '% ' || substr(region, 1, 4) || ' %' OR :g4 LIKE '% ' || region || ' %') AND "
        "(:k1 = '' OR :k2 LIKE '% ' || trade_class || ' %')) OR "
        "id IN (SELECT r.trade FROM trade_round r JOIN round_invitee i ON i.round = r.id "
        "WHERE i.code = :code AND r.stage NOT IN ('draft', 'registered'))) "
        "AND (:r1 = '' OR region LIKE :r2) AND (:c1 = '' OR trade_class = :c2) ORDER BY id DESC LIMIT :n",
        before, query.owner, query.agent, query.principal, query.scope, query.scope, query.scope,
        query.centre, query.supervision.has_value(), regions, regions, regions, regions, classes, classes,
        query.code, query.region, query.region + "%", query.trade_class, query.trade_class, query.limit);
}

} // namespace tianping::trade::store
