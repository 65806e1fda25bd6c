#pragma once
// What lies in a folder of law. Private to the loader.
#include "rooms/procedure/load.hpp"

namespace tianping::procedure {

// Nobody would ever read a folder with a misspelt name, nor what a broken link stands for.
void check_names(const std::filesystem::path& folder, Mistakes& mistakes);

} // namespace tianping::procedure
