#pragma once
// The use cases of identity, each named after its route. Prepare steps run before the transaction on a pool;
// whatever they read is looked at again inside it.
#include "formats/login.hpp"
#include "infra/crypto/authority.hpp"
#include "infra/spine/writer.hpp"
#include "rooms/identity/bodies.hpp"
#include "rooms/identity/denials.hpp"
#include "rooms/identity/sessions.hpp"
#include "rooms/identity/trust.hpp"

namespace tianping::identity {

struct IdentityParts {
    Writer& writer; // for what must be written although the act was refused: failures, denials
    ReadPool& reads;
    const Sessions& sessions;
    const Clock& house;
    Chance& chance;
    std::string origin{};                           // "https://ggzy.example.cn"
    std::vector<crypto::Authority> demonstration{}; // none: no demonstration certificates
    // False in a real installation: these authorities certified the platform and its first staff, give nobody
    // a pair (`identity.no_demonstration_authority`) and register nobody (`identity.own_authority`).
    bool for_everybody = true;
};

struct ReadyToRegister {
    ChallengeRow challenge{};
    std::vector<CheckedCertificate> certificates{};
    std::string trust{}; // trust_version
};
struct ReadyToSignIn {
    ProvedSignature proved;
    ChallengeRow challenge{};
    SignInTry tried{};
};
struct GivenCertificate {
    std::string path{}; // in the body
    std::string base64{};
    std::string name_path{}; // of the name that is entered beside it; empty where a name is registered
};
// Whom every certificate of an organisation names: its code and, where it names an organisation, this name.
struct Certified {
    std::string code{};
    std::string name{};
};
struct ReadyCertificates {
    std::vector<CheckedCertificate> certificates{};
    std::string trust{};
    std::string name{}; // of the organisation, as they were checked against it
    Collected bad{};    // what was found wrong; told with the rest, after the policy
};
struct ReadyMandate {
    std::string message_digest{};
    Result<ProvedSignature> proved; // told with the rest, after the policy
};

class Identity {
public:
    explicit Identity(IdentityParts parts) : parts_{std::move(parts)} {}

    // organisations.cpp
    Result<ReadyToRegister> prepare_registration(const http::Request& request,
                                                 const RegistrationIn& in) const;
    Result<RegistrationOut> register_organisation(WriteTx& tx, const http::Request& request,
                                                  const RegistrationIn& in,
                                                  const ReadyToRegister& ready) const;
    Result<OrganisationOut> get_organisation(const ReadTx& tx, const http::Request& request) const;
    // The certificate is the proof, and the act is the organisation's own: without it a certificate of
    // another name is refused (`identity.name_differs`). Refuses as add_certificate() and with
    // `identity.name_unchanged`, `identity.name_not_certified`, `certificate.wrong_usage`.
    Result<ReadyCertificates> prepare_renaming(const http::Request& request, const RenamingIn& in) const;
    Result<OrganisationOut> rename(WriteTx& tx, const http::Request& request, const RenamingIn& in,
                                   const ReadyCertificates& ready) const;
    Result<OrganisationOut> recognise(WriteTx& tx, const http::Request& request, const RecogniseIn& in) const;

    // people.cpp
    Result<http::Page<PersonOut>> list_people(const ReadTx& tx, const http::Request& request) const;
    Result<ReadyCertificates> prepare_person(const http::Request& request, const PersonIn& in) const;
    Result<PersonOut> add_person(WriteTx& tx, const http::Request& request, const PersonIn& in,
                                 const ReadyCertificates& ready) const;
    Result<PersonOut> change_roles(WriteTx& tx, const http::Request& request, const RolesIn& in) const;
    Result<PersonOut> leave(WriteTx& tx, const http::Request& request, const http::Nothing& in) const;

    // certificates.cpp
    Result<http::Page<CertificateOut>> list_certificates(const ReadTx& tx,
                                                         const http::Request& request) const;
    Result<ReadyCertificates> prepare_certificate(const http::Request& request,
                                                  const CertificateIn& in) const;
    Result<CertificateOut> add_certificate(WriteTx& tx, const http::Request& request, const CertificateIn& in,
                                           const ReadyCertificates& ready) const;
    Result<CertificateOut> revoke_certificate(WriteTx& tx, const http::Request& request,
                                              const ReasonIn& in) const;

    // sign_in.cpp: whatever refuses a sign-in is kept as a denial of `session_open`, its object the digest of
    // the certificate that was tried, its organisation whose that is, where it is registered.
    Result<ChallengeOut> make_challenge(WriteTx& tx, const http::Request& request,
                                        const ChallengeIn& in) const;
    Result<ReadyToSignIn> prepare_sign_in(const http::Request& request, const SignInIn& in) const;
    Result<SignInOut> sign_in(WriteTx& tx, const http::Request& request, const SignInIn& in,
                              const ReadyToSignIn& ready) const;
    Result<SessionOut> get_session(const ReadTx& tx, const http::Request& request) const;
    Result<SignedOutOut> sign_out(WriteTx& tx, const http::Request& request, const http::Nothing& in) const;

    // mandates.cpp
    Result<ReadyMandate> prepare_mandate(const http::Request& request, const MandateIn& in) const;
    Result<MandateOut> grant_mandate(WriteTx& tx, const http::Request& request, const MandateIn& in,
                                     const ReadyMandate& ready) const;
    Result<MandateOut> revoke_mandate(WriteTx& tx, const http::Request& request, const ReasonIn& in) const;
    Result<http::Page<MandateOut>> list_mandates(const ReadTx& tx, const http::Request& request) const;
    Result<MandateOut> get_mandate(const ReadTx& tx, const http::Request& request) const;

    // authorities.cpp
    Result<http::Page<AnchorOut>> list_anchors(const ReadTx& tx, const http::Request& request) const;
    Result<AnchorOut> trust_anchor(WriteTx& tx, const http::Request& request, const AnchorIn& in) const;
    Result<AnchorOut> distrust_anchor(WriteTx& tx, const http::Request& request, const ReasonIn& in) const;
    Result<RevocationListOut> import_list(WriteTx& tx, const http::Request& request,
                                          const RevocationListIn& in) const;

    // demonstration.cpp
    Result<Answer> demonstration_pair(const http::Request& request) const;
    Result<http::Document> demonstration_list(const http::Request& request) const;
    Result<http::Document> demonstration_anchors(const http::Request& request) const;

    // denials.cpp
    // For the door (http::AuditDenied): written by a command of the house, after the refusal was answered, as
    // far as KeptDenials keeps it. Of `session_open` nothing: sign_in() keeps what it refuses.
    void note_denied(const Actor& actor, Capability what, const std::string& object,
                     const Error& reason) const;
    // The same (http::AuditToken) as its address's, with person and organisation where a session had it.
    void note_refused_token(const std::string& token, const std::string& address, Capability what,
                            const Error& reason) const;
    // How many were not kept one by one (KeptDenials): refused sign-ins, and acts.
    std::int64_t failed_sign_ins_left_out() const { return failed_->left_out(); }
    std::int64_t denials_left_out() const { return denied_->left_out(); }
    // For Sessions: writes when a session was used.
    static std::function<void(SeenSession)> note_seen(Writer& writer, Chance& chance);

private:
    Result<ChallengeRow> open_challenge(const ReadTx& tx, const std::string& id, Purpose purpose,
                                        Instant at) const;
    Status consume(WriteTx& tx, const ChallengeRow& challenge, Instant at) const;
    // `identity.name_differs`, `identity.certificate_of_another`, what trust.hpp refuses.
    ReadyCertificates checked(const http::Request& request, const Certified& whose,
                              const std::vector<GivenCertificate>& certificates,
                              const std::optional<CertificateTexts>& chain) const;
    // Authorities and registered name are still those of the preparation. `identity.trust_changed`,
    // `identity.name_changed`
    Status check_unchanged(const ReadTx& tx, const http::Request& request,
                           const ReadyCertificates& ready) const;
    Result<Certified> certified_of_path(const ReadTx& tx, const http::Request& request) const;
    Result<const crypto::Authority*> authority(const std::string& algorithm,
                                               const std::string& path = "algorithm") const;
    Status check_outside(const CheckedCertificate& certificate) const;
    Result<ChallengeRow> challenge_to_sign_in(const ReadTx& tx, const http::Request& request,
                                              const SignInIn& in, const SignInTry& tried) const;
    Result<SignInOut> open_session(WriteTx& tx, const http::Request& request, const SignInIn& in,
                                   const ReadyToSignIn& ready) const;
    // `why`, once it is on its way into the record; `wrong`: it counts towards a lock-out.
    Error failed_sign_in(const ReadTx& tx, const SignInTry& tried, Error why, bool wrong) const;
    // Into the record, as far as `kept` allows it to him of `whose` asking it is.
    void note(const std::shared_ptr<KeptDenials>& kept, const std::string& whose, const Denial& denial) const;
    // `lost` is told when it could not be written; it may outlive this.
    static void tell(
        Writer& writer, Chance& chance, const char* name, Instant at,
        std::function<void(WriteTx&, const Call&)> write, const std::function<void()>& lost = [] {});

    IdentityParts parts_;
    std::shared_ptr<KeptDenials> failed_ = std::make_shared<KeptDenials>(0.1); // six a minute
    std::shared_ptr<KeptDenials> denied_ = std::make_shared<KeptDenials>(1.0);
};

} // namespace tianping::identity
