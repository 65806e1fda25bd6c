#pragma once
// Whether a measured ratio meets its aim. Rounds of one and the same program differ by about a tenth on a
// shared machine, so that what falls short by no more than the noise is told and is not a failure.
#include <sstream>
#include <string>

namespace tianping::bench {

struct Finding {
    std::string what{}; // "durable commands"
    double ratio{};
    double aim{};
    bool is_cost = false; // the ratio may be as large as the aim, where otherwise as small
};

enum class Verdict { met, met_within_noise, missed };

// `noise` is a share: 0.1 is ten percent of the aim.
inline Verdict verdict_of(const Finding& finding, double noise)
{
    const auto reaches = [&](double aim) {
        return finding.is_cost ? finding.ratio <= aim : finding.ratio >= aim;
    };
    if (reaches(finding.aim))
        return Verdict::met;
    return reaches(finding.aim * (finding.is_cost ? 1 + noise : 1 - noise)) ? Verdict::met_within_noise
                                                                            : Verdict::missed;
}

inline std::string line_of(const Finding& finding, double noise)
{
    const auto verdict = verdict_of(finding, noise);
    std::ostringstream out;
    out.precision(3);
    out << finding.what << ": ratio " << finding.ratio << ", aim at "
        << (finding.is_cost ? "most " : "least ") << finding.aim << ": ";
    if (verdict == Verdict::met)
        out << "met";
    else if (verdict == Verdict::met_within_noise)
        out << "met within the noise of " << noise * 100 << " %";
    else
        out << "MISSED";
    return out.str();
}

} // namespace tianping::bench
