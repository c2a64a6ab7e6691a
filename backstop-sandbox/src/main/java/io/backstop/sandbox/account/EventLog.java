package io.backstop.sandbox.account;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.sandbox.shape.Json;
import io.backstop.sandbox.shape.Shapes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes the account's events. They are kept in the order of creation and handed to delivery when
 * the request that caused them is over. Guarded by the account's lock.
 */
public final class EventLog {
  private static final Set<String> NEVER_SHOWN = Set.of("payments", "confirmation_secret");

  private final Account account;
  private final Map<String, ObjectNode> changing = new HashMap<>();
  private List<ObjectNode> outbox = new ArrayList<>();
  private boolean silent;

  EventLog(Account account) {
    this.account = account;
  }

  /** Announces the object as it is now. */
  public ObjectNode announce(String type, ObjectNode object) {
    return record(type, object, null);
  }

  /**
   * Announces what the work changed in the object, with the previous values, and nothing if it
   * changed nothing. Inside another change of the same object only the outermost one is announced:
   * Stripe, too, tells of a renewal and the status that it leads to at once.
   */
  public void changing(String type, ObjectNode object, Runnable work) {
    String id = Json.text(object, "id");
    if (changing.containsKey(id)) {
      work.run();
      return;
    }
    changing.put(id, object.deepCopy());
    try {
      work.run();
    } finally {
      ObjectNode before = changing.remove(id);
      ObjectNode previous = before == null ? Json.object() : difference(before, object);
      if (!previous.isEmpty()) {
        record(type, object, previous);
      }
    }
  }

  /**
   * Does the work that completes a new object, then announces the object; no change on the way is.
   */
  public void creating(String type, ObjectNode object, Runnable work) {
    String id = Json.text(object, "id");
    changing.put(id, object);
    try {
      work.run();
      record(type, object, null);
    } finally {
      changing.remove(id);
    }
  }

  /** Announces the end of an object, in place of the change that is on its way to be announced. */
  public void ended(String type, ObjectNode object) {
    record(type, object, null);
    changing.computeIfPresent(Json.text(object, "id"), (id, before) -> object);
  }

  /** Works without making events: what is laid down as given has not just happened. */
  public void silently(Runnable work) {
    boolean outer = silent;
    silent = true;
    try {
      work.run();
    } finally {
      silent = outer;
    }
  }

  private ObjectNode record(String type, ObjectNode object, ObjectNode previous) {
    if (silent) {
      return object;
    }
    ObjectNode event = account.make("event", "evt_");
    event.put("type", type);
    ObjectNode data = event.putObject("data");
    ObjectNode snapshot = object.deepCopy();
    snapshot.remove(NEVER_SHOWN);
    data.set("object", snapshot);
    if (previous != null) {
      data.set("previous_attributes", previous);
    }
    event.put("api_version", Shapes.API_VERSION);
    Json.set(
        event,
        "request",
        Json.object("id", account.cause().requestId(), "idempotency_key", account.cause().key()));
    event.put("pending_webhooks", account.destinations().size());
    account.objects().put(event);
    outbox.add(event);
    return event;
  }

  private static ObjectNode difference(ObjectNode before, ObjectNode after) {
    ObjectNode previous = Json.object();
    before
        .properties()
        .forEach(
            member -> {
              JsonNode now = after.path(member.getKey());
              JsonNode old = member.getValue();
              if (!old.equals(now)) {
                previous.set(
                    member.getKey(),
                    old instanceof ObjectNode was && now instanceof ObjectNode is
                        ? difference(was, is)
                        : old);
              }
            });
    after.fieldNames().forEachRemaining(name -> addIfNew(previous, before, name));
    return previous;
  }

  private static void addIfNew(ObjectNode previous, ObjectNode before, String name) {
    if (!before.has(name)) {
      previous.putNull(name);
    }
  }

  /** The events since the last call. */
  List<ObjectNode> takeOutbox() {
    List<ObjectNode> taken = outbox;
    outbox = new ArrayList<>();
    return taken;
  }

  int mark() {
    return outbox.size();
  }

  void backTo(int mark) {
    outbox.subList(mark, outbox.size()).clear();
    changing.clear();
  }
}
