package io.backstop.sandbox.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.sandbox.shape.Json;
import io.backstop.sandbox.shape.Shapes;
import io.backstop.sandbox.shape.StripeError;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;

/**
 * One page of a list: {@code limit}, {@code starting_after}, {@code ending_before}, {@code
 * created}.
 */
public final class ListPage {
  private ListPage() {}

  /** All objects of the type that fit, newest first, cut to the page asked for. */
  public static ObjectNode of(Call call, String type, Predicate<ObjectNode> filter) {
    Predicate<ObjectNode> fits = filter.and(each -> !Json.flag(each, "deleted"));
    return of(call, call.account().objects().newestFirst(type, fits));
  }

  /** The page asked for out of objects that are already in order. */
  public static ObjectNode of(Call call, List<ObjectNode> all) {
    List<ObjectNode> fitting =
        all.stream().filter(each -> within(call.params().path("created"), each)).toList();
    int limit = Math.toIntExact(call.has("limit") ? Json.number(call.params(), "limit") : 10);
    if (limit < 1 || limit > 100) {
      throw StripeError.parameter(
          "parameter_invalid_integer", "limit", "limit must be between 1 and 100.");
    }
    List<ObjectNode> rest = fitting;
    boolean backwards = call.has("ending_before");
    if (call.has("starting_after")) {
      rest = fitting.subList(position(fitting, call, "starting_after") + 1, fitting.size());
    } else if (backwards) {
      rest = new ArrayList<>(fitting.subList(0, position(fitting, call, "ending_before")));
      Collections.reverse(rest);
    }
    List<ObjectNode> page =
        new ArrayList<>(rest.stream().limit(limit).map(ObjectNode::deepCopy).toList());
    if (backwards) {
      Collections.reverse(page);
    }
    return Shapes.list(call.url(), page, rest.size() > page.size());
  }

  private static int position(List<ObjectNode> all, Call call, String param) {
    String id = call.text(param);
    for (int i = 0; i < all.size(); i++) {
      if (id.equals(Json.text(all.get(i), "id"))) {
        return i;
      }
    }
    throw StripeError.missing(400, param, "object", id);
  }

  private static boolean within(JsonNode range, ObjectNode object) {
    if (range.isMissingNode()) {
      return true;
    }
    long created = Json.number(object, "created");
    if (range.isIntegralNumber()) {
      return created == range.asLong();
    }
    return (!range.has("gt") || created > Json.number(range, "gt"))
        && (!range.has("gte") || created >= Json.number(range, "gte"))
        && (!range.has("lt") || created < Json.number(range, "lt"))
        && (!range.has("lte") || created <= Json.number(range, "lte"));
  }
}
