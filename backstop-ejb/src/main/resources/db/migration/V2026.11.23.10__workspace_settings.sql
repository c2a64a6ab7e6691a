-- Workspaces made in the dashboard; those that exist by configuration alone have no row here.
CREATE TABLE workspace (
  workspace_id text PRIMARY KEY,
  created_at   timestamptz NOT NULL DEFAULT now()
);

-- Settings saved in the dashboard: the config source of ordinal 200. workspace_id '*' holds the
-- values of backstop.default.<key>. sealed: value is base64 of a Tink ciphertext whose associated
-- data is workspace and key, so that a value copied to another row does not open.
CREATE TABLE workspace_setting (
  workspace_id text NOT NULL,
  key          text NOT NULL,
  value        text NOT NULL,
  sealed       boolean NOT NULL DEFAULT false,
  updated_at   timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, key)
);

-- One row. Nodes ask for the revision once a second and read the settings again only when it moved.
CREATE TABLE workspace_revision (
  one      boolean PRIMARY KEY DEFAULT true CHECK (one),
  revision bigint NOT NULL
);
INSERT INTO workspace_revision (revision) VALUES (1);

CREATE FUNCTION workspace_bump_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE workspace_revision SET revision = revision + 1;
  RETURN NULL;
END $$;

CREATE TRIGGER workspace_setting_moved AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE
  ON workspace_setting FOR EACH STATEMENT EXECUTE FUNCTION workspace_bump_revision();
CREATE TRIGGER workspace_moved AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE
  ON workspace FOR EACH STATEMENT EXECUTE FUNCTION workspace_bump_revision();
