-- One row a hosted link, which is one row a visit: the mint writes this and nothing else.
CREATE TABLE hosted_link (
  workspace_id    text NOT NULL,
  link_id         text NOT NULL,
  surface         text NOT NULL CHECK (surface IN ('cancel', 'portal', 'payment-wall')),
  customer_id     text NOT NULL,
  subscription_id text,
  signed          boolean NOT NULL,
  -- SHA-256 of the signature: the same bundle finds its own session again.
  bundle_digest   bytea,
  -- SHA-256 of the token; the token itself is made from link_id and the server's key.
  token_digest    bytea NOT NULL,
  opener_origin   text,
  return_url      text,
  minted_at       timestamptz NOT NULL,
  expires_at      timestamptz NOT NULL,
  opened_at       timestamptz,
  spent_at        timestamptz,
  revoked_at      timestamptz,
  PRIMARY KEY (workspace_id, link_id),
  CHECK ((surface = 'cancel') = (subscription_id IS NOT NULL))
);

-- Mint: ON CONFLICT makes a repeated bundle find its session, also when both come at once.
CREATE UNIQUE INDEX hosted_link_bundle ON hosted_link (workspace_id, surface, bundle_digest);

-- Gate: the bearer brings the token, from which alone the row is found.
CREATE INDEX hosted_link_token ON hosted_link (token_digest);

-- Mint of a portal link: a customer has one signed link at a time, also when two first calls race.
CREATE UNIQUE INDEX hosted_link_portal ON hosted_link (workspace_id, customer_id)
  WHERE surface = 'portal' AND signed AND revoked_at IS NULL;
