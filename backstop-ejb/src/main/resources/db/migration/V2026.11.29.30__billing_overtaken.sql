-- A customer's last word on a subscription: an order that a later cancellation has overtaken is not sent any more.

ALTER TABLE billing_attempt
    -- The cancellation that came after this order and goes before it.
    ADD COLUMN overtaken_by text;

-- AttemptLedger.begin: what is under way on this subscription, or was settled since it was read; of few attempts a customer.
CREATE INDEX billing_attempt_subscription ON billing_attempt (workspace_id, subscription_id, updated_at);

-- AttemptLedger.conclude: whether an order that this cancellation has overtaken may still take effect.
CREATE INDEX billing_attempt_overtaken ON billing_attempt (workspace_id, overtaken_by)
    WHERE overtaken_by IS NOT NULL;
