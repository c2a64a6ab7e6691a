package io.backstop.flow.portal;

import io.backstop.billing.BillingDesk;
import io.backstop.billing.BillingOrder;
import io.backstop.billing.BillingOrder.Pause;
import io.backstop.billing.BillingOrder.SwitchPlan;
import io.backstop.billing.SubscriptionSnapshot;
import io.backstop.flow.portal.PortalStep.Control;
import io.backstop.workspace.Workspace;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Which controls a subscription has: only those that would do what they say. Asks nobody. */
@Dependent
class Controls {

  /** How many months a customer may pause for. */
  static final List<Integer> MONTHS = List.of(1, 2, 3);

  private final BillingDesk desk;

  @Inject
  Controls(BillingDesk desk) {
    this.desk = desk;
  }

  List<Control> of(Workspace workspace, SubscriptionSnapshot subscription, Instant now) {
    List<Control> controls = new ArrayList<>();
    if (desk.suits(new BillingOrder.UndoCancel(), subscription)) {
      controls.add(Control.UNDO_CANCEL);
    }
    if (desk.suits(new BillingOrder.Resume(), subscription)) {
      controls.add(Control.RESUME);
    }
    if (workspace.portal().plans().stream()
        .anyMatch(price -> desk.suits(new SwitchPlan(price, now), subscription))) {
      controls.add(Control.SWITCH_PLAN);
    }
    if (!pauses(subscription, now).isEmpty()) {
      controls.add(Control.PAUSE);
    }
    if (cancelable(subscription)) {
      controls.add(Control.CANCEL);
    }
    return List.copyOf(controls);
  }

  /** The pauses that begin at {@code from} and in which a charge would have fallen due. */
  List<Integer> pauses(SubscriptionSnapshot subscription, Instant from) {
    return MONTHS.stream()
        .filter(months -> desk.suits(pause(from, months), subscription))
        .filter(
            months ->
                subscription
                    .periodEnd()
                    .filter(end -> !end.isAfter(pause(from, months).resumesAt()))
                    .isPresent())
        .toList();
  }

  static Pause pause(Instant from, int months) {
    return new Pause(from.atOffset(ZoneOffset.UTC).plusMonths(months).toInstant());
  }

  /** What ends with what is paid for is cancelled already; what ends later can end sooner. */
  private static boolean cancelable(SubscriptionSnapshot subscription) {
    boolean ending =
        subscription
            .cancelAt()
            .filter(end -> !end.isAfter(subscription.periodEnd().orElse(end)))
            .isPresent();
    return !subscription.ended() && !ending;
  }
}
