#include "infra/blob/upload_log.hpp"
#include "base/wire.hpp"

namespace tianping::blob {
namespace {

template <class T>
Status add_line(File& file, std::int64_t at, const T& line)
{
    const auto text = boost::json::serialize(wire::write(line)) + "\n";
    auto status = file.write(at, view(text));
    if (status)
        status = file.sync();
    if (!status)
        file.cut(at);
    return status;
}

} // namespace

std::optional<UploadLog> UploadLog::read(const File& file)
{
    std::string text(static_cast<std::size_t>(file.size()), '\0');
    text.resize(file.read(0, {reinterpret_cast<std::uint8_t*>(text.data()), text.size()}));
    UploadLog out;
    for (std::size_t at = 0, end; (end = text.find('\n', at)) != std::string::npos; at = end + 1) {
        const auto line = std::string_view{text}.substr(at, end - at);
        if (at == 0) {
            auto begun = wire::parse<UploadBegun>(line);
            if (!begun)
                return std::nullopt;
            out.begun = *std::move(begun);
        } else {
            auto taken = wire::parse<ChunkTaken>(line);
            if (!taken)
                break;
            out.last = *std::move(taken);
        }
        out.length = static_cast<std::int64_t>(end + 1);
    }
    if (out.length == 0)
        return std::nullopt;
    return out;
}

Status UploadLog::begin(File& file, const UploadBegun& begun)
{
    return add_line(file, 0, begun);
}

Status UploadLog::append(File& file, const ChunkTaken& chunk)
{
    file.cut(length);
    TP_CHECK(add_line(file, length, chunk));
    length = file.size();
    last = chunk;
    return {};
}

} // namespace tianping::blob
