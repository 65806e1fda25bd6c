#include "portal/pages.hpp"
#include "base/described.hpp"
#include "portal/api_view.hpp"
#include "portal/diagram.hpp"
#include "portal/frame.hpp"
#include <algorithm>

namespace tianping::portal {

namespace {

Painter painter(const Visit& visit)
{
    return {visit.language, visit.now};
}

Link crumb(const Painter& paint, const std::string& nav)
{
    return {paint.say("nav." + nav), "/" + nav};
}

Data link(std::string text, std::string href)
{
    Data out{Data::type::object};
    out["text"] = Data{text};
    out["href"] = Data{href};
    return out;
}

// All kinds in their order, each with its count where the view has one.
Data all_kinds(const HomePage& view, const Painter& paint)
{
    Data out{Data::type::list};
    for (const auto kind : wire::Choices<Kind>::values) {
        const auto it = std::ranges::find(view.kinds, kind, &KindCount::kind);
        Data one{Data::type::object};
        one["kind"] = paint(kind);
        one["count"] = it == view.kinds.end() ? Data{false} : paint(it->count);
        out << one;
    }
    return out;
}

Data kind_entries(const Painter& paint)
{
    Data out{Data::type::list};
    for (const std::string name : wire::Choices<Kind>::names) {
        Data one = link(paint.say("kind." + name), "/notices?kind=" + name);
        one["mark"] = Data{paint.say("kind_mark." + name)};
        one["what"] = Data{paint.say("kind_what." + name)};
        out << one;
    }
    return out;
}

// Of the types that notices can have, those that most readers look for.
Data tabs(const HomePage& view, const Painter& paint)
{
    using enum NoticeType;
    Data out{Data::type::list};
    for (const auto type : {tender, clarification, postponement, candidates, result, contract}) {
        const auto name = wire::name_of(type);
        if (std::ranges::find(view.types, type) != view.types.end())
            out << link(paint.say("notice_type." + name), "/notices?type=" + name);
    }
    return out;
}

// The link of a notice list inside another page: both pages call it notice_rows.
void add_notices(Data& page, const std::vector<NoticeRow>& rows, const Painter& paint)
{
    page["notice_rows"] = paint(rows);
    page["has_notice_rows"] = Data{!rows.empty()};
}

// Each with the day where it is another than the line's before.
Data with_days(const std::vector<Happening>& happenings, const Painter& paint)
{
    Data out{Data::type::list};
    std::string shown;
    for (const auto& happening : happenings) {
        const auto day = local_date(happening.at);
        Data one = paint(happening);
        one["day"] = day == shown ? Data{false} : Data{day};
        shown = day;
        out << one;
    }
    return out;
}

Data opening_data(const OpeningPage& view, const Visit& visit)
{
    Data page = painter(visit)(view);
    page["stages"] = painter(visit)(view.steps);
    page["happenings"] = with_days(view.happenings, painter(visit));
    page["live_href"] = Data{same_page(visit, {{"part", "live"}})};
    page["self_href"] = Data{same_page(visit, {{"part", ""}})};
    return page;
}

} // namespace

Pages::Pages(Site site) : desk_{std::make_unique<Desk>(std::move(site))} {}
Pages::~Pages() = default;
Pages::Pages(Pages&&) noexcept = default;
Pages& Pages::operator=(Pages&&) noexcept = default;

std::string Pages::home(const HomePage& view, const Visit& visit) const
{
    const Painter paint = painter(visit);
    Data page = paint(view);
    page["kinds"] = all_kinds(view, paint);
    page["entries"] = kind_entries(paint);
    page["types"] = tabs(view, paint);
    Data searches{Data::type::list};
    for (const auto& word : view.searches)
        searches << link(word, "/notices?" + query_text({{"text", word}}));
    page["searches"] = std::move(searches);
    const auto& name = visit.language == Language::zh ? desk_->site.name : desk_->site.name_en;
    return desk_->render("home", Frame{name, "home", "/", {}, "", {}}, page, visit);
}

std::string Pages::notice(const NoticePage& view, const Visit& visit) const
{
    const Painter paint = painter(visit);
    Data page = paint(view);
    add_notices(page, view.related, paint);
    const Frame frame{
        view.title, "notices",
        "",         {crumb(paint, "notices"), {paint(view.type).get("word")->string_value(), ""}},
        view.json,  view.published};
    return desk_->render("notice", frame, page, visit);
}

std::string Pages::trade(const TradePage& view, const Visit& visit) const
{
    const Painter paint = painter(visit);
    Data page = paint(view);
    page["sections"] = paint(view.terms);
    page["has_sections"] = Data{!view.terms.empty()};
    add_notices(page, view.notices, paint);
    const Frame frame{view.title, "notices", "", {crumb(paint, "notices"), {paint.say("fact.trade"), ""}},
                      view.json,  {}};
    return desk_->render("trade", frame, page, visit);
}

std::string Pages::openings(const OpeningListPage& view, const Visit& visit) const
{
    const Painter paint = painter(visit);
    Data page = paint(view);
    page["day_text"] = Data{paint.long_date(view.day)};
    page["before_href"] = Data{"/openings?day=" + local_date(view.day - std::chrono::days{1})};
    page["after_href"] = Data{"/openings?day=" + local_date(view.day + std::chrono::days{1})};
    const auto title = paint.say("nav.openings");
    return desk_->render("openings", Frame{title, "openings", "", {{title, ""}}, "", {}}, page, visit);
}

std::string Pages::opening(const OpeningPage& view, const Visit& visit) const
{
    const Painter paint = painter(visit);
    const Frame frame{view.title, "openings", "", {crumb(paint, "openings"), {view.lot, ""}}, "", {}};
    return desk_->render("opening", frame, opening_data(view, visit), visit);
}

std::string Pages::opening_live(const OpeningPage& view, const Visit& visit) const
{
    const Frame frame{view.title, "openings", "", {}, "", {}};
    return desk_->render("opening_live", frame, opening_data(view, visit), visit);
}

std::string Pages::opening_record(const OpeningRecordPage& view, const Visit& visit) const
{
    const Painter paint = painter(visit);
    const Frame frame{view.title, "openings",
                      "",         {crumb(paint, "openings"), {paint.say("notice_type.opening_record"), ""}},
                      view.json,  view.pdf.at};
    return desk_->render("opening_record", frame, paint(view), visit);
}

std::string Pages::procedures(const ProcedureListPage& view, const Visit& visit) const
{
    const Painter paint = painter(visit);
    const auto title = paint.say("nav.procedures");
    return desk_->render("procedures", Frame{title, "procedures", "", {{title, ""}}, "", {}}, paint(view),
                         visit);
}

std::string Pages::procedure(const ProcedurePage& view, const Visit& visit) const
{
    const Painter paint = painter(visit);
    Data page = paint(view);
    page["diagram"] = paint(draw(view.stages, paint.say("procedure.back_to")));
    Data stages{Data::type::list};
    for (const auto& stage : view.stages) {
        Data ways{Data::type::list};
        for (const auto& next : stage.next)
            if (const auto to = std::ranges::find(view.stages, next, &ProcedureStage::id);
                to != view.stages.end())
                ways << link(to->name, to->id);
        Data one = paint(stage);
        one["has_ways"] = Data{!ways.is_empty_list()};
        one["ways"] = std::move(ways);
        stages << one;
    }
    page["stages"] = std::move(stages);
    const Frame frame{view.name, "procedures", "", {crumb(paint, "procedures"), {view.name, ""}}, "", {}};
    return desk_->render("procedure", frame, page, visit);
}

std::string Pages::limits(const LimitsPage& view, const Visit& visit) const
{
    const Painter paint = painter(visit);
    Data page = paint(view);
    Data groups{Data::type::list};
    for (std::size_t i = 0; i < view.groups.size(); ++i) {
        Data one = paint(view.groups[i]);
        one["index"] = Data{std::to_string(i + 1)};
        groups << one;
    }
    page["groups"] = std::move(groups);
    Data standings{Data::type::list};
    for (const auto standing : wire::Choices<Standing>::values) {
        Data one = paint(standing);
        one["what"] = Data{paint.say("standing_what." + wire::name_of(standing))};
        standings << one;
    }
    page["standings"] = std::move(standings);
    const auto title = paint.say("nav.limits");
    return desk_->render("limits", Frame{title, "limits", "", {{title, ""}}, "", {}}, page, visit);
}

std::string Pages::verify(const VerifyPage& view, const Visit& visit) const
{
    const Painter paint = painter(visit);
    const auto title = paint.say("nav.verify");
    return desk_->render("verify", Frame{title, "verify", "", {{title, ""}}, "", {}}, paint(view), visit);
}

std::string Pages::api(const ApiPage& view, const Visit& visit) const
{
    Data page{Data::type::object};
    page["body"] = Data{view.body};
    const auto title = painter(visit).say("nav.api");
    return desk_->render("api", Frame{title, "api", "", {{title, ""}}, view.href, {}}, page, visit);
}

std::string Pages::api_body(const boost::json::object& openapi, const std::string& href,
                            Language language) const
{
    const Painter paint{language, Instant{}};
    Data body{Data::type::object};
    body["api"] = paint(api_reference(openapi));
    body["href"] = paint(href);
    return desk_->templates.render("api_body", {&desk_->shared_in(language), &body});
}

std::string Pages::guide(const GuidePage& view, const Visit& visit) const
{
    const Painter paint = painter(visit);
    const auto title = paint.say("nav.guide");
    return desk_->render("guide", Frame{title, "guide", "", {{title, ""}}, "", {}}, paint(view), visit);
}

std::string Pages::error(const ErrorPage& view, const Visit& visit) const
{
    const Painter paint = painter(visit);
    const bool known = view.status == 404 || view.status == 500 || view.status == 503;
    const std::string status = std::to_string(view.status);
    Data page = paint(view);
    page["otherwise"] = Data{paint.say(known ? "error.m" + status : "error.other_text")};
    page["retry"] = view.retry_after > 0
                        ? Data{paint.say("error.retry", {{"seconds", std::to_string(view.retry_after)}})}
                        : Data{false};
    return desk_->render("error",
                         Frame{paint.say(known ? "error.t" + status : "error.other"), "", "", {}, "", {}},
                         page, visit);
}

} // namespace tianping::portal
