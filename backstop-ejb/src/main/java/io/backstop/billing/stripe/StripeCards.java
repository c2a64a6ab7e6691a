package io.backstop.billing.stripe;

import com.stripe.exception.CardException;
import com.stripe.exception.StripeException;
import com.stripe.model.Invoice;
import com.stripe.model.PaymentIntent;
import com.stripe.model.SetupIntent;
import com.stripe.model.StripeError;
import com.stripe.model.Subscription;
import com.stripe.net.RequestOptions;
import com.stripe.param.CustomerUpdateParams;
import com.stripe.param.InvoiceListParams;
import com.stripe.param.InvoicePayParams;
import com.stripe.param.InvoiceRetrieveParams;
import com.stripe.param.SetupIntentCreateParams;
import com.stripe.param.SubscriptionListParams;
import com.stripe.param.SubscriptionUpdateParams;
import com.stripe.service.V1Services;
import io.backstop.billing.BillingGateway;
import io.backstop.billing.BillingUnavailable;
import io.backstop.billing.CardGateway;
import io.backstop.billing.CardSetup;
import io.backstop.billing.InvoiceSnapshot;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.SubscriptionId;
import io.backstop.workspace.Workspace;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Speaks with Stripe about cards, through stripe-java. Keeps no state but clients; thread safe. */
@ApplicationScoped
public class StripeCards implements CardGateway {

  private static final long PAGE = 100;
  private static final String ACTION_REQUIRED = "invoice_payment_intent_requires_action";
  private static final int CONNECT_MILLIS = 3_000;

  /** Stripe asks the bank meanwhile: a charge takes longer than a read. */
  private static final int READ_MILLIS = 20_000;

  private final StripeClients clients;

  /** Also for what changes something here: each of it may be done twice. */
  private final Inquiry inquiry;

  /** For CDI's proxy. */
  StripeCards() {
    this(null);
  }

  @Inject
  public StripeCards(Clock clock) {
    this(clock, CONNECT_MILLIS, READ_MILLIS);
  }

  StripeCards(Clock clock, int connectMillis, int readMillis) {
    this.clients = new StripeClients(connectMillis, readMillis);
    this.inquiry = Inquiry.patient(clock);
  }

  private V1Services stripe(Workspace workspace) {
    return clients.of(workspace).v1();
  }

  @Override
  public CardSetup open(Workspace workspace, CustomerId customer, String idempotencyKey) {
    SetupIntentCreateParams params =
        SetupIntentCreateParams.builder()
            .setCustomer(customer.value())
            .setUsage(SetupIntentCreateParams.Usage.OFF_SESSION)
            .addPaymentMethodType("card")
            .build();
    RequestOptions options = RequestOptions.builder().setIdempotencyKey(idempotencyKey).build();
    return inquiry
        .ask(
            () -> {
              SetupIntent made = stripe(workspace).setupIntents().create(params, options);
              return new CardSetup(made.getId(), made.getClientSecret());
            })
        .orElseThrow(() -> new BillingUnavailable("Stripe opens no set-up", null));
  }

  @Override
  public Optional<SetupSighting> setup(Workspace workspace, String id) {
    return inquiry.ask(
        () -> {
          SetupIntent seen = stripe(workspace).setupIntents().retrieve(id);
          return new SetupSighting(
              seen.getId(),
              seen.getStatus(),
              Optional.ofNullable(seen.getCustomer()).map(CustomerId::new),
              Optional.ofNullable(seen.getPaymentMethod()));
        });
  }

  @Override
  public boolean has(Workspace workspace, CustomerId customer, String card) {
    return inquiry
        .ask(
            () -> {
              stripe(workspace).customers().paymentMethods().retrieve(customer.value(), card);
              return true;
            })
        .orElse(false);
  }

  @Override
  public List<SubscriptionId> subscriptions(Workspace workspace, CustomerId customer) {
    SubscriptionListParams params =
        SubscriptionListParams.builder().setCustomer(customer.value()).setLimit(PAGE).build();
    return inquiry
        .ask(
            () -> {
              List<SubscriptionId> live = new ArrayList<>();
              // Without a status Stripe leaves out what is canceled, and nothing else.
              for (Subscription each :
                  stripe(workspace).subscriptions().list(params).autoPagingIterable()) {
                if (!each.getStatus().equals("incomplete_expired")) {
                  live.add(new SubscriptionId(each.getId()));
                }
              }
              return live;
            })
        .orElse(List.of());
  }

  @Override
  public void makeDefault(Workspace workspace, CustomerId customer, String card) {
    CustomerUpdateParams params =
        CustomerUpdateParams.builder()
            .setInvoiceSettings(
                CustomerUpdateParams.InvoiceSettings.builder()
                    .setDefaultPaymentMethod(card)
                    .build())
            .build();
    inquiry
        .ask(() -> stripe(workspace).customers().update(customer.value(), params))
        .orElseThrow(() -> new BillingUnavailable("Stripe has no such customer", null));
  }

  /** One that has ended since it was listed needs no card. */
  @Override
  public void makeDefault(Workspace workspace, SubscriptionId subscription, String card) {
    SubscriptionUpdateParams params =
        SubscriptionUpdateParams.builder().setDefaultPaymentMethod(card).build();
    inquiry.ask(() -> stripe(workspace).subscriptions().update(subscription.value(), params));
  }

  @Override
  public List<InvoiceSnapshot> openInvoices(Workspace workspace, CustomerId customer) {
    InvoiceListParams params =
        InvoiceListParams.builder()
            .setCustomer(customer.value())
            .setStatus(InvoiceListParams.Status.OPEN)
            .setLimit(PAGE)
            .build();
    return inquiry
        .ask(
            () -> {
              List<InvoiceSnapshot> open = new ArrayList<>();
              for (Invoice each : stripe(workspace).invoices().list(params).autoPagingIterable()) {
                open.add(CustomerReadings.invoice(each));
              }
              return open;
            })
        .orElse(List.of());
  }

  @Override
  public Optional<PaymentSighting> payment(Workspace workspace, String invoice) {
    InvoiceRetrieveParams params =
        InvoiceRetrieveParams.builder().addAllExpand(PaymentReadings.EXPANSIONS).build();
    return inquiry.ask(
        () -> PaymentReadings.payment(stripe(workspace).invoices().retrieve(invoice, params)));
  }

  @Override
  public PayAnswer pay(Workspace workspace, String invoice, String card, String idempotencyKey) {
    InvoicePayParams params =
        InvoicePayParams.builder().setPaymentMethod(card).setOffSession(false).build();
    RequestOptions options = RequestOptions.builder().setIdempotencyKey(idempotencyKey).build();
    try {
      Invoice answer = stripe(workspace).invoices().pay(invoice, params, options);
      String requestId =
          answer.getLastResponse() == null ? null : answer.getLastResponse().requestId();
      return new Taken(answer.getStatus(), Optional.ofNullable(requestId));
    } catch (CardException e) {
      return refusedCard(e);
    } catch (StripeException e) {
      return answer(e);
    } catch (BillingUnavailable e) {
      return new Unclear("no key", Optional.empty(), Optional.empty());
    } catch (RuntimeException e) { // the library's, for a body that is not Stripe's
      return new Unclear(e.getClass().getName(), Optional.empty(), Optional.empty());
    }
  }

  private static PayAnswer refusedCard(CardException e) {
    Optional<String> requestId = Optional.ofNullable(e.getRequestId());
    StripeError error = e.getStripeError();
    PaymentIntent intent = error == null ? null : error.getPaymentIntent();
    boolean waits = intent != null && "requires_action".equals(intent.getStatus());
    if (waits || ACTION_REQUIRED.equals(e.getCode())) {
      return new ActionNeeded(requestId);
    }
    String code = Optional.ofNullable(e.getCode()).orElse("card_declined");
    return new Declined(new Decline(code, Optional.ofNullable(e.getDeclineCode())), requestId);
  }

  private static PayAnswer answer(StripeException e) {
    BillingGateway.Answer answer = Failures.answer(e);
    if (answer instanceof BillingGateway.Refused refused) {
      return new Refused(refused.status(), refused.code(), refused.requestId());
    }
    return answer instanceof BillingGateway.Unclear unclear
        ? new Unclear(unclear.reason(), unclear.requestId(), unclear.retryAfter())
        : new Unclear("no failure", Optional.empty(), Optional.empty());
  }
}
