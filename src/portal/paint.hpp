#pragma once
// From described structs to what a template reads: every member by its name; beside each list m also has_m.
// An instant becomes its several writings, money its words, an enumerator its word and tone, an empty text
// and an empty optional "false", so that a template's section asks whether there is something to show.
// Inside the portal only: mustache stays out of public headers.
#include "portal/ceremony_views.hpp"
#include "portal/texts.hpp"
#include <boost/mp11.hpp>
#include <kainjow/mustache.hpp>

namespace tianping::portal {

namespace mstch = kainjow::mustache;
using Data = mstch::data;

template <class T>
inline constexpr bool is_list = false;
template <class T>
inline constexpr bool is_list<std::vector<T>> = true;
template <class T>
inline constexpr bool is_maybe = false;
template <class T>
inline constexpr bool is_maybe<std::optional<T>> = true;

class Painter {
public:
    Painter(Language language, Instant now) : language_{language}, now_{now} {}

    template <class T>
    Data operator()(const T& value) const
    {
        if constexpr (is_maybe<T>)
            return value ? (*this)(*value) : Data{false};
        else if constexpr (is_list<T>) {
            Data list{Data::type::list};
            for (const auto& item : value)
                list << (*this)(item);
            return list;
        } else if constexpr (std::is_enum_v<T>)
            return word(boost::describe::enum_to_string(value, "?"), group(value), tone(value));
        else if constexpr (boost::describe::has_describe_members<T>::value)
            return members(value);
        else
            return one(value);
    }

    // "say" with this painter's language.
    std::string say(std::string_view key, const std::map<std::string, std::string>& params = {}) const
    {
        return portal::say(language_, key, params);
    }
    Language language() const { return language_; }
    Instant now() const { return now_; }

    // "2026年4月17日 星期五"
    std::string long_date(Instant at) const;

private:
    template <class T>
    Data members(const T& value) const
    {
        using D = boost::describe::describe_members<T, boost::describe::mod_any_access>;
        Data out{Data::type::object};
        boost::mp11::mp_for_each<D>([&](auto d) {
            const auto& member = value.*d.pointer;
            out[d.name] = (*this)(member);
            if constexpr (is_list<std::remove_cvref_t<decltype(member)>>)
                out[std::string{"has_"} + d.name] = Data{!member.empty()};
        });
        complete(value, out);
        return out;
    }

    // What a template needs beyond the members themselves.
    template <class T>
    void complete(const T&, Data&) const
    {
    }
    void complete(const StageStep& step, Data& out) const
    {
        out["is_current"] = Data{step.mark == StageMark::current};
    }
    void complete(const OpeningPage& opening, Data& out) const
    {
        out["is_returned"] = Data{opening.state == OpeningState::not_opened};
    }
    void complete(const RoundView& round, Data& out) const
    {
        out["round_name"] = Data{say("trade.round", {{"n", std::to_string(round.number)}})};
    }

    Data one(bool value) const { return Data{value}; }
    Data one(std::int64_t value) const;
    Data one(int value) const { return Data{std::to_string(value)}; }
    Data one(const std::string& value) const { return value.empty() ? Data{false} : Data{value}; }
    Data one(Instant value) const;
    Data one(Fen value) const;
    Data one(const Due& value) const;
    Data one(FileSize value) const;
    Data word(const char* name, std::string_view group, std::string_view tone) const;

    Language language_;
    Instant now_;
};

// "12,846"
std::string grouped(std::int64_t value);
// "2026-04-17", the date in +08:00.
std::string local_date(Instant at);

} // namespace tianping::portal
