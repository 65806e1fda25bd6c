#pragma once
// What other rooms may ask about the law. Everything here is pure: files are read once at the start, facts
// and instants come in as arguments, verdicts go out. README.md says how it fits together.
#include "rooms/procedure/explain.hpp"     // sentences for people
#include "rooms/procedure/known_words.hpp" // attributes, sums, numbers, kinds of notices
#include "rooms/procedure/load.hpp"        // folders -> Library -> Rulebook
#include "rooms/procedure/pin.hpp"         // what a round keeps
#include "rooms/procedure/rules.hpp"       // check, lawful, due, stages, acts, capabilities
