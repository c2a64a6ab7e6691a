-- A person who signs in. People are of the installation, not of a workspace: one may sit in several.
CREATE TABLE member (
  member_id  text PRIMARY KEY,
  -- As it was typed, in lower case.
  mail       text NOT NULL,
  -- Algorithm, rounds, salt and hash: nothing that opens anything.
  password   text NOT NULL,
  created_at timestamptz NOT NULL
);

-- Sign-in, and joining: the member of a mail address; nobody is there twice.
CREATE UNIQUE INDEX member_mail ON member (mail);

-- Who may do what where.
CREATE TABLE member_seat (
  workspace_id text NOT NULL,
  member_id    text NOT NULL REFERENCES member,
  role         text NOT NULL CHECK (role IN ('owner', 'admin', 'editor', 'viewer')),
  since        timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, member_id)
);

-- Every page: the seats of whoever is signed in.
CREATE INDEX member_seat_member ON member_seat (member_id);

-- A browser that is signed in. It holds the value whose SHA-256 is here, and nobody else does.
CREATE TABLE member_session (
  digest       bytea PRIMARY KEY,
  -- Stays when the value changes, and names the session on pages.
  session_id   text NOT NULL,
  member_id    text NOT NULL REFERENCES member,
  created_at   timestamptz NOT NULL,
  -- At most five minutes behind.
  seen_at      timestamptz NOT NULL,
  -- When the password was typed again, after signing in.
  confirmed_at timestamptz,
  address      text NOT NULL,
  agent        text NOT NULL
);

-- A member's own sessions, listed and ended.
CREATE INDEX member_session_member ON member_session (member_id, session_id);

-- Links that let somebody in, each once. workspace_id '*': the first owner's.
CREATE TABLE member_invitation (
  workspace_id  text NOT NULL,
  invitation_id text NOT NULL,
  -- SHA-256 of what the link carries.
  digest        bytea NOT NULL,
  -- Null: whoever holds the link says.
  mail          text,
  role          text NOT NULL CHECK (role IN ('owner', 'admin', 'editor', 'viewer')),
  invited_by    text NOT NULL,
  created_at    timestamptz NOT NULL,
  expires_at    timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, invitation_id)
);

-- Joining: the bearer brings the token alone.
CREATE UNIQUE INDEX member_invitation_digest ON member_invitation (digest);

-- Who has done what: append-only. entry_id is ordered by time, so the key also serves "latest first".
CREATE TABLE audit_entry (
  workspace_id text NOT NULL,
  entry_id     text NOT NULL,
  -- The mail address as it was then; 'the operator' for what a setting has done.
  actor        text NOT NULL,
  action       text NOT NULL,
  subject      text NOT NULL,
  address      text NOT NULL,
  at           timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, entry_id)
);

CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit log is never changed';
END $$;

CREATE TRIGGER audit_stands BEFORE UPDATE OR DELETE ON audit_entry
  FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER audit_stays BEFORE TRUNCATE ON audit_entry
  FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
