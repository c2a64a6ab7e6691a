-- A flow that a merchant makes. What it says now is its step number "step".
CREATE TABLE flow (
  workspace_id text NOT NULL,
  flow_id      text NOT NULL,
  name         text NOT NULL,
  -- Counts every change of the draft, also an undone one: what a form is measured against.
  revision     integer NOT NULL,
  step         integer NOT NULL,
  edited_by    text NOT NULL,
  edited_at    timestamptz NOT NULL,
  created_at   timestamptz NOT NULL,
  archived_at  timestamptz,
  -- The list of flows: all of a workspace, at most fifty.
  PRIMARY KEY (workspace_id, flow_id)
);

-- What a draft has said, one after the other: undo goes a step back, redo forward. At most a hundred
-- are kept behind the present one. text and not json: an unfinished draft stays as it was typed.
CREATE TABLE flow_step (
  workspace_id text NOT NULL,
  flow_id      text NOT NULL,
  step         integer NOT NULL,
  document     text NOT NULL,
  digest       text NOT NULL,
  -- Opening a draft: the present step and whether it has neighbours.
  PRIMARY KEY (workspace_id, flow_id, step),
  FOREIGN KEY (workspace_id, flow_id) REFERENCES flow
);

-- Published versions, each for good. Their texts are in flow_version, which holds every text that
-- was published or that a customer was ever shown.
CREATE TABLE flow_release (
  workspace_id text NOT NULL,
  flow_id      text NOT NULL,
  number       integer NOT NULL,
  digest       text NOT NULL,
  revision     integer NOT NULL,
  published_by text NOT NULL,
  published_at timestamptz NOT NULL,
  -- A flow's versions, latest first.
  PRIMARY KEY (workspace_id, flow_id, number),
  -- Publishing: one revision makes one version.
  UNIQUE (workspace_id, flow_id, revision),
  FOREIGN KEY (workspace_id, flow_id) REFERENCES flow,
  FOREIGN KEY (workspace_id, digest) REFERENCES flow_version
);

CREATE FUNCTION flow_is_published_for_good() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'what was published is never changed';
END $$;

CREATE TRIGGER flow_release_stands BEFORE UPDATE OR DELETE ON flow_release
  FOR EACH ROW EXECUTE FUNCTION flow_is_published_for_good();
CREATE TRIGGER flow_release_stays BEFORE TRUNCATE ON flow_release
  FOR EACH STATEMENT EXECUTE FUNCTION flow_is_published_for_good();
CREATE TRIGGER flow_version_stands BEFORE UPDATE ON flow_version
  FOR EACH ROW EXECUTE FUNCTION flow_is_published_for_good();
