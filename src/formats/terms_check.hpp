#pragma once
// What terms must be like in themselves, before any law is asked: shape, references, order of instants.
// Whether the figures are lawful is the procedure room's question (limits as data).
#include "formats/terms.hpp"

namespace tianping::terms {

// One mistake: `path` as in the JSON ("lots[0].parts[1].id"), `code` a `terms.*` of the catalogue, `allowed`
// what would be accepted.
using Mistakes = std::vector<FieldFault>;

// Of the canonical JSON: with signature and certificate it still passes a door that takes 1 MiB
// (docs/formats/http.md). Longer things are files.
inline constexpr std::size_t most_bytes = 1'000'000;

// A name without a path: 1 to 200 bytes, no hidden file, no sign that a screen does not show.
bool plain_file_name(const std::string& name);
// Every mistake at once, in the order of the fields.
Mistakes check(const Terms& terms);
// The same as a refusal: `terms.mistakes` with each mistake as a field.
Status valid(const Terms& terms);
// A file as people hand it in: JSON, every field of the right kind, and without a mistake. Refuses with
// `wire.malformed`, `wire.bad_fields` or `terms.mistakes`; all that can be found at once is named.
Result<Terms> read(std::string_view json);

} // namespace tianping::terms
