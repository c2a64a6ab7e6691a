package io.backstop.insight;

import io.backstop.kernel.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One cancel session as lists have it.
 *
 * @param state {@code open}, {@code confirming} or {@code ended}
 * @param recorded the ledger's word for how it ended
 * @param taken the id of the offer that was taken
 * @param digest of the flow that it walked through
 * @param flow the published flow, and {@code number} its version, where it was one
 */
public record VisitLine(
    String id,
    String customer,
    String subscription,
    boolean signed,
    String state,
    Optional<String> recorded,
    Optional<String> reason,
    Optional<String> comment,
    Optional<String> offerType,
    Optional<String> taken,
    List<String> shown,
    List<String> declined,
    List<String> refused,
    String digest,
    Optional<String> flow,
    Optional<Integer> number,
    Instant openedAt,
    Optional<Instant> endedAt,
    Optional<Money> kept,
    Optional<String> requestId) {

  static VisitLine read(ResultSet row) throws SQLException {
    String offerType = row.getString("offer_type");
    String stop = row.getString("stop");
    String currency = row.getString("kept_currency");
    return new VisitLine(
        row.getString("session_id"),
        row.getString("customer_id"),
        row.getString("subscription_id"),
        row.getBoolean("signed"),
        row.getString("state"),
        Optional.ofNullable(row.getString("recorded")),
        Optional.ofNullable(row.getString("reason")),
        Optional.ofNullable(row.getString("comment")),
        Optional.ofNullable(offerType),
        Optional.of(stop)
            .filter(at -> offerType != null && at.startsWith("offer."))
            .map(at -> at.substring("offer.".length())),
        ids(row.getString("offers_shown")),
        ids(row.getString("offers_declined")),
        ids(row.getString("offers_refused")),
        row.getString("flow_digest"),
        Optional.ofNullable(row.getString("flow_id")),
        Optional.ofNullable((Integer) row.getObject("flow_number")),
        row.getObject("opened_at", OffsetDateTime.class).toInstant(),
        Optional.ofNullable(row.getObject("ended_at", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant),
        currency == null
            ? Optional.empty()
            : Optional.of(new Money(row.getLong("kept_amount"), currency)),
        Optional.ofNullable(row.getString("stripe_request_id")));
  }

  private static List<String> ids(String list) {
    return Stream.of(list.split(" ")).filter(id -> !id.isEmpty()).toList();
  }
}
