#include "app/words/login.hpp"
#include "app/words/certificate_lines.hpp"
#include "app/words/session_file.hpp"
#include "base/joined_text.hpp"
#include "infra/http/every_page.hpp"
#include "rooms/notice/bodies.hpp"
#include <boost/json/serialize.hpp>

namespace tianping::words {
namespace {

std::filesystem::path session_of(const LoginOptions& options)
{
    return options.session.empty() ? default_session() : std::filesystem::path{options.session};
}

struct Seen {
    identity::SessionOut session{};
    std::vector<bidding::CertificateWarning> warnings{};
    std::vector<notice::TakenTerms> taken{};
};

Result<Seen> asked(account::Account& account)
{
    TP_TRY(session, account.client().get<identity::SessionOut>("/api/v1/session"));
    TP_TRY(warnings,
           http::every_page<bidding::CertificateWarning>(account.client(), "/api/v1/certificate-warnings"));
    TP_TRY(taken, http::every_page<notice::TakenTerms>(account.client(), "/api/v1/taken-terms"));
    return Seen{session, std::move(warnings), std::move(taken)};
}

void print_json(const app::Where& where, const Seen& seen)
{
    auto out = wire::write(seen.session);
    out.as_object()["certificate_warnings"] = wire::write(seen.warnings);
    out.as_object()["taken_terms"] = wire::write(seen.taken);
    where.out << boost::json::serialize(out) << "\n";
}

void print(const app::Where& where, const Seen& seen, bool json)
{
    const auto& session = seen.session;
    if (json)
        return print_json(where, seen);
    where.out << session.name << "  " << session.organisation.name << "  " << session.organisation.code
              << "\n";
    if (session.on_behalf_of)
        where.out << in(where, "代表 ", "on behalf of ") << session.on_behalf_of->name << "\n";
    where.out << in(where, "角色：", "roles: ") << joined_text(session.roles, ", ") << "\n"
              << in(where, "证书到期：", "certificate ends: ") << to_local_text(session.certificate_ends)
              << " +08:00\n";
    for (const auto& warning : seen.warnings)
        where.out << warning_line(where, warning) << "\n";
    for (const auto& taken : seen.taken)
        for (const auto& news : taken.since)
            where.out << in(where, "已取得文件的项目有新公告：", "new in a tender whose terms you took: ")
                      << taken.title << "  " << to_local_text(news.published_at.value()) << "  " << news.title
                      << "\n";
}

Result<Seen> enter(const app::Where& where, const LoginOptions& options)
{
    std::optional<identity::MandateId> mandate;
    if (!options.mandate.empty()) {
        TP_TRY(id, identity::MandateId::parse(options.mandate));
        mandate = id;
    }
    const auto keys = std::filesystem::absolute(options.keys);
    TP_TRY(holder, holder_of(keys));
    const auto origin = options.origin.empty() ? options.server : options.origin;
    account::Account account{options.server, origin, std::move(holder)};
    account.client().speak(where.language);
    TP_TRY(signed_in, account.sign_in(mandate));
    TP_CHECK(save_session(session_of(options), {"tianping/session/1", options.server, origin, keys.string(),
                                                signed_in.token.value_or(""), signed_in.ends_at}));
    return asked(account);
}

} // namespace

int login(const app::Where& where, const LoginOptions& options)
{
    const auto seen = enter(where, options);
    if (!seen)
        return app::say(where, seen.error());
    print(where, *seen, options.json);
    return 0;
}

int whoami(const app::Where& where, const LoginOptions& options)
{
    const auto account = account_of(where, session_of(options));
    if (!account)
        return app::say(where, account.error());
    const auto seen = asked(**account);
    if (!seen)
        return app::say(where, seen.error());
    print(where, *seen, options.json);
    return 0;
}

int logout(const app::Where& where, const LoginOptions& options)
{
    const auto file = session_of(options);
    const auto account = account_of(where, file);
    std::error_code ignored;
    if (!account) {
        if (account.error().code != "session.none")
            std::filesystem::remove(file, ignored);
        return app::say(where, account.error());
    }
    const auto answer = (*account)->client().send("DELETE", "/api/v1/session", "",
                                                  {{"Idempotency-Key", (*account)->key("sign-out")}});
    std::filesystem::remove(file, ignored);
    if (!answer)
        return app::say(where, answer.error());
    if (!answer->ok() && answer->status != 401)
        return app::say(where, answer->problem());
    where.out << in(where, "已退出登录", "signed out") << "\n";
    return 0;
}

} // namespace tianping::words
