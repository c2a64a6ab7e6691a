package io.backstop.web.dashboard.flows;

import io.backstop.flow.cancel.Simulation.Facts;
import io.backstop.kernel.CustomerId;
import io.backstop.web.dashboard.DashboardCall;
import io.backstop.workspace.Workspace.CancelTiming;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The made-up customer who is led through a flow, and how far he has come: all of it stands in the
 * address, nothing is stored.
 *
 * @param version a published version's number, or an empty text for the draft
 * @param price in major units, as it was typed
 * @param step which of the steps on his way, the first is 0
 * @param end how he has ended it: {@code accepted}, {@code kept}, {@code cancelled}, or an empty
 *     text
 */
record Person(
    String version,
    String reason,
    String status,
    String price,
    String currency,
    String interval,
    String customer,
    String language,
    int step,
    String end) {

  static final List<String> STATUSES = List.of("active", "trialing", "past_due");
  static final List<String> CURRENCIES = List.of("usd", "eur", "gbp", "chf");
  static final List<String> INTERVALS = List.of("month", "year");
  private static final List<String> ENDS = List.of("accepted", "kept", "cancelled");
  private static final String SOMEBODY = "cus_sample";

  static Person read(DashboardCall call) {
    return new Person(
        call.field("version").matches("\\d{1,6}") ? call.field("version") : "",
        reason(Field.Option.read(call.field("reason"))),
        one(call.field("status"), STATUSES),
        call.field("price").isBlank() ? "49" : call.field("price").strip(),
        one(call.field("currency"), CURRENCIES),
        one(call.field("interval"), INTERVALS),
        call.field("customer").isBlank() ? SOMEBODY : call.field("customer").strip(),
        one(call.field("language"), languages(call)),
        Typed.number(call.field("step")),
        ENDS.contains(call.field("end")) ? call.field("end") : "");
  }

  private static String reason(String id) {
    return id.matches("[a-z0-9_-]{1,40}") ? id : "";
  }

  private static List<String> languages(DashboardCall call) {
    return Stream.concat(Stream.of(call.words().language()), Texts.LANGUAGES.stream())
        .distinct()
        .toList();
  }

  private static String one(String value, List<String> of) {
    return of.contains(value) ? value : of.get(0);
  }

  /** The key of what cannot be right, or an empty text. */
  String problem() {
    if (minor().isEmpty()) {
      return "flows.try.bad-price";
    }
    return CustomerId.isWellFormed(customer) ? "" : "flows.try.bad-customer";
  }

  private Optional<Long> minor() {
    String plain = price.replace(',', '.');
    return plain.matches("\\d{1,6}(\\.\\d{1,2})?")
        ? Optional.of(new BigDecimal(plain).movePointRight(2).longValueExact())
        : Optional.empty();
  }

  /** The facts; what cannot be right is left as it usually is. */
  Facts facts(DashboardCall call) {
    return new Facts(
        call.workspace().slug(),
        minor().orElse(4900L),
        currency,
        interval,
        status,
        Optional.of(reason).filter(id -> !id.isEmpty()),
        new CustomerId(CustomerId.isWellFormed(customer) ? customer : SOMEBODY),
        call.workspace().cancel().timing() == CancelTiming.IMMEDIATELY,
        call.now());
  }

  Person at(int another) {
    return to(reason, another, "");
  }

  Person answering(String id) {
    return to(id, 1, "");
  }

  Person ending(String how) {
    return to(reason, step, how);
  }

  private Person to(String id, int another, String how) {
    return new Person(
        version, id, status, price, currency, interval, customer, language, another, how);
  }

  /** The parameters of an address. */
  String query() {
    return Stream.of(
            List.of("version", version),
            List.of("reason", reason),
            List.of("status", status),
            List.of("price", price),
            List.of("currency", currency),
            List.of("interval", interval),
            List.of("customer", customer),
            List.of("language", language),
            List.of("step", Integer.toString(step)),
            List.of("end", end))
        .filter(pair -> !pair.get(1).isEmpty())
        .map(
            pair ->
                pair.get(0)
                    + '='
                    + java.net.URLEncoder.encode(
                        pair.get(1), java.nio.charset.StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }
}
