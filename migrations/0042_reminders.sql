-- What people are reminded of is found without a walk through all: refunds that are past their instant, and a
-- bidder's own submissions.

CREATE INDEX refund_order_overdue ON refund_order (id) WHERE overdue = 1 AND state <> 'done';
CREATE INDEX submission_bidder ON submission (bidder, id);
