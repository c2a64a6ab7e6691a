package io.backstop.bench;

import io.backstop.bench.Table.Goal;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The dashboard's pages in a workspace with a year of 100,000 sessions of 10,000 customers: how
 * long each takes from the request to the whole answer, one request at a time.
 */
final class DashboardPages {

  private static final int SESSIONS = 100_000;
  private static final int VISITORS = 10_000;
  private static final int WARM = 60;
  private static final int COUNTED = 100;
  private static final double GOAL_MILLIS = 100;
  private static final String COOKIE = "bench-session";

  private static final List<String> PAGES =
      List.of(
          "",
          "?days=365",
          "flows",
          "flows/new",
          "flows/traffic",
          "?days=90",
          "customers",
          "customers?state=active",
          "customers?state=owing",
          "customers?state=ended",
          "customers/cus_bench_000007",
          "sessions",
          "sessions?outcome=canceled",
          "recovery",
          "recovery/rc_7",
          "portal",
          "embed",
          "embed/calls",
          "embed/test",
          "general",
          "stripe",
          "domain",
          "sign-ins",
          "brand",
          "team",
          "audit");

  private final Rig rig;
  private final HttpClient http = HttpClient.newHttpClient();

  DashboardPages(Rig rig) {
    this.rig = rig;
  }

  void time(Table table) throws Exception {
    String newest = fill();
    // The node counts once a minute.
    rig.await(
        "SELECT count(*) >= 360 FROM counted_day WHERE workspace_id = 'bench'",
        Duration.ofMinutes(5));
    URI desk = rig.node().resolve("/dashboard/w/" + Rig.WORKSPACE + "/");
    List<String> flow = new FlowPages(desk, http, COOKIE).make();
    List<String> pages =
        Stream.of(PAGES, List.of("sessions/" + newest), flow).flatMap(List::stream).toList();
    for (int i = 0; i < WARM; i++) {
      for (String page : pages) {
        open(page);
      }
    }
    for (String page : pages) {
      double[] millis = new double[COUNTED];
      for (int i = 0; i < COUNTED; i++) {
        long begun = System.nanoTime();
        open(page);
        millis[i] = Duration.ofNanos(System.nanoTime() - begun).toNanos() / 1e6;
      }
      Arrays.sort(millis);
      table.figure(
          "dashboard " + name(page) + ": p95, ms",
          millis[COUNTED * 95 / 100],
          Goal.atMost(GOAL_MILLIS),
          String.format(Locale.ROOT, "p50 %.1f", millis[COUNTED / 2]));
    }
  }

  private void open(String page) throws IOException, InterruptedException {
    HttpResponse<String> answer =
        http.send(
            HttpRequest.newBuilder(
                    rig.node().resolve("/dashboard/w/" + Rig.WORKSPACE + address(page)))
                .header("Cookie", "backstop=" + COOKIE)
                .build(),
            HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() != 200) {
      throw new IOException("dashboard " + page + ": " + answer.statusCode());
    }
  }

  /** The page, with a star for an id that is another one in each run. */
  private static String name(String page) {
    return page.isEmpty() ? "overview" : page.replaceFirst("/(cs|flw)_\\w+", "/*");
  }

  private static String address(String page) {
    return page.isEmpty() || page.startsWith("?") ? page : "/" + page;
  }

  /**
   * A year of visits, evenly, every tenth saved, and whoever looks at them. Visits that other parts
   * have left open stay without an outcome.
   *
   * @return the newest of these visits
   */
  private String fill() throws Exception {
    String flow = flow();
    Instant now = Instant.now();
    Duration apart = Duration.ofDays(365).dividedBy(SESSIONS);
    String newest = "";
    try (Connection connection = rig.connect();
        PreparedStatement session =
            connection.prepareStatement(
                "INSERT INTO cancel_session (workspace_id, session_id, link_id, customer_id,"
                    + " subscription_id, signed, flow_digest, state, stop, turn, trail, reason,"
                    + " offers_shown, offers_declined, offers_refused, not_applied, opened_at,"
                    + " expires_at, ended_at, outcome, recorded, offer_type)"
                    + " SELECT 'bench', s, substr(s, 4), c, replace(c, 'cus_', 'sub_'), true,"
                    + " f, 'ended', 'confirm', 3, 'survey', r, 'quarter_off',"
                    + " CASE WHEN k THEN '' ELSE 'quarter_off' END, '', false, t, t, t,"
                    + " CASE WHEN k THEN 'saved' ELSE 'cancelled' END,"
                    + " CASE WHEN k THEN 'saved_discount' ELSE 'canceled' END,"
                    + " CASE WHEN k THEN 'discount' END"
                    + " FROM (VALUES (?, ?, ?, CAST(? AS boolean), CAST(? AS timestamptz), ?))"
                    + " AS v (s, c, r, k, t, f)");
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      for (int i = 0; i < SESSIONS; i++) {
        Instant at = now.minus(apart.multipliedBy(SESSIONS - i));
        newest = id(at, i);
        session.setString(1, newest);
        session.setString(2, "cus_" + Mirror.name(i % VISITORS));
        session.setString(3, List.of("too_expensive", "unused", "other").get(i % 3));
        session.setBoolean(4, i % 10 == 0);
        session.setString(5, at.toString());
        session.setString(6, flow);
        session.addBatch();
        if (i % 1_000 == 999) {
          session.executeBatch();
        }
      }
      statement.execute(
          "INSERT INTO outcome (workspace_id, session_id, kind, recorded, offer_type, recorded_at,"
              + " kept_amount, kept_currency) SELECT workspace_id, session_id, outcome, recorded,"
              + " offer_type, ended_at, CASE WHEN outcome = 'saved' THEN 3675 END,"
              + " CASE WHEN outcome = 'saved' THEN 'usd' END"
              + " FROM cancel_session WHERE workspace_id = 'bench' AND outcome IS NOT NULL");
      statement.execute(
          "INSERT INTO recovery_campaign (workspace_id, campaign_id, invoice_id, customer_id, state,"
              + " amount, currency, opened_at, closed_at) SELECT 'bench', 'rc_' || i, 'in_' || i,"
              + " 'cus_bench_' || lpad(i::text, 6, '0'),"
              + " CASE i % 3 WHEN 0 THEN 'in_flight' WHEN 1 THEN 'recovered' ELSE 'lost' END,"
              + " 4900, 'usd', now() - i * interval '1 hour',"
              + " CASE WHEN i % 3 > 0 THEN now() - i * interval '30 minutes' END"
              + " FROM generate_series(0, 4999) i");
      connection.commit();
      somebodySignsIn(connection);
      connection.commit();
      connection.setAutoCommit(true);
      for (String table : List.of("cancel_session", "outcome", "recovery_campaign")) {
        statement.execute("VACUUM ANALYZE " + table);
      }
    }
    return newest;
  }

  /** The digest of the flow that a visit begins with, which is stored when the first does. */
  private String flow() throws Exception {
    rig.stripeHas(Map.of("cus_" + Mirror.name(0), "sub_" + Mirror.name(0)));
    URI link = new Bundles(rig.node(), "cancel", Rig.SECRET, Mirror.SIZE).link(http);
    http.send(HttpRequest.newBuilder(link).build(), HttpResponse.BodyHandlers.discarding());
    try (Connection connection = rig.connect();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery("SELECT digest FROM flow_version")) {
      row.next();
      return row.getString(1);
    }
  }

  /** As Backstop makes them: ten characters of time, then what tells those of one moment apart. */
  private static String id(Instant at, int number) {
    StringBuilder id = new StringBuilder();
    for (long millis = at.toEpochMilli(); id.length() < 10; millis >>>= 5) {
      id.append("0123456789abcdefghjkmnpqrstvwxyz".charAt((int) (millis & 31)));
    }
    return "cs_" + id.reverse() + String.format(Locale.ROOT, "%016d", number);
  }

  private static void somebodySignsIn(Connection connection) throws Exception {
    try (Statement statement = connection.createStatement();
        PreparedStatement session =
            connection.prepareStatement(
                "INSERT INTO member_session (digest, session_id, member_id, created_at, seen_at,"
                    + " address, agent) VALUES (?, 'ses_bench', 'mem_bench', now(), now(),"
                    + " '127.0.0.1', '')")) {
      statement.execute(
          "INSERT INTO member (member_id, mail, password, created_at)"
              + " VALUES ('mem_bench', 'owner@bench.example', '', now())");
      statement.execute(
          "INSERT INTO member_seat (workspace_id, member_id, role, since)"
              + " VALUES ('bench', 'mem_bench', 'owner', now())");
      session.setBytes(
          1, MessageDigest.getInstance("SHA-256").digest(COOKIE.getBytes(StandardCharsets.UTF_8)));
      session.executeUpdate();
    } catch (SQLException failed) {
      throw new IllegalStateException("nobody can sign in", failed);
    }
  }
}
