-- What a visit has shown and been told, step by step: written in the transaction that changes the
-- visit, and never changed. Visits before this have no rows here.
CREATE TABLE cancel_step (
  workspace_id text NOT NULL,
  session_id   text NOT NULL,
  -- The visit's turn when it happened.
  turn         integer NOT NULL,
  event        text NOT NULL CHECK (event IN ('shown', 'answered', 'dismissed', 'ordered', 'stayed',
                 'refused')),
  stop         text NOT NULL,
  -- shown: the terms of the offer, as JSON. answered: the reason's id.
  detail       text,
  at           timestamptz NOT NULL,
  -- StepLog: a step that comes twice is written once. EvidenceReader: a visit's steps in their order.
  PRIMARY KEY (workspace_id, session_id, turn, event)
);

CREATE FUNCTION cancel_step_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what was shown is never changed';
END $$;

CREATE TRIGGER cancel_step_stands BEFORE UPDATE ON cancel_step
  FOR EACH ROW EXECUTE FUNCTION cancel_step_is_append_only();
