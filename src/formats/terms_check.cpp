#include "base/canonical.hpp"
#include "base/collected.hpp"
#include "base/id.hpp"
#include "base/national_codes.hpp"
#include "formats/envelope.hpp"
#include "formats/terms_finder.hpp"

namespace tianping::terms {

bool plain_file_name(const std::string& name)
{
    return !name.empty() && name.size() <= 200 && name.front() != '.' &&
           name.find_first_of("/\\") == std::string::npos && !holds_controls(name);
}

namespace {

void check_part(Finder f, const Part& part)
{
    f.name(part.id, "id");
    f.title(part.title, "title");
    f.require(part.most_bytes >= 1, "most_bytes", "terms.not_positive", "1 or more bytes");
    f.require(!part.media_types.empty(), "media_types", "terms.list_empty", "at least one media type");
    f.require(part.envelope == 1 || part.envelope == 2, "envelope", "terms.bad_envelope", "1, 2");
    f.require(part.envelope != 2, "envelope", "terms.second_envelope", "1");
}

void check_parts(Finder f, const std::vector<Part>& parts)
{
    f.require(!parts.empty() && parts.size() <= seal::most_parts, "parts", "terms.bad_number_of_parts",
              "1..64");
    for (std::size_t i = 0; i < parts.size(); ++i)
        check_part(f.item("parts", i), parts[i]);
    f.unique(parts, "parts", "id", &Part::id);
    const bool first =
        parts.empty() || std::ranges::any_of(parts, [](const Part& p) { return p.envelope == 1; });
    f.require(first, "parts", "terms.no_first_envelope", "a part with envelope 1");
    const bool price = std::ranges::any_of(parts, [](const Part& p) { return p.id == "price"; });
    f.require(price, "parts", "terms.no_price_part", "a part with the id price");
}

void check_price_letter(Finder f, const std::vector<PriceField>& fields)
{
    f.require(!fields.empty(), "price_letter", "terms.list_empty", "at least one field");
    for (std::size_t i = 0; i < fields.size(); ++i) {
        auto at = f.item("price_letter", i);
        at.name(fields[i].id, "id");
        at.title(fields[i].title, "title");
    }
    f.unique(fields, "price_letter", "id", &PriceField::id);
    const auto is_price = [](const PriceField& p) {
        return p.id == "price" && p.unit == FieldUnit::fen && p.read_out;
    };
    f.require(std::ranges::any_of(fields, is_price), "price_letter", "terms.no_price_read_out",
              "a field with the id price, in fen, read out");
}

std::int64_t shares(const Unsealing& u)
{
    return std::ranges::count_if(u.closers, &Closer::holds_share);
}

void check_closers(Finder f, const Unsealing& u)
{
    for (std::size_t i = 0; i < u.closers.size(); ++i) {
        const auto& c = u.closers[i];
        auto at = f.item("closers", i);
        at.require(c.index == static_cast<std::int64_t>(i) + 1, "index", "terms.bad_index",
                   std::to_string(i + 1));
        at.require(fault_of_organisation_code(c.organisation_code) == CodeFault::none, "organisation_code",
                   "terms.bad_code", "18 characters, of which the last checks the others");
        at.title(c.name, "name");
        at.digest(c.certificate_digest, "certificate_digest");
        const bool in_order = !c.holds_share || i == 0 || u.closers[i - 1].holds_share;
        at.require(in_order, "holds_share", "terms.witness_before_trustee", "trustees first");
    }
    f.unique(u.closers, "closers", "certificate_digest", &Closer::certificate_digest);
    f.unique(u.closers, "closers", "organisation_code", &Closer::organisation_code);
}

void check_unsealing(Finder f, const Unsealing& u)
{
    const auto n = shares(u);
    f.require(n >= seal::fewest_trustees && n <= seal::most_trustees, "closers",
              "terms.bad_number_of_trustees", "3..9 with a share");
    const bool quorum = u.threshold >= 2 && u.threshold < n && 2 * u.threshold > n;
    f.require(quorum, "threshold", "terms.bad_threshold", "more than half of the shares, not all of them");
    f.require(u.window_minutes >= 1, "window_minutes", "terms.not_positive", "1 or more minutes");
    f.require(u.manner == Manner::trustees || u.trustees_remedy || u.own_spare_allowed, "trustees_remedy",
              "terms.no_way_to_open", "true");
    check_closers(f, u);
}

void check_money(Finder f, const LotTerms& lot)
{
    f.require(lot.estimate > Fen{}, "estimate", "terms.not_positive", "more than 0 fen");
    f.require(!lot.limit_price || *lot.limit_price > Fen{}, "limit_price", "terms.not_positive",
              "more than 0 fen");
    f.require(!(lot.limit_price && lot.limit_formula), "limit_formula", "terms.price_or_formula",
              "limit_price or limit_formula");
    if (lot.limit_formula)
        f.text(*lot.limit_formula, "limit_formula");
    if (!lot.deposit)
        return;
    f.part("deposit").require(lot.deposit->amount > Fen{}, "amount", "terms.not_positive", "more than 0 fen");
    f.part("deposit").require(!lot.deposit->forms.empty(), "forms", "terms.list_empty",
                              wire::choices<DepositForm>());
}

void check_lot(Finder f, const LotTerms& lot)
{
    f.require(is_id_text("lot", lot.lot), "lot", "id.malformed", "lot_ and 32 hex digits");
    f.require(is_id_text("rnd", lot.round), "round", "id.malformed", "rnd_ and 32 hex digits");
    f.require(is_id_text("int", lot.intake), "intake", "id.malformed", "int_ and 32 hex digits");
    f.title(lot.name, "name");
    check_money(f, lot);
    f.require(lot.validity_days >= 1, "validity_days", "terms.not_positive", "1 or more days");
    f.require(lot.minimum_bidders >= 1, "minimum_bidders", "terms.not_positive", "1 or more");
    check_parts(f, lot.parts);
    check_price_letter(f, lot.price_letter);
    if (lot.bill)
        check_bill(f, *lot.bill);
    check_unsealing(f.part("unsealing"), lot.unsealing);
}

void check_head(Finder f, const Terms& t)
{
    f.require(t.format == "tianping/terms/1", "format", "terms.unknown_format", "tianping/terms/1");
    f.name(t.platform, "platform");
    f.require(is_id_text("trd", t.trade), "trade", "id.malformed", "trd_ and 32 hex digits");
    f.require(t.number >= 1, "number", "terms.not_positive", "1 or more");
    f.require((t.number == 1) == !t.previous.has_value(), "previous", "terms.previous_and_number",
              t.number == 1 ? "nothing in the first version" : "digest of the version before");
    if (t.previous)
        f.digest(*t.previous, "previous");
    f.title(t.title, "title");
    f.name(t.procedure, "procedure");
    f.require(t.documents_from < t.documents_until, "documents_until", "terms.wrong_order",
              "after documents_from");
    f.require(t.documents_until <= t.deadline, "deadline", "terms.wrong_order", "not before documents_until");
    f.require(!t.eligibility.empty(), "eligibility", "terms.list_empty", "at least one requirement");
    for (std::size_t i = 0; i < t.eligibility.size(); ++i)
        f.text(t.eligibility[i], "eligibility[" + std::to_string(i) + "]");
}

void check_files(Finder f, const std::vector<File>& files)
{
    for (std::size_t i = 0; i < files.size(); ++i) {
        auto at = f.item("files", i);
        at.require(plain_file_name(files[i].name), "name", "terms.bad_file_name", "a name without a path");
        at.require(files[i].size >= 0, "size", "terms.negative", "0 or more bytes");
        at.digest(files[i].digest, "digest");
        at.text(files[i].media_type, "media_type");
    }
    f.unique(files, "files", "name", &File::name);
}

} // namespace

Mistakes check(const Terms& terms)
{
    Mistakes found;
    Finder f{found, ""};
    check_head(f, terms);
    check_evaluation(f, terms);
    f.require(!terms.lots.empty(), "lots", "terms.list_empty", "at least one lot");
    for (std::size_t i = 0; i < terms.lots.size(); ++i)
        check_lot(f.item("lots", i), terms.lots[i]);
    f.unique(terms.lots, "lots", "lot", &LotTerms::lot);
    f.unique(terms.lots, "lots", "round", &LotTerms::round);
    f.unique(terms.lots, "lots", "intake", &LotTerms::intake);
    check_files(f, terms.files);
    f.require(canonical(wire::write(terms)).size() <= most_bytes, "lots", "terms.too_large",
              "at most " + std::to_string(most_bytes) + " bytes as JSON, all lots together");
    return found;
}

Status valid(const Terms& terms)
{
    return counted("terms.mistakes", check(terms));
}

Result<Terms> read(std::string_view json)
{
    TP_TRY(value, wire::parse_json(json));
    wire::Faults bad;
    Terms terms;
    wire::read(value, terms, {}, bad);
    if (bad.empty()) {
        TP_CHECK(valid(terms));
        return terms;
    }
    // Fields that could be read are judged too; those of the wrong kind and what follows from them only once.
    const auto spoilt = [&](const FieldFault& fault) {
        return std::ranges::any_of(bad, [&](const FieldFault& b) {
            return fault.path.starts_with(b.path) || b.path.starts_with(fault.path);
        });
    };
    wire::Faults rest;
    std::ranges::copy_if(check(terms), std::back_inserter(rest),
                         [&](const auto& fault) { return !spoilt(fault); });
    bad.insert(bad.end(), rest.begin(), rest.end());
    return wire::bad_fields(std::move(bad));
}

} // namespace tianping::terms
