// A digest that somebody holds is looked up at /verify: what is published under it is found, and nothing
// else.
#include "hall/hall_scene.hpp"
#include "infra/crypto/digest.hpp"
#include "rooms/notice/api.hpp"
#include "support/holding.hpp"
#include "support/next_terms.hpp"
#include "support/tender_scene.hpp"
#include <algorithm>
#include <gtest/gtest.h>

namespace tianping::opening {
namespace {

using test::Tender;
using test::scene::must;

std::string text_at(Tender& tender, const std::string& path)
{
    const auto answer = tender.anyone().send("GET", path).value();
    EXPECT_EQ(answer.status, 200) << path;
    return answer.body;
}

std::string looked_up(Tender& tender, const std::string& digest, const std::string& more = "")
{
    return text_at(tender, "/verify?digest=" + digest + more);
}

// The addresses of what was found.
std::vector<std::string> addresses_found(Tender& tender, const std::string& digest)
{
    const auto page = looked_up(tender, digest);
    const auto list = page.find("<ul class=\"short found\">");
    const std::string begin = "</span><a href=\"";
    std::vector<std::string> out;
    if (list == std::string::npos)
        return out;
    const auto end = page.find("</ul>", list);
    for (auto at = page.find(begin, list); at != std::string::npos && at < end;
         at = page.find(begin, at + 1)) {
        const auto from = at + begin.size();
        out.push_back(page.substr(from, page.find('"', from) - from));
    }
    return out;
}

// What the page of a notice or record says under 核验这个摘要.
std::string verify_link(const std::string& page)
{
    const std::string begin = "href=\"/verify?digest=";
    const auto at = page.find(begin);
    EXPECT_NE(at, std::string::npos);
    return page.substr(at + begin.size(), 64);
}

std::string digest_of_bytes(Tender& tender, const std::string& path)
{
    return to_hex(crypto::sm3(view(text_at(tender, path))));
}

notice::NoticeOut drafted_suspension(Tender& tender)
{
    notice::DraftIn in;
    in.kind = notice::Kind::suspension;
    in.publish_at = tender.installation().clock().now();
    return must(tender.agency().client().post<notice::NoticeOut>("/api/v1/trades/" +
                                                                     tender.trade().id.text() + "/notices",
                                                                 in, tender.agency().key("draft")),
                "a draft");
}

void sign_and_publish(Tender& tender, const notice::NoticeOut& draft)
{
    auto& owner = tender.owner();
    const auto digest = digest_from_hex(draft.digest).value();
    must(owner.client().post<notice::NoticeOut>(
             "/api/v1/notices/" + draft.id.text() + "/signature",
             notice::SignIn{draft.digest, owner.sign(notice::signed_bytes(digest))}, owner.key("sign")),
         "it is published");
}

using Addresses = std::vector<std::string>;

TEST(verify_page, every_published_notice_finds_itself_and_a_draft_is_not_found)
{
    Tender tender;
    must(test::hold_round(tender), "a hold");
    const auto draft = drafted_suspension(tender);
    EXPECT_EQ(addresses_found(tender, draft.digest), Addresses{});
    sign_and_publish(tender, draft);
    EXPECT_EQ(addresses_found(tender, draft.digest), Addresses{"/notices/" + draft.id.text()});
    const auto all = tender.house().reads().read(
        [&](const ReadTx& tx) { return notice::published_of(tx, tender.trade().id); });
    ASSERT_EQ(all.size(), 2U);
    for (const auto& one : all) {
        const auto page = "/notices/" + one.id.text();
        EXPECT_EQ(addresses_found(tender, verify_link(text_at(tender, page))), Addresses{page});
    }
}

TEST(verify_page, terms_in_force_and_their_files_are_found_and_a_version_that_no_notice_names_is_not)
{
    Tender tender{{.drawings = true}};
    const auto kit = tender.kit();
    const auto path = "/api/v1/trades/" + tender.trade().id.text() + "/terms/" + kit.terms_digest;
    EXPECT_EQ(addresses_found(tender, kit.terms_digest), Addresses{path + "/canonical.json"});
    ASSERT_EQ(kit.terms.files.size(), 1U);
    const auto& drawings = kit.terms.files[0].digest;
    EXPECT_EQ(addresses_found(tender, drawings), Addresses{path + "/files/" + drawings});
    for (const auto& digest : {kit.terms_digest, drawings})
        EXPECT_EQ(digest_of_bytes(tender, addresses_found(tender, digest).at(0)), digest);
    const auto next =
        test::sign_next(tender, tender.owner(), [](terms::Terms& terms) { terms.title += "二"; });
    EXPECT_EQ(addresses_found(tender, to_hex(terms::digest(next))), Addresses{});
}

TEST(verify_page, an_opening_record_is_found_by_its_data_and_by_its_pdf)
{
    Tender tender;
    test::read_out(tender);
    const auto record = must(test::record_of(tender, [](const auto&) { return true; }), "a record");
    const auto page = "/openings/" + tender.intake() + "/record";
    EXPECT_EQ(addresses_found(tender, verify_link(text_at(tender, page))), Addresses{page});
    const auto paper = addresses_found(tender, record.pdf);
    ASSERT_EQ(paper, Addresses{tender.intake_path("record?version=1")});
    EXPECT_EQ(digest_of_bytes(tender, paper[0]), record.pdf);
    EXPECT_NE(looked_up(tender, record.pdf).find(record.record.number), std::string::npos);
}

TEST(verify_page, what_is_no_digest_and_what_nothing_is_published_under_get_a_sentence_of_their_own)
{
    Tender tender;
    for (const auto& text :
         {std::string{"abc"}, std::string(64, 'g'), std::string(63, 'a'), std::string{"%3Cb%3E"}}) {
        EXPECT_NE(looked_up(tender, text).find("这不是 SM3 摘要"), std::string::npos) << text;
        EXPECT_NE(looked_up(tender, text, "&lang=en").find("This is no SM3 digest"), std::string::npos);
    }
    const auto nothing = looked_up(tender, std::string(64, 'a'));
    EXPECT_NE(nothing.find("没有以这个摘要发布的公告"), std::string::npos);
    EXPECT_EQ(nothing.find("服务热线"), std::string::npos) << "none is set here";
    const auto unasked = text_at(tender, "/verify");
    EXPECT_EQ(unasked.find("这不是 SM3 摘要"), std::string::npos);
    EXPECT_EQ(unasked.find("没有以这个摘要发布的"), std::string::npos);
    const auto digest = tender.kit().terms_digest;
    auto pasted = digest;
    std::ranges::transform(pasted, pasted.begin(),
                           [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
    EXPECT_EQ(addresses_found(tender, "%20" + pasted + "%20"), addresses_found(tender, digest));
}

} // namespace
} // namespace tianping::opening
