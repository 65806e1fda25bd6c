#pragma once
// An organisation with a pair of certificates, a clock that moves, and what the register says of them.
#include "identity/identity_house.hpp"
#include "rooms/identity/events.hpp"

namespace tianping::identity {

using namespace std::chrono_literals;
inline constexpr auto day = 24h;

class CertificateScene : public IdentityTest {
protected:
    CertificateScene()
    {
        house.establish();
        organisation = house.register_organisation(north).value().organisation.id;
    }
    void move_to(Instant at) { house.base.writer.advance(house.base.clock, at).value(); }
    Status check(const Holder& who, const OrganisationId& whose, Instant at)
    {
        const auto proved = prove_signature(view("act"), who.sign(view("act"))).value();
        return house.base.pool.read([&](const ReadTx& tx) { return check_signer(tx, proved, whose, at); });
    }
    RevocationListOut import(const crypto::RevocationList& list)
    {
        return house
            .ask_for<RevocationListOut>("POST", "/api/v1/revocation-lists",
                                        house.actor(house.staff.at("security-admin")),
                                        wire::write(RevocationListIn{to_base64(list.der()), {}}))
            .value();
    }
    std::vector<CertificateEnding> warnings()
    {
        std::vector<CertificateEnding> out;
        for (const auto& event : house.log())
            if (event.kind == CertificateEnding::kind &&
                event.as<CertificateEnding>().organisation == organisation)
                out.push_back(event.as<CertificateEnding>());
        return out;
    }
    std::string certificates_path() const
    {
        return "/api/v1/organisations/" + organisation.text() + "/certificates";
    }
    // A later pair for the same person, registered.
    Holder renew(std::chrono::hours lasts)
    {
        const auto admin = house.actor(north);
        auto later = house.holder(north.code, north.organisation_name, north.name, lasts);
        for (const auto& text : {later.certificate(), later.encrypt_certificate()})
            house
                .ask("POST", certificates_path(), admin,
                     wire::write(CertificateIn{PersonId::parse(admin.person).value(), text, {}}))
                .value();
        return later;
    }
    OrganisationId organisation{};
};

} // namespace tianping::identity
