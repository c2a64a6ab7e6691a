-- What the overview counts, of days of which nothing can change any more: a day is there whole or
-- not at all, and then never changes. All three are made from cancel_session and outcome by one
-- statement, and could be emptied and made again.
CREATE TABLE counted_day (
  workspace_id text NOT NULL,
  -- From midnight to midnight, UTC.
  day          date NOT NULL,
  -- DaySettler: of two nodes one counts. OverviewReader: days of a span.
  PRIMARY KEY (workspace_id, day)
);

-- So many visits that went alike, by the day on which their link was made.
CREATE TABLE counted_visits (
  workspace_id    text NOT NULL,
  day             date NOT NULL,
  -- Tells the groups of one day apart, of which some columns are null.
  place           integer NOT NULL,
  recorded        text NOT NULL,
  reason          text,
  taken           text,
  offers_shown    text NOT NULL,
  offers_declined text NOT NULL,
  flow_id         text,
  flow_number     integer,
  flow_digest     text NOT NULL,
  visits          bigint NOT NULL,
  -- OverviewReader: what was counted on these days.
  PRIMARY KEY (workspace_id, day, place),
  FOREIGN KEY (workspace_id, day) REFERENCES counted_day ON DELETE CASCADE
);

-- Outcomes, by the day on which they were recorded.
CREATE TABLE counted_outcomes (
  workspace_id  text NOT NULL,
  day           date NOT NULL,
  place         integer NOT NULL,
  recorded      text NOT NULL,
  kept_currency text,
  count         bigint NOT NULL,
  -- Minor units.
  kept          bigint NOT NULL,
  -- OverviewReader: what was counted on these days.
  PRIMARY KEY (workspace_id, day, place),
  FOREIGN KEY (workspace_id, day) REFERENCES counted_day ON DELETE CASCADE
);
