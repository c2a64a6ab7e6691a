-- What is known of a whole customer: read together, stored together, recalled by one statement.

ALTER TABLE stripe_customer
    -- The customer by itself: cards and the masked address. Null until the whole customer has been read.
    ADD COLUMN snapshot    jsonb,
    -- When that reading began; a reading of one subscription moves read_at alone.
    ADD COLUMN pictured_at timestamptz;

ALTER TABLE stripe_subscription
    -- The next charge as Stripe computed it; null when there is none or the subscription has changed since.
    ADD COLUMN upcoming jsonb,
    -- Place in Stripe's list, latest first; null when the whole customer was not read since it began.
    ADD COLUMN place    integer;

-- Mirror: recalling a customer's subscriptions.
CREATE INDEX stripe_subscription_of_customer ON stripe_subscription (workspace_id, customer_id);

CREATE TABLE stripe_invoice (
    workspace_id text        NOT NULL,
    invoice_id   text        NOT NULL,
    customer_id  text        NOT NULL,
    status       text        NOT NULL,
    snapshot     jsonb       NOT NULL,
    read_at      timestamptz NOT NULL,
    -- Mirror: the upsert.
    PRIMARY KEY (workspace_id, invoice_id)
);

-- Mirror: recalling a customer's open invoices, and finding those that are open no longer.
CREATE INDEX stripe_invoice_open ON stripe_invoice (workspace_id, customer_id) WHERE status = 'open';
