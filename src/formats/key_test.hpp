#pragma once
// The test of an intake's keys (docs/formats/seal.md 9, KEY): a key is valid once it has opened a test
// envelope, an ordinary sealed part that holds nothing. Pure; platform, trustee, sealing program and verifier
// ask the same functions.
#include "formats/closing_rules.hpp"
#include "formats/sealing.hpp"

namespace tianping::seal {

// The test envelope of these keys, sealed as a bid's part is: part `key-test`, zeros for terms and bidder.
// Its body is thrown away, since its boxes are what is tested. `chance` is erased; refuses what seal_part
// refuses.
Result<Sealed> seal_key_test(const Place& place, std::uint8_t threshold, const std::vector<TrusteeKey>& keys,
                             const EnvelopeId& id, Chance& chance);

// A trustee's ANSWER to a test envelope: as to a bid's header, with zeros for the CLOSE, which there is none
// of. An answer under a CLOSE is none to a test, and the reverse.
Answer test_answer(const Header& test, std::uint8_t index, const std::optional<Scalar>& share);

// This ANSWER is the share that the test envelope gave its trustee. `closing.key_not_proved` with the
// trustee's number, `closing.answer_of_another`.
Status check_test_answer(const Header& test, const Secret& secret, const Answer& answer);

// Every key has opened the test envelope: it is one for this place and these keys
// (`closing.header_of_another`, `closing.key_substituted`), each trustee's answer is there once, signed by
// the certificate of his key (`closing.key_not_proved` with the first number that fails), and together they
// rebuild the envelope's header.
Status check_key_test(const Place& place, const std::vector<TrusteeKey>& keys, const Header& test,
                      const std::vector<Signed>& answers, const Signers& signers);

} // namespace tianping::seal
