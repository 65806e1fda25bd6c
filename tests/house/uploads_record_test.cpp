// What bidders uploaded is on record with person and address (20-49), and tells nobody who bids before names
// and prices are out (20-21).
#include "infra/http/uploads.hpp"
#include "rooms/audit/bodies.hpp"
#include "support/tender.hpp"
#include <gtest/gtest.h>

namespace tianping {
namespace {

class UploadsRecord : public testing::TestWithParam<test::Home> {
protected:
    // How many lines the audit administrator reads of each name: whose, or everybody's.
    std::map<std::string, int> read_by_the_auditor(const std::string& person = "")
    {
        tender.house().writer().settle();
        auto& auditor = tender.staff("audit-admin").client();
        std::map<std::string, int> out;
        const std::string target =
            "/api/v1/audit/commands?limit=100" + (person.empty() ? "" : "&person=" + person);
        for (std::optional<std::string> next{""}; next;) {
            const auto page = auditor.get<audit::CommandPage>(target + *next).value();
            for (const auto& line : page.items) {
                ++out[line.name];
                if (line.name == names.back()) {
                    EXPECT_EQ(line.address, "127.0.0.1");
                }
            }
            next = page.next ? std::optional{"&after=" + *page.next} : std::nullopt;
        }
        return out;
    }

    test::Tender tender{{.home = GetParam()}};
    const std::vector<std::string> names = http::Uploads::recorded();
};
INSTANTIATE_TEST_SUITE_P(uploads_on, UploadsRecord, testing::ValuesIn(test::homes()),
                         [](const auto& home) { return test::name_of(home.param); });

TEST_P(UploadsRecord, duty_20_49_is_shown_once_names_and_prices_are_out_and_not_before)
{
    tender.all_bid();
    const auto before = read_by_the_auditor();
    for (const auto& name : names)
        EXPECT_FALSE(before.contains(name)) << name;
    tender.go_to(test::local_hour(test::deadline_hour));
    tender.trustees_visit();
    ASSERT_EQ(tender.opened().state, opening::ClosingState::read_out);
    const auto bidder =
        tender.bidder(0).client().get<identity::SessionOut>("/api/v1/session").value().person.text();
    auto after = read_by_the_auditor(bidder);
    EXPECT_GT(after[names.front()], 0);
    EXPECT_EQ(after[names.front()], after[names.back()]) << "each that was begun was ended";
}

} // namespace
} // namespace tianping
