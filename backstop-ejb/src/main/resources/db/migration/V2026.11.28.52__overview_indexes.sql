-- OverviewReader: visits by when their link was made, from the index alone. Only of ended visits, so
-- that a walk through the flow does not touch it; the few others are found by cancel_session_recorded.
CREATE INDEX cancel_session_ended ON cancel_session (workspace_id, session_id)
  INCLUDE (recorded, reason, offer_type, stop, offers_shown, offers_declined, flow_id, flow_number,
    flow_digest)
  WHERE recorded IS NOT NULL;

-- VisitReader: sessions with this reason, latest first.
CREATE INDEX cancel_session_reason ON cancel_session (workspace_id, reason, session_id DESC)
  WHERE reason IS NOT NULL;

-- VisitReader: sessions that took an offer of this type, latest first.
CREATE INDEX cancel_session_offer ON cancel_session (workspace_id, offer_type, session_id DESC)
  WHERE offer_type IS NOT NULL;

-- VisitReader: sessions that walked through this published flow, latest first.
CREATE INDEX cancel_session_flow ON cancel_session (workspace_id, flow_id, session_id DESC)
  WHERE flow_id IS NOT NULL;

-- OverviewReader: campaigns closed within a span of time, from the index alone.
CREATE INDEX recovery_campaign_closed ON recovery_campaign (workspace_id, closed_at)
  INCLUDE (state, amount, currency) WHERE closed_at IS NOT NULL;

-- CustomerReader: a customer's campaigns, latest first.
CREATE INDEX recovery_campaign_customer
  ON recovery_campaign (workspace_id, customer_id, campaign_id DESC);

-- CustomerReader: the customers who were deleted at Stripe.
CREATE INDEX stripe_customer_deleted ON stripe_customer (workspace_id, customer_id) WHERE deleted;
