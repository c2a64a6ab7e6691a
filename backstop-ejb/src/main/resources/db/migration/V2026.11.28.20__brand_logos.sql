-- Pictures that merchants have uploaded, as we have drawn them anew. The one in use is the setting
-- brand.logo; older ones stay for pages and style sheets that still name them.
CREATE TABLE brand_logo (
  workspace_id text NOT NULL,
  -- The first 32 hexadecimal digits of the SHA-256 of the picture.
  digest       text NOT NULL,
  picture      bytea NOT NULL,
  width        int NOT NULL,
  height       int NOT NULL,
  created_at   timestamptz NOT NULL,
  PRIMARY KEY (workspace_id, digest)
);

-- Serving: a page names the digest alone, whoever's it is.
CREATE INDEX brand_logo_digest ON brand_logo (digest);
