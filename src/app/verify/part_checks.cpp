// The sealed parts: that each is listed, opened or really void, and who lied about its shares.
#include "app/verify/checks.hpp"
#include "rooms/opening/rules.hpp"
#include <algorithm>

namespace tianping::verify {

// Every share that was given is compared with the share that the header really gave; whoever lied is named.
Status Checks::shares_named(const opening::OpenedEvidence& opened, const seal::Header& header,
                            const seal::Secret& secret) const
{
    std::vector<std::int64_t> wrong;
    for (const auto& given : evidence_.answers) {
        if (given.header != opened.header)
            continue;
        TP_TRY(message, from_base64(given.message));
        TP_TRY(answer, seal::Answer::decode(message));
        if (answer.code == seal::AnswerCode::ok &&
            answer.value != secret.share(header.prefix().threshold, answer.index))
            wrong.push_back(answer.index);
    }
    for (const auto& given : evidence_.unsealing.proofs) {
        if (given.header != opened.header)
            continue;
        TP_TRY(message, from_base64(given.message));
        TP_TRY(proof, seal::Proof::decode(message));
        if (!seal::proves(proof, header, set_->digest, secret))
            wrong.push_back(0);
    }
    auto named = opened.wrong;
    std::ranges::sort(named);
    std::ranges::sort(wrong);
    if (wrong == named)
        return {};
    return differs("verify.wrong_answers_differ", std::to_string(wrong.size()));
}

// With the secret that rebuilds its header shares are right or wrong whether or not the content opens;
// without one nobody knows who lied, and nobody is named.
Status Checks::void_named(const opening::OpenedEvidence& opened, const seal::Header& header) const
{
    if (opened.secret.empty())
        return opened.wrong.empty() ? Status{} : Status{differs("verify.wrong_answers_differ", opened.part)};
    TP_TRY(value, digest_from_hex(opened.secret));
    TP_TRY(secret, seal::recover_from_secret(header, value));
    return shares_named(opened, header, secret);
}

// Every part that the closed set lists was opened or is said not to open.
Status Checks::parts_complete() const
{
    for (const auto& submission : evidence_.closing.submissions) {
        TP_TRY(message, from_base64(submission.message));
        TP_TRY(submit, seal::Submit::decode(message));
        for (const auto& part : submit.parts)
            if (std::ranges::find(evidence_.opened, to_hex(part.header), &opening::OpenedEvidence::header) ==
                evidence_.opened.end())
                return differs("verify.part_left_out", submission.submission + "/" + part.part);
    }
    return {};
}

Status Checks::part(const opening::OpenedEvidence& opened, const FetchFile& fetch)
{
    TP_CHECK(digest_from_hex(opened.envelope)); // it becomes a file's name
    TP_CHECK(part_listed(opened));
    if (opened.reason == opening::file_lost)
        return really_lost(opened);
    const auto bytes = fetch(envelope_file(opened.envelope));
    if (!bytes)
        return missing(opened, bytes.error());
    TP_TRY(envelope, seal::Envelope::read(*bytes));
    if (to_hex(envelope.digest) != opened.envelope || to_hex(envelope.header.digest()) != opened.header)
        return differs("verify.envelope_differs", opened.envelope);
    if (opened.state == opening::BidState::void_) { // lawfully of what every trustee refuses, too
        TP_CHECK(really_void(opened, envelope));
        return void_named(opened, envelope.header);
    }
    TP_CHECK(seal::may_answer(facts_, *set_, envelope.header));
    if (opened.state != opening::BidState::opened)
        return differs("verify.line_state_differs", opened.part);
    if (!opened.reason.empty())
        return differs("verify.reason_differs", opened.part);
    TP_TRY(value, digest_from_hex(opened.secret));
    TP_TRY(secret, seal::recover_from_secret(envelope.header, value));
    TP_CHECK(opened_on_ground(opened, envelope.header, secret));
    TP_CHECK(shares_named(opened, envelope.header, secret));
    TP_TRY(content, seal::open_part(envelope, secret));
    if (const auto letter = opening::letter_in(opened.part, content.inside.files))
        letters_[opened.submission] = *letter;
    return {};
}

void Checks::parts(const FetchFile& fetch)
{
    for (const auto& opened : evidence_.opened) {
        const auto where = opened.submission + "/" + opened.part;
        if (!opened.kept)
            found(part(opened, fetch), "verify.part", where);
        else if (const auto lawful = kept_lawfully(opened); !lawful)
            found(lawful, part_kept, where);
        else
            out_.push_back({true, part_kept, where, wire::name_of(opened.state)});
    }
    found(parts_complete(), "verify.parts_complete", evidence_.kit.intake);
}

} // namespace tianping::verify
