// Mistakes in the files of guidance, and the words that they may use of a trade.
#include "rooms/trade/rules.hpp"
#include "trade/trade_house.hpp"
#include <fstream>

namespace tianping::trade {
namespace {

TEST(Guidance, every_mistake_of_a_file_is_named)
{
    const test::ScratchFolder folder;
    std::filesystem::create_directory(folder.path() / "guidance");
    std::ofstream{folder.path() / "guidance" / "a.toml"}
        << "format = 2\n[[prompt]]\nid = \"x\"\nsurprise = 1\n"
           "applies = { trade_clas = [\"goods\"], mandatory = [\"Yes\"] }\n"
           "[[content]]\nkind = \"tender_notise\"\nid = \"a\"\nzh = \"甲\"\narticle = \"\"\nfill = \"\"\n"
           "[[class]]\nid = 7\nzh = \"乙\"\ntrade_type = \"GC\"\n";
    std::ofstream{folder.path() / "guidance" / "b.toml"} << "format = \n";
    const auto refused = guidance::load_guidance({folder.path()}).error();
    EXPECT_EQ(refused.code, "guidance.malformed");
    std::vector<std::string> told;
    for (const auto& field : refused.fields)
        told.push_back(field.path + " " + field.code +
                       (field.code.starts_with("wire.") ? "" : " " + field.allowed));
    const std::string a = "guidance/a.toml:";
    for (const auto& wanted :
         {a + "1 format guidance.unknown_format 1", a + "2 prompt[0].zh wire.missing",
          a + "2 prompt[0].standing wire.missing", a + "4 prompt[0].surprise wire.unexpected",
          a + "5 prompt[0].applies procedure.unknown_attribute trade_clas",
          a + "5 prompt[0].applies procedure.unknown_attribute mandatory = Yes",
          a + "7 content[0].kind guidance.unknown_notice_kind tender_notise",
          a + "13 class[0].id wire.want_string"})
        EXPECT_EQ(std::ranges::count(told, wanted), 1) << wanted;
    EXPECT_TRUE(refused.fields.back().path.starts_with("guidance/b.toml:"));
    EXPECT_EQ(refused.fields.back().code, "guidance.bad_toml");
    EXPECT_EQ(guidance::read_guidance({folder.path()}).mistakes.size(), refused.fields.size());
}

TEST(Guidance, what_a_registration_says_of_its_trade_is_known_to_the_files)
{
    procedure::Applies said;
    for (const auto& [attribute, value] : facts_at_entry(test::sample_registration()).attributes)
        said[attribute] = {value};
    EXPECT_EQ(procedure::unknown_words(said), std::vector<std::string>{});
}

} // namespace
} // namespace tianping::trade
