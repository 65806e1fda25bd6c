// The opening of lot 1 as it is heard from outside: a listener who stays, and one whose line is cut and who
// comes back. Neither has signed in.
#include "app/rehearsal/play.hpp"
#include "base/canonical.hpp"
#include "rooms/hall/service.hpp"
#include <algorithm>

namespace tianping::rehearsal {
namespace {

constexpr const char* reading_out = "opening.read_out";

std::unique_ptr<http::Client> listener(const std::string& base, const std::string& intake,
                                       const std::string& after)
{
    auto out = std::make_unique<http::Client>(base);
    must(out->follow("/api/v1/intakes/" + intake + "/session/stream", after), "the live stream");
    return out;
}

// Up to the first event of this kind.
void hear(http::Client& reader, const std::string& kind, std::vector<http::ClientEvent>& heard)
{
    do
        heard.push_back(must(reader.next_event(), "the live stream"));
    while (heard.back().event != kind);
}

boost::json::value body_of(const http::ClientEvent& event)
{
    return must(wire::parse_json(event.data), "a live event").at("body");
}

bool in_order(const std::vector<http::ClientEvent>& heard)
{
    return std::ranges::is_sorted(heard, std::ranges::less_equal{},
                                  [](const auto& event) { return std::stoll(event.id); });
}

bool same(const http::ClientEvent& one, const http::ClientEvent& other)
{
    return one.id == other.id && one.event == other.event && one.data == other.data;
}

bool as_heard(const opening::ReadOut& line, const hall::RecordBid& recorded)
{
    return line.bidder_name == recorded.bidder && line.bidder_code == recorded.bidder_code &&
           line.fields == recorded.fields && line.state == recorded.state;
}

} // namespace

// Before the deadline.
void Play::follow_live(const std::string& intake)
{
    stays_ = listener(parts_.base, intake, "");
    cut_ = listener(parts_.base, intake, "");
}

// Until the set is witnessed; then one of the two lines is cut.
void Play::hear_witnessed()
{
    hear(*cut_, "opening.set_witnessed", heard_);
    cut_.reset();
}

void Play::hear_read_out(const std::string& intake, const opening::OpeningView& view)
{
    std::vector<http::ClientEvent> whole;
    hear(*stays_, reading_out, whole);
    cut_ = listener(parts_.base, intake, heard_.back().id);
    hear(*cut_, reading_out, heard_);
    expect(std::ranges::equal(whole, heard_, same), "who comes back misses nothing and hears nothing twice");
    expect(in_order(whole), "what is heard comes in its order");
    for (std::size_t i = 0; i + 1 < whole.size(); ++i)
        expect(body_of(whole[i]).is_null(), "no name and no number is heard before the reading out");
    expect(canonical(body_of(whole.back()).at("bids")) == canonical(wire::write(view.bids)),
           "names and prices are heard together and as they are published");
    tell_.step(
        now(),
        "旁听者无需登录，开标前即收听现场直播：公布之前只听到进程，听不到名称和份数；投标人名称和报价随"
        "同一条消息同时到达，次序和内容与公布的一致",
        "Somebody who has not signed in follows the opening live: before the reading out he hears how "
        "far it is, no name and no number; names and prices come in one message, in the order and with "
        "the words in which they are published",
        {"招标投标法第36条：截止时间前收到的所有投标文件，开标时都应当当众予以拆封、宣读；20号令第30条",
         "Tendering and Bidding Law, article 36: all bids received before the deadline must be opened and "
         "read out in public at the opening; Decree 20, article 30"});
    tell_.detail("另一旁听者在见证之后断线，凭 Last-Event-ID 续听：一条不缺，一条不重",
                 "another one's line is cut after the witnessing; he goes on from Last-Event-ID: nothing is "
                 "missing, nothing comes twice");
}

// The record is heard of, too, and says the same.
void Play::hear_record(const std::string& intake, const opening::OpeningView& view)
{
    std::vector<http::ClientEvent> more;
    do
        hear(*stays_, "hall.record_published", more);
    while (!body_of(more.back()).at("final").as_bool());
    expect(in_order(more), "what is heard comes in its order");
    http::Client anyone{parts_.base};
    const auto printed =
        must(anyone.get<hall::RecordOut>("/api/v1/intakes/" + intake + "/record.json"), "the record");
    expect(body_of(more.back()).at("digest").as_string() == printed.digest, "the record is the one heard of");
    expect(std::ranges::equal(view.bids, printed.record.bids, as_heard), "the record says what was heard");
    tell_.detail("直播所闻与开标记录逐家一致，旁听到开标记录公布为止",
                 "the record says of each bidder what was heard, and the listener heard of the record");
    stays_.reset();
    cut_.reset();
}

} // namespace tianping::rehearsal
