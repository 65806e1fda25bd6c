#include "app/words/price_line.hpp"
#include "app/words/session_file.hpp"

namespace tianping::words {

std::optional<std::string> price_line(const app::Where& where, const terms::LotTerms& lot,
                                      const std::map<std::string, std::string>& letter)
{
    const auto said = letter.find("price");
    if (said == letter.end())
        return std::nullopt;
    const Fen price{std::stoll(said->second)};
    if (price == Fen{})
        return in(where, "注意：报价为 0 元，请核对。", "mind: the price is 0 yuan; check it.");
    if (!lot.limit_price || price <= *lot.limit_price)
        return std::nullopt;
    const auto shown = price.text(), limit = lot.limit_price->text();
    return in(where, "注意：报价 " + shown + " 元高于交易文件的最高投标限价 " + limit + " 元，请核对。",
              "mind: the price of " + shown + " yuan is above the limit price of the terms, " + limit +
                  " yuan; check it.");
}

} // namespace tianping::words
