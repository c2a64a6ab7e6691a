package io.backstop.billing;

import io.backstop.kernel.CustomerId;
import io.backstop.kernel.SessionId;
import io.backstop.kernel.WorkspaceSlug;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The states of a payment and every move between them. Each method is one transaction of its own,
 * and each move is one conditional statement on the row; nothing is read first and written later.
 *
 * <pre>
 *   begin ─► SENT ──conclude──► PAID | DECLINED | NEEDS_ACTION | NOT_PAID | UNKNOWN
 *            UNKNOWN ─────────► PAID | DECLINED | NEEDS_ACTION | NOT_PAID
 *            NEEDS_ACTION ────► PAID | DECLINED | NOT_PAID
 *            any ─────────────► PAID
 * </pre>
 *
 * The money is guarded twice. Stripe keeps one payment intent an invoice, which can succeed once: a
 * second charge of one invoice is not possible there. This ledger sees to it that it is not even
 * asked for, that every press of "pay" is told the same truth, and that no attempt is forgotten. An
 * attempt is charged by one request, under its own idempotency key, sent by the caller whose {@link
 * #begin} stored it and by nobody else: the sweeper reads, and never charges.
 *
 * <p>Crashes, and what brings the attempt to its end:
 *
 * <ul>
 *   <li>before begin commits: nothing is stored, nothing was sent;
 *   <li>after begin, before the call: the sweeper reads an unpaid invoice; once nothing can be
 *       under way any more ({@link Payment#QUIET}) the attempt is NOT_PAID, and the customer may
 *       press again;
 *   <li>after the call, before conclude: the sweeper reads the invoice and concludes as it is;
 *   <li>after conclude: nothing is left to do; the mirror is refreshed by Stripe's event.
 * </ul>
 *
 * <p>Races:
 *
 * <ul>
 *   <li>the same form twice (a double click, a resend): the unique index over act and invoice lets
 *       one in; the other gets its row, waits for what becomes of it, and is told that;
 *   <li>two forms, tabs or nodes at one invoice: the partial unique index lets one in while its
 *       outcome is not known; the other gets its row, and is told the same;
 *   <li>a form that read the invoice as open just before another one paid it: begin takes the
 *       invoice's lock first and finds the attempt that paid, whether it was settled a moment ago
 *       or while begin waited; nothing is sent;
 *   <li>a request that outlives its attempt (stopped for minutes between begin and the call): its
 *       PAID is taken in any state, and if another attempt has paid meanwhile, Stripe says so;
 *   <li>Stripe's own retry, or the hosted invoice page, at the same moment: Stripe refuses the
 *       second, the invoice is read, and what is paid is PAID;
 *   <li>two conclusions: PAID stands for good; otherwise the first known outcome stands, except
 *       that waiting for the customer's bank ends as the bank says.
 * </ul>
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class PaymentLedger {

  /** How long a sweeper may take over one attempt. */
  static final Duration LEASE = Duration.ofSeconds(120);

  private final PaymentTable payments;
  private final Clock clock;

  /** For the container's proxy. */
  public PaymentLedger() {
    this(null, null);
  }

  @Inject
  PaymentLedger(PaymentTable payments, Clock clock) {
    this.payments = payments;
    this.clock = clock;
  }

  /**
   * Stores the intent to charge, unless the same form has done so, an attempt at the invoice is not
   * settled yet, or one has paid it.
   *
   * @return the row in force: {@code payment} itself, and then the caller is the one to charge; or
   *     the one that was there
   */
  public Payment begin(Payment payment) {
    payments.lock(payment);
    return payments.begin(payment) ? payment : payments.inTheWayOf(payment);
  }

  /** Stores what became of the attempt; returns the row as it is then, whoever wrote it. */
  public Payment conclude(Payment payment, PaymentFinding finding) {
    return payments
        .conclude(payment, finding, clock.instant())
        .orElseGet(() -> payments.find(payment));
  }

  /** Takes the unsettled attempt that has been due longest, if there is one, for {@link #LEASE}. */
  public Optional<Payment> lease() {
    Instant now = clock.instant();
    return payments.lease(now, now.plus(LEASE));
  }

  /** The attempt as it is now. */
  public Payment find(Payment payment) {
    return payments.find(payment);
  }

  /** What a form of the customer's has tried, the earliest first. */
  public List<Payment> ofAct(WorkspaceSlug workspace, CustomerId customer, SessionId act) {
    return payments.ofAct(workspace, customer, act);
  }

  /** What a visit has tried, the earliest first. */
  public List<Payment> ofVisit(WorkspaceSlug workspace, SessionId visit) {
    return payments.ofVisit(workspace, visit);
  }

  /** What is not known yet of a customer's payments. */
  public List<Payment> underWay(WorkspaceSlug workspace, CustomerId customer) {
    return payments.underWay(workspace, customer);
  }
}
