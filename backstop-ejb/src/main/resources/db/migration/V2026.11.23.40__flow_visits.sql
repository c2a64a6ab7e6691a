-- Every text of a cancel flow that a customer was ever shown, once, unchanged. json and not jsonb:
-- the digest is of the very text, and only json keeps it byte for byte.
CREATE TABLE flow_version (
  workspace_id  text NOT NULL,
  digest        text NOT NULL,
  definition    json NOT NULL,
  first_used_at timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, digest)
);

-- One row a visit: made when the customer first opens the link, so that minting writes no second
-- row. session_id is ordered by the time of minting: the primary key also serves "latest first".
CREATE TABLE cancel_session (
  workspace_id    text NOT NULL,
  session_id      text NOT NULL,
  link_id         text NOT NULL,
  customer_id     text NOT NULL,
  subscription_id text NOT NULL,
  signed          boolean NOT NULL,
  flow_digest     text NOT NULL,
  state           text NOT NULL CHECK (state IN ('open', 'confirming', 'ended')),
  stop            text NOT NULL,
  -- Counts every change of what is shown; part of the key that a form carries.
  turn            integer NOT NULL,
  trail           text NOT NULL,
  reason          text,
  comment         text CHECK (length(comment) <= 2000),
  offers_shown    text NOT NULL,
  offers_declined text NOT NULL,
  offers_refused  text NOT NULL,
  -- The terms on the page, as JSON: what is accepted is what was shown.
  quote           text,
  shown_at        timestamptz,
  not_applied     boolean NOT NULL,
  opened_at       timestamptz NOT NULL,
  expires_at      timestamptz NOT NULL,
  dismissed_at    timestamptz,
  ended_at        timestamptz,
  outcome         text,
  recorded        text,
  offer_type      text,
  access_ends_at  timestamptz,
  PRIMARY KEY (workspace_id, session_id),
  CHECK ((state = 'ended') = (ended_at IS NOT NULL AND recorded IS NOT NULL))
);

-- API: GET cancel_sessions?outcome=…, latest first.
CREATE INDEX cancel_session_recorded ON cancel_session (workspace_id, recorded, session_id DESC);

-- API: GET customers/{id}: this customer's visits.
CREATE INDEX cancel_session_customer
  ON cancel_session (workspace_id, customer_id, session_id DESC);

-- VisitSweeper: visits that nobody can go on with.
CREATE INDEX cancel_session_abandoned ON cancel_session (expires_at) WHERE state = 'open';
