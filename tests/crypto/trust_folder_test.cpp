#include "crypto/demonstration.hpp"
#include "infra/crypto/chain.hpp"
#include <gtest/gtest.h>

using namespace tianping;
using namespace tianping::crypto;
using namespace tianping::test;

TEST(a_trust_folder, is_loaded_whole_or_not_at_all)
{
    const Demonstration sm2{Algorithm::sm2}, p256{Algorithm::p256};
    const Folder folder;
    folder.write("a.pem", "Authorities of two provinces\n" + sm2.authority.root().pem() + "and\n" +
                              p256.authority.root().pem());
    folder.write("b.crl", sm2.authority.crl(noon).der());
    folder.write("c.crl", p256.authority.crl(noon).pem());
    folder.write("notes.txt", "not read");
    TrustStore store;
    const auto loaded = store.load(folder.path(""));
    ASSERT_TRUE(loaded) << loaded.error().code;
    EXPECT_EQ(store.anchors().size(), 2u);
    EXPECT_EQ(store.lists().size(), 2u);
    const auto leaf = sm2.authority.make_pair(bidder(), sm2.period)->certificates.sign;
    EXPECT_TRUE(store.verify(leaf, Usage::sign, sm2.between, noon));

    const auto refusal = [&](const std::string& name, std::string_view content) {
        folder.write(name, content);
        TrustStore fresh;
        const auto refused = fresh.load(folder.path(""));
        EXPECT_TRUE(fresh.anchors().empty());
        std::filesystem::remove(folder.path(name));
        return refused ? "good" : refused.error().params.at("file") + " " + refused.error().code;
    };
    EXPECT_EQ(refusal("d.pem", "nothing"), "d.pem certificate.malformed");
    EXPECT_EQ(refusal("d.pem", leaf.pem()), "d.pem certificate.not_authority");
    EXPECT_EQ(refusal("d.crl", "nothing"), "d.crl certificate.crl_malformed");
    auto cut = sm2.authority.root().pem();
    cut.erase(300, 5);
    EXPECT_EQ(refusal("d.crt", cut), "d.crt certificate.malformed");
    EXPECT_EQ(store.load(folder.path("absent")).error().code, "certificate.folder_unreadable");
}
