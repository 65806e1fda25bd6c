#pragma once
// What is not published, and what is somebody's own, in a house with everyone who could ask for it. To whom a
// thing is hidden, it is not there; who has a part in it reads it.
#include "house/walk_scene.hpp"
#include <set>

namespace tianping::test {

using People = std::set<std::string>; // by the names under which they ask

inline const People centre_staff{"desk", "venue", "witness", "archivist"};
inline const People administrators{"system-admin", "security-admin", "audit-admin"};
inline const People runners{"owner", "owner's clerk", "agency"}; // of both trades
inline const People runners_of_the_first{"owner", "owner's clerk", "agency", "agency for one trade"};
People joined(std::initializer_list<People> all);

// The same path with real things and with such as name nothing.
struct Pair {
    Ids real, unreal;
};

class Hidden : public WalkScene, public testing::WithParamInterface<Home> {
protected:
    explicit Hidden(const TenderPlan& plan = deposit::with_deposit(GetParam())) : WalkScene{plan} {}

    // One person is refused the real thing as if it were not there.
    http::ClientAnswer expect_same(const std::string& who, Account* account, const http::Route& route,
                                   const Pair& pair);
    // To everyone but `insiders` the things answer as if they were not there, on every route below this path
    // that can name one.
    void expect_hidden(const Ids& things, const People& insiders, const std::string& below = "");
    // Exactly these read what the path shows.
    void expect_readers(const std::string& path, const People& readers);

    int compared = 0;

private:
    // The same paths with these things in place of those that name nothing.
    Pair pair_of(const Ids& things) const;
};

} // namespace tianping::test
