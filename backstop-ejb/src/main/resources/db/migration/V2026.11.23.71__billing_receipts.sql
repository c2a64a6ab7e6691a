-- AttemptTable.receipts: what became of the acts that a portal page has sent, rejected ones included.
CREATE INDEX billing_attempt_act ON billing_attempt (workspace_id, session_id, created_at);
