#include "base/labelled.hpp"

namespace tianping {

Bytes labelled(std::string_view kind, ByteView bytes)
{
    Bytes out;
    out.reserve(kind.size() + 1 + bytes.size());
    out.insert(out.end(), kind.begin(), kind.end());
    out.push_back(0);
    out.insert(out.end(), bytes.begin(), bytes.end());
    return out;
}

} // namespace tianping
