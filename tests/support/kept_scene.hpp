#pragma once
// Most tests of a run begin with the same scene. Where TIANPING_TEST_SCENES names a folder (`./dev test`
// makes one for each run) the first that plays a scene leaves it there, and the others take a copy.
#include <filesystem>
#include <string>

namespace tianping::test {

struct TenderPlan;

struct KeptScene {
    std::filesystem::path folder{}; // empty: this scene is not kept
    bool whole = false;             // somebody has left it there
    bool wanted() const { return !folder.empty() && !whole; }
    std::filesystem::path files() const { return folder / "files"; }
    std::filesystem::path database() const { return folder / "database"; }
};

// Of a tender with this plan that has come so far. A plan with settings of its own depends on what is outside
// and is not kept.
KeptScene kept_scene(const TenderPlan& plan, const std::string& further);

} // namespace tianping::test
