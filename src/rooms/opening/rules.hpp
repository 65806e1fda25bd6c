#pragma once
// The law of the opening room: pure functions over values.
#include "formats/manifest.hpp"
#include "formats/recovery.hpp"
#include "rooms/opening/types.hpp"

namespace tianping::opening {

// As many different bidders as the law wants, or nothing is opened (招法 28, 条例 44). A joint body is one.
bool enough_bidders(const std::vector<bidding::ClosedSubmission>& submissions, std::int64_t minimum);

// Who signs a closing or answers, pinned by the terms. `opening.not_a_closer`, `opening.no_share`.
Result<terms::Closer> closer_of(const terms::LotTerms& lot, std::int64_t number,
                                const std::string& certificate_digest);
Result<terms::Closer> trustee_of(const terms::LotTerms& lot, std::int64_t number,
                                 const std::string& certificate_digest);

// Whether a closer of this organisation is a trustee here.
bool holds_share(const terms::LotTerms& lot, const std::string& organisation_code);
// How many hold a share.
std::int64_t trustees_of(const terms::LotTerms& lot);

// What a trustee needs of a submission to check the set and to answer for it: the signed messages, the
// certificate and when it came; nothing that only the platform says of its bidder.
bidding::ClosedSubmission to_answer_for(bidding::ClosedSubmission whole);

std::int64_t quorum_of(const terms::LotTerms& lot);

// What is to be done with one sealed part, given the answers so far.
enum class PartVerdict { wait, open, void_ };
struct AnswerFacts {
    std::int64_t ok{};       // answers with a share
    std::int64_t answered{}; // answers at all
    std::int64_t trustees{};
    std::int64_t threshold{};
    bool window_over = false;
};
// Opens with t shares; void only when every trustee has answered or the window is over
// (docs/formats/seal.md).
PartVerdict verdict(const AnswerFacts& facts);

// The trustees whose answer is not the share that this header gave them, ascending: every answer with a share
// is compared with its right value, also one that came after the part was opened.
std::vector<std::int64_t> wrong_answers(const seal::Secret& secret, std::uint8_t threshold,
                                        const std::string& header, const std::vector<AnswerRow>& answers);

// The same, with 0 in front when the bidder's PROOF of this header does not fit the secret.
std::vector<std::int64_t> wrong_of(const seal::Secret& secret, const seal::Header& header,
                                   const std::vector<AnswerRow>& answers,
                                   const std::optional<BidderMessageRow>& proof);

// The fields of the price letter that are read out, in the terms' order; values are shown as the bidder wrote
// them. Refuses with `opening.price_letter_malformed` naming each missing or wrong field.
Result<std::map<std::string, std::string>> read_letter(std::string_view json, const terms::LotTerms& lot);

// A bid's price letter is this file of this part, and no file of any other part.
inline constexpr std::string_view letter_part = "price";
inline constexpr std::string_view letter_file = "price-letter.json";
std::optional<std::string> letter_in(std::string_view part, const std::vector<seal::OpenedFile>& files);
// Whether what this part says is read out: the part of the price letter, of a bid whose line says that it
// opened. Nothing of a bid that did not open is read out (20-31), whichever of its parts did.
bool is_read_out(std::string_view part, const std::string& submission, const std::vector<ReadOut>& lines);
// As read_letter; `opening.price_letter_missing` of a bid that has none.
Result<std::map<std::string, std::string>> fields_of(const std::optional<std::string>& letter,
                                                     const terms::LotTerms& lot);

} // namespace tianping::opening
