package io.backstop.sandbox.shape;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Stripe's objects with every member that its API description of 2026-07-29.dahlia calls required,
 * at Stripe's defaults. Derived from that description; see the licences beside parameters.json.
 */
public final class Shapes {
  /** The API version whose shapes the sandbox speaks. */
  public static final String API_VERSION = "2026-07-29.dahlia";

  private static final JsonNode SHAPES = Json.resource(Shapes.class, "shapes.json");

  private Shapes() {}

  /**
   * A fresh object of the type, without id and times.
   *
   * @throws StripeError 400 if the sandbox does not know the type
   */
  public static ObjectNode make(String type) {
    JsonNode shape = SHAPES.path(type);
    if (shape.isMissingNode()) {
      throw StripeError.invalid("object", "The sandbox knows no object of type " + type + ".");
    }
    return shape.deepCopy();
  }

  /** Stripe's list object. */
  public static ObjectNode list(String url, List<? extends JsonNode> data, boolean hasMore) {
    ObjectNode list = Json.object("object", "list");
    list.putArray("data").addAll(data);
    return list.put("has_more", hasMore).put("url", url);
  }

  /** What a read of something deleted gives. */
  public static ObjectNode deleted(String type, String id) {
    return Json.object("id", id, "object", type, "deleted", true);
  }
}
