// People at an opening: sign-in before the deadline, an objection on the spot, signatures, the record.
#include "app/rehearsal/play.hpp"
#include "rooms/hall/service.hpp"
#include <algorithm>
#include <thread>

namespace tianping::rehearsal {
namespace {

bool comes(const Fate fate)
{
    return fate != Fate::withdrawn && fate != Fate::late;
}

} // namespace

void Play::sign_in(const std::string& intake, std::size_t lot, const std::vector<Bid>& bids)
{
    const auto attend = [&](account::Account& who) {
        return must_post<hall::AttendanceOut>(who, "/api/v1/intakes/" + intake + "/attendance",
                                              hall::AttendIn{who.sign(hall::attendance_message(intake))},
                                              "attend/" + intake, "sign-in");
    };
    attend(*agency_);
    attend(*closers_.at(1).account);
    for (const auto& bid : bids)
        if (bid.plan.lot == lot && comes(bid.plan.fate) && bid.plan.key != Key::own_cause)
            attend(*firm(bid.plan.bidder).account);
    tell_.step(now(),
               cast_.lots.at(lot).name +
                   "：主持人、见证人和投标人在线签到，各人只看到自己，看不到谁来了、来了几家",
               cast_.lots.at(lot).name + ": host, witness and bidders sign in; each sees only himself",
               {"20号令第29条：所有投标人均应当准时在线参加开标；招标投标法第35条",
                "Decree 20, article 29: all bidders must attend the opening online and on time; Tendering "
                "and Bidding Law, article 35"});
}

// An objection is answered on the spot, before the record is signed.
void Play::object_and_answer(const std::string& intake, const Bid& bid)
{
    const auto path = "/api/v1/intakes/" + intake + "/objections";
    const auto raised = must_post<hall::RecordObjection>(
        *firm(bid.plan.bidder).account, path, hall::ObjectionIn{"请说明迟到作答的受托机构是否影响解封结果。"},
        "object/" + intake, "an objection");
    go_to(now() + std::chrono::minutes{6});
    must_post<hall::RecordObjection>(
        *agency_, path + "/" + raised.id + "/answer",
        hall::ObjectionAnswerIn{
            "任意三份正确份额解封结果相同，份额与投标文件头逐一核对，全部证据可公开复核。"},
        "answer/" + raised.id, "an answer");
    tell_.step(now(), name_of(bid) + " 当场提出异议，招标人当场答复，异议和答复都记入开标记录",
               name_of(bid) + " objects on the spot and is answered on the spot; both are recorded",
               {"条例第44条：投标人对开标有异议的，应当在开标现场提出，招标人应当当场作出答复，并制作记录",
                "Implementing Regulations, article 44: a bidder who objects to the opening must do so at the "
                "opening; the tenderer must answer on the spot and make a record"});
}

// The record is laid out, signed by all but one who refuses and one who is absent, and published as PDF.
void Play::hold_session(const std::string& intake, std::size_t lot, const std::vector<Bid>& bids)
{
    const auto path = "/api/v1/intakes/" + intake + "/session";
    const auto laid_out = must_post<hall::SessionView>(*agency_, path + "/signing", hall::SigningIn{60},
                                                       "signing/" + intake, "the record is laid out");
    const auto sign = [&](account::Account& who) {
        const auto& digest = laid_out.record_digest;
        const auto message = hall::record_message(digest_from_hex(digest).value());
        must_post<hall::SessionView>(who, path + "/signatures",
                                     hall::RecordSignatureIn{digest, who.sign(message)}, "record/" + intake,
                                     "a signature");
    };
    sign(*agency_);
    sign(*owner_);
    sign(*closers_.at(1).account);
    bool refused = lot != 0;
    for (const auto& bid : bids) {
        if (bid.plan.lot != lot || !comes(bid.plan.fate) || bid.plan.key == Key::own_cause)
            continue;
        auto& account = *firm(bid.plan.bidder).account;
        if (std::exchange(refused, true))
            sign(account);
        else
            must_post<hall::SessionView>(account, path + "/refusals",
                                         hall::RefusalIn{"对受托机构迟到一事保留意见"}, "refuse/" + intake,
                                         "a refusal");
    }
    go_to(now() + std::chrono::minutes{61});
    must_post<hall::SessionView>(*agency_, path + "/end", boost::json::value(nullptr), "end/" + intake,
                                 "the session ends");
    tell_record(intake);
}

void Play::tell_record(const std::string& intake)
{
    http::Client anyone{parts_.base};
    const auto target = "/api/v1/intakes/" + intake + "/record";
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{30};
    auto printed = anyone.get<hall::RecordOut>(target + ".json");
    while ((!printed || !printed->final) && std::chrono::steady_clock::now() < until) {
        std::this_thread::sleep_for(std::chrono::milliseconds{20});
        printed = anyone.get<hall::RecordOut>(target + ".json");
    }
    const auto record = must(std::move(printed), "the record");
    const auto pdf = must(anyone.send("GET", target), "the record as PDF");
    if (!record.final || !pdf.ok() || !pdf.body.starts_with("%PDF"))
        throw Stopped{"the record", Error{Fault::unavailable, "rehearsal.not_read_out"}};
    std::size_t signed_by = 0, refused = 0;
    for (const auto& signature : record.record.signatures) {
        signed_by += signature.state == hall::SignatureState::signed_ ? 1 : 0;
        refused += signature.state == hall::SignatureState::refused ? 1 : 0;
    }
    tell_.step(
        now(), "各方签署开标记录，拒签的记明理由，未到场不产生后果；开标记录连同二维码和摘要向社会公布",
        "The record is signed; a refusal has its reason, absence no consequence; the record is published",
        {"20号令第32条：生成开标记录并向社会公众公布",
         "Decree 20, article 32: an opening record is made and published to the public"});
    tell_.detail("签署 " + std::to_string(signed_by) + " 方，拒签 " + std::to_string(refused) + " 方，SM3 " +
                     record.digest.substr(0, 16) + "…",
                 std::to_string(signed_by) + " signed, " + std::to_string(refused) + " refused, SM3 " +
                     record.digest.substr(0, 16) + "…");
}

} // namespace tianping::rehearsal
