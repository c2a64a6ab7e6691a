package io.backstop.billing.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.Invoice;
import com.stripe.model.Subscription;
import com.stripe.net.ApiResource;
import com.stripe.net.ApiResource.RequestMethod;
import com.stripe.net.RawRequestOptions;
import com.stripe.net.StripeResponse;
import com.stripe.param.SubscriptionRetrieveParams;
import io.backstop.billing.BillingDetails;
import io.backstop.billing.BillingGateway;
import io.backstop.billing.BillingUnavailable;
import io.backstop.billing.Bills;
import io.backstop.billing.CustomerPicture;
import io.backstop.billing.InvoiceSnapshot;
import io.backstop.billing.Plan;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.SubscriptionId;
import io.backstop.workspace.Workspace;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/**
 * Speaks with Stripe through stripe-java. Reads go through its typed API; frozen requests are sent
 * as they are stored, through its raw one. Keeps no state but clients; thread safe.
 */
@ApplicationScoped
public class StripeGateway implements BillingGateway {

  private static final int CONNECT_MILLIS = 3_000;
  private static final int READ_MILLIS = 12_000;
  private static final int SOON_CONNECT_MILLIS = 2_000;
  private static final int SOON_READ_MILLIS = 4_000;

  private final StripeClients clients;
  private final Inquiry inquiry;
  private final Clock clock;
  private final Optional<StripeGateway> soon;

  /** For CDI's proxy. */
  StripeGateway() {
    this(null, null, null, Optional.empty());
  }

  @Inject
  public StripeGateway(Clock clock) {
    this(
        new StripeClients(CONNECT_MILLIS, READ_MILLIS),
        Inquiry.patient(clock),
        clock,
        Optional.of(
            new StripeGateway(
                new StripeClients(SOON_CONNECT_MILLIS, SOON_READ_MILLIS),
                Inquiry.hurried(clock),
                clock,
                Optional.empty())));
  }

  StripeGateway(Clock clock, int connectMillis, int readMillis) {
    this(
        new StripeClients(connectMillis, readMillis),
        Inquiry.patient(clock),
        clock,
        Optional.empty());
  }

  private StripeGateway(
      StripeClients clients, Inquiry inquiry, Clock clock, Optional<StripeGateway> soon) {
    this.clients = clients;
    this.inquiry = inquiry;
    this.clock = clock;
    this.soon = soon;
  }

  @Override
  public BillingGateway soon() {
    return soon.orElse(this);
  }

  @Override
  public Reach reach(Workspace workspace) {
    return workspace.stripe().secretKey().isEmpty()
        ? Reach.NO_KEY
        : Knock.at(clients.of(workspace));
  }

  @Override
  public Optional<Sighting> read(Workspace workspace, SubscriptionId id) {
    StripeClient stripe = clients.of(workspace);
    SubscriptionRetrieveParams params =
        SubscriptionRetrieveParams.builder().addAllExpand(EXPANSIONS).build();
    Instant readAt = clock.instant();
    return inquiry.ask(
        () -> Readings.sighting(stripe.v1().subscriptions().retrieve(id.value(), params), readAt));
  }

  @Override
  public Optional<CustomerPicture> picture(Workspace workspace, CustomerId id) {
    Instant readAt = clock.instant();
    return new PictureReading(clients.of(workspace), inquiry).of(id, readAt);
  }

  @Override
  public Optional<InvoiceSnapshot> invoice(Workspace workspace, String id) {
    return new PictureReading(clients.of(workspace), inquiry).invoice(id);
  }

  @Override
  public Optional<Coupon> coupon(Workspace workspace, String id) {
    StripeClient stripe = clients.of(workspace);
    return inquiry.ask(() -> Readings.coupon(stripe.v1().coupons().retrieve(id)));
  }

  @Override
  public Optional<Price> price(Workspace workspace, String id) {
    StripeClient stripe = clients.of(workspace);
    return inquiry.ask(() -> Readings.price(stripe.v1().prices().retrieve(id)));
  }

  @Override
  public Optional<Plan> plan(Workspace workspace, String priceId) {
    return new AccountReading(clients.of(workspace), inquiry).plan(priceId);
  }

  @Override
  public Bills bills(Workspace workspace, CustomerId id, Optional<String> after) {
    return new AccountReading(clients.of(workspace), inquiry).bills(id, after);
  }

  @Override
  public Optional<BillingDetails> details(Workspace workspace, CustomerId id) {
    return new AccountReading(clients.of(workspace), inquiry).details(id);
  }

  @Override
  public Preview preview(Workspace workspace, String form) {
    StripeClient stripe = clients.of(workspace);
    return inquiry
        .ask(
            () ->
                Readings.preview(
                    ApiResource.GSON.fromJson(
                        stripe
                            .rawRequest(RequestMethod.POST, "/v1/invoices/create_preview", form)
                            .body(),
                        Invoice.class)))
        .orElseThrow(() -> new BillingUnavailable("Stripe has no such invoice to preview", null));
  }

  @Override
  public Answer perform(Workspace workspace, FrozenRequest request, String idempotencyKey) {
    RawRequestOptions options =
        RawRequestOptions.builder().setIdempotencyKey(idempotencyKey).build();
    RequestMethod method = RequestMethod.valueOf(request.method());
    String body = method == RequestMethod.POST ? request.form() : null;
    try {
      StripeResponse answer =
          clients.of(workspace).rawRequest(method, request.path(), body, options);
      return new Done(sighting(answer), Optional.ofNullable(answer.requestId()));
    } catch (StripeException e) {
      return Failures.answer(e);
    } catch (BillingUnavailable e) {
      return new Unclear("no key", Optional.empty(), false, Optional.empty());
    } catch (RuntimeException e) { // the library's, for a body that is not Stripe's
      return new Unclear(e.getClass().getName(), Optional.empty(), false, Optional.empty());
    }
  }

  /**
   * The subscription, when that is what was answered; as it was when the answer was there. An
   * answer that Stripe repeats under the same key tells how it was then (Stripe docs: idempotent
   * requests).
   */
  private Optional<Sighting> sighting(StripeResponse answer) {
    boolean repeated =
        answer.headers().firstValue("Idempotent-Replayed").map("true"::equals).orElse(false);
    if (repeated) {
      return Optional.empty();
    }
    Subscription subscription = ApiResource.GSON.fromJson(answer.body(), Subscription.class);
    return "subscription".equals(subscription.getObject())
        ? Optional.of(Readings.sighting(subscription, clock.instant()))
        : Optional.empty();
  }
}
