// What the owner is told before he signs; none of it stops him.
#include "rooms/notice/rules.hpp"

namespace tianping::notice {
namespace {

trade::Finding warning(std::string code, std::string subject, std::string zh, std::string en,
                       std::string article)
{
    trade::Finding f{std::move(code),   "", std::move(subject), std::move(zh), std::move(en),
                     std::move(article)};
    f.effect = procedure::Effect::warn;
    return f;
}

} // namespace

std::vector<trade::Finding> reminders(const procedure::Rulebook& rules, trade::Stage stage, const Text& text,
                                      const procedure::Facts& facts, Instant publishes)
{
    std::vector<trade::Finding> out;
    const auto* act = act_of(rules, stage, text.kind, facts);
    for (const auto& duty : rules.duties) {
        if (act == nullptr || duty.act != act->id ||
            !procedure::in_force(duty, facts, CivilDay::of(publishes)))
            continue;
        auto f = warning("notice.duty_of_act", "kind", duty.zh, duty.en, duty.article);
        f.rule = duty.id;
        f.standing = duty.standing;
        out.push_back(std::move(f));
    }
    return out;
}

std::vector<trade::Finding> failed_again(const std::vector<guidance::Note>& notes)
{
    std::vector<trade::Finding> out;
    for (const auto& note : notes) {
        auto f = warning("notice.failed_again", "kind", note.zh, note.en, note.article);
        f.rule = note.id;
        f.standing = note.standing;
        out.push_back(std::move(f));
    }
    return out;
}

std::optional<trade::Finding> medium_wanted(const Text& text, const std::string& medium,
                                            const procedure::Facts& facts)
{
    const auto mandatory = facts.attributes.find("mandatory");
    if (text.kind != Kind::tender_notice || !medium.empty() || mandatory == facts.attributes.end() ||
        mandatory->second != "yes")
        return std::nullopt;
    return warning(
        "notice.medium_wanted", "kind",
        "本平台没有连接指定媒介。依法必须招标项目的招标公告应当在“中国招标投标公共服务平台”或者项目所在地省级"
        "电子招标投标公共服务平台发布，请招标人另行发布。",
        "This platform is connected to no designated medium: the notice of a mandatory tender has to "
        "be published there, by the owner himself.",
        "10号令8");
}

} // namespace tianping::notice
