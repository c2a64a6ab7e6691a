package io.backstop.sandbox.billing;

import io.backstop.sandbox.account.Account;

/**
 * The billing rules at work on one account. Cheap to make; hold the account's lock while using it.
 */
public final class Billing {
  private final Account account;
  private final PaymentMethods paymentMethods;
  private final PaymentIntents paymentIntents;
  private final SetupIntents setupIntents;
  private final Prices prices;
  private final Discounts discounts;
  private final InvoiceLines lines;
  private final Prorations prorations;
  private final Invoices invoices;
  private final InvoicePayments payments;
  private final Collection collection;
  private final Subscriptions subscriptions;
  private final SubscriptionChanges changes;
  private final SubscriptionCycle cycle;
  private final Previews previews;
  private final Schedules schedules;

  public Billing(Account account) {
    this.account = account;
    this.paymentMethods = new PaymentMethods(account);
    this.paymentIntents = new PaymentIntents(this);
    this.setupIntents = new SetupIntents(this);
    this.prices = new Prices(account);
    this.discounts = new Discounts(account);
    this.lines = new InvoiceLines(account);
    this.prorations = new Prorations(this);
    this.invoices = new Invoices(this);
    this.payments = new InvoicePayments(this);
    this.collection = new Collection(this);
    this.subscriptions = new Subscriptions(this);
    this.changes = new SubscriptionChanges(this);
    this.cycle = new SubscriptionCycle(this);
    this.previews = new Previews(this);
    this.schedules = new Schedules(this);
  }

  public Account account() {
    return account;
  }

  public PaymentMethods paymentMethods() {
    return paymentMethods;
  }

  public PaymentIntents paymentIntents() {
    return paymentIntents;
  }

  public SetupIntents setupIntents() {
    return setupIntents;
  }

  public Prices prices() {
    return prices;
  }

  public Discounts discounts() {
    return discounts;
  }

  public InvoiceLines lines() {
    return lines;
  }

  public Prorations prorations() {
    return prorations;
  }

  public Invoices invoices() {
    return invoices;
  }

  public InvoicePayments payments() {
    return payments;
  }

  public Collection collection() {
    return collection;
  }

  public Subscriptions subscriptions() {
    return subscriptions;
  }

  public SubscriptionChanges changes() {
    return changes;
  }

  public SubscriptionCycle cycle() {
    return cycle;
  }

  public Previews previews() {
    return previews;
  }

  public Schedules schedules() {
    return schedules;
  }
}
