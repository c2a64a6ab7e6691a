package io.backstop.demo.shop;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The shop's pages, filled in from {@code shop.html} and {@code frame.html}, escaped. */
final class ShopPage {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(!?)([a-z-]+)}}");

  private final URI backstop;
  private final String workspace;
  private final String account;
  private final String frame;

  ShopPage(URI backstop, String workspace) throws IOException {
    this.backstop = backstop;
    this.workspace = workspace;
    account = new String(ShopRoutes.bytes("shop.html"), StandardCharsets.UTF_8);
    frame = new String(ShopRoutes.bytes("frame.html"), StandardCharsets.UTF_8);
  }

  /** What a merchant with a strict policy has to add for Backstop: its origin, four times. */
  String contentSecurityPolicy() {
    return "default-src 'none'; script-src 'self' "
        + backstop
        + "; style-src 'self'; img-src 'self'; connect-src 'self' "
        + backstop
        + "; frame-src "
        + backstop
        + "; form-action 'self' "
        + backstop
        + "; base-uri 'none'; frame-ancestors 'none'";
  }

  /** The account page. */
  String render(Customer customer, Account known, Optional<ShopEvent> event) {
    Map<String, String> values = values(customer);
    values.put("plan", known.plan());
    values.put("price", known.price());
    values.put("status", known.status());
    values.put("next", known.next());
    values.put("card", known.card());
    return filled(
        account,
        values,
        Map.of("switcher", switcher(customer), "event", event.map(ShopPage::entry).orElse("")));
  }

  /** The page that shows Backstop in a frame of its own, without Backstop's script. */
  String renderFrame(Customer customer) {
    return filled(frame, values(customer), Map.of());
  }

  private Map<String, String> values(Customer customer) {
    Map<String, String> values = new HashMap<>();
    values.put("backstop", backstop.toString());
    values.put("workspace", workspace);
    values.put("as", customer.key());
    values.put("name", customer.displayName());
    values.put("customer", customer.customerId());
    values.put("subscription", customer.subscriptionId());
    return values;
  }

  private static String filled(
      String template, Map<String, String> values, Map<String, String> markup) {
    return PLACEHOLDER
        .matcher(template)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    found.group(1).isEmpty()
                        ? escape(values.get(found.group(2)))
                        : markup.get(found.group(2))));
  }

  private static String switcher(Customer signedIn) {
    StringBuilder links = new StringBuilder();
    for (Customer customer : Customer.values()) {
      links
          .append("<a href=\"/?as=")
          .append(customer.key())
          .append("\" data-shop-as=\"")
          .append(customer.key())
          .append(customer == signedIn ? "\" aria-current=\"true\">" : "\">")
          .append(escape(customer.displayName()))
          .append("</a>\n");
    }
    return links.toString();
  }

  private static String entry(ShopEvent event) {
    return "<li data-shop-event=\""
        + escape(event.outcome())
        + "\" data-shop-session=\""
        + escape(event.session())
        + "\"><strong>"
        + escape(event.outcome())
        + "</strong> "
        + escape(event.text())
        + (event.session().isEmpty() ? "" : " <code>" + escape(event.session()) + "</code>")
        + "</li>";
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
