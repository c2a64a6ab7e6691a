package io.backstop.link;

import io.backstop.kernel.SubscriptionId;
import io.backstop.kernel.Surface;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * The statements of the links that are made from a portal or a wall: cancel links from both, walls
 * from a portal. Each is its own transaction.
 *
 * <p>Cancel links of one parent and one subscription are a chain: the digest of each is made of the
 * one before it. So of any number of presses at once, which all see the same last link, one writes
 * the next one (unique digest), and a link that is opened again after a refusal is in nobody's way.
 * What is latest by its id may have one after it, where a node's clock is behind another's: who
 * finds the next one written follows the chain.
 */
@ApplicationScoped
public class ChildRows {

  private static final String INSERT =
      """
      INSERT INTO hosted_link (workspace_id, link_id, surface, customer_id, subscription_id, signed,
        bundle_digest, token_digest, opener_origin, return_url, minted_at, expires_at,
        parent_link_id, parent_surface)
      SELECT ?, ?, 'cancel', ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?
      FROM stripe_subscription
      WHERE workspace_id = ? AND subscription_id = ? AND customer_id = ? AND NOT ended
      ON CONFLICT DO NOTHING""";

  private static final String INSERT_WALL =
      """
      INSERT INTO hosted_link (workspace_id, link_id, surface, customer_id, signed, token_digest,
        opener_origin, return_url, minted_at, expires_at, parent_link_id, parent_surface)
      VALUES (?, ?, 'payment-wall', ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

  private static final String LINK =
      "SELECT link_id, expires_at, spent_at IS NULL AND revoked_at IS NULL, opener_origin,"
          + " return_url FROM hosted_link";

  private static final String LATEST =
      LINK
          + " WHERE workspace_id = ? AND parent_link_id = ? AND subscription_id = ?"
          + " ORDER BY link_id DESC LIMIT 1";

  private static final String AFTER =
      LINK + " WHERE workspace_id = ? AND surface = 'cancel' AND bundle_digest = ?";

  private static final String TELL_OPENER =
      "UPDATE hosted_link SET opener_origin = ?, return_url = ?"
          + " WHERE workspace_id = ? AND link_id = ?";

  private final DataSource database;

  /** For CDI's proxy only. */
  ChildRows() {
    this(null);
  }

  @Inject
  public ChildRows(DataSource database) {
    this.database = database;
  }

  /**
   * @param unspent neither spent nor revoked
   * @param sameOpener whether it was asked for by the page that asked for its parent last
   */
  record Latest(String linkId, Instant expiresAt, boolean unspent, boolean sameOpener) {
    boolean liveAt(Instant now) {
      return unspent && now.isBefore(expiresAt);
    }
  }

  /** The last cancel link that was made from {@code parent} for that subscription. */
  Optional<Latest> latest(FlowPass parent, SubscriptionId subscription) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(LATEST)) {
      select.setString(1, parent.workspace().slug().value());
      select.setString(2, parent.linkId());
      select.setString(3, subscription.value());
      return read(parent, select);
    }
  }

  /** The cancel link that somebody has written after {@code before}. */
  Optional<Latest> after(FlowPass parent, SubscriptionId subscription, Optional<Latest> before)
      throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(AFTER)) {
      select.setString(1, parent.workspace().slug().value());
      select.setBytes(2, digest(parent, subscription, before));
      return read(parent, select);
    }
  }

  private static Optional<Latest> read(FlowPass parent, PreparedStatement select)
      throws SQLException {
    try (ResultSet row = select.executeQuery()) {
      if (!row.next()) {
        return Optional.empty();
      }
      boolean sameOpener =
          parent.openerOrigin().equals(Optional.ofNullable(row.getString(4)))
              && parent
                  .returnUrl()
                  .map(URI::toString)
                  .equals(Optional.ofNullable(row.getString(5)));
      return Optional.of(
          new Latest(
              row.getString(1),
              row.getObject(2, OffsetDateTime.class).toInstant(),
              row.getBoolean(3),
              sameOpener));
    }
  }

  /**
   * Writes the link that follows {@code before}, if the mirror knows the subscription as this
   * customer's and not ended, and nobody else has written it.
   */
  boolean insert(
      FlowPass parent, SubscriptionId subscription, NewLink link, Optional<Latest> before)
      throws SQLException {
    String workspace = parent.workspace().slug().value();
    try (Connection connection = database.getConnection();
        PreparedStatement insert = connection.prepareStatement(INSERT)) {
      insert.setString(1, workspace);
      insert.setString(2, link.linkId());
      insert.setString(3, parent.customer().value());
      insert.setString(4, subscription.value());
      insert.setBoolean(5, parent.signed());
      insert.setBytes(6, digest(parent, subscription, before));
      insert.setBytes(7, link.token().digest());
      insert.setString(8, parent.openerOrigin().orElse(null));
      insert.setString(9, parent.returnUrl().map(URI::toString).orElse(null));
      insert.setObject(10, link.mintedAt().atOffset(ZoneOffset.UTC));
      insert.setObject(11, link.expiresAt().atOffset(ZoneOffset.UTC));
      insert.setString(12, parent.linkId());
      insert.setString(13, parent.surface().wireName());
      insert.setString(14, workspace);
      insert.setString(15, subscription.value());
      insert.setString(16, parent.customer().value());
      return insert.executeUpdate() == 1;
    }
  }

  /** Writes a wall's link. */
  void insertWall(FlowPass parent, NewLink link) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement insert = connection.prepareStatement(INSERT_WALL)) {
      insert.setString(1, parent.workspace().slug().value());
      insert.setString(2, link.linkId());
      insert.setString(3, parent.customer().value());
      insert.setBoolean(4, parent.signed());
      insert.setBytes(5, link.token().digest());
      insert.setString(6, parent.openerOrigin().orElse(null));
      insert.setString(7, parent.returnUrl().map(URI::toString).orElse(null));
      insert.setObject(8, link.mintedAt().atOffset(ZoneOffset.UTC));
      insert.setObject(9, link.expiresAt().atOffset(ZoneOffset.UTC));
      insert.setString(10, parent.linkId());
      insert.setString(11, parent.surface().wireName());
      insert.executeUpdate();
    }
  }

  /** Lets the page that the parent stands on now frame the link, and be returned to. */
  void tellOpener(FlowPass parent, Latest link) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement update = connection.prepareStatement(TELL_OPENER)) {
      update.setString(1, parent.openerOrigin().orElse(null));
      update.setString(2, parent.returnUrl().map(URI::toString).orElse(null));
      update.setString(3, parent.workspace().slug().value());
      update.setString(4, link.linkId());
      update.executeUpdate();
    }
  }

  private static byte[] digest(
      FlowPass parent, SubscriptionId subscription, Optional<Latest> before) {
    String text =
        String.join(
            "\n",
            Surface.CANCEL.wireName(),
            parent.linkId(),
            subscription.value(),
            before.map(Latest::linkId).orElse(""));
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("SHA-256 is in every JDK", impossible);
    }
  }
}
