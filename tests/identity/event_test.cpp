// Each kind of event reads its golden file and writes it again byte for byte: bodies of a version never
// change.
#include "base/canonical.hpp"
#include "rooms/identity/events.hpp"
#include "support/places.hpp"
#include <boost/mp11.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>
#include <set>
#include <sstream>

namespace tianping::identity {
namespace {

const std::filesystem::path folder = test::source_folder() + "/tests/identity/golden";

std::string read(const std::filesystem::path& file)
{
    std::ifstream in{file};
    std::stringstream text;
    text << in.rdbuf();
    return text.str();
}

using Bodies =
    boost::mp11::mp_list<OrganisationRegistered, OrganisationRecognised, SupervisionSet, OrganisationRenamed,
                         PersonJoined, RolesChanged, PersonLeft, CertificateRegistered, CertificateRevoked,
                         CertificateEnding, MandateGranted, MandateRevoked, SignedIn, SignedOut,
                         AnchorTrusted, AnchorDistrusted, IntermediateMet, RevocationListImported, ActSigned>;

TEST(IdentityEvents, each_reads_its_golden_file_and_writes_it_again)
{
    std::set<std::string> seen;
    boost::mp11::mp_for_each<Bodies>([&]<class Body>(Body) {
        const auto name = std::string{Body::kind} + "." + std::to_string(Body::version) + ".json";
        seen.insert(name);
        const auto text = read(folder / name);
        ASSERT_FALSE(text.empty()) << name;
        const auto body = wire::parse<Body>(text);
        ASSERT_TRUE(body) << name;
        EXPECT_EQ(canonical(wire::write(*body)) + "\n", text) << name;
    });
    for (const auto& file : std::filesystem::directory_iterator{folder})
        EXPECT_TRUE(seen.contains(file.path().filename())) << file.path() << " belongs to no event";
}

} // namespace
} // namespace tianping::identity
