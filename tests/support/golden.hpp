#pragma once
// Golden files of events: tests/<room>/golden/<kind>.<version>.json, one canonical line each.
#include "base/canonical.hpp"
#include "base/wire.hpp"
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <sstream>

namespace tianping::test {

// Every body of the list has its file, reads it, and writes it again byte for byte; no file is left over.
template <class Bodies>
void check_golden(const std::string& room)
{
    const std::filesystem::path folder = std::string{TIANPING_SOURCE_DIR} + "/tests/" + room + "/golden";
    std::set<std::string> seen;
    boost::mp11::mp_for_each<Bodies>([&]<class Body>(Body) {
        const auto name = std::string{Body::kind} + "." + std::to_string(Body::version) + ".json";
        seen.insert(name);
        std::ifstream in{folder / name};
        std::stringstream text;
        text << in.rdbuf();
        ASSERT_FALSE(text.str().empty()) << name;
        const auto body = wire::parse<Body>(text.str());
        ASSERT_TRUE(body) << name << " " << (body.error().fields.empty() ? "" : body.error().fields[0].path);
        EXPECT_EQ(canonical(wire::write(*body)) + "\n", text.str()) << name;
    });
    for (const auto& file : std::filesystem::directory_iterator{folder})
        EXPECT_TRUE(seen.contains(file.path().filename())) << file.path() << " belongs to no event";
}

} // namespace tianping::test
