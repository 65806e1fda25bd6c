#include "base/repeated_member.hpp"
#include "base/bytes.hpp"
#include <boost/json/parse.hpp>
#include <set>
#include <vector>

namespace tianping::wire {
namespace {

// Goes through a text that is valid JSON, from one sign outside its strings to the next.
class Signs {
public:
    explicit Signs(std::string_view text) : text_{text} {}

    // One of {}[],: or the quotation mark that begins a string, which string() holds then; 0 at the end.
    char next()
    {
        while (at_ < text_.size() && !is_sign(text_[at_]))
            ++at_;
        if (at_ == text_.size())
            return '\0';
        const auto begin = at_++;
        if (text_[begin] != '"')
            return text_[begin];
        do
            at_ = text_.find('"', at_) + 1;
        while (is_escaped(at_ - 1));
        string_ = text_.substr(begin, at_ - begin);
        return '"';
    }
    std::string_view string() const { return string_; } // with its quotation marks

private:
    static bool is_sign(char c)
    {
        return c == '"' || c == ':' || c == ',' || c == '{' || c == '}' || c == '[' || c == ']';
    }
    bool is_escaped(std::size_t at) const
    {
        std::size_t before = at;
        while (text_[before - 1] == '\\')
            --before;
        return (at - before) % 2 == 1;
    }

    std::string_view text_;
    std::string_view string_;
    std::size_t at_ = 0;
};

std::size_t members_of(std::string_view text)
{
    std::size_t out = 0;
    Signs signs{text};
    while (const char sign = signs.next())
        out += sign == ':' ? 1 : 0;
    return out;
}

std::size_t members_of(const boost::json::value& value)
{
    std::size_t out = 0;
    if (const auto* object = value.if_object()) {
        out = object->size();
        for (const auto& member : *object)
            out += members_of(member.value());
    } else if (const auto* array = value.if_array()) {
        for (const auto& item : *array)
            out += members_of(item);
    }
    return out;
}

// An object or array that is not closed yet.
struct Open {
    bool object = false;
    bool named = false; // the member in hand
    std::size_t item = 0;
    std::string name{};
    std::set<std::string, std::less<>> names{};
};

std::string path_of(const std::vector<Open>& all)
{
    std::string out;
    for (const auto& one : all)
        out += one.object ? (out.empty() ? "" : ".") + one.name : "[" + std::to_string(one.item) + "]";
    return beginning(out, 200);
}

// False where the name came before in the same object.
bool take_name(Open& in, std::string_view written)
{
    const auto name = boost::json::parse({written.data(), written.size()}); // it may be written with escapes
    in.name = std::string{std::string_view{name.get_string()}};
    in.named = true;
    return in.names.insert(in.name).second;
}

std::optional<std::string> first_repeated(std::string_view text)
{
    std::vector<Open> open;
    Signs signs{text};
    while (const char sign = signs.next()) {
        if (sign == '{' || sign == '[') {
            open.push_back({sign == '{'});
        } else if (sign == '}' || sign == ']') {
            open.pop_back();
        } else if (sign == ',') {
            ++open.back().item;
            open.back().named = false;
        } else if (sign == '"' && !open.empty() && open.back().object && !open.back().named) {
            if (!take_name(open.back(), signs.string()))
                return path_of(open);
        }
    }
    return std::nullopt;
}

} // namespace

std::optional<std::string> repeated_member(std::string_view text, const boost::json::value& read)
{
    // What was read keeps each name once: as a rule counting says it all.
    if (members_of(text) == members_of(read))
        return std::nullopt;
    return first_repeated(text);
}

} // namespace tianping::wire
