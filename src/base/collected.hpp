#pragma once
// Bad fields of one body that several checks find, refused together so that the caller hears of all of them
// (rule 3 of the house).
#include "base/wire.hpp"

namespace tianping {

class Collected {
public:
    void add(FieldFault fault);
    void add(wire::Faults faults);
    // What a check refused: its fields, or `path` where it names none. The whole has the code that all share,
    // `wire.bad_fields` where they differ, and so with their kind and Fault::invalid; article and earliest
    // instant are those of the first that has one. A refusal that says nothing of any field (unavailable, too
    // many) is answered alone.
    template <class T>
    void check(const Result<T>& checked, const std::string& path = {})
    {
        if (!checked)
            take(checked.error(), path);
    }
    // The value; nothing once its refusal is among the others.
    template <class T>
    std::optional<T> read(Result<T> value, const std::string& path = {})
    {
        check(value, path);
        return value ? std::optional<T>{*std::move(value)} : std::nullopt;
    }

    bool empty() const { return refusal_.code.empty(); }
    Status done() const { return empty() ? Status{} : Status{refusal_}; }

private:
    void take(Error refused, const std::string& path);
    void join(const Error& other);
    void put(FieldFault fault);

    Error refusal_{Fault::invalid, {}};
    bool alone_ = false;
};

// Several checks of one body, refused together.
template <class... T>
Status together(const Result<T>&... checks)
{
    Collected bad;
    (bad.check(checks), ...);
    return bad.done();
}

// The refusal of a whole by one code, with how many faults it has (`count`); nothing of none.
Status counted(std::string code, wire::Faults bad, std::string article = {});

// The same refusal about a body that lies inside another: "name" is "subject.name" there.
Error below(const std::string& path, Error refused);

} // namespace tianping
