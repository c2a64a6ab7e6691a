-- What customers asked to be charged: written before Stripe hears of it, settled by what Stripe said.

CREATE TABLE payment_attempt (
    workspace_id  text        NOT NULL,
    -- Also the idempotency key of the one charge.
    attempt_id    text        NOT NULL,
    -- The hosted link's session, and the form that asked.
    visit_id      text        NOT NULL,
    act_id        text        NOT NULL,
    customer_id   text        NOT NULL,
    invoice_id    text        NOT NULL,
    -- The payment method's id; no detail of a card is kept.
    card          text        NOT NULL,
    amount        bigint      NOT NULL,
    currency      text        NOT NULL,
    state         text        NOT NULL
        CHECK (state IN ('SENT', 'UNKNOWN', 'PAID', 'DECLINED', 'NEEDS_ACTION', 'NOT_PAID')),
    decline_code  text,
    tries         integer     NOT NULL DEFAULT 0,
    -- When the sweeper looks at it next; moved ahead while one does, so it is also the lease.
    next_try_at   timestamptz NOT NULL,
    request_id    text,
    created_at    timestamptz NOT NULL,
    updated_at    timestamptz NOT NULL,
    -- PaymentLedger: conclude and read one attempt.
    PRIMARY KEY (workspace_id, attempt_id)
);

-- PaymentLedger.begin: INSERT … ON CONFLICT DO NOTHING: one form is one attempt an invoice, however often it is sent.
CREATE UNIQUE INDEX payment_attempt_act ON payment_attempt (workspace_id, act_id, invoice_id);

-- PaymentLedger.begin: one attempt of unknown outcome an invoice.
CREATE UNIQUE INDEX payment_attempt_unsettled ON payment_attempt (workspace_id, invoice_id)
    WHERE state IN ('SENT', 'UNKNOWN');

-- PaymentLedger.begin, for whoever came second: the latest attempt at an invoice.
CREATE INDEX payment_attempt_invoice ON payment_attempt (workspace_id, invoice_id, created_at);

-- PaymentLedger.ofVisit: what a visit has tried, for its last page.
CREATE INDEX payment_attempt_visit ON payment_attempt (workspace_id, visit_id, created_at);

-- PaymentLedger.underWay: what is not known yet of a customer's payments.
CREATE INDEX payment_attempt_under_way ON payment_attempt (workspace_id, customer_id)
    WHERE state IN ('SENT', 'UNKNOWN');

-- PaymentLedger.lease: the unsettled attempt that has been due longest, whatever its workspace.
CREATE INDEX payment_attempt_due ON payment_attempt (next_try_at)
    WHERE state IN ('SENT', 'UNKNOWN');
