// What the terms have to say of a notice: those that it names, or those that bind its rounds.
#include "rooms/notice/said_instants.hpp"
#include "rooms/notice/service.hpp"
#include <algorithm>

namespace tianping::notice {
namespace {

using trade::Finding;

bool has_limits(const Text& text)
{
    return announces(text.kind) || text.kind == Kind::clarification || text.kind == Kind::postponement ||
           (text.kind == Kind::correction && clarifies(text, {}));
}

// Terms with this round's lot alone, so that its limits are its own.
terms::Terms only_lot(terms::Terms terms, const trade::RoundId& round)
{
    std::erase_if(terms.lots, [&](const terms::LotTerms& lot) { return lot.round != round.text(); });
    return terms;
}

// What was found in only_lot(), where people find it: at the lot's place in the whole terms.
std::vector<Finding> at_own_place(std::vector<Finding> found, const terms::Terms& whole,
                                  const trade::RoundId& round)
{
    constexpr std::string_view alone = "lots[0]";
    const auto lot = std::ranges::find(whole.lots, round.text(), &terms::LotTerms::round);
    const auto own = "lots[" + std::to_string(lot - whole.lots.begin()) + "]";
    for (auto& f : found)
        if (f.subject.starts_with(alone))
            f.subject.replace(0, alone.size(), own);
    return found;
}

procedure::Facts instants_of(const ReadTx& tx, const Text& text, const trade::RoundFacts& round,
                             const terms::Terms& terms, Instant publishes)
{
    const auto deadline =
        text.deadline.value_or(text.terms ? terms.deadline : round.deadline.value_or(terms.deadline));
    procedure::Facts more;
    more.instants = {{"bid_deadline", deadline, procedure::Channel::none},
                     {"opening", deadline, procedure::Channel::none}};
    if (announces(text.kind))
        more.instants.push_back(
            {"documents_released", std::max(terms.documents_from, publishes), procedure::Channel::none});
    if (text.kind == Kind::tender_notice)
        more.instants.push_back({"notice_published", publishes, procedure::Channel::none});
    if (text.kind == Kind::invitation)
        more.instants.push_back({"invitation_sent", publishes, procedure::Channel::none});
    if (clarifies(text, changes_of(tx, text, round)))
        more.instants.push_back({"clarification_sent", publishes, procedure::Channel::none});
    return more;
}

std::optional<trade::SignedTerms> terms_for(const ReadTx& tx, const Text& text,
                                            const trade::RoundFacts& round)
{
    auto found = trade::terms_by_digest(tx, text.terms.value_or(round.terms_digest));
    return found ? std::optional{*std::move(found)} : std::nullopt;
}

// Trustees witness no closing at another hour than that of the terms that the owner signed.
std::optional<Finding> deadline_against(const Text& text, const trade::RoundFacts& round,
                                        const terms::Terms& terms)
{
    if (!text.deadline || *text.deadline == terms.deadline)
        return std::nullopt;
    if (text.terms)
        return against_round(round, "notice.deadline_not_of_terms", "公告的投标截止时间与交易文件不一致。",
                             "notice and terms name different deadlines");
    auto f = against_round(round, "notice.deadline_wants_terms",
                           "改变投标截止时间的公告应当引用写明新截止时间的交易文件；请招标人先签署该版本。",
                           "a notice that moves the deadline names a version of the terms that says it; the "
                           "owner signs that version first");
    f.article = "招法23";
    return f;
}

// Bids may be sealed for the later version already, and to its trustees.
void check_against_those_in_force(const ReadTx& tx, const trade::RoundFacts& round,
                                  const trade::SignedTerms& terms, std::vector<Finding>& out)
{
    const auto in_force = trade::terms_by_digest(tx, round.terms_digest);
    if (in_force && terms.terms.number < in_force->terms.number)
        out.push_back(against_round(
            round, "notice.terms_older",
            "所引交易文件（第" + std::to_string(terms.terms.number) + "版）早于现行的第" +
                std::to_string(in_force->terms.number) + "版；请招标人签署新版本，并在公告中引用。",
            "the notice names version " + std::to_string(terms.terms.number) + " of the terms, and version " +
                std::to_string(in_force->terms.number) +
                " is in force; the owner signs another one, which the notice names"));
    if (!trade::keeps_closers(tx, round, terms.terms))
        out.push_back(
            against_round(round, "trade.closers_changed",
                          "所引交易文件改变了关闭人或者门限，而受托人的密钥已按现行交易文件公布；请"
                          "招标人签署关闭人不变的版本，并在公告中引用。",
                          "the terms change who closes and opens, and the trustees' keys are out for "
                          "those in force; the owner signs a version that keeps them"));
}

void check_terms(const ReadTx& tx, const Text& text, const trade::RoundFacts& round,
                 const trade::SignedTerms& terms, Instant planned, std::vector<Finding>& out)
{
    if (terms.terms.trade != text.trade || !trade::lot_terms(terms.terms, round.id))
        out.push_back(against_round(round, "notice.terms_of_another", "所引交易文件不含本标段。",
                                    "the terms do not speak of this lot"));
    if (auto differs = deadline_against(text, round, terms.terms))
        out.push_back(*std::move(differs));
    check_against_those_in_force(tx, round, terms, out);
    if (!announces(text.kind) || terms.terms.documents_from >= planned)
        return;
    auto f = against_round(round, "notice.documents_before_notice", "招标文件开始发出的时间早于公告发布。",
                           "the documents would be given out before the notice is published");
    f.article = "条例16";
    f.earliest = planned;
    out.push_back(std::move(f));
}

// The notice's own, which is held against the terms by itself, and those until now, which a postponement
// names beside it.
std::vector<Instant> deadlines_told(const ReadTx& tx, const Text& text)
{
    std::vector<Instant> out;
    if (text.deadline)
        out.push_back(*text.deadline);
    for (const auto& round : announces(text.kind) ? std::vector<trade::RoundFacts>{} : rounds_of(tx, text))
        if (round.deadline)
            out.push_back(*round.deadline);
    return out;
}

void say_why(Earliest& earliest, const procedure::Limit& limit, const procedure::Rulebook& rules)
{
    earliest.zh = procedure::describe(limit, rules, procedure::Language::zh);
    earliest.en = procedure::describe(limit, rules, procedure::Language::en);
}

// The limit that a standing hold keeps open: its end is known once the hold is lifted.
Earliest held_open(const procedure::Lawful& lawful, const procedure::Rulebook& rules)
{
    Earliest out;
    out.held = true;
    for (const auto& bound : lawful.bounds)
        if (bound.window.held)
            say_why(out, bound.limit, rules);
    return out;
}

} // namespace

std::vector<terms::Difference> changes_of(const ReadTx& tx, const Text& text, const trade::RoundFacts& round)
{
    if (!text.terms || round.terms_digest.empty() || *text.terms == round.terms_digest)
        return {};
    const auto before = trade::terms_by_digest(tx, round.terms_digest);
    const auto after = trade::terms_by_digest(tx, *text.terms);
    if (!before || !after)
        return {};
    return changed_contents(only_lot(before->terms, round.id), only_lot(after->terms, round.id));
}

Result<std::vector<Finding>> Notices::terms_findings(const ReadTx& tx, const Text& text,
                                                     const trade::RoundFacts& round,
                                                     Publication publication) const
{
    std::vector<Finding> out;
    const auto terms = has_limits(text) ? terms_for(tx, text, round) : std::nullopt;
    if (!terms)
        return out;
    check_terms(tx, text, round, *terms, publication.planned, out);
    std::ranges::move(against_said_instants(guidance_, text, terms->terms, deadlines_told(tx, text)),
                      std::back_inserter(out));
    if (auto doubtful = doubtful_class(text, changes_of(tx, text, round)))
        out.push_back(*std::move(doubtful));
    TP_TRY(limits, trade::findings_on_terms(tx, library_, only_lot(terms->terms, round.id),
                                            instants_of(tx, text, round, terms->terms, publication.at)));
    std::ranges::move(at_own_place(std::move(limits), terms->terms, round.id), std::back_inserter(out));
    return out;
}

Result<Earliest> Notices::earliest_deadline(const ReadTx& tx, const Text& text, Instant publishes) const
{
    Earliest out;
    if (!has_limits(text))
        return out;
    for (const auto& round : rounds_of(tx, text)) {
        const auto terms = terms_for(tx, text, round);
        const auto* lot = terms ? trade::lot_terms(terms->terms, round.id) : nullptr;
        if (!lot)
            continue;
        TP_TRY(rules, trade::rules_of(tx, round, library_));
        const auto facts = trade::facts_with_terms(trade::facts_of(tx, round), terms->terms, *lot,
                                                   instants_of(tx, text, round, terms->terms, publishes));
        TP_TRY(lawful, procedure::lawful(rules, library_.calendar, "bid_deadline", facts));
        if (lawful.held)
            return held_open(lawful, rules);
        if (!lawful.earliest || (out.at && *lawful.earliest <= *out.at))
            continue;
        out.at = lawful.earliest;
        for (const auto& bound : lawful.bounds)
            if (bound.window.earliest == lawful.earliest)
                say_why(out, bound.limit, rules);
    }
    return out;
}

} // namespace tianping::notice
