package io.backstop.billing.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.Customer;
import com.stripe.model.HasId;
import com.stripe.model.Invoice;
import com.stripe.model.PaymentMethod;
import com.stripe.model.Price;
import com.stripe.model.Product;
import com.stripe.model.StripeCollection;
import com.stripe.model.Subscription;
import com.stripe.param.CustomerPaymentMethodListParams;
import com.stripe.param.CustomerRetrieveParams;
import com.stripe.param.InvoiceCreatePreviewParams;
import com.stripe.param.InvoiceListParams;
import com.stripe.param.InvoiceRetrieveParams;
import com.stripe.param.ProductListParams;
import com.stripe.param.SubscriptionListParams;
import io.backstop.billing.CustomerPicture;
import io.backstop.billing.CustomerSnapshot;
import io.backstop.billing.InvoiceSnapshot;
import io.backstop.billing.Standing;
import io.backstop.billing.SubscriptionSnapshot;
import io.backstop.kernel.CustomerId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads one customer whole. Stripe expands no more than four levels, and the {@code data} of a list
 * is one of them: what lies deeper than that below a list is read beside it and put in its place.
 */
final class PictureReading {

  /** The largest page that Stripe gives. */
  private static final long PAGE = 100;

  /** {@code ids} of products take no more than a page. */
  private static final int MOST_PRODUCTS = 100;

  private final StripeClient stripe;
  private final Inquiry inquiry;

  PictureReading(StripeClient stripe, Inquiry inquiry) {
    this.stripe = stripe;
    this.inquiry = inquiry;
  }

  /** Empty when Stripe has no such customer. */
  Optional<CustomerPicture> of(CustomerId id, Instant readAt) {
    CustomerRetrieveParams params =
        CustomerRetrieveParams.builder()
            .addExpand("invoice_settings.default_payment_method")
            .addExpand("discount.source.coupon")
            .build();
    return inquiry
        .ask(() -> stripe.v1().customers().retrieve(id.value(), params))
        .map(customer -> picture(customer, readAt));
  }

  private CustomerPicture picture(Customer customer, Instant readAt) {
    CustomerSnapshot snapshot = CustomerReadings.customer(customer, cards(customer), readAt);
    return new CustomerPicture(snapshot, standings(customer, readAt), openInvoices(customer));
  }

  /** Of a deleted customer Stripe lists none, but complains. */
  private List<PaymentMethod> cards(Customer customer) {
    if (Boolean.TRUE.equals(customer.getDeleted())) {
      return List.of();
    }
    CustomerPaymentMethodListParams params =
        CustomerPaymentMethodListParams.builder()
            .setType(CustomerPaymentMethodListParams.Type.CARD)
            .setLimit(PAGE)
            .build();
    return all(() -> stripe.v1().customers().paymentMethods().list(customer.getId(), params));
  }

  private List<Standing> standings(Customer customer, Instant readAt) {
    SubscriptionListParams params =
        SubscriptionListParams.builder()
            .setCustomer(customer.getId())
            .setStatus(SubscriptionListParams.Status.ALL)
            .addExpand("data.default_payment_method")
            .addExpand("data.latest_invoice")
            .addExpand("data.discounts.source.coupon")
            .setLimit(PAGE)
            .build();
    List<Subscription> subscriptions = all(() -> stripe.v1().subscriptions().list(params));
    nameProducts(subscriptions);
    Stream<Standing> standings =
        subscriptions.stream()
            .map(
                subscription -> {
                  subscription.setCustomerObject(customer);
                  return standing(subscription, readAt);
                });
    return standings
        .sorted(Comparator.comparing(standing -> standing.subscription().ended()))
        .toList();
  }

  private Standing standing(Subscription subscription, Instant readAt) {
    SubscriptionSnapshot snapshot = Readings.sighting(subscription, readAt).snapshot();
    Optional<Standing.Upcoming> upcoming =
        NextCharge.at(subscription, snapshot)
            .flatMap(
                at ->
                    preview(subscription)
                        .map(
                            invoice ->
                                new Standing.Upcoming(
                                    invoice.getAmountDue(), invoice.getCurrency(), at)));
    return new Standing(snapshot, upcoming);
  }

  /** Empty when Stripe says that there will be none, or will not say. */
  private Optional<Invoice> preview(Subscription subscription) {
    InvoiceCreatePreviewParams params =
        InvoiceCreatePreviewParams.builder().setSubscription(subscription.getId()).build();
    return inquiry
        .ask(
            () -> {
              try {
                return Optional.of(stripe.v1().invoices().createPreview(params));
              } catch (StripeException refused) {
                if (Failures.saysNo(refused)) {
                  return Optional.<Invoice>empty();
                }
                throw refused;
              }
            })
        .flatMap(Function.identity());
  }

  /** Puts the products in the place of their ids. */
  private void nameProducts(List<Subscription> subscriptions) {
    List<Price> prices =
        subscriptions.stream()
            .flatMap(subscription -> subscription.getItems().getData().stream())
            .map(item -> item.getPrice())
            .filter(price -> price.getProductObject() == null)
            .toList();
    List<String> ids =
        prices.stream().map(Price::getProduct).filter(Objects::nonNull).distinct().toList();
    if (ids.isEmpty()) {
      return;
    }
    ProductListParams params =
        ProductListParams.builder()
            .addAllId(ids.subList(0, Math.min(ids.size(), MOST_PRODUCTS)))
            .setLimit(PAGE)
            .build();
    Map<String, Product> products =
        all(() -> stripe.v1().products().list(params)).stream()
            .collect(Collectors.toMap(Product::getId, Function.identity()));
    prices.stream()
        .filter(price -> products.containsKey(price.getProduct()))
        .forEach(price -> price.setProductObject(products.get(price.getProduct())));
  }

  private List<InvoiceSnapshot> openInvoices(Customer customer) {
    InvoiceListParams params =
        InvoiceListParams.builder()
            .setCustomer(customer.getId())
            .setStatus(InvoiceListParams.Status.OPEN)
            .setLimit(PAGE)
            .build();
    return all(() -> stripe.v1().invoices().list(params)).stream()
        .map(CustomerReadings::invoice)
        .flatMap(invoice -> invoice.failed() ? invoice(invoice.id()).stream() : Stream.of(invoice))
        .filter(invoice -> invoice.status().equals("open"))
        .toList();
  }

  /** With the reason why its last payment failed, which no list of invoices can tell. */
  Optional<InvoiceSnapshot> invoice(String id) {
    InvoiceRetrieveParams params =
        InvoiceRetrieveParams.builder().addExpand("payments.data.payment.payment_intent").build();
    return inquiry.ask(() -> CustomerReadings.invoice(stripe.v1().invoices().retrieve(id, params)));
  }

  /** All pages; nothing when what it is the list of is gone. */
  private <T extends HasId> List<T> all(Callable<StripeCollection<T>> first) {
    return inquiry
        .ask(
            () -> {
              List<T> found = new ArrayList<>();
              first.call().autoPagingIterable().forEach(found::add);
              return found;
            })
        .orElse(new ArrayList<>());
  }
}
