-- One row a customer who has ever accepted an offer of money or time, or one that is made once.
-- Whoever accepts takes the row until his transaction ends, so that two links of one customer that
-- are accepted at the same time come one after the other; what was accepted stands in
-- cancel_session. A row and not an advisory lock: it is where the customer's other rows are, also
-- when tables are distributed.
CREATE TABLE offer_claim (
  workspace_id text NOT NULL,
  customer_id  text NOT NULL,
  claimed_at   timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, customer_id)
);

-- OfferPolicy: what this customer has accepted, when a visit reaches its first offer.
CREATE INDEX cancel_session_accepted ON cancel_session (workspace_id, customer_id)
  WHERE offer_type IS NOT NULL;
