package io.backstop.web.dashboard;

import io.backstop.member.Right;
import java.util.Arrays;
import java.util.Optional;

/**
 * Every address below {@code /dashboard/w/<workspace>}, and the right it asks for. A POST is one
 * action; its first segment is the page that it belongs to.
 */
enum Route {
  OVERVIEW("GET", "", Right.SEE_OVERVIEW),
  EMBED("GET", "embed", Right.SEE_EMBED),
  REVEAL("POST", "embed/reveal", Right.REVEAL_SECRET),
  ROTATE("POST", "embed/rotate", Right.ROTATE_SECRET),
  SIGNATURE("POST", "embed/signature", Right.CHANGE_EMBED),
  ORIGINS("POST", "embed/origins", Right.CHANGE_EMBED),
  BRAND("GET", "brand", Right.SEE_BRAND),
  SAVE_BRAND("POST", "brand/save", Right.CHANGE_BRAND),
  TEAM("GET", "team", Right.SEE_TEAM),
  INVITE("POST", "team/invite", Right.CHANGE_TEAM),
  REVOKE("POST", "team/revoke", Right.CHANGE_TEAM),
  CHANGE_ROLE("POST", "team/role", Right.CHANGE_TEAM),
  REMOVE("POST", "team/remove", Right.CHANGE_TEAM),
  SESSIONS("GET", "sessions", Right.OWN_SESSIONS),
  END_SESSION("POST", "sessions/end", Right.OWN_SESSIONS),
  AUDIT("GET", "audit", Right.SEE_AUDIT);

  private final String method;
  private final String path;
  private final Right right;

  Route(String method, String path, Right right) {
    this.method = method;
    this.path = path;
    this.right = right;
  }

  /** The route of that method and path; HEAD is taken for GET. */
  static Optional<Route> of(String method, String path) {
    String asked = method.equals("HEAD") ? "GET" : method;
    return Arrays.stream(values())
        .filter(route -> route.method.equals(asked) && route.path.equals(path))
        .findFirst();
  }

  /** Whether the path is a route of another method. */
  static boolean isKnown(String path) {
    return Arrays.stream(values()).anyMatch(route -> route.path.equals(path));
  }

  /** What follows the workspace's slug and a slash; empty for the overview. */
  String path() {
    return path;
  }

  String method() {
    return method;
  }

  Right right() {
    return right;
  }

  /** The page that it is, or belongs to. */
  Route page() {
    return of("GET", path.split("/")[0]).orElseThrow();
  }
}
