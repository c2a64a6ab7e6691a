package io.backstop.insight;

/**
 * Which cancel sessions are asked for; an empty text asks for nothing in particular.
 *
 * @param outcome the ledger's word, {@code saved} for any that was saved, or {@code open}
 * @param reason the reason's id
 * @param offer the type of the offer that was taken
 * @param flow the id of a published flow
 * @param customer the customer's id
 */
public record VisitFilter(
    String outcome, String reason, String offer, String flow, String customer) {

  public static final VisitFilter NONE = new VisitFilter("", "", "", "", "");

  /** The sessions of one customer. */
  public static VisitFilter of(String customer) {
    return new VisitFilter("", "", "", "", customer);
  }

  Conditions conditions(String workspace, String before) {
    Conditions conditions =
        new Conditions()
            .and("s.workspace_id = ?", workspace)
            .given(before, "s.session_id < ?")
            .given(reason, "s.reason = ?")
            .given(offer, "s.offer_type = ?")
            .given(flow, "s.flow_id = ?")
            .given(customer, "s.customer_id = ?");
    return switch (outcome) {
      case "open" -> conditions.and("s.recorded IS NULL");
      case "saved" ->
          conditions.and(
              "s.recorded IN ('saved_discount', 'saved_pause', 'saved_downgrade', 'saved_other')");
      default -> conditions.given(outcome, "s.recorded = ?");
    };
  }
}
