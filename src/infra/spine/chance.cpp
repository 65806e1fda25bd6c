#include "infra/spine/chance.hpp"
#include "infra/crypto/digest.hpp"
#include <mutex>
#include <openssl/rand.h>
#include <stdexcept>

namespace tianping {

void SystemChance::fill(std::span<std::uint8_t> out)
{
    if (RAND_bytes(out.data(), static_cast<int>(out.size())) != 1)
        throw std::runtime_error("the random generator failed");
}

struct SeededChance::State {
    std::mutex mutex;
    std::uint64_t seed = 0;
    std::uint64_t counter = 0;
};

SeededChance::SeededChance(std::uint64_t seed) : state_{std::make_shared<State>()}
{
    state_->seed = seed;
}

void SeededChance::fill(std::span<std::uint8_t> out)
{
    const std::lock_guard lock{state_->mutex};
    while (!out.empty()) {
        const auto block = crypto::sm3(view("tianping/seeded/" + std::to_string(state_->seed) + "/" +
                                            std::to_string(state_->counter++)));
        const auto n = std::min(out.size(), block.size());
        std::copy_n(block.begin(), n, out.begin());
        out = out.subspan(n);
    }
}

} // namespace tianping
