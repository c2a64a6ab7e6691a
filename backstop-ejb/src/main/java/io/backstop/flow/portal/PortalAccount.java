package io.backstop.flow.portal;

import io.backstop.billing.AccountDesk;
import io.backstop.billing.BillingDetails;
import io.backstop.billing.BillingUnavailable;
import io.backstop.flow.portal.PortalStep.Details;
import io.backstop.flow.portal.PortalStep.Invoices;
import io.backstop.kernel.Ids;
import io.backstop.kernel.SessionId;
import io.backstop.link.FlowPass;
import io.backstop.workspace.KeyRing;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Optional;

/**
 * What the portal shows of an account as a whole: its invoices, and who they are made out to. Each
 * is read when it is shown and kept nowhere, so every method throws {@link BillingUnavailable}.
 * Suspends the caller's transaction; safe for any number of callers.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class PortalAccount {

  private final AccountDesk account;
  private final KeyRing keys;
  private final Clock clock;

  /** For the container's proxy. */
  public PortalAccount() {
    this(null, null, null);
  }

  @Inject
  PortalAccount(AccountDesk account, KeyRing keys, Clock clock) {
    this.account = account;
    this.keys = keys;
    this.clock = clock;
  }

  /** The latest invoices, or those after {@code cursor}. One call. */
  public Invoices invoices(FlowPass pass, Optional<String> cursor) {
    return new Invoices(account.bills(pass.workspace(), pass.customer(), cursor));
  }

  /** Who the invoices are made out to; empty when the customer is gone. One call. */
  public Optional<Details> details(FlowPass pass) {
    return account
        .details(pass.workspace(), pass.customer())
        .map(details -> new Details(details, act(), false));
  }

  /**
   * Changes who the invoices are made out to. The same form may be sent again: what was sent last
   * is what stands.
   *
   * @param act which form it is
   * @param details tax ids are not changed
   * @return the {@code did} of {@link PortalFlow#progress}; empty when Stripe does not take it
   * @throws BillingUnavailable when it is not known whether it was taken
   */
  public Optional<String> change(FlowPass pass, SessionId act, BillingDetails details) {
    return account.change(pass.workspace(), pass.customer(), details)
        ? Optional.of(Vouched.text(keys, pass, act))
        : Optional.empty();
  }

  /** The step once more, with what was written, after it was not taken. No call. */
  public Details refused(BillingDetails written) {
    return new Details(written, act(), true);
  }

  private SessionId act() {
    return new SessionId(Ids.next("cs_", clock.instant()));
  }
}
