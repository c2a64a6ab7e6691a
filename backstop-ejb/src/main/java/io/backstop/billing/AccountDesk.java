package io.backstop.billing;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.backstop.billing.BillingGateway.Answer;
import io.backstop.billing.BillingGateway.Done;
import io.backstop.billing.BillingGateway.FrozenRequest;
import io.backstop.billing.BillingGateway.Refused;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.Ids;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.workspace.Workspace;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a customer may see of his account besides subscriptions: the plans he could have, his
 * invoices, who they are made out to. Suspends the caller's transaction: Stripe is never called
 * inside one. All methods throw {@link BillingUnavailable} when Stripe cannot be asked.
 */
@ApplicationScoped
@Transactional(Transactional.TxType.NOT_SUPPORTED)
public class AccountDesk {

  /** A plan's name and price change so seldom that a page may be this late with them. */
  private static final Duration PLAN_LIFE = Duration.ofMinutes(1);

  private final BillingGateway gateway;
  private final Clock clock;
  private final Cache<PlanKey, Optional<Plan>> plans;

  private record PlanKey(WorkspaceSlug workspace, String priceId) {}

  /** For CDI's proxy. */
  AccountDesk() {
    this.gateway = null;
    this.clock = null;
    this.plans = null;
  }

  @Inject
  public AccountDesk(BillingGateway gateway, Clock clock) {
    this.gateway = gateway;
    this.clock = clock;
    this.plans =
        Caffeine.newBuilder()
            .maximumSize(10_000)
            .expireAfterWrite(PLAN_LIFE)
            .ticker(() -> Duration.ofMillis(clock.millis()).toNanos())
            .build();
  }

  /**
   * The plans that the workspace lets customers switch between and Stripe still sells, in the
   * workspace's order. One call for each that was not read within the last minute.
   */
  public List<Plan> plans(Workspace workspace) {
    return workspace.portal().plans().stream()
        .map(id -> new PlanKey(workspace.slug(), id))
        .map(key -> plans.get(key, k -> gateway.plan(workspace, k.priceId())))
        .flatMap(Optional::stream)
        .toList();
  }

  /**
   * A page of the customer's invoices. One call.
   *
   * @param after the cursor that the page before ended with
   */
  public Bills bills(Workspace workspace, CustomerId customer, Optional<String> after) {
    return gateway.bills(workspace, customer, after);
  }

  /** Who the customer's invoices are made out to; empty when he is gone. One call. */
  public Optional<BillingDetails> details(Workspace workspace, CustomerId customer) {
    return gateway.details(workspace, customer);
  }

  /**
   * Changes name, mail and address, in one call; tax ids are left as they are, and so are a name or
   * mail that is empty. Nothing of it is stored here, so it is not settled later either: when
   * Stripe does not answer, the customer sends it again. That is a call of its own, and sets the
   * same; under the key of the first Stripe would replay its answer, and leave in force what
   * another page has saved in between.
   *
   * @return false when Stripe does not take what was written, for example a mail address
   * @throws BillingUnavailable when it is not known whether Stripe has taken it
   */
  public boolean change(Workspace workspace, CustomerId customer, BillingDetails details) {
    BillingDetails.Address address = details.address();
    Form form = new Form();
    given(form, "name", details.name());
    given(form, "email", details.mail());
    given(form, "address[line1]", address.line1());
    given(form, "address[line2]", address.line2());
    given(form, "address[postal_code]", address.postalCode());
    given(form, "address[city]", address.city());
    given(form, "address[state]", address.state());
    given(form, "address[country]", address.country());
    if (!form.toString().contains("address[")) {
      form.with("address", "");
    }
    FrozenRequest request = new FrozenRequest("POST", "/v1/customers/" + customer, form.toString());
    Answer answer = gateway.perform(workspace, request, Ids.next("det_", clock.instant()));
    if (answer instanceof Done || answer instanceof Refused) {
      return answer instanceof Done;
    }
    throw new BillingUnavailable("the details may not have been taken", null);
  }

  /** Stripe takes no empty texts inside an address; what is left out of it is empty there. */
  private static void given(Form form, String name, String value) {
    if (!value.isEmpty()) {
      form.with(name, value);
    }
  }
}
