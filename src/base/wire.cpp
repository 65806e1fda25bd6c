#include "base/wire.hpp"
#include "base/bytes.hpp"

namespace tianping::wire {

Result<json::value> parse_json(std::string_view text)
{
    const auto malformed = [](std::string why) {
        Error e{Fault::malformed, "wire.malformed"};
        e.params["reason"] = std::move(why);
        return e;
    };
    if (!is_utf8(text))
        return malformed("not valid UTF-8");
    json::parse_options options;
    options.max_depth = deepest;
    boost::system::error_code ec;
    auto v = json::parse({text.data(), text.size()}, ec, {}, options);
    if (ec)
        return malformed(ec.message());
    return v;
}

} // namespace tianping::wire
