-- A link that was opened from another hosted page leads back to it. No foreign key: the
-- parent's row may be swept first, and then there is just no way back.
ALTER TABLE hosted_link
  ADD COLUMN parent_link_id text,
  ADD COLUMN parent_surface text CHECK (parent_surface IN ('portal', 'payment-wall')),
  ADD CONSTRAINT hosted_link_parent
    CHECK ((parent_link_id IS NULL) = (parent_surface IS NULL)
      AND (parent_link_id IS NULL OR surface IN ('cancel', 'payment-wall')));

-- Mint of a cancel link from a portal or wall: the latest one of this parent and subscription, to be
-- given again while it is open. Two presses at once are settled by hosted_link_bundle: a link with
-- a parent has there the digest of parent, subscription and the link before it.
CREATE INDEX hosted_link_child
  ON hosted_link (workspace_id, parent_link_id, subscription_id, link_id DESC)
  WHERE parent_link_id IS NOT NULL;

-- Gate: revoking a customer's portal links, or all of a workspace's.
CREATE INDEX hosted_link_revocable ON hosted_link (workspace_id, customer_id)
  WHERE (surface = 'portal' OR parent_surface = 'portal')
    AND revoked_at IS NULL AND spent_at IS NULL;
