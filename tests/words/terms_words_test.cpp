// Terms on the command line, and the template that the house hands out on request.
#include "formats/terms_blanks.hpp"
#include "formats/terms_sample.hpp"
#include "support/places.hpp"
#include "support/tender.hpp"
#include "words/program.hpp"
#include <algorithm>
#include <gtest/gtest.h>

namespace tianping::test {
namespace {

std::string template_file()
{
    return source_folder() + "/law/templates/works-open-tender.json";
}

TEST(TermsWords, a_template_reads_with_every_blank_named)
{
    const ScratchFolder home;
    const auto ran = run(home, {"terms", "check", template_file(), "--json"});
    EXPECT_EQ(ran.code, 1) << ran.err;
    const auto mistakes = boost::json::parse(ran.out).as_array();
    EXPECT_GT(mistakes.size(), 30U);
    for (const auto& mistake : mistakes)
        EXPECT_EQ(mistake.at("code").as_string(), "terms.blank") << mistake;
    const auto said = run(home, {"terms", "check", template_file(), "--language", "en"});
    EXPECT_NE(said.err.find("lots[0].limit_price: It is not filled in yet."), std::string::npos) << said.err;
}

TEST(TermsWords, terms_are_checked_printed_and_compared)
{
    Tender scene{{.bidders = 0}};
    const ScratchFolder home;
    auto terms = scene.kit().terms;
    const auto save = [&](const char* name) {
        write_text(home.path() / name, boost::json::serialize(wire::write(terms)));
        return (home.path() / name).string();
    };
    const auto first = save("first.json");
    EXPECT_EQ(run(home, {"terms", "check", first}).code, 0);
    EXPECT_NE(run(home, {"terms", "print", first}).out.find(terms.title), std::string::npos);
    EXPECT_EQ(run(home, {"terms", "compare", first, first}).code, 0);
    terms.tie_rule = "抽签";
    const auto second = save("second.json");
    const auto compared = run(home, {"terms", "compare", first, second});
    EXPECT_EQ(compared.code, 1);
    EXPECT_NE(compared.out.find("抽签"), std::string::npos) << compared.out;
    terms = scene.kit().terms;
    std::ranges::reverse(terms.lots[0].parts);
    const auto turned = run(home, {"terms", "compare", first, save("turned.json")});
    EXPECT_EQ(turned.code, 1) << "another order is another content";
    EXPECT_NE(turned.out.find("顺序"), std::string::npos) << turned.out;
    terms = scene.kit().terms;
    EXPECT_EQ(run(home, {"terms", "check", first, "--procedure", "works-open-tender"}).code, 0);
    terms.lots[0].minimum_bidders = 1;
    const auto few = save("few.json");
    EXPECT_EQ(run(home, {"terms", "check", few}).code, 0);
    const auto forbidden = run(home, {"terms", "check", few, "--procedure", "works-open-tender"});
    EXPECT_EQ(forbidden.code, 1);
    EXPECT_NE(forbidden.err.find("lots[0].minimum_bidders"), std::string::npos) << forbidden.err;
    EXPECT_EQ(run(home, {"terms", "check", first, "--procedure", "none"}).code, 1);
    terms.title.clear();
    terms.lots[0].validity_days = 0;
    const auto wrong = run(home, {"terms", "check", save("wrong.json")});
    EXPECT_EQ(wrong.code, 1);
    EXPECT_NE(wrong.err.find("title"), std::string::npos);
    EXPECT_NE(wrong.err.find("lots[0].validity_days"), std::string::npos) << wrong.err;
    EXPECT_EQ(run(home, {"terms", "check", (home.path() / "none.json").string()}).code, 1);
}

TEST(TermsWords, ten_mistakes_of_one_file_are_told_at_once_with_their_places)
{
    const ScratchFolder home;
    const auto file = (home.path() / "terms.json").string();
    write_text(file, boost::json::serialize(wire::write(terms::with_ten_mistakes())));
    const auto listed = run(home, {"terms", "check", file, "--json"});
    EXPECT_EQ(listed.code, 1) << listed.err;
    std::vector<std::string> found;
    const auto mistakes = boost::json::parse(listed.out).as_array();
    for (const auto& mistake : mistakes)
        found.push_back(std::string{mistake.at("path").as_string()} + " " +
                        std::string{mistake.at("code").as_string()});
    EXPECT_EQ(found, terms::ten_mistakes());
    for (const char* language : {"zh", "en"}) {
        const auto told = run(home, {"terms", "check", file, "--language", language});
        EXPECT_EQ(told.code, 1);
        EXPECT_NE(told.err.find("[terms.mistakes]"), std::string::npos) << told.err;
        for (const auto& mistake : terms::ten_mistakes()) {
            const auto place = "\n  " + mistake.substr(0, mistake.find(' ')) + ": ";
            EXPECT_NE(told.err.find(place), std::string::npos) << place << "\n" << told.err;
        }
        EXPECT_EQ(std::ranges::count(told.err, '\n'), 11) << "and nothing else: " << told.err;
    }
}

TEST(TermsWords, mistakes_of_the_format_do_not_hide_what_the_procedure_forbids)
{
    const ScratchFolder home;
    const auto file = (home.path() / "terms.json").string();
    auto value = wire::write(terms::sample());
    auto& lot = value.as_object().at("lots").at(0).as_object();
    lot["minimum_bidders"] = 1;
    value.as_object()["tie_rule"] = " ";
    const auto told = [&] {
        write_text(file, boost::json::serialize(value));
        const auto ran = run(home, {"terms", "check", file, "--procedure", "works-open-tender", "--json"});
        EXPECT_EQ(ran.code, 1) << ran.err;
        const auto mistakes = boost::json::parse(ran.out);
        std::string out;
        for (const auto& mistake : mistakes.as_array())
            out += std::string{mistake.at("path").as_string()} + " " +
                   std::string{mistake.at("code").as_string()} + ";";
        return out;
    };
    EXPECT_EQ(told(), "tie_rule terms.empty;lots[0].minimum_bidders trade.procedure_forbids;");
    lot["minimum_bidders"] = "one";
    EXPECT_EQ(told(), "lots[0].minimum_bidders wire.want_integer;tie_rule terms.empty;")
        << "of what could not be read nothing more is said";
}

class UnlawfulFigures : public testing::Test {
protected:
    // Three days of sale, ten of preparation, and a fen more than two hundredths of the estimate.
    UnlawfulFigures()
    {
        terms.documents_until = terms.documents_from + std::chrono::hours{24 * 3};
        terms.deadline = terms.documents_from + std::chrono::hours{24 * 10};
        terms.lots[0].deposit->amount = Fen{20'000'001};
    }
    Ran check(const std::vector<std::string>& more = {}) { return check(wire::write(terms), more); }
    Ran check(const boost::json::value& value, const std::vector<std::string>& more)
    {
        const auto file = (home.path() / "terms.json").string();
        write_text(file, boost::json::serialize(value));
        std::vector<std::string> words{"terms", "check", file, "--procedure", "works-open-tender"};
        words.insert(words.end(), more.begin(), more.end());
        return run(home, words);
    }
    static std::vector<std::string> places(const Ran& ran)
    {
        std::vector<std::string> out;
        const auto mistakes = boost::json::parse(ran.out);
        for (const auto& mistake : mistakes.as_array())
            out.push_back(std::string{mistake.at("path").as_string()} + " " +
                          std::string{mistake.at("code").as_string()});
        return out;
    }

    const ScratchFolder home;
    terms::Terms terms = terms::sample();
};

TEST_F(UnlawfulFigures, of_sale_preparation_and_deposit_are_found_at_once_with_counts_and_article)
{
    const auto listed = check({"--json"});
    EXPECT_EQ(listed.code, 1) << listed.err;
    EXPECT_EQ(places(listed), (std::vector<std::string>{"documents_until procedure.limit_broken",
                                                        "deadline procedure.limit_broken",
                                                        "lots[0].deposit.amount procedure.sum_too_high"}));
    const auto told = check();
    EXPECT_EQ(told.code, 1);
    for (const char* part : {"[trade.terms_against_limits]", "条例16", "按日期差为3日", "招法24",
                             "按日期差为10日", "适用于 mandatory = yes", "条例26", "200,000.00"})
        EXPECT_NE(told.err.find(part), std::string::npos) << part << "\n" << told.err;
    const auto english = check({"--language", "en"});
    EXPECT_NE(english.err.find("by dates 10 days"), std::string::npos) << english.err;
    EXPECT_NE(english.err.find("where mandatory = yes"), std::string::npos) << english.err;
}

TEST_F(UnlawfulFigures, are_not_looked_for_where_an_instant_cannot_be_read)
{
    auto value = wire::write(terms);
    value.as_object()["deadline"] = "soon";
    const auto found = places(check(value, {"--json"}));
    ASSERT_EQ(found.size(), 3U);
    EXPECT_EQ(found[0], "deadline time.malformed");
    EXPECT_EQ(found[1], "documents_until procedure.limit_broken");
}

TEST_F(UnlawfulFigures, that_only_registration_or_a_later_fact_decides_are_told_and_are_no_mistake)
{
    terms = terms::sample();
    terms.lots[0].estimate = Fen::yuan(60'000'000);
    terms.lots[0].deposit->amount =
        Fen::yuan(900'000); // within two hundredths, above the cap for construction
    const auto told = check();
    EXPECT_EQ(told.code, 0) << told.err;
    for (const char* part : {"没有发现错误", "30号令37；已读原文）。适用于 trade_class = construction",
                             "招法23、条例21", "招标文件不得早于公告发出，条例16"})
        EXPECT_NE(told.out.find(part), std::string::npos) << part << "\n" << told.out;
    EXPECT_EQ(told.out.find("招法24"), std::string::npos) << "which is kept: " << told.out;
    EXPECT_TRUE(places(check({"--json"})).empty());
}

TEST(TermsWords, clause_6_2_5_the_template_is_handed_out_to_anyone_and_terms_without_it_are_signed)
{
    Tender scene{{.bidders = 0}}; // its owner signed terms of his own
    auto anyone = scene.anyone();
    const auto got = anyone.send("GET", "/api/v1/templates/works-open-tender.json").value();
    EXPECT_EQ(got.status, 200);
    EXPECT_EQ(got.body, text_of(template_file()));
    const auto listed = anyone.get<trade::TemplateList>("/api/v1/templates").value();
    for (const auto& one : listed.items)
        EXPECT_EQ(anyone.send("GET", "/api/v1/templates/" + one.id + ".json").value().status, 200) << one.id;
}

} // namespace
} // namespace tianping::test
