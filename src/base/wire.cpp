#include "base/wire.hpp"
#include "base/bytes.hpp"
#include "base/repeated_member.hpp"

namespace tianping::wire {

std::string joined(const std::string& path, std::string_view member)
{
    return path.empty() ? std::string{member} : path + "." + std::string{member};
}

std::string Place::text() const
{
    if (above_ == nullptr)
        return {};
    if (name_.data() == nullptr)
        return above_->text() + "[" + std::to_string(item_) + "]";
    return joined(above_->text(), name_);
}

void refuse(const Place& at, std::string code, std::string allowed, Faults& bad)
{
    bad.push_back({at.text(), std::move(code), std::move(allowed)});
}

void refuse(const Place& at, const Error& why, Faults& bad)
{
    const auto expected = why.params.find("expected");
    refuse(at, why.code, expected == why.params.end() ? "" : expected->second, bad);
}

std::optional<std::string_view> text_in(const json::value& v, const Place& at, Faults& bad,
                                        std::size_t longest)
{
    if (!v.is_string())
        return refuse(at, "wire.want_string", "a string", bad), std::nullopt;
    const std::string_view text = v.get_string();
    if (text.size() > longest)
        return refuse(at, "wire.too_long", "at most " + std::to_string(longest) + " bytes", bad),
               std::nullopt;
    return text;
}

const json::array* array_in(const json::value& v, const Place& at, Faults& bad)
{
    if (!v.is_array())
        return refuse(at, "wire.want_array", "an array", bad), nullptr;
    if (v.get_array().size() > most_items)
        return refuse(at, "wire.too_many_items", "at most " + std::to_string(most_items), bad), nullptr;
    return &v.get_array();
}

const json::object* object_in(const json::value& v, const Place& at, Faults& bad)
{
    if (!v.is_object())
        return refuse(at, "wire.want_object", "an object", bad), nullptr;
    return &v.get_object();
}

bool is_whole(const json::value& v)
{
    return (v.is_int64() || v.is_uint64()) && has_canonical_form(v);
}

void read_string(const json::value& v, std::string& out, const Place& at, Faults& bad, std::size_t longest)
{
    const auto text = text_in(v, at, bad, longest);
    if (!text)
        return;
    if (text->find('\0') != std::string_view::npos)
        return refuse(at, "wire.control_character", "no NUL", bad);
    out = *text;
}

void read_instant(const json::value& v, Instant& out, const Place& at, Faults& bad, std::size_t longest)
{
    const auto text = text_in(v, at, bad, longest);
    if (!text)
        return;
    if (const auto read = from_rfc3339(*text))
        out = *read;
    else
        refuse(at, read.error().code, "RFC 3339, such as 2026-03-23T09:30:00.000+08:00", bad);
}

void read_fen(const json::value& v, Fen& out, const Place& at, Faults& bad)
{
    if (!v.is_int64() || v.get_int64() < -Fen::most || v.get_int64() > Fen::most)
        return refuse(at, "wire.want_fen", "a whole number of fen", bad);
    out = Fen{v.get_int64()};
}

void read_bool(const json::value& v, bool& out, const Place& at, Faults& bad)
{
    if (!v.is_bool())
        return refuse(at, "wire.want_bool", "true, false", bad);
    out = v.get_bool();
}

namespace {

// What the seat takes: what it says of a value that is none of it.
std::string taken_by(const ReadSeat& seat, void* owner)
{
    Faults said;
    seat.read(nullptr, owner, {}, said);
    return said.empty() ? std::string{} : said.front().allowed;
}

} // namespace

void read_seats(const json::value& v, void* owner, std::span<const ReadSeat> seats, const Place& at,
                Faults& bad)
{
    const auto* object = object_in(v, at, bad);
    if (object == nullptr)
        return;
    std::size_t known = 0;
    for (const auto& seat : seats) {
        const auto place = at.member(seat.name);
        if (const auto* member = object->if_contains(seat.name)) {
            ++known;
            seat.read(*member, owner, place, bad);
        } else if (seat.needed) {
            refuse(place, "wire.missing", taken_by(seat, owner), bad);
        }
    }
    if (known == object->size())
        return;
    for (const auto& member : *object)
        if (std::ranges::find(seats, std::string_view{member.key()},
                              [](const ReadSeat& s) { return std::string_view{s.name}; }) == seats.end() &&
            bad.size() < most_faults)
            bad.push_back({beginning(at.member(member.key()).text(), 200), "wire.unexpected", ""});
}

json::object write_seats(const void* owner, std::span<const WriteSeat> seats)
{
    json::object out;
    for (const auto& seat : seats)
        seat.write(owner, seat.name, out);
    return out;
}

Error bad_fields(Faults bad)
{
    bad.resize(std::min(bad.size(), most_faults));
    Error e{Fault::invalid, "wire.bad_fields"};
    e.fields = std::move(bad);
    return e;
}

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
    if (auto path = repeated_member(text, v)) {
        Error twice{Fault::malformed, "wire.repeated_member"};
        twice.fields.push_back({*std::move(path), twice.code});
        return twice;
    }
    return v;
}

} // namespace tianping::wire
