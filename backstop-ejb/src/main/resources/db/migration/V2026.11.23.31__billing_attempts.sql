-- The ledger of what was asked of Stripe: written before Stripe hears of it, settled by what Stripe said.

CREATE TABLE billing_attempt (
    workspace_id    text        NOT NULL,
    attempt_id      text        NOT NULL,
    session_id      text        NOT NULL,
    customer_id     text        NOT NULL,
    subscription_id text        NOT NULL,
    order_json      jsonb       NOT NULL,
    -- The calls in their order, frozen: [{"method", "path", "form"}], the form exactly as it is sent.
    requests        jsonb       NOT NULL,
    -- 0: nothing frozen yet. The idempotency keys are made of attempt_id, this number and the leg.
    key_round       integer     NOT NULL,
    key_since       timestamptz,
    -- Stripe has stored a failure under this round's key: using it again can only replay that.
    key_spent       boolean     NOT NULL DEFAULT false,
    -- metadata[backstop_attempt] as it was when the requests were frozen.
    seen_attempt    text,
    state           text        NOT NULL
        CHECK (state IN ('OPEN', 'CONFIRMING', 'APPLIED', 'REJECTED', 'UNKNOWN', 'NOT_APPLIED')),
    tries           integer     NOT NULL DEFAULT 0,
    -- When the sweeper looks at it next; moved ahead while one does, so it is also the lease.
    next_try_at     timestamptz NOT NULL,
    request_id      text,
    effective_at    timestamptz,
    created_at      timestamptz NOT NULL,
    updated_at      timestamptz NOT NULL,
    CHECK (key_round = 0 OR key_since IS NOT NULL),
    -- AttemptLedger: freeze, conclude and read one attempt.
    PRIMARY KEY (workspace_id, attempt_id)
);

-- AttemptLedger.begin: INSERT … ON CONFLICT (workspace_id, session_id): one unrejected attempt a session.
CREATE UNIQUE INDEX billing_attempt_session ON billing_attempt (workspace_id, session_id)
    WHERE state NOT IN ('REJECTED', 'NOT_APPLIED');

-- AttemptLedger.lease: the unsettled attempt that has been due longest, whatever its workspace.
CREATE INDEX billing_attempt_due ON billing_attempt (next_try_at)
    WHERE state IN ('OPEN', 'CONFIRMING', 'UNKNOWN');
