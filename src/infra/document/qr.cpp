#include "infra/document/qr.hpp"
#include <memory>
#include <qrencode.h>

namespace tianping::document {

Result<Qr> qr_code(const std::string& text)
{
    const std::unique_ptr<QRcode, void (*)(QRcode*)> code{
        QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_M), &QRcode_free};
    if (!code)
        return Error{Fault::too_large, "document.qr_too_long"};
    Qr out{code->width, {}};
    const auto modules = static_cast<std::size_t>(code->width) * static_cast<std::size_t>(code->width);
    for (std::size_t i = 0; i < modules; ++i)
        out.dark.push_back((code->data[i] & 1) != 0);
    return out;
}

} // namespace tianping::document
