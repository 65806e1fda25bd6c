#pragma once
// What a trustee of a live house keeps of its tender's intake, as it lies on his disk.
#include "support/tender.hpp"

namespace tianping::test {

inline trustee::StateFolder states_of(Tender& tender, std::size_t number)
{
    return trustee::StateFolder{tender.trustee(number).state};
}

// Throws where nothing is kept of the intake.
inline trustee::IntakeState kept_by(Tender& tender, std::size_t number)
{
    return states_of(tender, number).load(tender.intake()).value();
}

// The digests of the terms that he holds, in his order.
inline std::vector<std::string> held_by(Tender& tender, std::size_t number)
{
    const auto kept = kept_by(tender, number);
    std::vector<std::string> out;
    for (const auto& one : kept.terms)
        out.push_back(one.digest);
    return out;
}

} // namespace tianping::test
