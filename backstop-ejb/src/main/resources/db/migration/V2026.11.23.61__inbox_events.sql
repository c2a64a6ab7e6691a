-- What Stripe has told. An event is a hint that a customer should be read, and no more: what it says is not kept.

CREATE TABLE stripe_event (
    workspace_id text        NOT NULL,
    event_id     text        NOT NULL,
    type         text        NOT NULL,
    object_type  text        NOT NULL,
    object_id    text,
    customer_id  text,
    api_version  text,
    created      timestamptz NOT NULL,
    received_at  timestamptz NOT NULL,
    -- pending: its customer will be read; settled: he has been, since; ignored: nothing here depends on it;
    -- parked: it names no customer, is of no known kind, or reading him has failed too often.
    state        text        NOT NULL CHECK (state IN ('pending', 'settled', 'ignored', 'parked')),
    -- Why it is parked: a kind, never a message.
    last_error   text,
    -- Order of arrival. A reading settles what had arrived when it began, whatever the nodes' clocks say.
    arrived      bigint GENERATED ALWAYS AS IDENTITY,
    -- Accepting: a second delivery writes nothing.
    PRIMARY KEY (workspace_id, event_id)
);

-- Settling and parking a customer's events; taking a customer asks for the last of them.
CREATE INDEX stripe_event_pending ON stripe_event (workspace_id, customer_id, arrived) WHERE state = 'pending';

-- Removing what is done and old.
CREATE INDEX stripe_event_done ON stripe_event (workspace_id, received_at) WHERE state <> 'pending';

-- Customers to be read: one row each, however many events name them.
CREATE TABLE stripe_refresh (
    workspace_id text        NOT NULL,
    customer_id  text        NOT NULL,
    -- 0: an event asks for it; 1: the reconcile does.
    priority     smallint    NOT NULL,
    -- While a worker is at it: when another may take over.
    due_at       timestamptz NOT NULL,
    -- Goes up with each event: a reading that another event has overtaken does not take the row away.
    version      bigint      NOT NULL,
    -- Unexpected failures in a row; Stripe's being unavailable is none.
    tries        integer     NOT NULL DEFAULT 0,
    last_error   text,
    -- Accepting (the upsert), settling.
    PRIMARY KEY (workspace_id, customer_id)
);

-- Taking the next customer.
CREATE INDEX stripe_refresh_due ON stripe_refresh (priority, due_at);

CREATE TABLE stripe_reconcile (
    workspace_id text        NOT NULL,
    begun_at     timestamptz NOT NULL,
    -- Beginning one: the node that moves begun_at does it.
    PRIMARY KEY (workspace_id)
);
