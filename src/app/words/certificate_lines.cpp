#include "app/words/certificate_lines.hpp"
#include "app/words/session_file.hpp"

namespace tianping::words {
namespace {

std::string usage_of(const app::Where& where, const std::string& usage)
{
    return usage == "encrypt" ? in(where, "加密", "encryption") : in(where, "签名", "signing");
}

} // namespace

std::string ends_before_opening(const app::Where& where, Instant end)
{
    const auto at = to_local_text(end);
    return in(
        where,
        "注意：所用证书将于 " + at + " 到期，早于开标。请先更换证书再加密；仍用本证书的，请保留密钥至开标。",
        "mind: the certificate in use ends at " + at +
            " +08:00, before the opening. Renew it before you seal, or keep its key until the opening.");
}

std::string change_line(const app::Where& where, const identity::CertificateChange& change)
{
    const auto at = to_local_text(change.at);
    const auto usage = usage_of(where, change.usage);
    if (change.renewed)
        return in(
            where,
            "注意：" + at + " 登记了新的" + usage +
                "证书，在开标之前，而投标文件此前已经加密。替换须用原证书签名，否则请先撤回再重新递交；请保留"
                "原密钥至开标。",
            "mind: a new " + usage + " certificate was registered at " + at +
                " +08:00, before the opening of a bid that was sealed before. Replace with the old one or "
                "withdraw and submit anew; keep the old key until the opening.");
    return in(where,
              "注意：" + usage + "证书将于 " + at +
                  " 到期，在投标递交之后、开标之前。请及时更换，并保留原密钥至开标。",
              "mind: the " + usage + " certificate ends at " + at +
                  " +08:00, after the bid and before its opening. Renew it, and keep the old key until the "
                  "opening.");
}

std::string warning_line(const app::Where& where, const bidding::CertificateWarning& warning)
{
    if (warning.submission)
        return change_line(where, {warning.digest, warning.usage, warning.at, warning.renewed}) + "  " +
               warning.submission->text();
    const auto at = to_local_text(warning.at);
    const auto days = std::to_string(warning.days.value_or(0));
    const auto usage = usage_of(where, warning.usage);
    return in(where, "注意：" + usage + "证书将于 " + at + " 到期，已不足 " + days + " 天，请及时更换。",
              "mind: the " + usage + " certificate ends at " + at + " +08:00, within " + days +
                  " days. Renew it.");
}

} // namespace tianping::words
