// That an organisation changed its name: two names are one organisation's where a certificate of its code
// says so.
#include "app/trustee/trust.hpp"
#include "app/verify/checks.hpp"

namespace tianping::verify {

// The certificate has the code and the new name; that it leads to an anchor is checked with all others.
Status Checks::renaming(const identity::OrganisationRenamed& said) const
{
    TP_TRY(given, certificate_given(evidence_, said.certificate));
    TP_TRY(proof, trustee::certificate_from(given));
    const auto subject = proof.subject();
    return subject.organisation_code == said.code && subject.organisation == said.to
               ? Status{}
               : Status{differs("verify.renaming_differs", said.to + " / " + subject.organisation)};
}

// Of each organisation one behind the other, from name to name.
void Checks::renamings()
{
    std::map<std::string, std::string> last; // code -> name
    for (const auto& event : evidence_.events)
        (void)says<identity::OrganisationRenamed>(event, [&](const auto& said) {
            auto& before = last.try_emplace(said.code, said.from).first->second;
            const auto status = before == said.from
                                    ? renaming(said)
                                    : Status{differs("verify.renaming_differs", before + " / " + said.from)};
            before = said.to;
            if (found(status, "verify.renaming", event.stream))
                out_.back().detail = said.code + "  " + said.from + " -> " + said.to;
            return true;
        });
}

bool Checks::names_of_one(const std::string& code, const std::string& one, const std::string& other) const
{
    std::set<std::string> names;
    for (const auto& event : evidence_.events)
        (void)says<identity::OrganisationRenamed>(event, [&](const auto& said) {
            if (said.code == code)
                names.insert({said.from, said.to});
            return true;
        });
    return names.contains(one) && names.contains(other);
}

Status Checks::named_as_certified(const std::string& certificate, const std::string& name) const
{
    TP_TRY(parsed, trustee::certificate_from(certificate));
    const auto subject = parsed.subject();
    const auto& certified = subject.organisation;
    return certified.empty() || certified == name || names_of_one(subject.organisation_code, certified, name)
               ? Status{}
               : Status{differs("verify.name_differs", name + " / " + certified)};
}

} // namespace tianping::verify
