#include "app/words/login.hpp"
#include "app/words/session_file.hpp"
#include <boost/json/serialize.hpp>

namespace tianping::words {
namespace {

std::filesystem::path session_of(const LoginOptions& options)
{
    return options.session.empty() ? default_session() : std::filesystem::path{options.session};
}

Result<identity::SessionOut> asked(account::Account& account)
{
    return account.client().get<identity::SessionOut>("/api/v1/session");
}

void print(const app::Where& where, const identity::SessionOut& session, bool json)
{
    if (json) {
        where.out << boost::json::serialize(wire::write(session)) << "\n";
        return;
    }
    where.out << session.name << "  " << session.organisation.name << "  " << session.organisation.code
              << "\n";
    if (session.on_behalf_of)
        where.out << in(where, "代表 ", "on behalf of ") << session.on_behalf_of->name << "\n";
    std::string roles;
    for (const auto& role : session.roles)
        roles += (roles.empty() ? "" : ", ") + role;
    where.out << in(where, "角色：", "roles: ") << roles << "\n"
              << in(where, "证书到期：", "certificate ends: ") << to_local_text(session.certificate_ends)
              << " +08:00\n";
}

Result<identity::SessionOut> enter(const LoginOptions& options)
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
    TP_TRY(signed_in, account.sign_in(mandate));
    TP_CHECK(save_session(session_of(options), {"tianping/session/1", options.server, origin, keys.string(),
                                                signed_in.token.value_or(""), signed_in.ends_at}));
    return asked(account);
}

} // namespace

int login(const app::Where& where, const LoginOptions& options)
{
    const auto session = enter(options);
    if (!session)
        return app::say(where, session.error());
    print(where, *session, options.json);
    return 0;
}

int whoami(const app::Where& where, const LoginOptions& options)
{
    const auto account = account_of(session_of(options));
    if (!account)
        return app::say(where, account.error());
    const auto session = asked(**account);
    if (!session)
        return app::say(where, session.error());
    print(where, *session, options.json);
    return 0;
}

int logout(const app::Where& where, const LoginOptions& options)
{
    const auto file = session_of(options);
    const auto account = account_of(file);
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
