#include "rooms/deposit/messages.hpp"
#include "base/canonical.hpp"
#include "base/labelled.hpp"

namespace tianping::deposit {

Bytes signed_bytes(const BookingText& text)
{
    return labelled("tianping/bank-booking/1", canonical(wire::write(text)));
}

Bytes signed_bytes(const GuaranteeText& text)
{
    return labelled("tianping/guarantee/1", canonical(wire::write(text)));
}

Bytes signed_bytes(const RefundText& text)
{
    return labelled("tianping/refund/1", canonical(wire::write(text)));
}

} // namespace tianping::deposit
