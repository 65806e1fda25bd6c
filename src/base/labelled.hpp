#pragma once
// What is signed or digested under a name of its kind, so that no message of one kind is one of another.
#include "base/bytes.hpp"

namespace tianping {

// `kind` ‖ NUL ‖ `bytes`; the kind is ASCII like "tianping/terms/1".
Bytes labelled(std::string_view kind, ByteView bytes);
inline Bytes labelled(std::string_view kind, std::string_view text)
{
    return labelled(kind, view(text));
}

} // namespace tianping
