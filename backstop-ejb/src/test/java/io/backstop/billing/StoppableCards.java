package io.backstop.billing;

import io.backstop.kernel.CustomerId;
import io.backstop.kernel.SubscriptionId;
import io.backstop.workspace.Workspace;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A gateway of cards on a machine that stops before or after a charge. */
final class StoppableCards implements CardGateway {

  /** Where the machine stops. */
  enum Stop {
    NOWHERE,
    BEFORE_THE_CHARGE,
    AFTER_THE_CHARGE
  }

  private final CardGateway real;
  volatile Stop stop = Stop.NOWHERE;

  /** What happens at Stripe just before the charge arrives. */
  volatile Runnable meanwhile = () -> {};

  /** What happens between the reading of what is owed and the reader's next step; once. */
  final AtomicReference<Runnable> afterReading = new AtomicReference<>(() -> {});

  /** How many subscriptions are given their card before the machine stops; none when negative. */
  volatile int subscriptionsUntilStop = -1;

  StoppableCards(CardGateway real) {
    this.real = real;
  }

  @Override
  public PayAnswer pay(Workspace workspace, String invoice, String card, String key) {
    meanwhile.run();
    if (stop == Stop.BEFORE_THE_CHARGE) {
      throw new Crash();
    }
    PayAnswer answer = real.pay(workspace, invoice, card, key);
    if (stop == Stop.AFTER_THE_CHARGE) {
      throw new Crash();
    }
    return answer;
  }

  @Override
  public void makeDefault(Workspace workspace, SubscriptionId subscription, String card) {
    if (subscriptionsUntilStop-- == 0) {
      throw new Crash();
    }
    real.makeDefault(workspace, subscription, card);
  }

  @Override
  public CardSetup open(Workspace workspace, CustomerId customer, String key) {
    return real.open(workspace, customer, key);
  }

  @Override
  public Optional<SetupSighting> setup(Workspace workspace, String id) {
    return real.setup(workspace, id);
  }

  @Override
  public boolean has(Workspace workspace, CustomerId customer, String card) {
    return real.has(workspace, customer, card);
  }

  @Override
  public List<SubscriptionId> subscriptions(Workspace workspace, CustomerId customer) {
    return real.subscriptions(workspace, customer);
  }

  @Override
  public void makeDefault(Workspace workspace, CustomerId customer, String card) {
    real.makeDefault(workspace, customer, card);
  }

  @Override
  public List<InvoiceSnapshot> openInvoices(Workspace workspace, CustomerId customer) {
    List<InvoiceSnapshot> open = real.openInvoices(workspace, customer);
    afterReading.getAndSet(() -> {}).run();
    return open;
  }

  @Override
  public Optional<PaymentSighting> payment(Workspace workspace, String invoice) {
    return real.payment(workspace, invoice);
  }
}
