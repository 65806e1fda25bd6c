#include "app/words/prove.hpp"
#include "app/bidder/proving.hpp"
#include "app/words/bid_folder.hpp"
#include <boost/json/serialize.hpp>

namespace tianping::words {
namespace {

namespace fs = std::filesystem;

using Act = Result<opening::OwnUnsealing> (*)(account::Account&, const std::string&, const fs::path&,
                                              const bidder::KeptSecrets&);

Result<opening::OwnUnsealing> done(const app::Where& where, const SubmitOptions& options, Act act)
{
    const fs::path folder{options.folder};
    TP_TRY(bid, load_bid(folder));
    TP_TRY(kept, secrets_of(folder));
    TP_TRY(account,
           account_of(where, options.session.empty() ? default_session() : fs::path{options.session}));
    return act(*account, bid.file.intake, folder, kept);
}

int told(const app::Where& where, const SubmitOptions& options, const Result<opening::OwnUnsealing>& own,
         const std::string& zh, const std::string& en)
{
    if (!own)
        return app::say(where, own.error());
    if (options.json)
        where.out << boost::json::serialize(wire::write(*own)) << "\n";
    else
        where.out << in(where, zh, en) << "  " << own->parts.size() << "\n";
    return 0;
}

} // namespace

int prove(const app::Where& where, const SubmitOptions& options)
{
    return told(where, options, done(where, options, bidder::prove), "已证明持有密钥，部分数：",
                "proved to hold the secrets; parts:");
}

int give(const app::Where& where, const SubmitOptions& options)
{
    return told(where, options, done(where, options, bidder::give), "已提交解封密钥，部分数：",
                "gave the secrets; parts:");
}

} // namespace tianping::words
