#include "app/portal/terms_sections.hpp"
#include "base/joined_text.hpp"
#include "formats/terms_words.hpp"
#include <algorithm>

namespace tianping::app {
namespace {

std::string list_of(const std::vector<std::string>& items, bool zh)
{
    return joined_text(items, zh ? "、" : ", ");
}

std::string form_word(terms::DepositForm form, bool zh)
{
    if (zh)
        return terms::word_of(form);
    switch (form) {
    case terms::DepositForm::transfer:
        return "transfer";
    case terms::DepositForm::electronic_guarantee:
        return "electronic guarantee";
    case terms::DepositForm::bank_instrument:
        return "bank instrument";
    }
    return {};
}

std::string unit_word(terms::FieldUnit unit, bool zh)
{
    if (zh)
        return terms::word_of(unit);
    switch (unit) {
    case terms::FieldUnit::fen:
        return "yuan";
    case terms::FieldUnit::day:
        return "days";
    case terms::FieldUnit::text:
        return "text";
    }
    return {};
}

std::string deposit_words(const std::optional<terms::Deposit>& deposit, bool zh)
{
    if (!deposit)
        return zh ? "不收取" : "none";
    std::vector<std::string> forms;
    for (const auto form : deposit->forms)
        forms.push_back(form_word(form, zh));
    return zh ? terms::money_text(deposit->amount) + "（" + list_of(forms, zh) + "）"
              : deposit->amount.text() + " yuan (" + list_of(forms, zh) + ")";
}

std::string size_words(std::int64_t bytes, bool zh)
{
    constexpr std::int64_t mega = 1 << 20;
    if (bytes >= mega && bytes % mega == 0)
        return std::to_string(bytes / mega) + " MB";
    return std::to_string(bytes) + (zh ? " 字节" : " bytes");
}

portal::Fact part_fact(const terms::Part& part, bool zh)
{
    auto what = (zh ? "格式 " : "format ") + list_of(part.media_types, zh) +
                (zh ? "；不超过 " : "; at most ") + size_words(part.most_bytes, zh);
    if (part.anonymous)
        what += zh ? "；暗标" : "; anonymous";
    return {(zh ? "投标文件：" : "Part of the bid: ") + part.title, what};
}

std::string letter_words(const std::vector<terms::PriceField>& letter, bool zh)
{
    std::vector<std::string> fields;
    for (const auto& field : letter) {
        auto what = unit_word(field.unit, zh);
        if (field.read_out)
            what += zh ? "，唱标" : ", read out";
        fields.push_back(field.title + (zh ? "（" + what + "）" : " (" + what + ")"));
    }
    return list_of(fields, zh);
}

std::string manner_words(terms::Manner manner, bool zh)
{
    if (zh)
        return terms::word_of(manner);
    return manner == terms::Manner::trustees
               ? "the trustees open all bids together once enough of them answer"
               : "each bidder proves and then gives the key of his own bid";
}

std::string window_words(std::int64_t minutes, bool zh)
{
    const auto figure = std::to_string(minutes);
    return zh ? figure + " 分钟，自投标截止或者封存集合见证完成时起，以较晚者为准"
              : figure +
                    " minutes from the deadline or from the witnessing of the closed set, whichever is later";
}

std::string remedy_words(bool remedy, bool zh)
{
    if (!remedy)
        return zh ? "没有：未解密的投标文件一律不由受托人解密"
                  : "none: the trustees open no bid that did not open";
    return zh ? "非因投标人自身原因未能解密的，一律由受托人解密"
              : "the trustees open every bid that failed to open by no fault of its bidder";
}

// Those who hold a share, or those who only witness.
std::vector<std::string> closers_of(const terms::Unsealing& unsealing, bool holding)
{
    std::vector<std::string> out;
    for (const auto& closer : unsealing.closers)
        if (closer.holds_share == holding)
            out.push_back(closer.name);
    return out;
}

portal::Section unsealing_section(const terms::LotTerms& lot, bool zh)
{
    const auto& how = lot.unsealing;
    const auto trustees = closers_of(how, true);
    const auto all = std::to_string(trustees.size());
    const auto needed = std::to_string(how.threshold);
    portal::Section out{lot.name + (zh ? "　解密" : ": how the bids are opened"), {}, {}};
    out.facts = {{zh ? "解密方式" : "Manner", manner_words(how.manner, zh)},
                 {zh ? "解密时限" : "Window", window_words(how.window_minutes, zh)},
                 {zh ? "受托人" : "Trustees",
                  zh ? all + " 名中任意 " + needed + " 名可以解密：" + list_of(trustees, zh)
                     : "any " + needed + " of " + all + " can open: " + list_of(trustees, zh)}};
    if (const auto witnesses = closers_of(how, false); !witnesses.empty())
        out.facts.push_back({zh ? "见证人" : "Witnesses", list_of(witnesses, zh)});
    if (how.manner == terms::Manner::bidder)
        out.facts.push_back({zh ? "补救" : "Remedy", remedy_words(how.trustees_remedy, zh)});
    const auto spare = how.own_spare_allowed ? (zh ? "可以自留" : "a bidder may keep one")
                                             : (zh ? "不可以自留" : "a bidder may not keep one");
    out.facts.push_back({zh ? "备用密钥" : "Spare key", spare});
    return out;
}

} // namespace

std::vector<portal::Section> terms_sections(const terms::Terms& terms, const std::string& lots, bool zh)
{
    std::vector<portal::Fact> items;
    for (const auto& item : terms.evaluation) {
        const auto points = terms::points_text(item.points);
        items.push_back({item.title + (zh ? "（" + points + " 分）" : " (" + points + " points)"),
                         terms::scoring_text(item)});
    }
    std::vector<std::string> how{(zh ? "得分相同时：" : "With equal scores: ") + terms.tie_rule};
    if (terms.award_limits)
        how.push_back(terms::award_text(*terms.award_limits));
    const auto of = lots.empty() ? std::string{} : lots + (zh ? "　" : ": ");
    return {{of + (zh ? "投标人资格" : "Who may bid"), terms.eligibility, {}},
            {of + (zh ? "评标办法：" : "Evaluation: ") + terms.evaluation_method, std::move(how), items},
            {of + (zh ? "异议" : "Objections"), {terms.objections_to}, {}}};
}

std::vector<portal::Section> lot_sections(const terms::LotTerms& lot, bool zh)
{
    const auto days = std::to_string(lot.validity_days);
    portal::Section bid{lot.name + (zh ? "　投标要求" : ": what a bid needs"), {}, {}};
    bid.facts = {{zh ? "投标有效期" : "Bid validity",
                  zh ? "自投标截止之日起 " + days + " 日" : days + " days from the deadline"},
                 {zh ? "投标保证金" : "Deposit", deposit_words(lot.deposit, zh)},
                 {zh ? "联合体" : "Joint bodies",
                  lot.joint_bodies ? (zh ? "接受" : "accepted") : (zh ? "不接受" : "not accepted")}};
    for (const auto& part : lot.parts)
        bid.facts.push_back(part_fact(part, zh));
    bid.facts.push_back({zh ? "开标一览表" : "Price letter", letter_words(lot.price_letter, zh)});
    return {std::move(bid), unsealing_section(lot, zh)};
}

} // namespace tianping::app
