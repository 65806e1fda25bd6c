#pragma once
// Where this clone and the program built in it lie. Told by functions, so that one source alone is compiled
// with the paths of the clone and the compiler's cache serves the others to every clone.
#include <string>

namespace tianping::test {

std::string source_folder();
// The program `tianping`; who runs it depends on its target.
std::string program();

} // namespace tianping::test
