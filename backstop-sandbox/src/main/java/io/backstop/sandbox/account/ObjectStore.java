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

  /**
   * A copy to go back to with {@link #restore}. Events never change and are not copied; nor is what
   * belongs to other customers than {@code touched}, unless that is null: then anybody's may
   * change.
   */
  ObjectStore copy(String touched) {
    ObjectStore copy = new ObjectStore();
    byType.forEach(
        (type, all) ->
            all.values()
                .forEach(one -> copy.put(stays(type, one, touched) ? one : one.deepCopy())));
    return copy;
  }

  private static boolean stays(String type, ObjectNode object, String touched) {
    if (type.equals("event")) {
      return true;
    }
    String owner = Json.text(object, type.equals("customer") ? "id" : "customer");
    return touched != null && owner != null && !owner.equals(touched);
  }

  void restore(ObjectStore earlier) {
    byType = earlier.byType;
    byId = earlier.byId;
  }
}
