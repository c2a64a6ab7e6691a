-- A host of a merchant's on which his customers' pages answer. Removed ones stay 30 days.
CREATE TABLE custom_domain (
  workspace_id text NOT NULL,
  -- Names the claim: the proof in DNS is bound to it, so that who adds the host again proves anew.
  domain_id    text NOT NULL,
  -- In A-labels, lower case.
  host         text NOT NULL,
  state        text NOT NULL CHECK (state IN ('pending', 'active', 'suspended', 'removed')),
  created_at   timestamptz NOT NULL,
  -- When DNS was last asked, whatever it said.
  checked_at   timestamptz,
  -- What it said, as it is shown.
  seen         text NOT NULL DEFAULT '',
  -- How often in a row DNS answered, and the records were not there.
  misses       integer NOT NULL DEFAULT 0,
  -- When a node looks again; a node that has taken it moves this on first.
  due_at       timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, domain_id)
);

-- Two workspaces never serve one host; also the TLS question: is this host served?
CREATE UNIQUE INDEX custom_domain_active ON custom_domain (host) WHERE state = 'active';

-- The page, and adding: the one domain that a workspace has.
CREATE UNIQUE INDEX custom_domain_one ON custom_domain (workspace_id) WHERE state <> 'removed';

-- Every node, each minute: what is due.
CREATE INDEX custom_domain_due ON custom_domain (due_at) WHERE state <> 'pending';
