package io.backstop.billing;

import io.backstop.kernel.CustomerId;
import io.backstop.kernel.SubscriptionId;
import io.backstop.workspace.Workspace;
import java.util.Optional;

/** A gateway on a machine that stops before or after a call that changes something. */
final class StoppableGateway implements BillingGateway {

  private final BillingGateway real;

  /** The call to stop at, counted from 0; none when negative. */
  int stopAt = -1;

  boolean afterIt;

  StoppableGateway(BillingGateway real) {
    this.real = real;
  }

  @Override
  public Answer perform(Workspace workspace, FrozenRequest request, String idempotencyKey) {
    boolean here = stopAt == 0;
    stopAt--;
    if (here && !afterIt) {
      throw new Crash();
    }
    Answer answer = real.perform(workspace, request, idempotencyKey);
    if (here) {
      throw new Crash();
    }
    return answer;
  }

  @Override
  public Reach reach(Workspace workspace) {
    return real.reach(workspace);
  }

  @Override
  public Optional<Sighting> read(Workspace workspace, SubscriptionId id) {
    return real.read(workspace, id);
  }

  @Override
  public Optional<CustomerPicture> picture(Workspace workspace, CustomerId id) {
    return real.picture(workspace, id);
  }

  @Override
  public Optional<InvoiceSnapshot> invoice(Workspace workspace, String id) {
    return real.invoice(workspace, id);
  }

  @Override
  public Optional<Coupon> coupon(Workspace workspace, String id) {
    return real.coupon(workspace, id);
  }

  @Override
  public Optional<Price> price(Workspace workspace, String id) {
    return real.price(workspace, id);
  }

  @Override
  public Optional<Plan> plan(Workspace workspace, String priceId) {
    return real.plan(workspace, priceId);
  }

  @Override
  public Bills bills(Workspace workspace, CustomerId id, Optional<String> after) {
    return real.bills(workspace, id, after);
  }

  @Override
  public Optional<BillingDetails> details(Workspace workspace, CustomerId id) {
    return real.details(workspace, id);
  }

  @Override
  public Preview preview(Workspace workspace, String form) {
    return real.preview(workspace, form);
  }
}
