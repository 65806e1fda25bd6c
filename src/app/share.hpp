#pragma once
#include <string>

namespace tianping::app {

// The folder of catalogues, law and migrations that the program was built with; the setting `share` names
// another.
std::string built_share();

} // namespace tianping::app
