// The law of the bidding room by tables: what a version continues, which sealed parts fit.
#include "formats/body.hpp"
#include "formats/example.hpp"
#include "formats/terms_sample.hpp"
#include "rooms/bidding/rules.hpp"
#include "support/refusal.hpp"
#include <gtest/gtest.h>

namespace tianping::bidding {
namespace {

using test::code_of;

// A submission whose version 2 is in force.
struct Chain {
    SubmissionRow row{};
    seal::Place place = seal::example::prefix().place;
    std::optional<seal::Submit> current{};
    seal::Submit submit{};

    Chain()
    {
        row.id = SubmissionId::parse("sub_" + std::string(32, 'a')).value();
        row.state = SubmissionState::submitted;
        row.replacement = 2;
        submit.place = place;
        submit.submission = row.id.text();
        submit.bidder = seal::example::digest("bidder");
        submit.parts = {
            {"price", seal::example::digest("header"), seal::example::digest("envelope"), 262'272}};
        submit.replacement = 2;
        submit.previous = seal::example::digest("version 1");
        current = submit;
        submit.replacement = 3;
        submit.previous = seal::digest_of(*current);
        row.message_digest = to_hex(submit.previous);
    }
    Status judge() const { return continues(row, current, place, submit); }
};

TEST(continues, a_version_names_the_one_in_force_and_the_next_number)
{
    EXPECT_TRUE(Chain{}.judge());
    const std::pair<const char*, std::function<void(Chain&)>> cases[] = {
        {"bidding.stale_previous", [](Chain& c) { c.submit.previous = seal::example::digest("version 1"); }},
        {"bidding.stale_previous", [](Chain& c) { c.submit.previous = {}; }},
        {"bidding.stale_previous", [](Chain& c) { c.submit.replacement = 2; }},
        {"bidding.stale_previous", [](Chain& c) { c.submit.replacement = 4; }},
        {"bidding.wrong_place", [](Chain& c) { c.submit.submission = "sub_" + std::string(32, 'b'); }},
        {"bidding.wrong_place", [](Chain& c) { c.submit.place.platform = "other.example"; }},
        {"bidding.wrong_place", [](Chain& c) { c.submit.place.trade = "T-2"; }},
        {"bidding.wrong_place", [](Chain& c) { c.submit.place.lot = "L-2"; }},
        {"bidding.wrong_place", [](Chain& c) { c.submit.place.round = "R-2"; }},
        {"bidding.wrong_place", [](Chain& c) { c.submit.place.intake = "I-2"; }},
        {"bidding.another_certificate", [](Chain& c) { c.submit.bidder = seal::example::digest("renewed"); }},
        {"bidding.withdrawn", [](Chain& c) { c.row.state = SubmissionState::withdrawn; }},
    };
    for (std::size_t i = 0; i < std::size(cases); ++i) {
        Chain chain;
        cases[i].second(chain);
        EXPECT_EQ(code_of(chain.judge()), cases[i].first) << "case " << i;
    }
}

TEST(continues, the_first_version_is_number_0_after_nothing_and_a_stale_one_is_told_what_to_name)
{
    Chain chain;
    chain.row.state = SubmissionState::begun;
    chain.row.replacement = -1;
    chain.row.message_digest.clear();
    chain.current.reset();
    chain.submit.replacement = 0;
    chain.submit.previous = {};
    EXPECT_TRUE(chain.judge());
    chain.submit.previous = seal::example::digest("version 2");
    EXPECT_EQ(code_of(chain.judge()), "bidding.stale_previous");

    Chain stale;
    stale.submit.replacement = 1;
    const auto refused = stale.judge();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().params.at("replacement"), "3");
    EXPECT_EQ(refused.error().params.at("previous"), stale.row.message_digest);
}

seal::Prefix prefix_of(const std::string& part)
{
    auto out = seal::example::prefix();
    out.part = part;
    return out;
}

SealedPart sealed(const seal::Prefix& prefix)
{
    auto header = seal::example::header_for(prefix);
    const auto bytes = header.bytes().size() + 4 * seal::sealed_chunk_size;
    return {std::move(header), bytes, seal::example::digest("envelope " + prefix.part)};
}

// Two parts that fit.
struct Version {
    terms::LotTerms lot = terms::sample_lot();
    std::map<std::string, SealedPart> parts{};
    seal::Submit submit{};
    Expected expected{};

    Version()
    {
        const auto prefix = seal::example::prefix();
        expected = {prefix.place, prefix.terms, prefix.bidder, 3, prefix.trustees};
        submit.place = prefix.place;
        for (const char* part : {"price", "technical"}) {
            parts.emplace(part, sealed(prefix_of(part)));
            list(part);
        }
    }
    void list(const std::string& part)
    {
        const auto& is = parts.at(part);
        submit.parts.push_back({part, is.header.digest(), is.envelope, is.bytes});
    }
    // Another prefix for one part, listed truly.
    void reseal(const std::string& part, const seal::Prefix& prefix)
    {
        parts.erase(part);
        parts.emplace(part, sealed(prefix));
        for (auto& listed : submit.parts)
            if (listed.part == part) {
                listed.header = parts.at(part).header.digest();
                listed.envelope = parts.at(part).envelope;
                listed.bytes = parts.at(part).bytes;
            }
    }
    Status judge() const { return parts_fit(submit, parts, expected, lot); }
};

TEST(parts_fit, a_whole_version_fits)
{
    EXPECT_TRUE(Version{}.judge());
}

// The price part sealed for something else.
template <class Change>
auto foreign(Change change)
{
    return [change](Version& v) {
        auto prefix = prefix_of("price");
        change(prefix);
        v.reseal("price", prefix);
    };
}

// The price part cut or added to after it was sealed, and listed truly.
auto longer_by(std::int64_t bytes)
{
    return [bytes](Version& v) {
        v.parts.at("price").bytes += static_cast<std::uint64_t>(bytes);
        v.submit.parts[0].bytes += static_cast<std::uint64_t>(bytes);
    };
}

struct Harm {
    const char* code;
    const char* path;
    const char* allowed;
    std::function<void(Version&)> harm;
};

const Harm harms[] = {
    {"bidding.part_missing", "parts.price", "",
     [](Version& v) { v.submit.parts.erase(v.submit.parts.begin()); }},
    {"bidding.part_missing", "parts.price", "", [](Version& v) { v.parts.erase("price"); }},
    {"bidding.part_unknown", "parts.extra", "",
     [](Version& v) {
         v.parts.emplace("extra", sealed(prefix_of("extra")));
         v.list("extra");
     }},
    {"bidding.part_differs", "parts.price", "", [](Version& v) { v.submit.parts[0].bytes += 1; }},
    {"bidding.part_differs", "parts.price", "", [](Version& v) { v.submit.parts[0].header[0] ^= 1; }},
    {"bidding.part_differs", "parts.price", "", [](Version& v) { v.submit.parts[0].envelope[31] ^= 1; }},
    {"bidding.part_foreign", "parts.price", "place", foreign([](auto& p) { p.place.lot = "L-2"; })},
    {"bidding.part_foreign", "parts.price", "place", foreign([](auto& p) { p.part = "technical"; })},
    {"bidding.part_foreign", "parts.price", "terms",
     foreign([](auto& p) { p.terms = seal::example::digest("older terms"); })},
    {"bidding.part_foreign", "parts.price", "bidder",
     foreign([](auto& p) { p.bidder = seal::example::digest("another bidder"); })},
    {"bidding.part_foreign", "parts.price", "trustees", foreign([](auto& p) { p.threshold = 4; })},
    {"bidding.part_foreign", "parts.price", "trustees",
     foreign([](auto& p) { std::swap(p.trustees[0], p.trustees[1]); })},
    {"bidding.part_foreign", "parts.price", "trustees", foreign([](auto& p) { p.trustees.pop_back(); })},
    {"bidding.part_too_large", "parts.price", "1000000",
     [](Version& v) {
         v.parts.at("price").bytes = 1'500'000'000;
         v.submit.parts[0].bytes = 1'500'000'000;
     }},
    {"bidding.part_not_whole", "parts.price", "263919", longer_by(-1)},
    {"bidding.part_not_whole", "parts.price", "263919", longer_by(1)},
    {"bidding.part_not_whole", "parts.price", "263919", longer_by(-65568)},
};

TEST(parts_fit, each_fault_is_named_at_its_part)
{
    for (std::size_t i = 0; i < std::size(harms); ++i) {
        Version version;
        harms[i].harm(version);
        const auto judged = version.judge();
        ASSERT_FALSE(judged) << "case " << i;
        ASSERT_EQ(judged.error().fields.size(), 1U) << "case " << i;
        EXPECT_EQ(judged.error().code, "bidding.parts_refused");
        EXPECT_EQ(judged.error().fields[0].code, harms[i].code) << "case " << i;
        EXPECT_EQ(judged.error().fields[0].path, harms[i].path) << "case " << i;
        EXPECT_EQ(judged.error().fields[0].allowed, harms[i].allowed) << "case " << i;
    }
}

TEST(parts_fit, all_faults_are_named_at_once)
{
    Version version;
    version.submit.parts[0].bytes += 1;
    auto foreign = prefix_of("technical");
    foreign.bidder = seal::example::digest("another bidder");
    version.reseal("technical", foreign);
    version.parts.emplace("extra", sealed(prefix_of("extra")));
    version.list("extra");
    const auto judged = version.judge();
    ASSERT_FALSE(judged);
    EXPECT_EQ(judged.error().fields.size(), 3U);
}

} // namespace
} // namespace tianping::bidding
