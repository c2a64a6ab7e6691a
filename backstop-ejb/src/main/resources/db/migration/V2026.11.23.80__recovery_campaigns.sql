-- What a failed payment opens and its payment closes: one row an invoice.
CREATE TABLE recovery_campaign (
  workspace_id    text NOT NULL,
  campaign_id     text NOT NULL,
  invoice_id      text NOT NULL,
  customer_id     text NOT NULL,
  subscription_id text,
  state           text NOT NULL CHECK (state IN ('in_flight', 'recovered', 'lost', 'abandoned')),
  -- What is owed, or was when it closed; minor units.
  amount          bigint NOT NULL,
  currency        text NOT NULL,
  opened_at       timestamptz NOT NULL,
  closed_at       timestamptz,
  PRIMARY KEY (workspace_id, campaign_id),
  CHECK ((state = 'in_flight') = (closed_at IS NULL))
);

-- Campaigns.follow: the campaign of an invoice, also when two readings of one customer race.
CREATE UNIQUE INDEX recovery_campaign_invoice ON recovery_campaign (workspace_id, invoice_id);

-- Campaigns.inFlight: what of this customer is in flight.
CREATE INDEX recovery_campaign_in_flight ON recovery_campaign (workspace_id, customer_id)
  WHERE state = 'in_flight';

-- API: GET campaigns?status=…, latest first.
CREATE INDEX recovery_campaign_state ON recovery_campaign (workspace_id, state, campaign_id DESC);

-- Each attempt to collect that was seen to fail. Those between two readings leave no row.
CREATE TABLE recovery_attempt (
  workspace_id    text NOT NULL,
  campaign_id     text NOT NULL,
  -- Stripe's attempt_count and the refusal: a customer's own try does not raise the count.
  number          integer NOT NULL,
  code            text NOT NULL,
  decline_code    text NOT NULL,
  card_brand      text NOT NULL,
  card_last_four  text NOT NULL,
  seen_at         timestamptz NOT NULL,
  next_attempt_at timestamptz,
  -- Campaigns.follow writes each once; Campaigns.open reads the latest.
  PRIMARY KEY (workspace_id, campaign_id, number, code, decline_code, card_brand, card_last_four)
);
