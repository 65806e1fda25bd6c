#pragma once
// Journaled commands are decided, whatever the queue or the database says meanwhile: their stamp is kept, and
// the closing of an intake waits for them. Their key makes asking again safe. One whose decision meets a
// fault of the house `tries` times (for three quarters of a minute, by the pauses between) is refused with
// `house.given_up`, or what somebody sent could hold closings back for ever: that is kept under its key, so
// that its arrival and the incident stand in the record of commands.
#include "infra/spine/writer.hpp"
#include <thread>

namespace tianping::http {

class Insist {
public:
    explicit Insist(Writer& writer, int tries = 16); // the writer outlives this
    ~Insist();                                       // what is still undecided stays in the journal

    // False when this person's key is already on its way with a stamp as early: the first stamp counts.
    // Whoever reserved it submits it, or releases it because nothing was journaled.
    bool reserve(const Call& call);
    void release(const Call& call);

    // The room's preparation: the command, or a refusal. Asked again, on a thread of this, for as long as it
    // answers Fault::unavailable (a full disk, a database that is away), however often that is; any other
    // refusal is the decision.
    using Prepare = std::function<Result<Command>()>;
    // Prepares and submits what was reserved. `deliver` is called once: with the decision, or with the first
    // unknown outcome; `decided` once, when there is a decision. The first stamp also counts when the
    // key was refused to a later one meanwhile, here or by another node (commands::with_first_stamp).
    void submit(const Call& call, Prepare prepare, Writer::Deliver deliver,
                std::function<void(const Outcome&)> decided);
    std::size_t undecided() const;
    // No new tries from now on; what is being tried ends.
    void stop();

private:
    struct State;
    std::shared_ptr<State> state_; // also held by commands that wait in the writer
    std::thread thread_;
};

} // namespace tianping::http
