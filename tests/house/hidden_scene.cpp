#include "house/hidden_scene.hpp"

namespace tianping::test {
namespace {

std::string without(std::string body, const Ids& ids)
{
    for (const auto& [parameter, id] : ids)
        for (auto at = body.find(id); at != std::string::npos; at = body.find(id))
            body.erase(at, id.size());
    return body;
}

bool names_any(const http::Route& route, const Ids& things)
{
    return std::ranges::any_of(wanted(route.path), [&](const auto& one) { return things.contains(one); });
}

} // namespace

People joined(std::initializer_list<People> all)
{
    People out;
    for (const auto& some : all)
        out.insert(some.begin(), some.end());
    return out;
}

Pair Hidden::pair_of(const Ids& things) const
{
    Pair out{all(), all()};
    for (const auto& [parameter, id] : things) {
        out.real[parameter] = id;
        out.unreal[parameter] = nowhere(parameter);
    }
    return out;
}

http::ClientAnswer Hidden::expect_same(const std::string& who, Account* account, const http::Route& route,
                                       const Pair& pair)
{
    const auto said = who + ": " + name_of(route);
    auto real = try_as(who, account, route, pair.real);
    const auto none = try_as(who, account, route, pair.unreal);
    EXPECT_GE(real.status, 400) << said << " " << real.body;
    EXPECT_EQ(real.status, none.status) << said << " " << real.body;
    EXPECT_EQ(without(real.body, pair.real), without(none.body, pair.unreal)) << said;
    ++compared;
    return real;
}

void Hidden::expect_hidden(const Ids& things, const People& insiders, const std::string& below)
{
    const auto pair = pair_of(things);
    for (const auto& route : routes()) {
        if (!names_any(route, things) || !route.path.starts_with(below))
            continue;
        for (const auto& [who, account] : people) {
            if (insiders.contains(who))
                continue;
            const auto real = expect_same(who, account, route, pair);
            if (const auto allowed = declared(route, actors.at(who), pair.real); !allowed)
                expect_denied(who + ": " + name_of(route), route, real, allowed.error());
        }
    }
}

void Hidden::expect_readers(const std::string& path, const People& readers)
{
    for (const auto& [who, account] : people) {
        const auto answer = client_of(account).send("GET", path).value();
        EXPECT_EQ(answer.ok(), readers.contains(who)) << who << ": " << path << " answers " << answer.status;
    }
}

} // namespace tianping::test
