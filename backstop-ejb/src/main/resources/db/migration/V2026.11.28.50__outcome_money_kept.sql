-- What a saved subscription came to a month when it was saved, as Stripe had it then; minor units.
-- Null where that is not known (tiered prices, a subscription never read, outcomes before this).
ALTER TABLE outcome
  ADD COLUMN kept_amount   bigint,
  ADD COLUMN kept_currency text,
  ADD CONSTRAINT outcome_kept CHECK ((kept_amount IS NULL) = (kept_currency IS NULL)
    AND (kept_amount IS NULL OR kind = 'saved'));

-- OverviewReader: outcomes of a workspace within a span of time, by day, from the index alone.
-- Takes the place of an index of the same name that held the two key columns only.
DROP INDEX outcome_recorded_at;
CREATE INDEX outcome_recorded_at ON outcome (workspace_id, recorded_at)
  INCLUDE (recorded, kept_amount, kept_currency);
