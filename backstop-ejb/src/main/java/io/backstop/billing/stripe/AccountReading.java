package io.backstop.billing.stripe;

import com.stripe.StripeClient;
import com.stripe.model.Address;
import com.stripe.model.Customer;
import com.stripe.model.Invoice;
import com.stripe.model.Price;
import com.stripe.model.Product;
import com.stripe.model.StripeCollection;
import com.stripe.model.TaxId;
import com.stripe.param.CustomerRetrieveParams;
import com.stripe.param.InvoiceListParams;
import com.stripe.param.PriceRetrieveParams;
import io.backstop.billing.BillingDetails;
import io.backstop.billing.BillingUnavailable;
import io.backstop.billing.Bills;
import io.backstop.billing.Bills.Bill;
import io.backstop.billing.Plan;
import io.backstop.kernel.CustomerId;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Reads what only the portal shows: plans, invoices, billing details. Each is one call. */
final class AccountReading {

  private static final long PAGE = 24;

  private final StripeClient stripe;
  private final Inquiry inquiry;

  AccountReading(StripeClient stripe, Inquiry inquiry) {
    this.stripe = stripe;
    this.inquiry = inquiry;
  }

  Optional<Plan> plan(String priceId) {
    PriceRetrieveParams params = PriceRetrieveParams.builder().addExpand("product").build();
    return inquiry
        .ask(() -> stripe.v1().prices().retrieve(priceId, params))
        .filter(price -> Boolean.TRUE.equals(price.getActive()) && price.getRecurring() != null)
        .map(AccountReading::plan);
  }

  private static Plan plan(Price price) {
    return new Plan(
        price.getId(),
        Optional.ofNullable(price.getProductObject())
            .map(Product::getName)
            .or(() -> Optional.ofNullable(price.getNickname()))
            .orElse(""),
        price.getCurrency(),
        Optional.ofNullable(price.getUnitAmount()),
        price.getRecurring().getInterval(),
        price.getRecurring().getIntervalCount());
  }

  Bills bills(CustomerId id, Optional<String> after) {
    InvoiceListParams.Builder params =
        InvoiceListParams.builder().setCustomer(id.value()).setLimit(PAGE);
    after.ifPresent(params::setStartingAfter);
    StripeCollection<Invoice> page =
        inquiry
            .ask(() -> stripe.v1().invoices().list(params.build()))
            .orElseThrow(() -> new BillingUnavailable("no such page of invoices", null));
    List<Invoice> invoices = page.getData();
    boolean more = Boolean.TRUE.equals(page.getHasMore()) && !invoices.isEmpty();
    return new Bills(
        invoices.stream()
            .filter(invoice -> !"draft".equals(invoice.getStatus()))
            .map(AccountReading::bill)
            .toList(),
        more ? Optional.of(invoices.get(invoices.size() - 1).getId()) : Optional.empty());
  }

  private static Bill bill(Invoice invoice) {
    return new Bill(
        invoice.getId(),
        Optional.ofNullable(invoice.getNumber()),
        Instant.ofEpochSecond(invoice.getCreated()),
        invoice.getCurrency(),
        invoice.getTotal(),
        invoice.getStatus(),
        CustomerReadings.invoice(invoice).failed(),
        link(invoice.getInvoicePdf()),
        link(invoice.getHostedInvoiceUrl()));
  }

  /** Only what a page may link to. */
  private static Optional<URI> link(String text) {
    return Optional.ofNullable(text).filter(url -> url.startsWith("https://")).map(URI::create);
  }

  Optional<BillingDetails> details(CustomerId id) {
    CustomerRetrieveParams params = CustomerRetrieveParams.builder().addExpand("tax_ids").build();
    return inquiry
        .ask(() -> stripe.v1().customers().retrieve(id.value(), params))
        .filter(customer -> !Boolean.TRUE.equals(customer.getDeleted()))
        .map(AccountReading::details);
  }

  private static BillingDetails details(Customer customer) {
    List<TaxId> taxIds = customer.getTaxIds() == null ? List.of() : customer.getTaxIds().getData();
    Address address = customer.getAddress() == null ? new Address() : customer.getAddress();
    return new BillingDetails(
        text(customer.getName()),
        text(customer.getEmail()),
        new BillingDetails.Address(
            text(address.getLine1()),
            text(address.getLine2()),
            text(address.getPostalCode()),
            text(address.getCity()),
            text(address.getState()),
            text(address.getCountry())),
        taxIds.stream().map(TaxId::getValue).toList());
  }

  private static String text(String value) {
    return value == null ? "" : value;
  }
}
