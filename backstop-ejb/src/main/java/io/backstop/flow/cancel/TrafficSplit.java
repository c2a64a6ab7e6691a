package io.backstop.flow.cancel;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.WorkspaceSlug;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Which published versions new visits begin with, and which customer with which: the setting {@code
 * cancel.traffic}.
 *
 * <p>There are a hundred slots, one a percent. A customer's slot follows from the workspace, his id
 * and the salt, so he keeps it as long as the salt stands. Each slot belongs to one version; when
 * percents move, only the slots that have to change hands do, those of a version first to another
 * version of the same flow. So as few customers as possible see something else than before. A plain
 * hash modulo the sum of weights would move nearly all of them.
 *
 * @param salt makes the split of one workspace, or of another time, independent of this one
 * @param parts 1 to 4 versions
 * @param slots a hundred digits: the part that each slot belongs to
 */
public record TrafficSplit(String salt, List<Part> parts, String slots) {

  private static final int SLOTS = 100;
  private static final int MOST = 4;
  private static final Pattern SLOTS_TEXT = Pattern.compile("[0-3]{" + SLOTS + "}");
  private static final JsonMapper JSON = new JsonMapper();

  /** A published version: the flow's id, the number, and the digest of the text. */
  public record Part(String flow, int number, String digest) {}

  public TrafficSplit {
    parts = List.copyOf(parts);
  }

  /** A part and how many percent it is to have. */
  public record Wish(Part part, int percent) {}

  /**
   * A new split.
   *
   * @param wishes 1 to 4, each part once, 100 percent together
   */
  public static TrafficSplit begin(String salt, List<Wish> wishes) {
    StringBuilder slots = new StringBuilder();
    for (int i = 0; i < wishes.size(); i++) {
      slots.append(Integer.toString(i).repeat(wishes.get(i).percent()));
    }
    return new TrafficSplit(
        salt, wishes.stream().map(Wish::part).toList(), checked(slots.toString()));
  }

  /**
   * This split with other percents, or other versions, and as few customers moved as can be.
   *
   * @param wishes as for {@link #begin}
   */
  public TrafficSplit moved(List<Wish> wishes) {
    List<Part> after = wishes.stream().map(Wish::part).toList();
    Map<Part, Integer> open = new HashMap<>();
    wishes.forEach(wish -> open.put(wish.part(), wish.percent()));
    Part[] owners = new Part[SLOTS];
    for (int slot = 0; slot < SLOTS; slot++) {
      Part before = owner(slot);
      if (open.getOrDefault(before, 0) > 0) {
        owners[slot] = before;
        open.merge(before, -1, Integer::sum);
      }
    }
    for (boolean sameFlow : List.of(true, false)) {
      for (int slot = 0; slot < SLOTS; slot++) {
        String flow = owner(slot).flow();
        for (Part part : after) {
          if (owners[slot] == null
              && open.get(part) > 0
              && (!sameFlow || part.flow().equals(flow))) {
            owners[slot] = part;
            open.merge(part, -1, Integer::sum);
          }
        }
      }
    }
    StringBuilder moved = new StringBuilder();
    for (Part owner : owners) {
      moved.append(after.indexOf(owner));
    }
    return new TrafficSplit(salt, after, checked(moved.toString()));
  }

  /** The version that a new visit of {@code customer} begins with. */
  public Part of(WorkspaceSlug workspace, CustomerId customer) {
    String digest =
        FlowDefinitions.digest(String.join("\n", workspace.value(), customer.value(), salt));
    return owner((int) (Long.parseLong(digest.substring(0, 15), 16) % SLOTS));
  }

  /** How many percent of the customers {@code part} has. */
  public int percent(Part part) {
    int at = parts.indexOf(part);
    return (int) slots.chars().filter(slot -> slot - '0' == at).count();
  }

  private Part owner(int slot) {
    return parts.get(slots.charAt(slot) - '0');
  }

  /**
   * Reads what {@link #write} has written.
   *
   * @throws Refusal INVALID_FIELD when it is something else
   */
  public static TrafficSplit read(String text) {
    DocumentPlace root = DocumentPlace.root(text).object("salt", "parts", "slots");
    List<Part> parts = new ArrayList<>();
    DocumentPlace listed = root.required("parts");
    for (DocumentPlace place : listed.elements()) {
      place.object("flow", "number", "digest");
      parts.add(
          new Part(
              place.required("flow").string(),
              place.required("number").number(1, Integer.MAX_VALUE),
              place.required("digest").string()));
    }
    String slots = root.required("slots").string();
    if (parts.isEmpty() || parts.size() > MOST) {
      throw Refusal.ofField("parts", "parts: 1 to " + MOST + " parts are expected");
    }
    if (!SLOTS_TEXT.matcher(slots).matches()
        || slots.chars().anyMatch(slot -> slot - '0' >= parts.size())) {
      throw Refusal.ofField("slots", "slots: a hundred digits, each of a part, are expected");
    }
    return new TrafficSplit(root.required("salt").string(), parts, slots);
  }

  /** The setting's text: one line of JSON. */
  public String write() {
    ObjectNode root = JSON.createObjectNode().put("salt", salt);
    ArrayNode listed = root.putArray("parts");
    parts.forEach(
        part ->
            listed
                .addObject()
                .put("flow", part.flow())
                .put("number", part.number())
                .put("digest", part.digest()));
    return root.put("slots", slots).toString();
  }

  private static String checked(String slots) {
    if (!SLOTS_TEXT.matcher(slots).matches()) {
      throw new IllegalArgumentException("1 to 4 parts with 100 percent together are expected");
    }
    return slots;
  }
}
