// Documents are taken without registration, questions are asked without a name.
#include "rooms/bidding/questions.hpp"
#include "app/rehearsal/play.hpp"
#include "infra/crypto/digest.hpp"
#include "infra/http/every_page.hpp"
#include "rooms/trade/takers.hpp"
#include <algorithm>
#include <utility>

namespace tianping::rehearsal {
namespace {

struct Asked {
    const char* place;
    const char* text;
    const char* answer;
    const char* en; // place and text
};
constexpr Asked all_questions[] = {
    {"第三章 1.2", "图纸与工程量清单中土方数量不一致，以哪个为准？", "以本次修改后的工程量清单为准。",
     "Chapter 3, 1.2: the drawings and the bill of quantities differ in the earthwork; which counts?"},
    {"第三章 2.1", "现场临时用水、用电接驳点在哪里？", "接驳点在现场东北角，费用计入措施费。",
     "Chapter 3, 2.1: where on the site are temporary water and power taken from?"},
    {"第二章 4.3", "工期是否包含雨季停工时间？", "365 日历天已包含雨季影响，不另行顺延。",
     "Chapter 2, 4.3: does the time for completion include standstill in the rainy season?"},
    {"第二章 6", "投标保证金能否使用电子保函？", "可以，电子保函与转账同等对待。",
     "Chapter 2, 6: may the bid deposit be an electronic guarantee?"},
    {"第四章 3", "二标段接受联合体投标，成员家数有无限制？", "联合体各方不超过两家，提交共同投标协议。",
     "Chapter 4, 3: lot 2 takes joint bodies; is the number of members limited?"},
    {"第三章 5", "交通导改方案由谁负责报批？", "由中标人编制，招标人配合办理。",
     "Chapter 3, 5: who obtains approval of the plan for diverting traffic?"},
    {"第三章 7.2", "材料价格调整的基准期是哪个月？", "以 2026 年 3 月信息价为基准。",
     "Chapter 3, 7.2: which month is the base for adjusting prices of materials?"},
    {"第四章 1", "项目经理是否可以在其他在建工程任职？", "不可以，须承诺无在建工程。",
     "Chapter 4, 1: may the project manager hold a post in other works under construction?"},
    {"第二章 9", "施工组织设计有无页数限制？", "不限页数，单个文件不超过 50 MB。",
     "Chapter 2, 9: is the number of pages of the construction plan limited?"},
    {"第三章 8", "原有管线的保护费用是否单列？", "单列，在措施费中报价。",
     "Chapter 3, 8: is the protection of existing pipelines priced by itself?"},
    {"第五章 2", "评分中信用评价以何时的结果为准？", "本项目不以信用评价结果评分。",
     "Chapter 5, 2: the credit rating of which time counts in scoring?"},
    {"第三章 3.4", "弃土场的运距按多少公里计？", "统一按 12 公里计，结算不调整。",
     "Chapter 3, 3.4: how many kilometres is the haul to the spoil ground reckoned at?"},
};

} // namespace

void Play::take_documents()
{
    go_to("2026-03-05 09:00");
    http::Client anyone{parts_.base};
    const auto list =
        must(http::every_page<trade::TermsLine>(anyone, trade_path("/terms")), "versions of the terms");
    const auto path = trade_path("/terms/" + list.at(0).digest + "/print");
    const auto print = must(anyone.send("GET", path), "printed terms");
    if (!print.ok())
        throw Stopped{"printed terms", print.problem()};
    for (const std::size_t i : {0U, 1U})
        must(firm(i).account->client().send("GET", path), "printed terms, signed in");
    go_to(now()); // each taking is recorded by a command of its own behind the answer
    const auto takers =
        must(http::every_page<trade::TakerLine>(agency_->client(), trade_path("/takers")), "takers");
    const auto hidden = firm(0).account->client().get<http::Page<trade::TakerLine>>(trade_path("/takers"));
    expect(takers.size() == 2 && !hidden, "who took the terms is the owner's and the agency's to know");
    tell_.act("提问与澄清", "Questions and clarification");
    tell_.step(now(),
               "潜在投标人无需登记、报名即可下载招标文件；平台不向招标人及其代理机构以外的任何人透露谁下载、"
               "有多少人下载",
               "Anyone downloads the terms without registering; nobody but owner and agency is told who did "
               "or how many",
               {"20号令第20条：不得……设置注册登记、投标报名等前置条件；"
                "第21条：投标截止时间前，不得向招标人或者其委托的招标代理机构以外的任何单位和个人"
                "泄露下载……招标文件的潜在投标人名称、数量",
                "Decree 20, article 20: preconditions such as registration or signing up to bid must not be "
                "… set; article 21: before the deadline names and number of the prospective bidders that "
                "downloaded … the tender documents must not be leaked to any body or person but the tenderer "
                "and the tendering agent whom he has mandated"});
    tell_.detail(std::to_string(print.body.size() / 1024 + 1) + " KiB");
    tell_.detail("已登录的 2 家只有招标人和代理机构可见，未登录者不留记录",
                 "two that had signed in are known to owner and agency alone; who did not is in no record");
    take_files(list.at(0).digest);
}

// Each file by its digest, by somebody who has not signed in.
void Play::take_files(const std::string& version)
{
    http::Client anyone{parts_.base};
    const auto one = trade_path("/terms/" + version);
    const auto in_force = must(anyone.get<trade::TermsOut>(one), "the terms");
    expect(version == to_hex(terms::digest(in_force.terms)), "the terms are those of their digest");
    expect(!in_force.terms.files.empty(), "the terms name files");
    tell_.step(now(), "招标文件所附的图纸等文件，未登录者按摘要逐个下载，内容与招标文件所载的大小和摘要一致",
               "Somebody who has not signed in downloads each file that the terms name, by its digest; sizes "
               "and digests are those of the terms",
               {"20号令第20条：除注册登记外，不得设置前置条件；招标投标法第19条",
                "Decree 20, article 20: apart from registration no precondition may be set; Tendering and "
                "Bidding Law, article 19"});
    for (const auto& file : in_force.terms.files) {
        const auto taken = must(anyone.send("GET", one + "/files/" + file.digest), "a file of the terms");
        expect(taken.ok() && std::cmp_equal(taken.body.size(), file.size) &&
                   to_hex(crypto::sm3(view(taken.body))) == file.digest,
               file.name + " is the file that the terms name");
        tell_.detail(file.name + "　" + std::to_string(taken.body.size() / 1024 + 1) + " KiB，SM3 " +
                         file.digest.substr(0, 16) + "…",
                     file.name + ", " + std::to_string(taken.body.size() / 1024 + 1) + " KiB, SM3 " +
                         file.digest.substr(0, 16) + "…");
    }
}

void Play::ask_questions()
{
    go_to("2026-03-06 10:00");
    for (std::size_t i = 0; i < std::size(all_questions); ++i) {
        bidding::AskIn in;
        in.text = all_questions[i].text;
        in.place = all_questions[i].place;
        must_post<bidding::QuestionOut>(*firm(plan_.askers.at(i)).account, trade_path("/questions"), in,
                                        "ask/" + std::to_string(i), "a question");
        go_to(now() + std::chrono::minutes{17});
    }
    const auto seen = must(
        http::every_page<bidding::QuestionOut>(agency_->client(), trade_path("/questions")), "questions");
    if (seen.size() != std::size(all_questions))
        throw Stopped{"questions", Error{Fault::internal, "rehearsal.was_accepted"}};
    tell_.step(now(), "潜在投标人匿名提出 12 个问题，招标人和代理机构只见问题，不见提问人",
               "Twelve questions are asked anonymously; owner and agency see the questions, not who asked",
               {"30号令第33条；招标投标法第22条：不得透露潜在投标人的名称、数量",
                "Decree 30, article 33; Tendering and Bidding Law, article 22: names and number of "
                "prospective bidders must not be disclosed"});
    for (std::size_t i = 0; i < 3; ++i)
        tell_.detail(seen[i].place + "　" + seen[i].text,
                     std::ranges::find(all_questions, seen[i].text, &Asked::text)->en);
    tell_.detail("……共 12 个", "… twelve in all");
}

std::vector<notice::AnswerIn> Play::answer_questions()
{
    const auto seen = must(
        http::every_page<bidding::QuestionOut>(agency_->client(), trade_path("/questions")), "questions");
    std::vector<notice::AnswerIn> out;
    for (const auto& question : seen)
        for (const auto& known : all_questions)
            if (question.text == known.text)
                out.push_back({{question.id.text()}, std::nullopt, known.answer});
    return out;
}

} // namespace tianping::rehearsal
