package io.backstop.sandbox.control;

import static io.backstop.sandbox.shape.Json.flag;
import static io.backstop.sandbox.shape.Json.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.sandbox.account.Account;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * Tells the account's destinations of customers who came, changed or went by a control and not by
 * Stripe's API: one {@code customer.updated} or {@code customer.deleted} each. Without it nobody
 * who follows the account's events could know. Where there is no destination nothing is made.
 */
final class CustomerNews {
  private final Account account;
  private final Map<String, ObjectNode> before = new LinkedHashMap<>();

  /** Remembers who is there now. Like all of this, inside {@link Account#exclusively}. */
  CustomerNews(Account account) {
    this.account = account;
    account
        .objects()
        .all("customer", each -> !flag(each, "deleted"))
        .forEach(each -> before.put(text(each, "id"), each.deepCopy()));
  }

  /** Everybody was laid anew: whoever is there is told of, and whoever is no longer. */
  void tellOfAll() {
    Set<String> all = new LinkedHashSet<>(before.keySet());
    account.objects().all("customer", each -> true).forEach(each -> all.add(text(each, "id")));
    tell(all);
  }

  /** Objects were laid: those who are new and those whom an object names are told of. */
  void tellOf(JsonNode objects) {
    Set<String> named = new LinkedHashSet<>();
    account
        .objects()
        .all("customer", each -> !before.containsKey(text(each, "id")))
        .forEach(each -> named.add(text(each, "id")));
    for (JsonNode object : objects) {
      String member = "customer".equals(text(object, "object")) ? "id" : "customer";
      if (object.path(member).isTextual()) {
        named.add(text(object, member));
      }
    }
    tell(named);
  }

  private void tell(Set<String> customers) {
    if (account.destinations().isEmpty()) {
      return;
    }
    for (String id : customers) {
      account
          .objects()
          .find("customer", id)
          .filter(each -> !flag(each, "deleted"))
          .ifPresentOrElse(
              there -> account.events().announce("customer.updated", there), () -> gone(id));
    }
  }

  private void gone(String id) {
    ObjectNode last = before.get(id);
    account
        .events()
        .announce(
            "customer.deleted",
            last == null ? account.make("customer", "cus_").put("id", id) : last);
  }
}
