#include "base/folder.hpp"
#include <algorithm>

namespace tianping {

std::vector<std::filesystem::path> entries_in(const std::filesystem::path& folder, std::error_code& ec)
{
    std::vector<std::filesystem::path> out;
    ec.clear();
    for (std::filesystem::directory_iterator at{folder, ec}, end; !ec && at != end; at.increment(ec))
        out.push_back(at->path());
    std::ranges::sort(out);
    return out;
}

} // namespace tianping
