// Terms that the owner alone signs, the tender notice on two channels, and the sealing keys.
#include "app/rehearsal/papers.hpp"
#include "app/rehearsal/play.hpp"
#include "app/rehearsal/scene.hpp"
#include <algorithm>
#include <thread>

namespace tianping::rehearsal {

void Play::read_trade()
{
    trade_ = must(owner_->client().get<trade::TradeOut>(trade_path("")), "the trade");
}

std::vector<terms::Closer> Play::closers() const
{
    std::vector<terms::Closer> out;
    for (const auto& closer : closers_) {
        const auto& certificate = closer.account->holder().certificate;
        out.push_back({std::ssize(out) + 1, certificate.subject().organisation_code, closer.name,
                       certificate.digest_text(), closer.holds_share});
    }
    return out;
}

std::string Play::sign_terms(const terms::Terms& terms)
{
    const auto done = must_post<trade::TermsSignedOut>(
        *owner_, trade_path("/terms"), trade::TermsIn{terms, owner_->sign(terms::signed_bytes(terms))},
        "terms/" + std::to_string(terms.number), "terms are signed");
    terms_ = terms;
    return done.digest;
}

// What the owner hands out beside the terms' own words: the agency uploads it, the terms name its digest.
std::vector<terms::File> Play::hand_in_files()
{
    const auto folder = parts_.installation.data() / "papers" / "terms";
    const PaperOrder sheet{{}, cast_.project, {}, {}, now(), 60'000, parts_.seed};
    const Statement standards{
        "技术标准和要求",
        cast_.owner.name,
        {{"项目", cast_.project}},
        {"各标段按施工图和现行国家标准施工，材料进场先检后用，隐蔽工程验收合格后方可覆盖。"},
        now()};
    std::vector<terms::File> out;
    for (const auto& file : {write_drawings(sheet, folder), write_statement(standards, folder)}) {
        const auto there = hand_in(*agency_, file);
        out.push_back({there.name, there.size, there.digest, "application/pdf"});
    }
    return out;
}

void Play::sign_first_terms()
{
    go_to("2026-03-03 10:00");
    auto terms = terms_of(parts_.installation.about().name, trade_,
                          {local_instant("2026-03-04 09:00"), local_instant("2026-03-10 17:00"),
                           local_instant("2026-03-25 09:30")});
    for (const auto& round : trade_.rounds)
        terms.lots.push_back(lot_terms_of(round, closers()));
    terms.files = hand_in_files();
    terms.lots.at(1).joint_bodies = true;
    terms.lots.at(1).unsealing.manner = terms::Manner::bidder;
    terms.lots.at(1).unsealing.window_minutes = 30;
    const auto digest = sign_terms(terms);
    tell_.act("招标文件与公告", "Terms and notice");
    tell_.step(now(), "招标人自行签署招标文件（数据化条款），每个标段各有最高投标限价，中心不审批、不备案",
               "The owner alone signs the terms, with a limit price for each lot; nobody at the centre "
               "approves them",
               {"服务标准 6.2.5；条例第27条：设有最高投标限价的，应当在招标文件中明确",
                "Service standard 6.2.5; Implementing Regulations, article 27: where there is a limit price, "
                "the tender documents must state it"});
    for (const auto& lot : terms.lots)
        tell_.detail(lot.name + " 最高投标限价 " + lot.limit_price->text() + " 元，投标保证金 " +
                         lot.deposit->amount.text() + " 元（不超过估算价 2%，条例第26条）",
                     lot.name + ": limit price " + lot.limit_price->text() + " yuan, bid deposit " +
                         lot.deposit->amount.text() +
                         " yuan (no more than 2% of the estimate: Implementing Regulations, article 26)");
    tell_.detail("SM3 " + digest);
}

notice::NoticeOut Play::sign_notice(const notice::NoticeOut& drafted)
{
    const auto digest = must(digest_from_hex(drafted.digest), "digest");
    return must_post<notice::NoticeOut>(
        *owner_, "/api/v1/notices/" + drafted.id.text() + "/signature",
        notice::SignIn{drafted.digest, owner_->sign(notice::signed_bytes(digest))},
        "sign/" + drafted.id.text(), "notice is signed");
}

// Drafted by the agency, signed by the owner, published at its time.
notice::NoticeOut Play::publish(const notice::DraftIn& draft)
{
    const auto drafted = must_post<notice::NoticeOut>(
        *agency_, trade_path("/notices"), draft,
        wire::name_of(draft.kind) + "/" + std::to_string(millis(now())), "notice is drafted");
    return publish_drafted(drafted, draft.publish_at);
}

// The agency replaces the draft that it read.
notice::NoticeOut Play::edit(const notice::NoticeOut& drafted, const notice::DraftIn& draft)
{
    const auto answer =
        must(agency_->client().send("PUT", "/api/v1/notices/" + drafted.id.text(),
                                    boost::json::serialize(wire::write(draft)),
                                    {{"Content-Type", "application/json"},
                                     {"Idempotency-Key", agency_->key("edit/" + drafted.id.text())},
                                     {"If-Match", "\"" + std::to_string(drafted.version) + "\""}}),
             "notice is edited");
    if (!answer.ok())
        throw Stopped{"notice is edited", answer.problem()};
    return must(wire::from_value<notice::NoticeOut>(must(answer.json(), "notice")), "notice");
}

notice::NoticeOut Play::publish_drafted(const notice::NoticeOut& drafted, Instant publish_at)
{
    sign_notice(drafted);
    if (publish_at > now())
        go_to(publish_at);
    auto out =
        must(owner_->client().get<notice::NoticeOut>("/api/v1/notices/" + drafted.id.text()), "notice");
    if (!out.published_at)
        throw Stopped{"notice",
                      Error{Fault::conflict, out.inside ? out.inside->refused : "rehearsal.not_published"}};
    out.inside = drafted.inside;
    return out;
}

// The courier brings it to the outside medium; sameness is proved by digest.
void Play::tell_channels(const notice::NoticeOut& notice)
{
    const auto target = "/api/v1/notices/" + notice.id.text();
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{20};
    auto shown = notice;
    const auto waits = [&] {
        return std::ranges::any_of(shown.channels,
                                   [](const auto& c) { return notice::is_on_its_way(c.state); });
    };
    while (waits() && std::chrono::steady_clock::now() < until) {
        std::this_thread::sleep_for(std::chrono::milliseconds{10});
        shown = must(owner_->client().get<notice::NoticeOut>(target), "notice");
    }
    for (const auto& channel : shown.channels) {
        if (channel.state != notice::ChannelState::out || channel.digest != notice.digest)
            throw Stopped{channel.name, Error{Fault::conflict, "rehearsal.not_published"}};
        tell_.detail(
            (channel.name == parts_.installation.about().name ? parts_.config.site_name : channel.name) +
                "　已发布，摘要一致",
            channel.name + ": published, same digest");
    }
}

// As the house computed it when the notice was drafted.
void Play::tell_earliest(const notice::NoticeOut& notice)
{
    if (!notice.inside || !notice.inside->earliest_deadline)
        return;
    const auto at = to_local_text(*notice.inside->earliest_deadline);
    tell_.detail("法定最早投标截止 " + at + "：" + notice.inside->earliest_because,
                 "earliest lawful deadline " + at + ": " + notice.inside->earliest_because_en);
}

void Play::announce_tender()
{
    const auto published = publish(tender_notice(cast_, local_instant("2026-03-04 09:00")));
    read_trade();
    tell_.step(now(),
               "招标公告在交易平台和发布媒介同步发布，招标文件同时免登记下载，投标截止 2026-03-25 09:30",
               "The notice appears on the platform and the outside medium; terms are free to download; the "
               "deadline is 2026-03-25 09:30",
               {"20号令第17条：同步发布；招标投标法第24条：最短不得少于二十日",
                "Decree 20, article 17: published at the same time; Tendering and Bidding Law, article 24: "
                "not shorter than twenty days"});
    tell_channels(published);
    tell_earliest(published);
}

// The keys are out; the house seals the test envelope, and each trustee opens it.
void Play::prove_keys(const std::string& intake)
{
    all_visit(intake);
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{60};
    while (!kit(intake).test && std::chrono::steady_clock::now() < until)
        std::this_thread::sleep_for(std::chrono::milliseconds{10});
    all_visit(intake);
    must(bidder::check_kit(kit(intake)), "the keys are proved");
}

void Play::publish_keys()
{
    for (const auto& round : trade_.rounds)
        prove_keys(round.intake.text());
    tell_.step(now(), "五家受托机构为每个标段的递交各生成一次性密钥并签名公布，私钥不离开其机器",
               "Each trustee makes a fresh key for each intake and signs it; the private keys never leave",
               {"20号令第26条：具备分段或者整体加密、解密功能",
                "Decree 20, article 26: able to seal and unseal by parts or as a whole"});
    tell_.detail(
        "密钥公布齐全后，平台向全部密钥封装试解密文件；五家各自打开并签名答复，此后才可以加密投标文件",
        "once all keys are out the platform seals a test envelope to them; each trustee opens it and "
        "signs what it found, and only then may anyone seal");
}

} // namespace tianping::rehearsal
