// Lot 2: one bidder's secrets are gone without his fault, another does not act. Each has his evidence: the
// platform's own finding, and papers that are handed in.
#include "app/bidder/proving.hpp"
#include "app/rehearsal/papers.hpp"
#include "app/rehearsal/play.hpp"
#include "app/rehearsal/scene.hpp"
#include "infra/crypto/digest.hpp"
#include "infra/http/uploads.hpp"
#include <algorithm>

namespace tianping::rehearsal {
namespace {

constexpr const char* laboratory = "平州市密码产品检测站";

Statement of_laboratory(const std::string& bidder, Instant at)
{
    return {"密码介质检测报告",
            laboratory,
            {{"送检单位", bidder},
             {"送检物品", "智能密码钥匙一枚，外观完好"},
             {"受理时间", "2026-04-09 08:20"},
             {"检测结论", "存储分区失效，属制造批次缺陷"}},
            {"该介质的存储分区自2026年4月9日上午起不能读取，其中保存的投标文件密钥文件已经丢失，"
             "无法恢复。",
             "失效由该批次闪存芯片的制造缺陷造成，与送检单位的保管和使用无关。介质的签名功能正常。"},
            at};
}

Statement of_agency(const std::string& agency, const std::string& bidder, Instant at)
{
    return {"解密时限内的电话联系记录",
            agency,
            {{"联系对象", bidder}, {"联系时间", "2026-04-09 09:45 至 10:05"}, {"联系次数", "三次"}},
            {"第一次、第二次无人接听；第三次对方答复经办人未到岗，不能在解密时限内操作。"},
            at};
}

constexpr Law may_be_remedied{
    "20号令第31条第二款：招标人可以在招标文件中明确投标文件解密失败的补救方案，投标文件应按照招标文件的要求作"
    "出响应",
    "Decree 20, article 31, paragraph 2: the tenderer may state in the tender documents a remedy for bids "
    "that fail to unseal; bids must respond as the tender documents require"};
constexpr Law deemed_revoked{"20号令第31条第一款：因投标人原因造成投标文件未解密的，视为撤销其投标文件",
                             "Decree 20, article 31, paragraph 1: where a bid is not unsealed by its "
                             "bidder's own cause, it is deemed revoked"};

struct Told {
    opening::CauseCode code;
    const char* zh;
    const char* en;
};

Told told_of(Key key)
{
    if (key == Key::lost)
        return {opening::CauseCode::certificate_authority_failed,
                "密码介质存储分区因制造缺陷失效，密钥文件丢失，有检测报告，投标人无过错",
                "the key's medium failed by a defect of its making, as a laboratory reports"};
    return {opening::CauseCode::bidder_did_not_act, "投标人未在解密时限内操作，电话联系后答复经办人未到岗",
            "the bidder did not act; the agency's note of three calls is the evidence"};
}

} // namespace

Play::Bid& Play::bid_with(Key key)
{
    return *std::ranges::find_if(bids_, [&](const Bid& b) { return b.plan.lot == 1 && b.plan.key == key; });
}

std::filesystem::path Play::sealed_folder(const Bid& bid, const std::string& intake)
{
    return firm(bid.plan.bidder).home / intake / "sealed";
}

// The only copy: he made no spare key. The sealed files stay on his disk, and nothing there opens them.
void Play::lose_key(const std::string& intake)
{
    go_to("2026-04-09 08:20");
    const auto& bid = bid_with(Key::lost);
    expect(std::filesystem::remove(sealed_folder(bid, intake) / bidder::kept_name),
           "a bidder's secrets are deleted");
    tell_.step(now(),
               name_of(bid) +
                   " 的密码介质在开标当日上午失效，保存密钥的文件丢失，没有备用密钥，送检测机构检测",
               name_of(bid) + " loses the file with its secrets on the morning of the opening: its medium "
                              "fails; there is no spare key",
               {"20号令第31条：区分投标人原因与投标人之外的原因",
                "Decree 20, article 31: the bidder's own causes are told apart from causes outside him"});
    tell_.detail("已删除 secrets.json", "secrets.json is deleted");
}

// Nothing that his machine still has proves anything.
void Play::cannot_prove(const std::string& intake)
{
    const auto& bid = bid_with(Key::lost);
    const auto folder = sealed_folder(bid, intake);
    const auto kept = bidder::read_secrets(folder);
    expect(!kept && kept.error().code == "bidder.secrets_missing", "the secrets are really gone");
    const auto tried = bidder::prove(*firm(bid.plan.bidder).account, intake, folder, {});
    expect(!tried && tried.error().code == "bidder.secrets_missing", "without secrets nothing is proved");
    tell_.detail(name_of(bid) + " 尝试证明，因密钥文件丢失而不能",
                 name_of(bid) + " tries to prove and cannot: its secrets are gone");
}

opening::EvidenceFile Play::hand_in(account::Account& who, const std::filesystem::path& file)
{
    const auto id = must(bidder::upload(who, file), "a paper is uploaded");
    const auto there =
        must(who.client().get<http::UploadView>("/api/v1/uploads/" + id), "a paper is uploaded whole");
    return {file.filename().string(), there.declared, there.digest.value()};
}

void Play::claim_without_fault(const std::string& intake, const std::string& closing_digest)
{
    const auto& bid = bid_with(Key::lost);
    auto& bidder = firm(bid.plan.bidder);
    const auto paper = write_statement(of_laboratory(name_of(bid), now()), bidder.home / intake / "evidence");
    opening::ClaimText text;
    text.platform = parts_.installation.about().name;
    text.intake = intake;
    text.submission = bid.submitted.submission;
    text.closing_digest = closing_digest;
    text.code = told_of(Key::lost).code;
    text.text = told_of(Key::lost).zh;
    text.evidence = {hand_in(*bidder.account, paper)};
    must_post<opening::RecordedClaim>(*bidder.account, "/api/v1/intakes/" + intake + "/claims",
                                      opening::ClaimIn{text.code, text.text, text.evidence,
                                                       bidder.account->sign(opening::signed_bytes(text))},
                                      "claim/" + text.submission, "a claim");
    tell_.step(
        now(), name_of(bid) + " 陈述非自身原因未解密，并上传检测机构出具的检测报告",
        name_of(bid) + " says that it is without fault, and uploads the laboratory's report",
        {"20号令第31条第一款：因投标人之外的原因造成投标文件未解密的，投标人有权要求责任方赔偿因此遭受的直接"
         "损失",
         "Decree 20, article 31, paragraph 1: where a bid is not unsealed for a cause outside the bidder, "
         "the bidder has the right to demand compensation for the direct loss from whoever is responsible"});
    tell_.detail(text.evidence.front().name + "（" + std::to_string(text.evidence.front().size) +
                     " 字节）SM3 " + text.evidence.front().digest.substr(0, 16) + "…",
                 "the report's SM3 " + text.evidence.front().digest.substr(0, 16) + "…");
}

void Play::record_cause(const std::string& intake, const opening::UnopenedBids& unopened, Key key)
{
    const auto& bid = bid_with(key);
    const auto found =
        std::ranges::find(unopened.bids, bid.submitted.submission, &opening::UnopenedBid::submission);
    expect(found != unopened.bids.end() && found->claim.has_value() == (key == Key::lost),
           name_of(bid) + " is found unopened");
    opening::CauseIn in{found->submission, told_of(key).code, told_of(key).zh, found->finding_digest};
    if (found->claim)
        in.evidence = found->claim->evidence;
    else
        in.evidence = {hand_in(*agency_, write_statement(of_agency(cast_.agency.name, name_of(bid), now()),
                                                         parts_.installation.data() / "papers" / intake))};
    const opening::CauseText text{"tianping/cause/1",
                                  parts_.installation.about().name,
                                  intake,
                                  in.submission,
                                  unopened.closing_digest,
                                  in.code,
                                  in.text,
                                  in.finding,
                                  in.evidence};
    in.signature = agency_->sign(signed_bytes(text));
    const auto recorded = must_post<opening::RecordedCause>(*agency_, "/api/v1/intakes/" + intake + "/causes",
                                                            in, "cause/" + in.submission, "a cause");
    const bool withdrawn = recorded.outcome == opening::Outcome::withdrawn;
    expect(withdrawn == (key == Key::lost), "the cause has its consequence");
    tell_.step(now(),
               "主持人核对平台的认定，记录 " + name_of(bid) + " 未解密的原因并附证据：" +
                   (withdrawn ? "投标人之外的原因，招标文件规定了补救方案，由受托机构补救解密"
                              : "投标人原因，视为撤销其投标文件"),
               "The host records why " + name_of(bid) +
                   " did not open, beside the platform's finding and with "
                   "evidence: " +
                   (withdrawn ? "not the bidder's fault, the trustees help" : "the bidder's own cause"),
               withdrawn ? may_be_remedied : deemed_revoked);
    tell_.detail(in.text, told_of(key).en);
    tell_.detail("证据 " + in.evidence.front().name + "　平台认定 SM3 " + in.finding.substr(0, 16) + "…",
                 "the finding's SM3 " + in.finding.substr(0, 16) + "…");
}

} // namespace tianping::rehearsal
