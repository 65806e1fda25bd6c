#pragma once
// An export on the disk, changed in one place and verified.
#include "app/exporting/export.hpp"
#include "base/canonical.hpp"
#include "rooms/hall/api.hpp"
#include "rooms/hall/events.hpp"
#include "support/tender.hpp"
#include "verify/on_disk.hpp"

namespace tianping::verify {

using opening::Evidence;

inline void flip(std::string& text, std::size_t at)
{
    text.at(at) = text.at(at) == '1' ? '2' : '1';
}

// One bit of what a base64 text carries.
inline void flip_bytes(std::string& base64, std::size_t at)
{
    auto bytes = from_base64(base64).value();
    bytes.at(at) ^= 1;
    base64 = to_base64(bytes);
}

// The first event of this kind, with another body; its digest stays as it was.
template <class Body>
void change_event(Evidence& evidence, const std::function<void(Body&)>& change)
{
    const auto event = std::ranges::find(evidence.events, Body::kind, &opening::LoggedEvent::kind);
    auto body = wire::parse<Body>(event->body).value();
    change(body);
    event->body = canonical(wire::write(body));
}

class ExportFolder {
public:
    // The whole, as the owner reads it; `intake` is the one that is changed.
    ExportFolder(test::Tender& tender, std::string intake)
        : ExportFolder{tender, std::move(intake), &tender.owner().client()}
    {
    }
    // As the account reads it that is signed in here; as everybody, where there is none.
    ExportFolder(test::Tender& tender, std::string intake, http::Client* reader) : intake_{std::move(intake)}
    {
        const auto trade = tender.trade().id.text();
        auto anyone = tender.anyone();
        exported_ = reader ? exporting::export_whole_trade(*reader, trade, folder()).value()
                           : exporting::export_trade(anyone, trade, folder()).value();
        evidence_ = wire::parse<Evidence>(text_of(evidence_file())).value();
    }
    std::filesystem::path folder() const { return scratch_.path() / "export"; }
    std::filesystem::path evidence_file() const { return folder() / "intakes" / (intake_ + ".json"); }
    std::filesystem::path envelope_file(std::size_t i) const
    {
        return folder() / verify::envelope_file(evidence_.opened.at(i).envelope);
    }
    std::filesystem::path record_file(std::int64_t version, const char* ending) const
    {
        return folder() / verify::record_file(intake_, version, ending);
    }
    const Evidence& evidence() const { return evidence_; }
    const exporting::Exported& exported() const { return exported_; }
    void put(const Evidence& evidence) const
    {
        write_text(evidence_file(), boost::json::serialize(wire::write(evidence)));
    }
    std::string said() const { return differing(verify_export(folder())); }
    // Which parts the verifier says that it was not given.
    std::vector<std::string> said_kept() const
    {
        std::vector<std::string> out;
        for (const auto& finding : verify_export(folder()))
            if (finding.what == part_kept && is_note(finding))
                out.push_back(finding.where);
        return out;
    }
    // What the verifier says of a changed evidence; the true one stands again afterwards.
    std::string said_of(const std::function<void(Evidence&)>& change) const
    {
        auto changed = evidence_;
        change(changed);
        put(changed);
        const auto out = said();
        put(evidence_);
        return out;
    }
    // The same of a file.
    std::string said_of_file(const std::filesystem::path& file,
                             const std::function<void(std::string&)>& change) const
    {
        const auto whole = text_of(file);
        auto changed = whole;
        change(changed);
        write_text(file, changed);
        const auto out = said();
        write_text(file, whole);
        return out;
    }

    // A version of the record says something else, and its digest in file and log is made to fit.
    std::string said_of_record(std::int64_t version, const std::function<void(hall::Record&)>& change) const
    {
        const auto file = record_file(version, ".json");
        auto out = wire::parse<hall::RecordOut>(text_of(file)).value();
        change(out.record);
        out.digest = to_hex(hall::digest_of(out.record));
        auto evidence = evidence_;
        for (auto& event : evidence.events)
            if (event.kind == hall::RecordPublished::kind) {
                auto body = wire::parse<hall::RecordPublished>(event.body).value();
                body.digest = body.record_version == version ? out.digest : body.digest;
                event.body = canonical(wire::write(body));
            }
        put(evidence);
        const auto said =
            said_of_file(file, [&](std::string& text) { text = boost::json::serialize(wire::write(out)); });
        put(evidence_);
        return said;
    }

private:
    test::ScratchFolder scratch_;
    std::string intake_;
    exporting::Exported exported_{};
    Evidence evidence_{};
};

// What the verifier says of the export that everybody reads.
inline std::string said_in_public(test::Tender& tender)
{
    return ExportFolder{tender, tender.intake(), nullptr}.said();
}

} // namespace tianping::verify
