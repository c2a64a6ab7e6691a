-- What Stripe had when it was last read. Rows are only ever replaced by a read that began later.

CREATE TABLE stripe_customer (
    workspace_id text        NOT NULL,
    customer_id  text        NOT NULL,
    deleted      boolean     NOT NULL,
    -- The mail address, masked; the address itself is not kept.
    account_hint text,
    read_at      timestamptz NOT NULL,
    -- Mirror: "is this customer known", and the upsert.
    PRIMARY KEY (workspace_id, customer_id)
);

CREATE TABLE stripe_subscription (
    workspace_id    text        NOT NULL,
    subscription_id text        NOT NULL,
    customer_id     text        NOT NULL,
    status          text        NOT NULL,
    ended           boolean     NOT NULL,
    snapshot        jsonb       NOT NULL,
    read_at         timestamptz NOT NULL,
    -- Minting a cancel link (INSERT … SELECT … FROM stripe_subscription), recalling a snapshot, and the upsert.
    PRIMARY KEY (workspace_id, subscription_id)
);
