#include "app/bidder/media_types.hpp"
#include "base/joined_text.hpp"
#include <algorithm>

namespace tianping::bidder {
namespace {

constexpr std::size_t looked_at = 1024;

std::string_view after_blanks(std::string_view front)
{
    constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
    if (front.starts_with(byte_order_mark))
        front.remove_prefix(byte_order_mark.size());
    front.remove_prefix(std::min(front.find_first_not_of(" \t\r\n"), front.size()));
    return front;
}

bool begins_as_json(std::string_view front)
{
    const auto text = after_blanks(front);
    return text.starts_with('{') || text.starts_with('[');
}

bool begins_as_xml(std::string_view front)
{
    return after_blanks(front).starts_with('<');
}

struct KnownType {
    std::string_view name;
    bool (*fits)(std::string_view front);
};

constexpr KnownType known_types[] = {
    // Readers of PDF look for its letters behind whatever a mail gateway or scanner put before them.
    {"application/pdf", [](std::string_view front) { return front.find("%PDF-") != std::string_view::npos; }},
    {"application/json", begins_as_json},
    {"application/xml", begins_as_xml},
    {"text/xml", begins_as_xml},
    {"image/png", [](std::string_view front) { return front.starts_with("\x89PNG\r\n\x1a\n"); }},
    {"image/jpeg", [](std::string_view front) { return front.starts_with("\xff\xd8\xff"); }},
    {"application/zip", [](std::string_view front) { return front.starts_with("PK\x03\x04"); }},
};

bool may_be(std::string_view media_type, std::string_view front)
{
    const auto* known = std::ranges::find(known_types, media_type, &KnownType::name);
    return known == std::end(known_types) || known->fits(front);
}

} // namespace

bool may_be_of(const std::vector<std::string>& media_types, ByteView front)
{
    const auto text = text_view(front.first(std::min(front.size(), looked_at)));
    return std::ranges::any_of(media_types, [&](const auto& type) { return may_be(type, text); });
}

Status check_media_type(const terms::Part& part, const std::string& file, ByteView front)
{
    if (may_be_of(part.media_types, front))
        return {};
    auto e =
        invalid_field("bidder.wrong_media_type", "parts." + part.id, joined_text(part.media_types, ", "));
    e.fields.front().params["file"] = file;
    return e;
}

} // namespace tianping::bidder
