#include "app/words.hpp"
#include "app/words/act.hpp"
#include "app/words/joint.hpp"
#include "app/words/login.hpp"
#include "app/words/prove.hpp"
#include "app/words/seal.hpp"
#include "app/words/submit.hpp"
#include <memory>

namespace tianping::app {
namespace {

void add_session(CLI::App* word, std::string& session)
{
    word->add_option("--session", session,
                     "file of the session; default $XDG_STATE_HOME/tianping/session.json");
}

// Where a word takes the sealing kit from: words::kit_from.
void add_kit(CLI::App* word, std::string& server, std::string& file, std::string& intake)
{
    auto* from = word->add_option("--server", server, "the platform that gives the sealing kit");
    auto* kit = word->add_option("--kit", file, "a kit that was fetched before")->excludes(from);
    word->add_option("--intake", intake, "int_…")->needs(from)->excludes(kit);
}

void add_login(CLI::App& program, const Word& word)
{
    const auto o = std::make_shared<words::LoginOptions>();
    auto* login = program.add_subcommand("login", "Sign in by certificate challenge");
    login->add_option("--server", o->server, "the platform, http://127.0.0.1:8080");
    login->add_option("--platform-origin", o->origin, "what the platform calls itself, where it differs");
    login->add_option("--keys", o->keys, "folder of sign.key.pem and sign.cert.pem")->required();
    login->add_option("--mandate", o->mandate, "mnd_…: act for the owner who granted it");
    auto* logout = program.add_subcommand("logout", "End the session");
    auto* whoami = program.add_subcommand("whoami", "Who is signed in, and for whom");
    for (auto* each : {login, logout, whoami})
        add_session(each, o->session);
    for (auto* each : {login, whoami})
        each->add_flag("--json", o->json);
    word(login, [o](const Where& where) { return words::login(where, *o); });
    word(logout, [o](const Where& where) { return words::logout(where, *o); });
    word(whoami, [o](const Where& where) { return words::whoami(where, *o); });
}

void add_act(CLI::App& program, const Word& word)
{
    const auto o = std::make_shared<words::ActOptions>();
    auto* act = program.add_subcommand("act", "Do a consequential act, signed with one's own key");
    act->add_option("method", o->method, "POST, PUT or DELETE")
        ->required()
        ->check(CLI::IsMember({"POST", "PUT", "DELETE"}));
    act->add_option("target", o->target, "/api/v1/… as the interface describes it")->required();
    act->add_option("--body", o->body, "file with the JSON body");
    act->add_option("--if-match", o->if_match, "the version that was read of what is replaced")
        ->check(CLI::PositiveNumber);
    act->add_option("--key", o->key, "of an earlier try whose outcome is unknown");
    act->add_option("--second-keys", o->second_keys,
                    "folder of a second person's keys, where two administrators sign");
    add_session(act, o->session);
    word(act, [o](const Where& where) { return words::act(where, *o); });
}

void add_seal(CLI::App& program, const Word& word)
{
    const auto o = std::make_shared<words::SealOptions>();
    auto* seal = program.add_subcommand("seal", "Seal a bid on this machine");
    add_kit(seal, o->server, o->kit, o->intake);
    seal->add_option("--keys", o->keys, "folder of the bidder's certificate")->required();
    seal->add_option("--part", o->parts, "price=bill.pdf,prices.xlsx; once for each part")
        ->required()
        ->allow_extra_args(false);
    seal->add_option("--price-letter", o->letter, "price=12345678.90; once for each field, money in yuan")
        ->allow_extra_args(false);
    seal->add_option("--out", o->out, "folder of the sealed bid")->required();
    seal->add_option("--owner", o->owner,
                     "the owner's 18-character code in the notice on the outside medium");
    seal->add_option("--anchors", o->anchors,
                     "PEM of the authorities that you trust for the owner's certificate");
    seal->add_option("--crl", o->crls, "revocation list of theirs, PEM or DER; may be given again")
        ->allow_extra_args(false);
    seal->add_flag("--own-spare", o->own_spare, "keep a spare key that opens the bid");
    seal->add_option("--creation-id", o->creation_id, "of the files; default: a fresh one");
    seal->add_option("--machine-code", o->machine_code, "default: derived from this machine's id");
    seal->add_flag("--json", o->json);
    word(seal, [o](const Where& where) { return words::seal(where, *o); });

    const auto i = std::make_shared<words::InspectOptions>();
    auto* bid = program.add_subcommand("bid", "A sealed bid")->require_subcommand(1);
    auto* inspect = bid->add_subcommand("inspect", "Open it for trial on this machine");
    inspect->add_option("folder", i->folder, "that `seal` left")->required();
    inspect->add_flag("--json", i->json);
    word(inspect, [i](const Where& where) { return words::inspect(where, *i); });

    const auto p = std::make_shared<words::SubmitOptions>();
    auto* prove = bid->add_subcommand("prove", "After the closing: prove to hold the secrets");
    auto* give = bid->add_subcommand("give", "After the closing: give the secrets");
    for (auto* each : {prove, give}) {
        each->add_option("folder", p->folder, "that `seal` left")->required();
        add_session(each, p->session);
        each->add_flag("--json", p->json);
    }
    word(prove, [p](const Where& where) { return words::prove(where, *p); });
    word(give, [p](const Where& where) { return words::give(where, *p); });
}

void add_joint(CLI::App& program, const Word& word)
{
    const auto o = std::make_shared<words::JointOptions>();
    auto* joint = program.add_subcommand("joint", "The agreement of a joint body")->require_subcommand(1);
    auto* draft = joint->add_subcommand("draft", "As its lead: name the members and sign");
    add_kit(draft, o->server, o->kit, o->intake);
    draft->add_option("--member", o->members, "organisation code; once for each other member")
        ->required()
        ->allow_extra_args(false);
    auto* sign = joint->add_subcommand("sign", "As one of its parties: sign");
    auto* show = joint->add_subcommand("show", "Who bids together, and who has signed");
    for (auto* each : {draft, sign, show}) {
        each->add_option("file", o->file, "of the agreement")->required();
        each->add_flag("--json", o->json);
    }
    for (auto* each : {draft, sign})
        each->add_option("--keys", o->keys, "folder of sign.key.pem and sign.cert.pem")->required();
    word(draft, [o](const Where& where) { return words::joint_draft(where, *o); });
    word(sign, [o](const Where& where) { return words::joint_sign(where, *o); });
    word(show, [o](const Where& where) { return words::joint_show(where, *o); });
}

void add_submit(CLI::App& program, const Word& word)
{
    const auto o = std::make_shared<words::SubmitOptions>();
    auto* submit =
        program.add_subcommand("submit", "Upload and submit a sealed bid; replaces an earlier one");
    submit->add_option("--joint", o->joint, "agreement of a joint body, signed by every party");
    auto* withdraw = program.add_subcommand("withdraw", "Withdraw a submitted bid");
    auto* receipt = program.add_subcommand("receipt", "The platform's receipts")->require_subcommand(1);
    auto* fetch = receipt->add_subcommand("fetch", "The receipt of the folder's last act");
    for (auto* each : {submit, withdraw, fetch}) {
        each->add_option("folder", o->folder, "that `seal` left")->required();
        each->add_option("--platform", o->platform,
                         "SM3 of the platform's certificate as it is published, or a file of it");
        add_session(each, o->session);
        each->add_flag("--json", o->json);
    }
    word(submit, [o](const Where& where) { return words::submit(where, *o); });
    word(withdraw, [o](const Where& where) { return words::withdraw(where, *o); });
    word(fetch, [o](const Where& where) { return words::fetch_receipt(where, *o); });

    const auto r = std::make_shared<words::ReceiptOptions>();
    auto* verify = receipt->add_subcommand("verify", "Check a receipt offline");
    verify->add_option("file", r->receipt, "receipt.json")->required();
    auto* platform = verify->add_option(
        "--platform", r->platform, "SM3 of the platform's certificate as it is published, or a file of it");
    verify->add_flag("--any-platform", r->any_platform, "leave unchecked whether the platform signed")
        ->excludes(platform);
    auto* anchors = verify->add_option("--anchors", r->anchors, "PEM of trusted time-stamp authorities");
    verify->add_flag("--without-timestamp", r->without_timestamp, "leave the time stamp unchecked")
        ->excludes(anchors);
    verify->add_option("--message", r->message, "hex digest of the message that it must be for");
    verify->add_option("--export", r->folder, "folder of an export in which it has to be found");
    verify->add_flag("--json", r->json);
    word(verify, [r](const Where& where) { return words::verify_receipt(where, *r); });
}

} // namespace

void add_bidder_words(CLI::App& program, const Word& word)
{
    add_login(program, word);
    add_act(program, word);
    add_seal(program, word);
    add_joint(program, word);
    add_submit(program, word);
}

} // namespace tianping::app
