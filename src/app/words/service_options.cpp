#include "app/words.hpp"
#include "app/words/publishing.hpp"
#include "app/words/trustee.hpp"
#include <memory>

namespace tianping::app {
namespace {

void add_trustee(CLI::App& program, const Word& word)
{
    const auto o = std::make_shared<words::TrusteeOptions>();
    auto* trustee =
        program.add_subcommand("trustee", "The service of one institution that closes and unseals");
    trustee->add_option("--server", o->server, "the platform, http://127.0.0.1:8080");
    trustee->add_option("--platform-origin", o->origin, "what the platform calls itself, where it differs");
    trustee->add_option("--keys", o->keys, "folder of the institution's signing key")->required();
    trustee->add_option("--state", o->state, "its own folder; never restore an old copy of it")->required();
    auto* intakes =
        trustee->add_option("--intake", o->intakes, "int_…; may be given again")->allow_extra_args(false);
    trustee->add_flag("--all", o->all, "every intake that names this institution")->excludes(intakes);
    trustee->add_flag("--witness", o->witness, "it holds no share: witnesses only");
    trustee->add_option("--every", o->every, "seconds between rounds")->check(CLI::Range(1, 3600));
    trustee->add_flag("--once", o->once, "one round, then end");
    trustee->add_option("--platform-certificate", o->platform_certificate,
                        "PEM or DER of the certificate that signs closed sets; pinned at the first start");
    trustee->add_option("--anchors", o->anchors,
                        "PEM of the authorities that this institution trusts; pinned at the first start");
    trustee
        ->add_option(
            "--owner", o->owners,
            "code of an owner whose intakes it serves, may be given again; pinned at the first start")
        ->allow_extra_args(false);
    trustee
        ->add_option("--crl", o->crls,
                     "revocation list, PEM or DER, read anew each round; may be given again")
        ->allow_extra_args(false);
    trustee->add_option("--rehearsal-clock", o->rehearsal_clock,
                        "in a rehearsal: file with this institution's clock");
    word(trustee, [o](const Where& where) { return words::trustee(where, *o); });
}

void add_terms(CLI::App& program, const Word& word)
{
    struct Files {
        std::string file{}, other{}, procedure{};
        bool json = false;
    };
    const auto o = std::make_shared<Files>();
    auto* terms = program.add_subcommand("terms", "Terms of a trade as data")->require_subcommand(1);
    auto* check = terms->add_subcommand("check", "Every mistake and every blank at once");
    auto* print = terms->add_subcommand("print", "As people read them");
    auto* compare = terms->add_subcommand("compare", "Two versions; 1 when they differ");
    for (auto* each : {check, print, compare})
        each->add_option("file", o->file, "JSON")->required();
    compare->add_option("other", o->other, "the later version")->required();
    check->add_option("--procedure", o->procedure,
                      "also what this procedure does not leave to the terms, and its limits");
    for (auto* each : {check, compare})
        each->add_flag("--json", o->json);
    word(check,
         [o](const Where& where) { return words::check_terms(where, o->file, o->procedure, o->json); });
    word(print, [o](const Where& where) { return words::print_terms(where, o->file); });
    word(compare,
         [o](const Where& where) { return words::compare_terms(where, o->file, o->other, o->json); });
}

void add_verify(CLI::App& program, const Word& word)
{
    const auto o = std::make_shared<words::VerifyOptions>();
    auto* verify =
        program.add_subcommand("verify", "Check what others published, offline")->require_subcommand(1);
    auto* trade = verify->add_subcommand(
        "trade", "Every digest, signature, receipt, share, record and event of an exported trade");
    trade->add_option("export", o->folder, "the exported folder")->required();
    auto* anchors = trade->add_option("--anchors", o->anchors,
                                      "PEM of the authorities that you trust, for certificates and time "
                                      "stamps; else those of the export");
    trade
        ->add_option("--timestamp-anchors", o->timestamp_anchors,
                     "PEM of those that you trust for time stamps; then --anchors is for certificates alone")
        ->needs(anchors);
    trade->add_flag("--json", o->json);
    word(trade, [o](const Where& where) { return words::verify_trade(where, *o); });
}

} // namespace

void add_service_words(CLI::App& program, const Word& word)
{
    add_trustee(program, word);
    add_terms(program, word);
    add_verify(program, word);
    const auto e = std::make_shared<words::ExportOptions>();
    auto* fetch = program.add_subcommand("export", "The evidence of a trade, for `verify trade`");
    fetch->add_option("trade", e->trade, "trd_…")->required();
    auto* server = fetch->add_option("--server", e->server, "the platform, http://127.0.0.1:8080");
    fetch->add_option("--out", e->out, "folder")->required();
    fetch
        ->add_option("--session", e->session,
                     "file of a session: of owner, agent or a supervisor the whole, of a bidder his own bid "
                     "too; else what everybody reads")
        ->excludes(server);
    fetch->add_flag("--json", e->json);
    word(fetch, [e](const Where& where) { return words::export_trade(where, *e); });
    const auto m = std::make_shared<words::MediumOptions>();
    auto* medium = program.add_subcommand("medium-stand-in", "An outside medium for tests and rehearsals");
    medium->add_option("--listen", m->listen, "127.0.0.1:port");
    medium->add_flag("--alter", m->alter, "show another title than was published");
    medium->add_option("--delay", m->delay, "milliseconds before each answer")->check(CLI::Range(0, 5000));
    word(medium, [m](const Where& where) { return words::medium_stand_in(where, *m); });
}

} // namespace tianping::app
