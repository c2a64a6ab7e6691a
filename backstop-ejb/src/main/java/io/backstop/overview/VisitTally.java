package io.backstop.overview;

import io.backstop.overview.Overview.Endings;
import io.backstop.overview.Overview.Funnel;
import io.backstop.overview.Overview.Offer;
import io.backstop.overview.Overview.Reason;
import io.backstop.overview.Overview.Version;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;

/**
 * Visits of a span, in groups of those that went alike: the database passes once over its index,
 * and all breakdowns are sums over the few groups that come of it.
 */
final class VisitTally {

  private static final String OFFER_STOP = "offer.";

  /** So many visits that went alike; null where there was none. */
  record Group(
      String recorded,
      String reason,
      String taken,
      String shown,
      String declined,
      String flow,
      Integer number,
      String digest,
      long visits) {

    static Group read(ResultSet row) throws SQLException {
      return new Group(
          row.getString("recorded"),
          row.getString("reason"),
          row.getString("taken"),
          row.getString("offers_shown"),
          row.getString("offers_declined"),
          row.getString("flow_id"),
          (Integer) row.getObject("flow_number"),
          row.getString("flow_digest"),
          row.getLong("visits"));
    }

    private Endings endings() {
      return Endings.of(recorded, visits);
    }

    private boolean took(String offer) {
      return (OFFER_STOP + offer).equals(taken);
    }
  }

  private final List<Group> groups;

  VisitTally(List<Group> groups) {
    this.groups = groups;
  }

  Funnel funnel() {
    long opened = 0;
    long answered = 0;
    long offered = 0;
    long accepted = 0;
    long confirmed = 0;
    for (Group group : groups) {
      opened += group.visits();
      answered += group.reason() == null ? 0 : group.visits();
      offered += group.shown().isEmpty() ? 0 : group.visits();
      accepted += group.taken() == null ? 0 : group.visits();
      confirmed += "canceled".equals(group.recorded()) ? group.visits() : 0;
    }
    return new Funnel(opened, answered, offered, accepted, confirmed);
  }

  /** The most frequent first. */
  List<Reason> reasons() {
    Map<String, Reason> byId = new TreeMap<>();
    BinaryOperator<Reason> sum =
        (a, b) ->
            new Reason(a.id(), a.digest(), a.visits() + b.visits(), a.endings().plus(b.endings()));
    for (Group group : groups) {
      String id = group.reason() == null ? "" : group.reason();
      byId.merge(id, new Reason(id, group.digest(), group.visits(), group.endings()), sum);
    }
    return sorted(byId, Comparator.comparingLong(Reason::visits));
  }

  /** The most shown first. */
  List<Offer> offers() {
    Map<String, Offer> byId = new TreeMap<>();
    BinaryOperator<Offer> sum =
        (a, b) ->
            new Offer(
                a.id(),
                a.digest(),
                a.shown() + b.shown(),
                a.accepted() + b.accepted(),
                a.declined() + b.declined());
    for (Group group : groups) {
      List<String> declined = ids(group.declined()).toList();
      ids(group.shown())
          .forEach(
              id ->
                  byId.merge(
                      id,
                      new Offer(
                          id,
                          group.digest(),
                          group.visits(),
                          group.took(id) ? group.visits() : 0,
                          declined.contains(id) ? group.visits() : 0),
                      sum));
    }
    return sorted(byId, Comparator.comparingLong(Offer::shown));
  }

  /** The most visited first. */
  List<Version> versions() {
    Map<String, Version> byKey = new TreeMap<>();
    BinaryOperator<Version> sum =
        (a, b) ->
            new Version(
                a.flow(),
                a.number(),
                a.digest(),
                a.visits() + b.visits(),
                a.endings().plus(b.endings()));
    for (Group group : groups) {
      String key = group.flow() == null ? group.digest() : group.flow() + ' ' + group.number();
      byKey.merge(
          key,
          new Version(
              Optional.ofNullable(group.flow()),
              Optional.ofNullable(group.number()),
              group.digest(),
              group.visits(),
              group.endings()),
          sum);
    }
    return sorted(byKey, Comparator.comparingLong(Version::visits));
  }

  private static Stream<String> ids(String list) {
    return Stream.of(list.split(" ")).filter(id -> !id.isEmpty());
  }

  private static <T> List<T> sorted(Map<String, T> found, Comparator<T> smallestFirst) {
    return found.values().stream().sorted(smallestFirst.reversed()).toList();
  }
}
