-- A customer's last word on a subscription: an order that a later cancellation has overtaken is not sent any more.

ALTER TABLE billing_attempt
    -- The cancellation that came after this order and goes before it.
    ADD COLUMN overtaken_by text;

-- AttemptLedger.begin, conclude and isUnderWay: what is under way on this subscription, or was settled since it was read.
CREATE INDEX billing_attempt_subscription ON billing_attempt (workspace_id, subscription_id, updated_at);
