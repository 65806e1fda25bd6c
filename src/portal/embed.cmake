# cmake -DOUT=… -DSOURCES="name=file[+file…];…" -P embed.cmake
# Writes one C++ file that holds every item's bytes; several files behind one name are joined in order.
set(arrays "")
set(rows "")
set(n 0)
foreach(item IN LISTS SOURCES)
  string(REGEX MATCH "^([^=]+)=(.+)$" _ "${item}")
  set(name "${CMAKE_MATCH_1}")
  string(REPLACE "+" ";" parts "${CMAKE_MATCH_2}")
  set(hex "")
  foreach(part IN LISTS parts)
    file(READ "${part}" more HEX)
    string(APPEND hex "${more}")
  endforeach()
  string(SHA256 digest "${hex}")
  string(LENGTH "${hex}" length)
  math(EXPR length "${length} / 2")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
  string(REGEX REPLACE "((0x..,)(0x..,)(0x..,)(0x..,)(0x..,)(0x..,)(0x..,)(0x..,))" "\\1\n" bytes "${bytes}")
  string(APPEND arrays "constexpr unsigned char f${n}[] = {${bytes}0};\n")
  string(APPEND rows "    {\"${name}\", \"${digest}\", {reinterpret_cast<const char*>(f${n}), ${length}}},\n")
  math(EXPR n "${n} + 1")
endforeach()
file(WRITE "${OUT}" "#include \"portal/files.hpp\"\n#include <stdexcept>\n#include <string>\n
namespace tianping::portal {\nnamespace {\n${arrays}const File all[] = {\n${rows}};\n} // namespace\n
std::span<const File> embedded_files() { return all; }\n
const File& embedded_file(std::string_view name)\n{\n    for (const auto& file : all)\n        if (file.name == name)\n            return file;\n    throw std::logic_error(\"portal: no file \" + std::string{name});\n}\n} // namespace tianping::portal\n")
