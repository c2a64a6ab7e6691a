-- What arrived at the embed endpoint, for the merchant's engineer. Nothing else reads it: it may be emptied at any time.

-- How many calls a day.
CREATE TABLE embed_call_day (
  workspace_id text   NOT NULL,
  -- In UTC, by when it was written down.
  day          date   NOT NULL,
  surface      text   NOT NULL,
  kind         text   NOT NULL CHECK (kind IN ('signed', 'signed_before', 'unsigned', 'unsigned_refused', 'refused')),
  calls        bigint NOT NULL,
  -- Writing (the upsert); the last days of a workspace.
  PRIMARY KEY (workspace_id, day, surface, kind)
);

-- When an embed secret last signed a call that was let pass.
CREATE TABLE embed_secret_use (
  workspace_id text        NOT NULL,
  -- Tells one secret from the next, and not what it is.
  secret_mark  text        NOT NULL,
  used_at      timestamptz NOT NULL,
  -- Writing (the upsert); the current and the previous secret of a workspace.
  PRIMARY KEY (workspace_id, secret_mark)
);

-- The last calls: no signature, no secret, no mail address, and of a customer's id both ends.
CREATE TABLE embed_call (
  workspace_id text    NOT NULL,
  -- Begins with the millisecond of the call.
  call_id      text    NOT NULL,
  at           timestamptz NOT NULL,
  surface      text    NOT NULL,
  -- none: unsigned; current, previous: by that secret; bad: by neither, or not to be judged.
  signing      text    NOT NULL CHECK (signing IN ('none', 'current', 'previous', 'bad')),
  refused      boolean NOT NULL,
  -- ok, current, or the error.type that the caller was told.
  answer       text    NOT NULL,
  -- The reason, and what belongs into its sentence.
  reason       text,
  detail       text,
  customer     text,
  origin       text,
  request_id   text,
  -- Reading the last, and taking the older ones away.
  PRIMARY KEY (workspace_id, call_id)
);
