package io.backstop.link;

import io.backstop.billing.BillingUnavailable;
import io.backstop.billing.Mirror;
import io.backstop.bundle.VerifiedBundle;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.kernel.SubscriptionId;
import io.backstop.workspace.Workspace;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * What is known of a customer before a link is made for him: from the mirror, or from Stripe, which
 * is read once. Each statement is its own transaction.
 */
@ApplicationScoped
public class Acquaintance {

  private static final String KNOWN =
      "SELECT 1 FROM stripe_customer WHERE workspace_id = ? AND customer_id = ? AND NOT deleted";

  private static final String KNOWN_AS_BAD =
      """
      SELECT EXISTS (SELECT 1 FROM stripe_customer c
          WHERE c.workspace_id = w.id AND c.customer_id = ? AND c.deleted),
        s.customer_id <> ?, s.ended
      FROM (SELECT CAST(? AS text) AS id) w
      LEFT JOIN stripe_subscription s ON s.workspace_id = w.id AND s.subscription_id = ?""";

  private final DataSource database;
  private final Mirror mirror;

  /** For CDI's proxy only. */
  Acquaintance() {
    this(null, null);
  }

  @Inject
  public Acquaintance(DataSource database, Mirror mirror) {
    this.database = database;
    this.mirror = mirror;
  }

  /** Whether the mirror has this customer. */
  boolean knows(MintRequest request) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(KNOWN)) {
      select.setString(1, request.workspace().slug().value());
      select.setString(2, request.bundle().customer().value());
      try (ResultSet row = select.executeQuery()) {
        return row.next();
      }
    }
  }

  /**
   * Reads the customer, and on the cancel surface the subscription, from Stripe into the mirror.
   *
   * @param away Stripe was just asked in vain and is not asked again
   * @return true when Stripe could not be asked but the merchant has vouched for the customer, and
   *     nothing is known that speaks against it: the way out stays open
   * @throws Refusal as {@link LinkMint#mint} does
   */
  boolean isVouchedFor(MintRequest request, boolean away) throws SQLException {
    VerifiedBundle bundle = request.bundle();
    try {
      if (!away || !bundle.signed()) {
        mirror.acquaint(request.workspace(), bundle.customer(), bundle.subscription());
        return false;
      }
    } catch (BillingUnavailable unreachable) {
      if (!bundle.signed()) {
        throw unreachable;
      }
    }
    refuseKnownAsBad(request.workspace(), bundle.customer(), bundle.subscription());
    return true;
  }

  /**
   * Reads a subscription that a page names, for which nobody vouches.
   *
   * @throws Refusal as {@link LinkMint#cancelLink} does
   */
  void make(FlowPass from, SubscriptionId subscription) throws SQLException {
    Optional<SubscriptionId> named = Optional.of(subscription);
    try {
      mirror.acquaint(from.workspace(), from.customer(), named);
    } catch (BillingUnavailable unreachable) {
      refuseKnownAsBad(from.workspace(), from.customer(), named);
      throw unreachable;
    }
  }

  /**
   * Refuses what the mirror knows to be over, whoever vouches for it: a subscription that is
   * another customer's, a customer who has been deleted, a subscription that has ended. Each of
   * them is for good.
   */
  private void refuseKnownAsBad(
      Workspace workspace, CustomerId customer, Optional<SubscriptionId> subscription)
      throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement select = connection.prepareStatement(KNOWN_AS_BAD)) {
      select.setString(1, customer.value());
      select.setString(2, customer.value());
      select.setString(3, workspace.slug().value());
      select.setString(4, subscription.map(SubscriptionId::value).orElse(null));
      try (ResultSet row = select.executeQuery()) {
        row.next();
        if (row.getBoolean(2)) {
          throw new Refusal(RefusalCode.SUBSCRIPTION_NOT_FOUND, "another customer's");
        }
        if (row.getBoolean(1)) {
          throw new Refusal(RefusalCode.CUSTOMER_NOT_FOUND, "deleted at Stripe");
        }
        if (row.getBoolean(3)) {
          throw new Refusal(RefusalCode.SUBSCRIPTION_NOT_CANCELABLE, "already ended");
        }
      }
    }
  }
}
