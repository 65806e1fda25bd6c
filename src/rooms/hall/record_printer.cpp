#include "rooms/hall/record_printer.hpp"
#include "infra/spine/log.hpp"
#include "infra/spine/own_command.hpp"
#include "rooms/hall/events.hpp"
#include "rooms/hall/record.hpp"
#include "rooms/hall/store.hpp"
#include <algorithm>

namespace tianping::hall {

void RecordPrinter::pass()
{
    for (auto& row : parts_.reads.read([](const ReadTx& tx) { return store::records_to_print(tx); }))
        print(row);
}

// A record that cannot be printed holds back no other.
void RecordPrinter::print(RecordRow& row)
try {
    const auto pdf = document::print(paper_of(wire::parse<Record>(row.body).value(), row.digest));
    row.pdf = parts_.blobs.put(pdf);
    row.pdf_size = static_cast<std::int64_t>(pdf.size());
    if (const auto status = publish(row); !status)
        log::error("a record was not published", {{"record", row.id}, {"code", status.error().code}});
} catch (const std::exception& e) {
    log::error("a record was not printed", {{"record", row.id}, {"reason", e.what()}});
}

Status RecordPrinter::publish(const RecordRow& printed)
{
    const auto decide = [&](WriteTx& tx, const Call& call) -> Result<Answer> {
        TP_TRY(round, trade::round_of_intake(tx, printed.intake));
        TP_TRY(facts, trade::trade_facts(tx, round.trade));
        store::keep_print(tx, printed);
        events::append(tx, call, printed.intake.text(), trade::about(facts, round),
                       RecordPublished{printed.version, printed.final, printed.digest, printed.pdf});
        return Answer{};
    };
    const auto outcome = parts_.writer.run(
        own_command({"hall.publish_record", printed.digest, {}, decide}, "record/" + printed.id,
                    std::max(parts_.clock.now(), printed.drawn_up_at), parts_.chance));
    if (!outcome.answer)
        return outcome.answer.error();
    return {};
}

} // namespace tianping::hall
