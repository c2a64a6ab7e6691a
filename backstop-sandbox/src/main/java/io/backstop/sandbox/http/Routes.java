package io.backstop.sandbox.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Which operation a method and path mean. Filled once at the start, then only read. */
public final class Routes {
  private final List<Route> routes = new ArrayList<>();

  /**
   * @param operation as in the API description
   * @param client whether a publishable key may use it
   */
  private record Route(
      String operation, String[] segments, boolean client, Function<Call, ObjectNode> action) {

    private Optional<Match> match(String[] asked) {
      if (asked.length != segments.length) {
        return Optional.empty();
      }
      Map<String, String> variables = new LinkedHashMap<>();
      for (int i = 0; i < asked.length; i++) {
        if (segments[i].startsWith("{")) {
          variables.put(segments[i].substring(1, segments[i].length() - 1), asked[i]);
        } else if (!segments[i].equals(asked[i])) {
          return Optional.empty();
        }
      }
      return Optional.of(new Match(operation, variables, client, action));
    }
  }

  /** The operation found, with the path's variables. */
  record Match(
      String operation,
      Map<String, String> path,
      boolean client,
      Function<Call, ObjectNode> action) {}

  /** Adds for example {@code GET /v1/customers/{customer}}. */
  public void on(String operation, Function<Call, ObjectNode> action) {
    add(operation, false, action);
  }

  /** Adds an operation that Stripe.js may use with a publishable key, too. */
  public void onForClients(String operation, Function<Call, ObjectNode> action) {
    add(operation, true, action);
  }

  private void add(String operation, boolean client, Function<Call, ObjectNode> action) {
    String[] segments = operation.replace(' ', '/').split("/");
    routes.add(new Route(operation, segments, client, action));
  }

  /** Literal paths win over variables. */
  Optional<Match> find(String method, String path) {
    String[] asked = (method + "/" + path).split("/");
    List<Match> found = new ArrayList<>();
    for (Route route : routes) {
      route.match(asked).ifPresent(found::add);
    }
    return found.stream().min(Comparator.comparingInt(match -> match.path().size()));
  }
}
