-- How visits ended: append-only, one row a visit. The primary key decides which of two recordings
-- of one visit stands.
CREATE TABLE outcome (
  workspace_id      text NOT NULL,
  session_id        text NOT NULL,
  kind              text NOT NULL CHECK (kind IN ('saved', 'cancelled', 'updated', 'dismissed')),
  recorded          text NOT NULL CHECK (recorded IN ('saved_discount', 'saved_pause',
                      'saved_downgrade', 'saved_other', 'canceled', 'abandoned')),
  offer_type        text CHECK (offer_type IN ('discount', 'pause', 'downgrade', 'gift', 'call',
                      'trial_extension', 'annual_upsell')),
  attempt_id        text,
  stripe_request_id text,
  recorded_at       timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, session_id)
);

-- API: GET stats: outcomes of a workspace within a span of time.
CREATE INDEX outcome_recorded_at ON outcome (workspace_id, recorded_at);

CREATE FUNCTION outcome_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'an outcome is never changed';
END $$;

CREATE TRIGGER outcome_stands BEFORE UPDATE ON outcome
  FOR EACH ROW EXECUTE FUNCTION outcome_is_append_only();
