package io.backstop.link;

import io.backstop.bundle.VerifiedBundle;
import io.backstop.kernel.Surface;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The statements of the mint, in plain JDBC: it is the hottest path of all, and each of them is its
 * own transaction (docs/adr/0005). Microseconds are what PostgreSQL keeps of an instant.
 */
@ApplicationScoped
public class LinkRows {

  private static final String COLUMNS =
      "INSERT INTO hosted_link (workspace_id, link_id, surface, customer_id, subscription_id, signed,"
          + " bundle_digest, token_digest, opener_origin, return_url, minted_at, expires_at) ";

  private static final String VALUES = "?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?";

  /**
   * Ten concurrent inserts of one bundle leave one row; the other nine wait for it and write none.
   */
  private static final String OR_NOTHING = " ON CONFLICT DO NOTHING";

  private static final String OF_KNOWN_SUBSCRIPTION =
      COLUMNS
          + "SELECT "
          + VALUES
          + " FROM stripe_subscription"
          + " WHERE workspace_id = ? AND subscription_id = ? AND customer_id = ? AND NOT ended"
          + OR_NOTHING;

  private static final String OF_KNOWN_CUSTOMER =
      COLUMNS
          + "SELECT "
          + VALUES
          + " FROM stripe_customer WHERE workspace_id = ? AND customer_id = ? AND NOT deleted"
          + OR_NOTHING;

  private static final String OF_ANYBODY = COLUMNS + "VALUES (" + VALUES + ")" + OR_NOTHING;

  private static final String BY_BUNDLE =
      "SELECT link_id, expires_at, spent_at IS NULL AND revoked_at IS NULL, opener_origin"
          + " FROM hosted_link WHERE workspace_id = ? AND surface = ? AND bundle_digest = ?";

  /** Of two pages that send a backend's bundle at once, one is the opener. */
  private static final String FIRST_OPENER =
      "UPDATE hosted_link SET opener_origin = ?"
          + " WHERE workspace_id = ? AND link_id = ? AND opener_origin IS NULL";

  private static final String LIVE_PORTAL =
      "SELECT link_id, expires_at, opener_origin, return_url FROM hosted_link"
          + " WHERE workspace_id = ? AND customer_id = ? AND surface = 'portal' AND signed"
          + " AND revoked_at IS NULL";

  private final DataSource database;

  /** For CDI's proxy only. */
  LinkRows() {
    this(null);
  }

  @Inject
  public LinkRows(DataSource database) {
    this.database = database;
  }

  /**
   * @param unspent neither spent nor revoked
   * @param opener the origin of the page that may frame it, once one has asked for it
   */
  record Found(String linkId, Instant expiresAt, boolean unspent, Optional<String> opener) {
    boolean liveAt(Instant now) {
      return unspent && now.isBefore(expiresAt);
    }
  }

  /** Writes the link if the mirror knows the customer (and the subscription as his, not ended). */
  boolean insertKnown(MintRequest request, NewLink link) throws SQLException {
    VerifiedBundle bundle = request.bundle();
    boolean cancel = bundle.surface() == Surface.CANCEL;
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(cancel ? OF_KNOWN_SUBSCRIPTION : OF_KNOWN_CUSTOMER)) {
      int next = fill(insert, request, link);
      insert.setString(next++, request.workspace().slug().value());
      if (cancel) {
        insert.setString(next++, bundle.subscription().orElseThrow().value());
      }
      insert.setString(next, bundle.customer().value());
      return insert.executeUpdate() == 1;
    }
  }

  /** Writes the link on the merchant's word alone. */
  boolean insertVouched(MintRequest request, NewLink link) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement insert = connection.prepareStatement(OF_ANYBODY)) {
      fill(insert, request, link);
      return insert.executeUpdate() == 1;
    }
  }

  private static int fill(PreparedStatement insert, MintRequest request, NewLink link)
      throws SQLException {
    VerifiedBundle bundle = request.bundle();
    insert.setString(1, request.workspace().slug().value());
    insert.setString(2, link.linkId());
    insert.setString(3, bundle.surface().wireName());
    insert.setString(4, bundle.customer().value());
    insert.setString(5, bundle.subscription().map(Object::toString).orElse(null));
    insert.setBoolean(6, bundle.signed());
    if (bundle.digest().isPresent()) {
      insert.setBytes(7, bundle.digest().get());
    } else {
      insert.setNull(7, Types.BINARY);
    }
    insert.setBytes(8, link.token().digest());
    insert.setString(9, request.openerOrigin().orElse(null));
    insert.setString(10, request.returnUrl().map(URI::toString).orElse(null));
    insert.setObject(11, link.mintedAt().atOffset(ZoneOffset.UTC));
    insert.setObject(12, link.expiresAt().atOffset(ZoneOffset.UTC));
    return 13;
  }

  /** The link that the same bundle was given before; none for an unsigned bundle. */
  Optional<Found> linkOfBundle(MintRequest request) throws SQLException {
    if (request.bundle().digest().isEmpty()) {
      return Optional.empty();
    }
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(BY_BUNDLE)) {
      select.setString(1, request.workspace().slug().value());
      select.setString(2, request.bundle().surface().wireName());
      select.setBytes(3, request.bundle().digest().get());
      try (ResultSet row = select.executeQuery()) {
        return row.next()
            ? Optional.of(
                new Found(
                    row.getString(1),
                    instant(row, 2),
                    row.getBoolean(3),
                    Optional.ofNullable(row.getString(4))))
            : Optional.empty();
      }
    }
  }

  /**
   * Lets the page that sends a bundle frame the link, where only a backend has sent it before: the
   * first page's origin stays.
   */
  void tellFirstOpener(MintRequest request, Found found) throws SQLException {
    if (request.openerOrigin().isEmpty() || found.opener().isPresent()) {
      return;
    }
    try (Connection connection = database.getConnection();
        PreparedStatement update = connection.prepareStatement(FIRST_OPENER)) {
      update.setString(1, request.openerOrigin().get());
      update.setString(2, request.workspace().slug().value());
      update.setString(3, found.linkId());
      update.executeUpdate();
    }
  }

  /**
   * The customer's live signed portal link. One that has outlived its time is retired here, so that
   * a new one may take its place; one that another page asked for is told of that page. A backend,
   * which has no origin, leaves the page that may frame it as it is.
   */
  Optional<Found> portalLink(MintRequest request, Instant now) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(LIVE_PORTAL)) {
      select.setString(1, request.workspace().slug().value());
      select.setString(2, request.bundle().customer().value());
      try (ResultSet row = select.executeQuery()) {
        if (!row.next()) {
          return Optional.empty();
        }
        Optional<String> opener = Optional.ofNullable(row.getString(3));
        Found found = new Found(row.getString(1), instant(row, 2), true, opener);
        if (!found.liveAt(now)) {
          retire(connection, request, found, now);
          return Optional.empty();
        }
        boolean sameOpener = request.openerOrigin().or(() -> opener).equals(opener);
        boolean sameReturn =
            request.returnUrl().map(URI::toString).equals(Optional.ofNullable(row.getString(4)));
        if (!sameOpener || !sameReturn) {
          tellOpener(connection, request, found);
        }
        return Optional.of(found);
      }
    }
  }

  private static void retire(Connection connection, MintRequest request, Found expired, Instant now)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE hosted_link SET revoked_at = ?"
                + " WHERE workspace_id = ? AND link_id = ? AND revoked_at IS NULL")) {
      update.setObject(1, now.atOffset(ZoneOffset.UTC));
      update.setString(2, request.workspace().slug().value());
      update.setString(3, expired.linkId());
      update.executeUpdate();
    }
  }

  private static void tellOpener(Connection connection, MintRequest request, Found found)
      throws SQLException {
    try (PreparedStatement update =
        connection.prepareStatement(
            "UPDATE hosted_link SET opener_origin = COALESCE(?, opener_origin), return_url = ?"
                + " WHERE workspace_id = ? AND link_id = ?")) {
      update.setString(1, request.openerOrigin().orElse(null));
      update.setString(2, request.returnUrl().map(URI::toString).orElse(null));
      update.setString(3, request.workspace().slug().value());
      update.setString(4, found.linkId());
      update.executeUpdate();
    }
  }

  private static Instant instant(ResultSet row, int column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }
}
