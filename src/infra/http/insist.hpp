#pragma once
// Journaled commands are decided, whatever the queue or the database says meanwhile: their stamp is kept, and
// the closing of an intake waits for them. Their key makes asking again safe.
#include "infra/spine/writer.hpp"
#include <thread>

namespace tianping::http {

class Insist {
public:
    explicit Insist(Writer& writer); // the writer outlives this
    ~Insist();                       // what is still undecided stays in the journal

    // `deliver` is called once: with the decision, or with the first unknown outcome; `decided` once, when
    // there is a decision. False when this person's key is already on its way: the first stamp counts. It
    // also counts when another node refused the key to a later stamp meanwhile (commands::with_first_stamp).
    bool submit(Command command, Writer::Deliver deliver, std::function<void(const Outcome&)> decided);
    std::size_t undecided() const;
    // No new tries from now on.
    void stop();

private:
    struct State;
    std::shared_ptr<State> state_; // also held by commands that wait in the writer
    std::thread thread_;
};

} // namespace tianping::http
