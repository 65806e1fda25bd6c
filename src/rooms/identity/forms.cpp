// What the larger bodies of identity must be like, each value by itself.
#include "rooms/identity/bodies.hpp"

namespace tianping::identity {

Status RegistrationIn::form() const
{
    Collected bad;
    bad.check(together(check_organisation_code(code), check_name(name, "name"), check_region(region),
                       check_name(person, "person"),
                       check_signature_form({certificate, signature}, signed_paths())));
    if (encrypt_certificate)
        bad.check(read_certificate(*encrypt_certificate, "encrypt_certificate"));
    read_chain(chain, bad);
    return bad.done();
}

Status PersonIn::form() const
{
    Collected bad;
    bad.check(together(check_name(name, "name"), check_some_role(roles), check_chain(chain)));
    for (std::size_t i = 0; i < certificates.size(); ++i)
        bad.check(read_certificate(certificates[i], "certificates[" + std::to_string(i) + "]"));
    return bad.done();
}

} // namespace tianping::identity
