#pragma once
// What the pages show, as plain data: the app fills these from rooms and followers, in the visit's language
// where a text comes from people or from the law's data. Ids are text, instants are instants, money is fen;
// how they look is the portal's business. An empty text or list is an honest "nothing": each page says so in
// words. Nothing in here may be secret: a view is for everyone.
#include "base/money.hpp"
#include "portal/words.hpp"
#include <boost/describe.hpp>
#include <optional>
#include <string>
#include <vector>

namespace tianping::portal {

// An instant with what is left until it: "距截止 3 天", "今日截止", "已截止".
struct Due {
    Instant at{};
};

// Shown as "1.2 MB".
struct FileSize {
    std::int64_t bytes = 0;
};

struct Link {
    std::string text{};
    std::string href{};
};
BOOST_DESCRIBE_STRUCT(Link, (), (text, href))

struct Fact {
    std::string label{};
    std::string value{};
};
BOOST_DESCRIBE_STRUCT(Fact, (), (label, value))

// A piece of running text under its own heading; paragraphs are plain text.
struct Section {
    std::string heading{};
    std::vector<std::string> paragraphs{};
    std::vector<Fact> facts{};
};
BOOST_DESCRIBE_STRUCT(Section, (), (heading, paragraphs, facts))

// A notice in a list.
struct NoticeRow {
    std::string id{};
    std::string title{};
    NoticeType type{};
    Kind kind{};
    std::string code{};   // of the trade or lot
    std::string region{}; // its name
    std::string owner{};
    std::optional<Fen> amount{};
    Instant published{};
    std::optional<Due> deadline{};
};
BOOST_DESCRIBE_STRUCT(NoticeRow, (),
                      (id, title, type, kind, code, region, owner, amount, published, deadline))

// An opening in a list.
struct OpeningRow {
    std::string id{};
    Instant at{};
    std::string place{};
    std::string title{};
    std::string lots{}; // "第一标段、第二标段"
    OpeningState state{};
};
BOOST_DESCRIBE_STRUCT(OpeningRow, (), (id, at, place, title, lots, state))

// A number and how it was counted: the basis is always shown with it.
struct Figure {
    std::string label{};
    std::string value{}; // "12,846", or "—" when there is nothing to count
    std::string unit{};
    std::string basis{};
};
BOOST_DESCRIBE_STRUCT(Figure, (), (label, value, unit, basis))

struct KindCount {
    Kind kind{};
    std::int64_t count = 0; // notices open now
};
BOOST_DESCRIBE_STRUCT(KindCount, (), (kind, count))

struct Bulletin {
    std::string title{};
    std::string href{};
    Instant at{};
};
BOOST_DESCRIBE_STRUCT(Bulletin, (), (title, href, at))

// A file that may be fetched, with what is needed to check it.
struct DocumentRow {
    std::string name{};
    std::string version{};
    std::string href{};
    FileSize size{};
    std::string digest{}; // SM3, lower-case hex
    std::string signer{};
    Instant at{};
    bool in_place = false; // read in the browser, not saved
};
BOOST_DESCRIBE_STRUCT(DocumentRow, (), (name, version, href, size, digest, signer, at, in_place))

// A limit of the law as it works out in one round: the engine's own explanation, not the portal's.
struct LimitLine {
    std::string name{};
    std::string rule{}; // "自招标文件开始发出之日起至提交投标文件截止之日止，不少于 20 日"
    std::string article{}; // "招标投标法第二十四条"
    Standing standing{};
    LimitState state{};
    std::optional<Instant> starts{};
    std::optional<Instant> due{};
    std::string explanation{}; // counted days, holds, the stricter count
};
BOOST_DESCRIBE_STRUCT(LimitLine, (), (name, rule, article, standing, state, starts, due, explanation))

// How one channel shows a notice.
struct ChannelReceipt {
    std::string channel{};
    std::string href{};
    std::optional<Instant> at{};
    std::string digest{};
    Sameness sameness{};
};
BOOST_DESCRIBE_STRUCT(ChannelReceipt, (), (channel, href, at, digest, sameness))

// "/"
struct HomePage {
    std::vector<OpeningRow> openings{}; // of today in +08:00
    std::vector<NoticeRow> notices{};   // newest first, about nine
    std::vector<Figure> figures{};      // up to five
    std::vector<KindCount> kinds{};
    std::vector<NoticeType> types{}; // that notices can have
    std::vector<Bulletin> bulletins{};
    std::vector<Fact> guides{};          // services and their promised times
    std::vector<std::string> searches{}; // words often searched
};
BOOST_DESCRIBE_STRUCT(HomePage, (), (openings, notices, figures, kinds, types, bulletins, guides, searches))

struct Region {
    std::string code{};
    std::string name{};
};
BOOST_DESCRIBE_STRUCT(Region, (), (code, name))

// "/notices?kind=&type=&region=&text=&from=&to=&since=&page=": the filters are read from the visit's query
// (notice_filter below); unknown values count as not given.
struct NoticeListPage {
    std::vector<Region> regions{};
    std::vector<NoticeType> types{}; // that notices can have: the others are no filter
    std::vector<NoticeRow> rows{};
    std::int64_t total = 0;
    std::int64_t page = 1; // from 1
    std::int64_t pages = 1;
};
BOOST_DESCRIBE_STRUCT(NoticeListPage, (), (regions, types, rows, total, page, pages))

// "/notices/{id}"
struct NoticePage {
    std::string id{};
    std::string title{};
    NoticeType type{};
    Kind kind{};
    std::string code{};
    std::string trade_id{};
    std::string trade{};
    std::vector<std::string> lots{};
    std::string region{};
    std::string owner{};
    std::string agent{};
    std::string signer{}; // certificate's subject
    Instant published{};
    std::optional<Due> deadline{};
    std::vector<Section> sections{};
    std::vector<DocumentRow> documents{};
    std::string digest{};
    std::vector<ChannelReceipt> channels{};
    std::vector<LimitLine> limits{};
    std::vector<NoticeRow> related{};     // of the same trade, newest first
    std::string json{};                   // machine-readable alternate
    std::vector<NoticeRow> corrections{}; // of this notice, oldest first
    std::optional<NoticeRow> corrects{};  // what this one corrects
};
BOOST_DESCRIBE_STRUCT(NoticePage, (),
                      (id, title, type, kind, code, trade_id, trade, lots, region, owner, agent, signer,
                       published, deadline, sections, documents, digest, channels, limits, related, json,
                       corrections, corrects))

struct StageStep {
    std::string name{};
    StageMark mark{};
    std::optional<Instant> at{}; // when it was or will be reached
    std::string note{};
};
BOOST_DESCRIBE_STRUCT(StageStep, (), (name, mark, at, note))

struct HoldLine {
    std::string acts{}; // what it forbids
    std::string cause{};
    std::string article{};
    std::string setter{};
    std::string lifter{}; // who may lift it
    Instant since{};
    std::optional<Instant> until{};
    std::string notice_id{}; // of the suspension that tells of it; empty where none does
};
BOOST_DESCRIBE_STRUCT(HoldLine, (), (acts, cause, article, setter, lifter, since, until, notice_id))

struct RoundView {
    std::int64_t number = 1;
    std::vector<StageStep> stages{}; // from the pinned procedure
    std::optional<Due> deadline{};
    std::string opening_id{}; // empty until an opening is announced
    std::string procedure_id{};
    std::string procedure{};
    std::vector<HoldLine> holds{};
    std::string overtaken{}; // what a hold over the deadline led to; empty when none stood over it
    std::string ended{};     // why a failed round ended; empty while it lives
    std::string record_id{}; // of the opening whose record is published; empty before
};
BOOST_DESCRIBE_STRUCT(RoundView, (),
                      (number, stages, deadline, opening_id, procedure_id, procedure, holds, overtaken, ended,
                       record_id))

struct LotView {
    std::string id{};
    std::string name{};
    std::string code{};
    std::string deal_code{}; // 统一交易标识码
    std::string scope{};
    std::optional<Fen> limit_price{};
    std::optional<Fen> deposit{};
    std::vector<RoundView> rounds{}; // newest first
};
BOOST_DESCRIBE_STRUCT(LotView, (), (id, name, code, deal_code, scope, limit_price, deposit, rounds))

struct AnswerRow {
    std::string question{};
    std::string answer{};
    Instant at{};
};
BOOST_DESCRIBE_STRUCT(AnswerRow, (), (question, answer, at))

// "/trades/{id}": one trade, one page.
struct TradePage {
    std::string id{};
    std::string title{};
    Kind kind{};
    std::string code{};
    std::string region{};
    std::string owner{};
    std::string agent{};
    std::string responsible{}; // the centre's responsible service person and telephone (6.2.4)
    std::vector<Fact> facts{};
    std::vector<LotView> lots{};
    std::vector<Section> terms{}; // the newest signed version, as people read it
    std::string terms_version{};
    std::vector<DocumentRow> documents{}; // all versions, newest first
    std::vector<LimitLine> limits{};
    std::vector<NoticeRow> notices{};
    std::vector<AnswerRow> answers{}; // published answers, without who asked
    std::string json{};
};
BOOST_DESCRIBE_STRUCT(TradePage, (),
                      (id, title, kind, code, region, owner, agent, responsible, facts, lots, terms,
                       terms_version, documents, limits, notices, answers, json))

} // namespace tianping::portal
