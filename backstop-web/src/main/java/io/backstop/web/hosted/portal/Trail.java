package io.backstop.web.hosted.portal;

import io.backstop.flow.portal.Progress;
import io.backstop.kernel.SessionId;
import io.backstop.kernel.SubscriptionId;
import io.backstop.web.hosted.HostedCall;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The addresses of a visit's pages. Each carries the latest act that has changed something ({@code
 * did}), so that leaving says so from wherever the customer leaves.
 */
final class Trail {

  private final HostedCall call;
  private final String did;

  Trail(HostedCall call, Progress progress) {
    this.call = call;
    this.did = progress.did().map(act -> "did=" + act).orElse("");
  }

  /** What every address carries; may be empty. */
  String carried() {
    return did;
  }

  String home() {
    return call.here(did);
  }

  String step(String name) {
    return call.here(query(name));
  }

  String step(String name, SubscriptionId subscription) {
    return call.here(query(name) + "&subscription=" + subscription);
  }

  String plan(SubscriptionId subscription, String priceId) {
    return step("plans", subscription) + "&price=" + encoded(priceId);
  }

  String invoicesAfter(String cursor) {
    return step("invoices") + "&after=" + encoded(cursor);
  }

  private String query(String step) {
    return "step=" + step + (did.isEmpty() ? "" : "&" + did);
  }

  /** The change that an address carries on; empty for what cannot be one. */
  static Optional<String> did(HostedCall call) {
    return Optional.ofNullable(call.request().getParameter("did"))
        .filter(text -> text.matches("[A-Za-z0-9_.-]{1,128}"));
  }

  /** The act that an address or a form names; empty for what is no id. */
  static Optional<SessionId> act(HostedCall call) {
    return session(Optional.ofNullable(call.request().getParameter("act")));
  }

  /** Empty for what is no id. */
  static Optional<SessionId> session(Optional<String> text) {
    try {
      return text.map(SessionId::new);
    } catch (IllegalArgumentException foreign) {
      return Optional.empty();
    }
  }

  /** The subscription that an address or a form names. */
  static Optional<SubscriptionId> subscription(HostedCall call) {
    return Optional.ofNullable(call.request().getParameter("subscription"))
        .filter(SubscriptionId::isWellFormed)
        .map(SubscriptionId::new);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
