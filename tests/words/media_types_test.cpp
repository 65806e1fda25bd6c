// How a file's front tells whether it may be of a media type that its part takes.
#include "app/bidder/media_types.hpp"
#include <gtest/gtest.h>

namespace tianping::bidder {
namespace {

TEST(MediaTypes, of_each_known_kind_a_front_is_told_from_that_of_the_others)
{
    const std::pair<std::string, std::string> fronts[] = {
        {"application/pdf", "%PDF-1.7"},
        {"application/json", " \n{\"price\":1}"},
        {"application/xml", "\xef\xbb\xbf<?xml version=\"1.0\"?>"},
        {"image/png", "\x89PNG\r\n\x1a\n"},
        {"image/jpeg", "\xff\xd8\xff\xe0"},
        {"application/zip", "PK\x03\x04"},
    };
    for (const auto& one : fronts)
        for (const auto& [of, front] : fronts)
            EXPECT_EQ(may_be_of({one.first}, view(front)), one.first == of) << of << " as " << one.first;
    EXPECT_TRUE(may_be_of({"application/json"}, view(std::string_view{"[1]"})));
    EXPECT_TRUE(may_be_of({"text/xml"}, view(std::string_view{"<bill/>"})));
    EXPECT_FALSE(may_be_of({"application/pdf", "application/json"}, {}));
}

TEST(MediaTypes, one_of_several_is_enough_and_a_type_that_is_not_told_by_its_front_takes_any_file)
{
    const auto bill = view(std::string_view{"<bill/>"});
    EXPECT_TRUE(may_be_of({"application/pdf", "application/xml"}, bill));
    EXPECT_FALSE(may_be_of({"application/pdf", "application/json"}, bill));
    EXPECT_TRUE(may_be_of({"application/pdf", "image/vnd.dwg"}, bill));
}

TEST(MediaTypes, the_letters_of_a_pdf_stand_within_its_first_1024_bytes)
{
    const std::string letters = "%PDF-1.7";
    const auto after = [&](std::size_t bytes) { return std::string(bytes, ' ') + letters + "\n"; };
    EXPECT_TRUE(may_be_of({"application/pdf"}, view(after(1000))));
    EXPECT_FALSE(may_be_of({"application/pdf"}, view(after(1024))));
}

} // namespace
} // namespace tianping::bidder
