#include "rooms/opening/rules.hpp"
#include "base/digit.hpp"
#include <algorithm>
#include <set>

namespace tianping::opening {
namespace {

bool is_number(std::string_view text)
{
    return !text.empty() && text.size() <= 16 && std::ranges::all_of(text, is_digit);
}

} // namespace

bool enough_bidders(const std::vector<bidding::ClosedSubmission>& submissions, std::int64_t minimum)
{
    std::set<std::string> bidders;
    for (const auto& submission : submissions)
        bidders.insert(submission.bidder);
    return static_cast<std::int64_t>(bidders.size()) >= minimum;
}

Result<terms::Closer> closer_of(const terms::LotTerms& lot, std::int64_t number,
                                const std::string& certificate_digest)
{
    for (const auto& closer : lot.unsealing.closers)
        if (closer.index == number && closer.certificate_digest == certificate_digest)
            return closer;
    return Error{Fault::forbidden, "opening.not_a_closer"};
}

Result<terms::Closer> trustee_of(const terms::LotTerms& lot, std::int64_t number,
                                 const std::string& certificate_digest)
{
    TP_TRY(closer, closer_of(lot, number, certificate_digest));
    if (!closer.holds_share)
        return Error{Fault::forbidden, "opening.no_share"};
    return closer;
}

bool holds_share(const terms::LotTerms& lot, const std::string& organisation_code)
{
    return std::ranges::any_of(lot.unsealing.closers, [&](const terms::Closer& closer) {
        return closer.holds_share && closer.organisation_code == organisation_code;
    });
}

std::int64_t trustees_of(const terms::LotTerms& lot)
{
    return std::ranges::count_if(lot.unsealing.closers, [](const auto& c) { return c.holds_share; });
}

bidding::ClosedSubmission to_answer_for(bidding::ClosedSubmission whole)
{
    bidding::ClosedSubmission out;
    out.submission = std::move(whole.submission);
    out.message = std::move(whole.message);
    out.signature = std::move(whole.signature);
    out.certificate = std::move(whole.certificate);
    out.chain = std::move(whole.chain);
    out.arrived = whole.arrived;
    return out;
}

std::int64_t quorum_of(const terms::LotTerms& lot)
{
    return static_cast<std::int64_t>(seal::closing_quorum(lot.unsealing.closers.size(),
                                                          static_cast<std::size_t>(lot.unsealing.threshold)));
}

PartVerdict verdict(const AnswerFacts& facts)
{
    if (facts.ok >= facts.threshold)
        return PartVerdict::open;
    if (facts.window_over || facts.answered == facts.trustees)
        return PartVerdict::void_;
    return PartVerdict::wait;
}

std::vector<std::int64_t> wrong_answers(const seal::Secret& secret, std::uint8_t threshold,
                                        const std::string& header, const std::vector<AnswerRow>& answers)
{
    std::vector<std::int64_t> out;
    for (const auto& row : answers) {
        if (row.header != header || row.code != seal::AnswerCode::ok)
            continue;
        const auto answer = seal::Answer::decode(from_base64(row.message).value()).value();
        if (answer.value != secret.share(threshold, answer.index))
            out.push_back(row.number);
    }
    std::ranges::sort(out);
    return out;
}

std::vector<std::int64_t> wrong_of(const seal::Secret& secret, const seal::Header& header,
                                   const std::vector<AnswerRow>& answers,
                                   const std::optional<BidderMessageRow>& proof)
{
    auto out = wrong_answers(secret, header.prefix().threshold, to_hex(header.digest()), answers);
    if (!proof)
        return out;
    const auto given = seal::Proof::decode(from_base64(proof->message).value()).value();
    if (!seal::proves(given, header, given.close, secret))
        out.insert(out.begin(), 0);
    return out;
}

Result<std::map<std::string, std::string>> read_letter(std::string_view json, const terms::LotTerms& lot)
{
    Error bad{Fault::invalid, "opening.price_letter_malformed"};
    const auto letter = wire::parse<PriceLetter>(json);
    if (!letter)
        return bad;
    std::map<std::string, std::string> out;
    for (const auto& field : lot.price_letter) {
        const auto value = letter->fields.find(field.id);
        if (value == letter->fields.end())
            bad.fields.push_back({"fields." + field.id, "wire.missing", field.title});
        else if (field.unit != terms::FieldUnit::text && !is_number(value->second))
            bad.fields.push_back({"fields." + field.id, "wire.want_integer", field.title});
        else if (field.read_out)
            out[field.id] = value->second;
    }
    if (letter->round != lot.round)
        bad.fields.push_back({"round", "opening.letter_of_another_round", lot.round});
    if (bad.fields.empty())
        return out;
    return bad;
}

std::optional<std::string> letter_in(std::string_view part, const std::vector<seal::OpenedFile>& files)
{
    if (part != letter_part)
        return std::nullopt;
    const auto found = std::ranges::find(files, letter_file, &seal::OpenedFile::name);
    return found == files.end() ? std::nullopt : std::optional{std::string{text_view(found->bytes)}};
}

bool is_read_out(std::string_view part, const std::string& submission, const std::vector<ReadOut>& lines)
{
    return part == letter_part && std::ranges::any_of(lines, [&](const ReadOut& line) {
               return line.submission == submission && line.state == BidState::opened;
           });
}

Result<std::map<std::string, std::string>> fields_of(const std::optional<std::string>& letter,
                                                     const terms::LotTerms& lot)
{
    if (!letter)
        return Error{Fault::invalid, "opening.price_letter_missing"};
    return read_letter(*letter, lot);
}

} // namespace tianping::opening
