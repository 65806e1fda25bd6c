#pragma once
// What banks and the desk send about deposits must be like this. Without whom it was told to, or the
// database, what each value says by itself: the form of the body (base/body.hpp).
#include "base/collected.hpp"
#include "rooms/deposit/bodies.hpp"

namespace tianping::deposit {

struct Told {
    std::string platform{}; // its name
    Instant arrived{};
};
Collected faults_of(const BookingText& text, const Told* told);
Collected faults_of(const GuaranteeText& text, const Told* told);
Collected faults_of(const InstrumentIn& in, const ReadTx* tx);

bool is_cheque(InstrumentKind kind);

} // namespace tianping::deposit
