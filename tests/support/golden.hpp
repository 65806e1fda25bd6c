#pragma once
// Golden files of events: tests/<room>/golden/<kind>.<version>.json, one canonical line each.
#include "base/canonical.hpp"
#include "infra/spine/event_log.hpp"
#include "support/places.hpp"
#include <boost/mp11.hpp>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <set>
#include <sstream>

namespace tianping::test {

inline std::string text_of(const std::filesystem::path& file)
{
    std::ifstream in{file};
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

// Every earlier version of a body has its file and is read as the body of today.
template <class Body>
void check_older(const std::filesystem::path& folder, std::set<std::string>& seen)
{
    for (int version = 1; version < Body::version; ++version) {
        const auto name = std::string{Body::kind} + "." + std::to_string(version) + ".json";
        seen.insert(name);
        events::Event event;
        event.kind = Body::kind;
        event.body_version = version;
        event.body = text_of(folder / name);
        EXPECT_FALSE(event.body.empty()) << name;
        EXPECT_NO_THROW(event.as<Body>()) << name;
    }
}

// Every body of the list has its file, reads it, and writes it again byte for byte; no file is left over.
template <class Bodies>
void check_golden(const std::string& room)
{
    const std::filesystem::path folder = source_folder() + "/tests/" + room + "/golden";
    std::set<std::string> seen;
    boost::mp11::mp_for_each<Bodies>([&]<class Body>(Body) {
        const auto name = std::string{Body::kind} + "." + std::to_string(Body::version) + ".json";
        seen.insert(name);
        check_older<Body>(folder, seen);
        const auto text = text_of(folder / name);
        ASSERT_FALSE(text.empty()) << name;
        const auto body = wire::parse<Body>(text);
        ASSERT_TRUE(body) << name << " " << (body.error().fields.empty() ? "" : body.error().fields[0].path);
        EXPECT_EQ(canonical(wire::write(*body)) + "\n", text) << name;
    });
    for (const auto& file : std::filesystem::directory_iterator{folder})
        EXPECT_TRUE(seen.contains(file.path().filename())) << file.path() << " belongs to no event";
}

} // namespace tianping::test
