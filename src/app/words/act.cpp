#include "app/words/act.hpp"
#include "app/account/act.hpp"
#include "app/words/session_file.hpp"
#include "infra/crypto/random.hpp"

namespace tianping::words {
namespace {

Result<std::string> sent(const app::Where& where, const ActOptions& options)
{
    TP_TRY(account, account_of(where, options.session.empty() ? default_session()
                                                              : std::filesystem::path{options.session}));
    std::string body;
    if (!options.body.empty()) {
        TP_TRY(text, read_file(options.body));
        TP_CHECK(wire::parse_json(text));
        body = text;
    }
    const auto key =
        options.key.empty() ? account->key("act/" + to_hex(crypto::random_bytes(8))) : options.key;
    where.err << in(where, "签署：", "signing: ") << options.method << " " << options.target << "\n"
              << in(where, "命令键：", "key: ") << key << "\n";
    std::optional<account::Holder> second;
    if (!options.second_keys.empty()) {
        TP_TRY(holder, holder_of(options.second_keys));
        second = holder;
    }
    TP_TRY(answer, account::send_act(*account, options.method, options.target, body, key, options.if_match,
                                     second ? &*second : nullptr));
    if (!answer.ok())
        return answer.problem();
    return answer.body;
}

} // namespace

int act(const app::Where& where, const ActOptions& options)
{
    const auto answer = sent(where, options);
    if (!answer)
        return app::say(where, answer.error());
    where.out << *answer << "\n";
    return 0;
}

} // namespace tianping::words
