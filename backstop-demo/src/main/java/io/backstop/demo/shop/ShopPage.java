package io.backstop.demo.shop;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The account page, filled in from {@code shop.html}. Every value is escaped. */
final class ShopPage {
  /** Portal and payment wall are on the page, and wait for Backstop to serve them. */
  static final boolean PORTAL_AND_WALL_OPEN = false;

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{(!?)([a-z-]+)}}");

  private final URI backstop;
  private final String workspace;
  private final String template;

  ShopPage(URI backstop, String workspace) throws IOException {
    this.backstop = backstop;
    this.workspace = workspace;
    template = new String(ShopRoutes.bytes("shop.html"), StandardCharsets.UTF_8);
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

  String render(Customer customer, Account account, Optional<ShopEvent> event) {
    Map<String, String> values = new HashMap<>();
    values.put("backstop", backstop.toString());
    values.put("workspace", workspace);
    values.put("as", customer.key());
    values.put("name", customer.displayName());
    values.put("plan", account.plan());
    values.put("price", account.price());
    values.put("status", account.status());
    values.put("next", account.next());
    values.put("card", account.card());
    values.put("customer", customer.customerId());
    values.put("subscription", customer.subscriptionId());
    Map<String, String> markup = new HashMap<>();
    markup.put("switcher", switcher(customer));
    markup.put("event", event.map(ShopPage::entry).orElse(""));
    for (String surface : List.of("portal", "wall")) {
      markup.put(
          surface + "-waits",
          PORTAL_AND_WALL_OPEN ? "" : "disabled aria-describedby=\"" + surface + "-note\"");
      markup.put(
          surface + "-note",
          PORTAL_AND_WALL_OPEN
              ? ""
              : "<p class=\"note\" id=\"" + surface + "-note\">Coming with the portal</p>");
    }
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
