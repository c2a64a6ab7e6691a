package io.backstop.sandbox.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.sandbox.shape.Json;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * The objects of one account, by id, in the order in which they were made. What it gives out is the
 * object itself: whoever holds the account's lock may change it in place.
 */
public final class ObjectStore {
  private Map<String, Map<String, ObjectNode>> byType = new TreeMap<>();
  private Map<String, ObjectNode> byId = new LinkedHashMap<>();

  ObjectStore() {}

  /** Keeps an object under its own {@code object} and {@code id}, in place of an older one. */
  public ObjectNode put(ObjectNode object) {
    String id = Json.text(object, "id");
    byType
        .computeIfAbsent(Json.text(object, "object"), type -> new LinkedHashMap<>())
        .put(id, object);
    byId.put(id, object);
    return object;
  }

  public void remove(ObjectNode object) {
    String id = Json.text(object, "id");
    byType.getOrDefault(Json.text(object, "object"), Map.of()).remove(id);
    byId.remove(id);
  }

  public Optional<ObjectNode> find(String type, String id) {
    return Optional.ofNullable(byType.getOrDefault(type, Map.of()).get(id));
  }

  /** Any object by its id, whatever its type. */
  public Optional<ObjectNode> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** All objects of a type that fit, oldest first. */
  public List<ObjectNode> all(String type, Predicate<ObjectNode> filter) {
    return byType.getOrDefault(type, Map.of()).values().stream().filter(filter).toList();
  }

  /** All objects of a type that fit, newest first, as Stripe lists them. */
  public List<ObjectNode> newestFirst(String type, Predicate<ObjectNode> filter) {
    List<ObjectNode> found = new ArrayList<>(all(type, filter));
    Collections.reverse(found);
    found.sort(Comparator.comparingLong(each -> -Json.number(each, "created")));
    return found;
  }

  /** Every object, grouped by type. */
  public ObjectNode state() {
    ObjectNode state = Json.object();
    byType.forEach(
        (type, objects) -> {
          var list = state.putArray(type);
          objects.values().forEach(object -> list.add(object.deepCopy()));
        });
    return state;
  }

  /** A copy to go back to with {@link #restore}; events never change and are not copied. */
  ObjectStore copy() {
    ObjectStore copy = new ObjectStore();
    byType.forEach(
        (type, all) ->
            all.values().forEach(one -> copy.put(type.equals("event") ? one : one.deepCopy())));
    return copy;
  }

  /** A copy of what is this customer's and of what is nobody's: prices, coupons and the like. */
  ObjectStore copyFor(String customer) {
    ObjectStore copy = new ObjectStore();
    byType.forEach(
        (type, all) ->
            all.values().stream()
                .filter(one -> concerns(type, one, customer, copy))
                .forEach(one -> copy.put(one.deepCopy())));
    return copy;
  }

  /** Types come in alphabetical order: an invoice is there before its payments are asked for. */
  private static boolean concerns(
      String type, ObjectNode object, String customer, ObjectStore copied) {
    String owner = Json.text(object, type.equals("customer") ? "id" : "customer");
    if (owner != null) {
      return owner.equals(customer);
    }
    String invoice = Json.text(object, "invoice");
    return !type.equals("event")
        && (invoice == null || copied.find("invoice", invoice).isPresent());
  }

  /** The same objects, not copied. */
  ObjectStore same() {
    ObjectStore same = new ObjectStore();
    same.restore(this);
    return same;
  }

  void restore(ObjectStore earlier) {
    byType = earlier.byType;
    byId = earlier.byId;
  }
}
