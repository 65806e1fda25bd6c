// "/verify": what is published under a digest, and how anyone checks without trusting this page.
#include "app/portal/desk.hpp"
#include "app/portal/terms_data.hpp"
#include <algorithm>
#include <iterator>

namespace tianping::app {
namespace {

constexpr std::int64_t most_terms_of_a_file = 20;

// As it is typed or pasted: blanks around it, letters of either case.
std::string plain_digest(std::string text)
{
    std::erase_if(text, [](char c) { return c == ' '; });
    std::ranges::transform(text, text.begin(), [](char c) {
        return c >= 'A' && c <= 'F' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return text;
}

std::string signer_by(const ReadTx& tx, const std::string& certificate)
{
    const auto signer = identity::certificate(tx, certificate);
    return signer ? organisation_name(tx, signer->organisation) : std::string{};
}

// To everybody, as the routes of the trade and its intakes are.
bool is_published(const ReadTx& tx, const std::string& trade)
{
    http::Request request;
    request.path["trade"] = trade;
    const auto object = trade::trade_object(tx, request);
    return object && object->published;
}

// The version where it is in force and given out, as …/terms/{digest} asks it of strangers.
std::optional<trade::SignedTerms> public_terms(const ReadTx& tx, const std::string& digest, Instant now)
{
    auto version = trade::terms_by_digest(tx, digest);
    if (!version || !version->in_force_from || version->terms.documents_from > now ||
        !is_published(tx, version->terms.trade))
        return std::nullopt;
    return *std::move(version);
}

portal::Found found_in(const ReadTx& tx, const trade::SignedTerms& version, std::string what,
                       std::string href)
{
    return {std::move(what), std::move(href), std::max(*version.in_force_from, version.terms.documents_from),
            signer_by(tx, version.certificate_digest)};
}

std::vector<portal::Found> found_terms(const ReadTx& tx, const std::string& digest, Instant now, bool zh)
{
    std::vector<portal::Found> out;
    if (const auto version = public_terms(tx, digest, now))
        out.push_back(
            found_in(tx, *version,
                     (zh ? "招标文件（条款数据）：" : "Tender documents, as data: ") + version->terms.title,
                     terms_data_path(version->terms.trade, digest)));
    for (const auto& terms : search::terms_with_file(tx, digest, most_terms_of_a_file)) {
        const auto version = public_terms(tx, terms, now);
        if (!version)
            continue;
        const auto file = std::ranges::find(version->terms.files, digest, &terms::File::digest);
        out.push_back(found_in(
            tx, *version, (zh ? "招标文件所附文件：" : "A file of the tender documents: ") + file->name,
            "/api/v1/trades/" + version->terms.trade + "/terms/" + terms + "/files/" + digest));
    }
    return out;
}

// The newest version's data is the page itself.
portal::Found found_record(const hall::RecordOut& found, bool paper, bool newest, bool zh)
{
    const auto& record = found.record;
    const auto version = "?version=" + std::to_string(found.version);
    const auto api = "/api/v1/intakes/" + record.intake + "/record";
    portal::Found out;
    out.what = (zh ? "开标记录 " : "Opening record ") + record.number +
               (zh ? "，第 " + std::to_string(found.version) + " 版"
                   : ", version " + std::to_string(found.version)) +
               (paper ? (zh ? "（PDF）" : " (PDF)") : (zh ? "（数据）" : " (data)"));
    if (paper)
        out.href = api + version;
    else
        out.href = newest ? "/openings/" + record.intake + "/record" : api + ".json" + version;
    out.at = hall::as_of(record);
    return out;
}

std::vector<portal::Found> found_under(const ReadTx& tx, const hall::Hall& hall, const std::string& digest,
                                       const portal::Visit& visit)
{
    const bool zh = visit.language == portal::Language::zh;
    std::vector<portal::Found> out;
    if (const auto notice = notice::published_under(tx, digest))
        out.push_back({(zh ? "公告：" : "Notice: ") + notice->text.title, "/notices/" + notice->id.text(),
                       notice->published_at, signer_by(tx, notice->certificate_digest)});
    for (const auto& one : hall::Hall::records_under(tx, digest)) {
        if (!is_published(tx, one.record.trade))
            continue;
        const auto newest = hall.latest(tx, trade::IntakeId::parse(one.record.intake).value());
        out.push_back(found_record(one, one.pdf == digest, newest && newest->version == one.version, zh));
    }
    std::ranges::move(found_terms(tx, digest, visit.now, zh), std::back_inserter(out));
    return out;
}

// Of an address that the tools do not reach themselves, since they speak plain HTTP, through this machine.
std::string export_command(const std::string& base)
{
    constexpr std::string_view secure = "https://";
    const std::string command = "tianping export TRADE --out evidence --server ";
    if (!base.starts_with(secure))
        return command + base;
    auto host = base.substr(secure.size());
    if (host.find(':') == std::string::npos)
        host += ":443";
    return "socat TCP-LISTEN:8088,bind=127.0.0.1,fork,reuseaddr OPENSSL:" + host + " &\n" + command +
           "http://127.0.0.1:8088";
}

std::vector<portal::VerifyStep> steps_to_verify(const std::string& base, bool zh)
{
    const std::string good = zh ? "退出码 0" : "exit code 0";
    return {
        {zh ? "导出证据" : "Export the evidence",
         zh ? "开标公布后，任何人免登录都能导出同样的内容；投标文件中未公布的部分只有摘要。TRADE "
              "换成交易页面地址中的交易编号（trd_…）。导出程序不直接连接 https 地址，遇到时先由 socat "
              "在本机转接。"
            : "Once an opening is read out anyone exports the same without signing in; of what bids say "
              "beside "
              "it there are digests alone. TRADE is the trade's id in the address of its page (trd_…). The "
              "program reaches no https address itself: where there is one, socat on your machine does.",
         export_command(base), good},
        {zh ? "离线复核" : "Check offline",
         zh ? "复核程序不联网，重算导出所含的每个摘要、签名、份额和事件，并列出未提供的部分。"
            : "The verifier needs no network, recomputes every digest, signature, share and event of the "
              "export, and names the parts that are not given.",
         "tianping verify trade evidence", good},
        {zh ? "用另一套程序打开投标" : "Open a bid with another program",
         zh ? "用 Python 写成的第二阅读器在源代码目录中，只依据格式文件。DIGEST 和 INTAKE "
              "换成导出中的文件名："
              "一份密文和它所属标段的证据。"
            : "A second reader in Python, in the source tree, follows the published format only. DIGEST and "
              "INTAKE are names of files in the export: a sealed part, and the evidence of its intake.",
         "python3 tools/bid_reader.py open --envelope evidence/envelopes/DIGEST.sealed --answers "
         "evidence/intakes/INTAKE.json --out opened",
         good},
    };
}

} // namespace

Result<http::Document> PortalDesk::verify(const ReadTx& tx, const http::Request& request) const
{
    const auto visit = visit_of(request, "/verify");
    const bool zh = visit.language == portal::Language::zh;
    portal::VerifyPage view;
    if (const auto digest = request.query.find("digest"); digest != request.query.end())
        view.asked = plain_digest(digest->second);
    view.malformed = !digest_from_hex(view.asked);
    if (!view.malformed)
        view.found = found_under(tx, parts_.hall, view.asked, visit);
    view.keys = parts_.keys;
    if (const auto& program = parts_.program)
        view.program = {
            {zh ? "版本" : "Version", program->version}, {"SM3", program->sm3}, {"SHA-256", program->sha256}};
    view.steps = steps_to_verify(parts_.site.base, zh);
    return document_of(pages_.verify(view, visit), visit);
}

} // namespace tianping::app
