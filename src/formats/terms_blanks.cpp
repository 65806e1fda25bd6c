#include "formats/terms_blanks.hpp"
#include <algorithm>

namespace tianping::terms {
namespace {

void collect(const boost::json::value& value, const std::string& path, Mistakes& out)
{
    if (const auto* object = value.if_object()) {
        for (const auto& member : *object)
            collect(member.value(), (path.empty() ? "" : path + ".") + std::string{member.key()}, out);
    } else if (const auto* array = value.if_array()) {
        for (std::size_t i = 0; i < array->size(); ++i)
            collect((*array)[i], path + "[" + std::to_string(i) + "]", out);
    } else if (const auto* text = value.if_string()) {
        const std::string_view written{text->data(), text->size()};
        if (!written.starts_with(blank))
            return;
        // "【填写：最高投标限价（分）】" asks for 最高投标限价（分）.
        auto wanted = written.substr(blank.size());
        if (wanted.starts_with("："))
            wanted.remove_prefix(std::string_view{"："}.size());
        if (wanted.ends_with("】"))
            wanted.remove_suffix(std::string_view{"】"}.size());
        out.push_back({path, "terms.blank", std::string{wanted}});
    }
}

} // namespace

Result<Mistakes> blanks(std::string_view json)
{
    TP_TRY(value, wire::parse_json(json));
    Mistakes out;
    collect(value, "", out);
    return out;
}

Result<Terms> read_filled(std::string_view json)
{
    TP_TRY(empty, blanks(json));
    auto terms = read(json);
    if (empty.empty())
        return terms;
    Error bad{Fault::invalid, "terms.mistakes"};
    bad.fields = empty;
    if (!terms)
        for (const auto& fault : terms.error().fields)
            if (std::ranges::find(empty, fault.path, &FieldFault::path) == empty.end())
                bad.fields.push_back(fault);
    bad.params["count"] = std::to_string(bad.fields.size());
    return bad;
}

} // namespace tianping::terms
