-- Who ran a trade as its owner's agent, from when to when: the owner may name another after the registration.

CREATE TABLE trade_agent (
  id TEXT PRIMARY KEY,
  trade TEXT NOT NULL,
  agent TEXT NOT NULL,
  named_at {int} NOT NULL,
  ended_at {int}
) {strict};
CREATE INDEX trade_agent_trade ON trade_agent (trade, named_at);
INSERT INTO trade_agent (id, trade, agent, named_at)
SELECT id || '/1', id, agent, submitted_at FROM trade WHERE agent IS NOT NULL;
