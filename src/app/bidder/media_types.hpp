#pragma once
// The terms say which media types a part takes (`media_types`); a file's front tells what it is.
#include "base/bytes.hpp"
#include "base/result.hpp"
#include "formats/terms.hpp"

namespace tianping::bidder {

// Whether a file that begins so may be of one of these types. PDF, JSON, XML, PNG, JPEG and ZIP are told by
// their front; of another type any file may be. More than the first 1024 bytes is not looked at.
bool may_be_of(const std::vector<std::string>& media_types, ByteView front);

// `bidder.wrong_media_type` in the field `parts.<id>` when this file, which begins so, is of no type that the
// part takes; its params name the file.
Status check_media_type(const terms::Part& part, const std::string& file, ByteView front);

} // namespace tianping::bidder
