package io.backstop.sandbox.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.sandbox.shape.Json;
import io.backstop.sandbox.shape.StripeError;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Decodes {@code a[b][0][c]=v&d[]=w} into a tree of objects and strings. What is an array is not
 * known here: it is an object with digits for names.
 */
public final class FormTree {
  private FormTree() {}

  /**
   * @throws StripeError 400 if it cannot be decoded
   */
  public static ObjectNode decode(String... forms) {
    ObjectNode tree = Json.object();
    for (String form : forms) {
      if (form == null || form.isEmpty()) {
        continue;
      }
      for (String pair : form.split("&")) {
        int equals = pair.indexOf('=');
        String name = unescape(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : unescape(pair.substring(equals + 1));
        if (!name.isEmpty()) {
          put(tree, path(name), value);
        }
      }
    }
    return tree;
  }

  private static void put(ObjectNode tree, List<String> path, String value) {
    ObjectNode parent = tree;
    for (String name : path.subList(0, path.size() - 1)) {
      String key = name.isEmpty() ? Integer.toString(parent.size()) : name;
      parent = parent.get(key) instanceof ObjectNode child ? child : parent.putObject(key);
    }
    String last = path.get(path.size() - 1);
    parent.put(last.isEmpty() ? Integer.toString(parent.size()) : last, value);
  }

  private static List<String> path(String name) {
    List<String> path = new ArrayList<>();
    int open = name.indexOf('[');
    if (open <= 0) {
      path.add(name);
      return path;
    }
    path.add(name.substring(0, open));
    while (open >= 0) {
      int close = name.indexOf(']', open);
      if (close < 0) {
        throw StripeError.parameter(null, null, "Invalid parameter name: unclosed bracket.");
      }
      path.add(name.substring(open + 1, close));
      open = name.indexOf('[', close);
    }
    return path;
  }

  private static String unescape(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw StripeError.parameter(null, null, "The request is not URL-encoded: " + e.getMessage());
    }
  }
}
