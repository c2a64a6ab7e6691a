-- Which published version a visit began with. Null: a flow that nobody has published in the
-- dashboard (the shipped one, or the setting cancel.flow).
ALTER TABLE cancel_session ADD COLUMN flow_id text;
ALTER TABLE cancel_session ADD COLUMN flow_number integer;
ALTER TABLE cancel_session
  ADD CONSTRAINT cancel_session_version CHECK ((flow_id IS NULL) = (flow_number IS NULL));
