package io.backstop.web.hosted.wall;

import io.backstop.billing.InvoiceSnapshot;
import io.backstop.kernel.SessionId;
import io.backstop.kernel.SubscriptionId;
import jakarta.servlet.http.HttpServletRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The fields of the wall's forms: {@code action}, {@code act}, {@code due} (what was shown as owed,
 * which is what the customer agrees to), {@code card}, {@code subscription}.
 */
final class WallForm {

  private static final Pattern CARD = Pattern.compile("[a-z]{2,8}_[A-Za-z0-9_]{1,250}");
  private static final Pattern DUE = Pattern.compile("in_[A-Za-z0-9_]{1,250}:[0-9]{1,15}");

  private final HttpServletRequest form;

  WallForm(HttpServletRequest form) {
    this.form = form;
  }

  String action() {
    return field("action").orElse("");
  }

  Optional<SessionId> act() {
    try {
      return field("act").map(SessionId::new);
    } catch (IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }

  Optional<SubscriptionId> subscription() {
    try {
      return field("subscription").map(SubscriptionId::new);
    } catch (IllegalArgumentException notOurs) {
      return Optional.empty();
    }
  }

  Optional<String> card() {
    return field("card").filter(id -> CARD.matcher(id).matches());
  }

  /** Whether the customer comes from his bank. */
  boolean fromBank() {
    return field("bank").isPresent();
  }

  /** Invoice to amount, minor units. */
  Map<String, Long> due() {
    Map<String, Long> due = new HashMap<>();
    for (String each : field("due").orElse("").split(",")) {
      if (DUE.matcher(each).matches()) {
        int colon = each.indexOf(':');
        due.put(each.substring(0, colon), Long.valueOf(each.substring(colon + 1)));
      }
    }
    return due;
  }

  /** What {@link #due} reads. */
  static String due(List<InvoiceSnapshot> invoices) {
    return invoices.stream()
        .map(invoice -> invoice.id() + ":" + invoice.amountRemaining())
        .collect(Collectors.joining(","));
  }

  private Optional<String> field(String name) {
    return Optional.ofNullable(form.getParameter(name)).filter(value -> !value.isBlank());
  }
}
