// A clarification that may affect bids comes while two bids are already sealed for the older terms.
#include "app/rehearsal/play.hpp"
#include "app/rehearsal/scene.hpp"
#include "infra/http/every_page.hpp"
#include <algorithm>

namespace tianping::rehearsal {

void Play::bid_early()
{
    go_to("2026-03-13 15:00");
    for (const auto fate : {Fate::early_replaced, Fate::early_stands}) {
        auto& bid = bid_with(fate);
        const auto line = place(bid, intake_of(bid.plan.lot), bid.plan.price_share);
        tell_.step(
            now(), name_of(bid) + " 在本机加密后递交，平台只收到密文并签发回执",
            name_of(bid) + " seals on its own machine and submits; the platform holds ciphertext only",
            {"20号令第26、27条：加密递交，即时发出确认回执通知",
             "Decree 20, articles 26 and 27: submitted sealed, and a confirming receipt is sent at once"});
        tell_.detail("加密前已核对：签署交易文件的是公告所写的招标人，其证书由投标人自己信任的机构作保",
                     "checked before sealing: the owner of the notice signed the terms, and the bidder's own "
                     "authorities vouch for its certificate");
        tell_.detail(line);
        go_to(now() + std::chrono::minutes{25});
    }
}

void Play::keep_deadline(const notice::DraftIn& draft)
{
    const auto kept = must_post<notice::NoticeOut>(*agency_, trade_path("/notices"), draft, "kept-deadline",
                                                   "a draft that keeps the deadline");
    const auto digest = must(digest_from_hex(kept.digest), "digest");
    const auto refusal = must_refuse<notice::NoticeOut>(
        *owner_, "/api/v1/notices/" + kept.id.text() + "/signature",
        notice::SignIn{kept.digest, owner_->sign(notice::signed_bytes(digest))}, "sign/" + kept.id.text(),
        "notice.not_publishable");
    tell_.step(now(), "招标人归类为可能影响投标文件编制，却想保留原截止时间：系统拒绝并给出法定最早时间",
               "The owner classes it as affecting bids but keeps the deadline: refused, with the earliest "
               "lawful one",
               {"条例第21条：不足3日或者15日的，招标人应当顺延……投标文件的截止时间",
                "Implementing Regulations, article 21: where fewer than 3 or 15 days are left, the tenderer "
                "must put off … the deadline for bids"});
    tell_.refused(refusal);
}

void Play::clarify()
{
    go_to("2026-03-16 09:00");
    auto next = terms_;
    next.number = terms_.number + 1;
    next.previous = to_hex(terms::digest(terms_));
    next.deadline = local_instant("2026-04-01 09:30");
    next.evaluation.at(1).rule = "按施工部署、质量安全、进度计划和交通导改方案各项评分";
    const auto older = to_hex(terms::digest(terms_));
    notice::DraftIn draft;
    draft.kind = notice::Kind::clarification;
    draft.publish_at = local_instant("2026-03-16 10:00");
    draft.affects_bids = true;
    draft.sections = {
        {"content", "澄清或者修改的内容",
         "技术评审增加交通导改方案，评审标准见新版招标文件；投标截止时间相应顺延。逐条答复见后。"}};
    draft.answers = answer_questions();
    draft.terms = older;
    keep_deadline(draft);
    draft.terms = sign_terms(next);
    const auto published = publish(draft);
    read_trade();
    for (const auto& round : trade_.rounds)
        all_visit(round.intake.text());
    tell_.step(now(),
               "澄清公告连同 12 个问题的答复发给所有人，新版招标文件生效，投标截止顺延至 2026-04-01 09:30",
               "The clarification with twelve answers reaches everybody; the next terms are in force and "
               "the deadline moves to 2026-04-01 09:30",
               {"条例第21条；20号令第22条：以醒目的方式公告澄清或者修改的内容",
                "Implementing Regulations, article 21; Decree 20, article 22: what is clarified or changed "
                "is announced in a conspicuous way"});
    tell_channels(published);
    tell_takers(published);
    tell_earliest(published);
}

// Two firms had signed in when they took the terms, nobody else had.
void Play::tell_takers(const notice::NoticeOut& published)
{
    const auto news_of = [this](std::size_t i) {
        return must(http::every_page<notice::TakenTerms>(firm(i).account->client(), "/api/v1/taken-terms"),
                    "news for who took the terms");
    };
    for (const std::size_t i : {0U, 1U}) {
        const auto items = news_of(i);
        expect(items.size() == 1 &&
                   std::ranges::count(items[0].since, published.id, &notice::NoticeLine::id) == 1,
               "whoever took the terms is told of the clarification");
    }
    tell_.detail("已登录下载招标文件的 2 家登录时即被提示有新的澄清公告",
                 "the two that took the terms signed in are told of it when they sign in");
}

void Play::replace_early()
{
    go_to("2026-03-19 11:00");
    auto& stands = bid_with(Fate::early_stands);
    const auto view =
        must(firm(stands.plan.bidder)
                 .account->client()
                 .get<bidding::SubmissionView>("/api/v1/submissions/" + stands.submitted.submission),
             "own submission");
    if (!view.newer_terms)
        throw Stopped{"newer terms", Error{Fault::internal, "rehearsal.was_accepted"}};
    tell_.step(now(),
               name_of(stands) + " 得知有新版招标文件，认为其投标不受影响，保留原投标文件；其签名的递交报文载"
                                 "明所依据的版本，开标后人人可查",
               name_of(stands) +
                   " is told of newer terms and lets its bid stand; the SUBMIT that it signed names its "
                   "version, for anyone to read after the opening",
               {"招标投标法第23条：澄清或者修改的内容为招标文件的组成部分",
                "Tendering and Bidding Law, article 23: what is clarified or changed is part of the tender "
                "documents"});
    const auto newer = " SM3 " + view.newer_terms->substr(0, 16) + "…";
    tell_.detail("新版" + newer, "newer terms:" + newer);
    auto& replaced = bid_with(Fate::early_replaced);
    const auto line = place(replaced, intake_of(replaced.plan.lot), replaced.plan.price_share - 120);
    tell_.step(
        now(), name_of(replaced) + " 按新版招标文件重新加密，替换原投标文件；新版完整之前旧版一直有效",
        name_of(replaced) + " seals again for the newer terms; the earlier version stands until the "
                            "new one is whole",
        {"招标投标法第29条：可以补充、修改或者撤回已提交的投标文件",
         "Tendering and Bidding Law, article 29: a submitted bid may be supplemented, changed or withdrawn"});
    tell_.detail(line);
}

} // namespace tianping::rehearsal
