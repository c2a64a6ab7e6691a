-- Whoever comes by an identity provider has no password; nothing is ever compared with null.
ALTER TABLE member ALTER COLUMN password DROP NOT NULL;

-- A member as an OpenID Connect provider knows him: issuer and subject never change, a mail address may.
CREATE TABLE member_identity (
  issuer    text NOT NULL,
  subject   text NOT NULL,
  member_id text NOT NULL REFERENCES member,
  linked_at timestamptz NOT NULL,
  -- Sign-in through the provider: the member of this subject.
  PRIMARY KEY (issuer, subject)
);

-- Linking by mail address: whether the member is somebody else to that provider already.
CREATE UNIQUE INDEX member_identity_member ON member_identity (member_id, issuer);

-- Sign-in through the provider: what a verified address is invited to.
CREATE INDEX member_invitation_mail ON member_invitation (mail);

-- A seat that follows the provider's groups, unlike one that was given by hand.
ALTER TABLE member_seat ADD COLUMN by_provider boolean NOT NULL DEFAULT false;

-- A session that the provider let in is confirmed by the provider, not by a password.
ALTER TABLE member_session ADD COLUMN by_provider boolean NOT NULL DEFAULT false;

-- Links that set a password anew, one a member, each good once. People are of the installation: no workspace_id.
CREATE TABLE member_reset (
  member_id  text PRIMARY KEY REFERENCES member,
  -- SHA-256 of what the link carries.
  digest     bytea NOT NULL,
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);

-- Setting a password anew: the bearer brings the token alone.
CREATE UNIQUE INDEX member_reset_digest ON member_reset (digest);
