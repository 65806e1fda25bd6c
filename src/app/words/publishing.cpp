#include "app/words/publishing.hpp"
#include "app/exporting/export.hpp"
#include "app/words/authorities.hpp"
#include "app/words/progress.hpp"
#include "app/words/session_file.hpp"
#include "rooms/notice/medium_stand_in.hpp"
#include <algorithm>
#include <boost/json/serialize.hpp>
#include <charconv>
#include <csignal>

namespace tianping::words {
namespace {

Result<std::uint16_t> loopback_port(const std::string& listen)
{
    constexpr std::string_view host = "127.0.0.1:";
    std::uint16_t port = 0;
    if (listen.starts_with(host)) {
        const auto* begin = listen.data() + host.size();
        const auto [end, ec] = std::from_chars(begin, listen.data() + listen.size(), port);
        if (ec == std::errc{} && end == listen.data() + listen.size())
            return port;
    }
    return invalid_field("config.bad_listen", "--listen", "127.0.0.1:8090");
}

void tell(const app::Where& where, const std::vector<verify::Finding>& findings)
{
    std::size_t differ = 0;
    for (const auto& finding : findings) {
        differ += finding.ok ? 0 : 1;
        where.out << (verify::is_note(finding) ? "  note    "
                      : finding.ok             ? "  ok      "
                                               : "  DIFFERS ")
                  << finding.what << "  " << finding.where
                  << (finding.detail.empty() ? "" : "  " + finding.detail) << "\n";
    }
    if (std::ranges::find(findings, verify::anchors_not_given, &verify::Finding::what) != findings.end())
        where.out << in(where, "未给出 --anchors：证书和时间戳只对照导出自带的认证机构核验，请比对其摘要。\n",
                        "No --anchors were given: certificates and time stamps lead only to the authorities "
                        "that the export brings; compare their digests.\n");
    const auto kept = std::ranges::count_if(findings, [](const verify::Finding& finding) {
        return finding.what == verify::part_kept && verify::is_note(finding);
    });
    if (kept != 0)
        where.out
            << kept
            << in(where,
                  " 个部分的内容未提供给本导出的读者（见上 "
                  "verify.part_kept），其密钥、份额和密文没有重算。\n",
                  " parts were not given to this reader (verify.part_kept above): their secrets, shares "
                  "and envelopes are not recomputed.\n");
    where.out << findings.size() - differ << " ok, " << differ << in(where, " 处不符", " differ") << "\n";
}

Result<exporting::Exported> exported_as_asked(const app::Where& where, const ExportOptions& options)
{
    Progress progress{where, in(where, "导出", "exporting"), options.json};
    if (!options.session.empty()) {
        TP_TRY(account, account_of(where, options.session));
        return exporting::export_whole_trade(account->client(), options.trade, options.out,
                                             std::ref(progress));
    }
    http::Client anyone{options.server};
    anyone.speak(where.language);
    return exporting::export_trade(anyone, options.trade, options.out, std::ref(progress));
}

void tell(const app::Where& where, const ExportOptions& options, const exporting::Exported& exported)
{
    where.out << exported.about.title << "\n"
              << in(where, "已导出标段 ", "exported intakes: ") << exported.about.intakes.size()
              << in(where, " 个，密文 ", ", envelopes: ") << exported.envelopes
              << in(where, " 份；内容未提供的部分 ", "; parts that are not given: ") << exported.kept
              << in(where, " 个", "") << "\n";
    for (const auto& intake : exported.as_public)
        where.out << in(where, "该账户只能查看公开部分 ", "as everybody may read it: ") << intake << "\n";
    for (const auto& left : exported.left_out)
        where.out << in(where, "未导出 ", "left out: ") << left.intake << "  [" << left.why << "]\n";
    where.out << "tianping verify trade " << options.out << "\n";
}

} // namespace

int export_trade(const app::Where& where, const ExportOptions& options)
{
    const auto exported = exported_as_asked(where, options);
    if (!exported)
        return app::say(where, exported.error());
    if (options.json)
        where.out << boost::json::serialize(wire::write(exported->about)) << "\n";
    else
        tell(where, options, *exported);
    return 0;
}

int verify_trade(const app::Where& where, const VerifyOptions& options)
{
    const auto anchors = authorities_in(options.anchors);
    if (!anchors)
        return app::say(where, anchors.error());
    const auto stamps = authorities_in(options.timestamp_anchors);
    if (!stamps)
        return app::say(where, stamps.error());
    const auto findings = [&] {
        Progress progress{where, in(where, "核验", "verifying"), options.json};
        return verify::verify_export(options.folder, anchors->certificates, stamps->certificates,
                                     std::ref(progress));
    }();
    if (options.json)
        where.out << boost::json::serialize(wire::write(findings)) << "\n";
    else
        tell(where, findings);
    return verify::all_ok(findings) ? 0 : 1;
}

int medium_stand_in(const app::Where& where, const MediumOptions& options)
{
    const auto port = loopback_port(options.listen);
    if (!port)
        return app::say(where, port.error());
    sigset_t set{};
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &set, nullptr); // before the stand-in starts its thread
    notice::MediumStandIn medium{"平州招标投标公共服务平台（演练）", *port};
    medium.tamper(options.alter);
    medium.delay(std::chrono::milliseconds{options.delay});
    where.out << medium.base() << "\n" << std::flush;
    int which = 0;
    sigwait(&set, &which);
    return 0;
}

} // namespace tianping::words
