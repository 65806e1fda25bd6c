#include "followers/search/search.hpp"
#include "rooms/notice/api.hpp"
#include <limits>

namespace tianping::search {

struct NoticeRow {
    std::string notice{};
    std::string kind{};
    std::string region{};
    std::string words{}; // title and codes, ASCII letters lower-case
    Instant published_at{};
    static constexpr std::string_view table = "notice_search";
};
BOOST_DESCRIBE_STRUCT(NoticeRow, (), (notice, kind, region, words, published_at))

struct TermsFileRow {
    std::string digest{}; // of the file
    std::string terms{};
    static constexpr std::string_view table = "terms_file_search";
};
BOOST_DESCRIBE_STRUCT(TermsFileRow, (), (digest, terms))

namespace {

constexpr const char* fits = " WHERE (kind = :k OR :k0 = '') AND (region = :r OR :r0 = '') AND words LIKE :w "
                             "ESCAPE '!' AND published_at >= :f AND published_at < :u";
constexpr std::int64_t far = std::numeric_limits<std::int64_t>::max();

std::string folded(const std::string& text)
{
    std::string out = text;
    for (auto& c : out)
        if (c >= 'A' && c <= 'Z')
            c = static_cast<char>(c - 'A' + 'a');
    return out;
}

std::string pattern_of(const std::string& text)
{
    std::string out = "%";
    for (const char c : folded(text)) {
        if (c == '%' || c == '_' || c == '!')
            out += '!';
        out += c;
    }
    return out + "%";
}

// Several notices may name the same terms, and two names in them may have one content.
void note_files(WriteTx& tx, const std::string& digest)
{
    const auto version = trade::terms_by_digest(tx, digest);
    if (!version)
        return;
    for (const auto& file : version->terms.files)
        if (!tx.find<TermsFileRow>("WHERE digest = :d AND terms = :t", file.digest, digest))
            tx.insert(TermsFileRow{file.digest, digest}).value();
}

void note(WriteTx& tx, const events::Event& event)
{
    const auto body = event.as<notice::Published>();
    NoticeRow row{event.stream, wire::name_of(body.text.kind), "", folded(body.text.title),
                  body.published_at};
    for (const auto& code : body.text.unified_codes)
        row.words += "\n" + folded(code);
    if (const auto id = trade::TradeId::parse(body.text.trade))
        if (const auto facts = trade::trade_facts(tx, *id))
            row.region = facts->region;
    tx.insert(row).value();
    if (body.text.terms)
        note_files(tx, *body.text.terms);
}

} // namespace

Follower follower()
{
    Follower out{"search", FollowerKind::view, {"notice_search", "terms_file_search"}, {}, {}};
    out.by_kind[std::string{notice::Published::kind}] = note;
    return out;
}

std::int64_t count(const ReadTx& tx, const Wanted& wanted)
{
    return tx.number(std::string{"SELECT count(*) FROM notice_search"} + fits, wanted.kind, wanted.kind,
                     wanted.region, wanted.region, pattern_of(wanted.text),
                     wanted.from ? millis(*wanted.from) : 0, wanted.until ? millis(*wanted.until) : far);
}

std::vector<std::string> terms_with_file(const ReadTx& tx, const std::string& digest, std::int64_t most)
{
    std::vector<std::string> out;
    for (auto& row : tx.list<TermsFileRow>("WHERE digest = :d ORDER BY terms DESC LIMIT :l", digest, most))
        out.push_back(std::move(row.terms));
    return out;
}

std::vector<std::string> notices(const ReadTx& tx, const Wanted& wanted, std::int64_t skip, std::int64_t most)
{
    std::vector<std::string> out;
    for (auto& row : tx.list<NoticeRow>(
             std::string{fits} + " ORDER BY published_at DESC, notice DESC LIMIT :l OFFSET :o", wanted.kind,
             wanted.kind, wanted.region, wanted.region, pattern_of(wanted.text),
             wanted.from ? millis(*wanted.from) : 0, wanted.until ? millis(*wanted.until) : far, most, skip))
        out.push_back(std::move(row.notice));
    return out;
}

} // namespace tianping::search
