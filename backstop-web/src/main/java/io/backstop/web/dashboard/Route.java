package io.backstop.web.dashboard;

import io.backstop.member.Right;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Optional;

/**
 * Every address below {@code /dashboard/w/<workspace>}, and the right it asks for. A POST is one
 * action; it belongs to the page whose address its own begins with. A segment that is {@code *}
 * stands for the id of something in the workspace; whether there is such a thing, the room says.
 */
public enum Route {
  OVERVIEW("GET", "", Right.SEE_OVERVIEW),
  CUSTOMERS("GET", "customers", Right.SEE_INSIGHT),
  CUSTOMER("GET", "customers/*", Right.SEE_INSIGHT),
  REVOKE_LINK("POST", "customers/*/revoke", Right.REVOKE_LINKS),
  READ_ANEW("POST", "customers/*/anew", Right.READ_ANEW),
  SESSIONS("GET", "sessions", Right.SEE_INSIGHT),
  SESSION("GET", "sessions/*", Right.SEE_INSIGHT),
  EXPORT_SESSIONS("POST", "sessions/export", Right.EXPORT),
  RECOVERY("GET", "recovery", Right.SEE_INSIGHT),
  CAMPAIGN("GET", "recovery/*", Right.SEE_INSIGHT),
  EXPORT_CAMPAIGNS("POST", "recovery/export", Right.EXPORT),
  PORTAL("GET", "portal", Right.SEE_PORTAL),
  SAVE_PLANS("POST", "portal/plans", Right.CHANGE_PORTAL),
  SAVE_EXIT("POST", "portal/exit", Right.CHANGE_PORTAL),
  REVOKE_ALL_LINKS("POST", "portal/revoke", Right.REVOKE_LINKS),
  FLOWS("GET", "flows", Right.SEE_FLOWS),
  NEW_FLOW("GET", "flows/new", Right.CHANGE_FLOWS),
  START_FLOW("POST", "flows/new/start", Right.CHANGE_FLOWS),
  TRAFFIC("GET", "flows/traffic", Right.SEE_FLOWS),
  SPLIT_TRAFFIC("POST", "flows/traffic/split", Right.PUBLISH_FLOWS),
  FLOW("GET", "flows/*", Right.SEE_FLOWS),
  EDIT_FLOW("POST", "flows/*/edit", Right.CHANGE_FLOWS),
  UNDO_FLOW("POST", "flows/*/undo", Right.CHANGE_FLOWS),
  REDO_FLOW("POST", "flows/*/redo", Right.CHANGE_FLOWS),
  RENAME_FLOW("POST", "flows/*/rename", Right.CHANGE_FLOWS),
  ARCHIVE_FLOW("POST", "flows/*/archive", Right.CHANGE_FLOWS),
  RESTORE_FLOW("POST", "flows/*/restore", Right.CHANGE_FLOWS),
  FLOW_TEXT("GET", "flows/*/text", Right.SEE_FLOWS),
  SAVE_FLOW_TEXT("POST", "flows/*/text/save", Right.CHANGE_FLOWS, 256 * 1024),
  FLOW_SAMPLE("GET", "flows/*/sample", Right.SEE_FLOWS),
  TRY_FLOW("GET", "flows/*/try", Right.SEE_FLOWS),
  PUBLISH_FLOW("GET", "flows/*/publish", Right.SEE_FLOWS),
  RELEASE_FLOW("POST", "flows/*/publish/release", Right.PUBLISH_FLOWS),
  FLOW_VERSIONS("GET", "flows/*/versions", Right.SEE_FLOWS),
  FLOW_VERSION("GET", "flows/*/versions/*", Right.SEE_FLOWS),
  REVIVE_VERSION("POST", "flows/*/versions/*/revive", Right.CHANGE_FLOWS),
  GENERAL("GET", "general", Right.SEE_GENERAL),
  SAVE_NAME("POST", "general/name", Right.CHANGE_GENERAL),
  SAVE_CANCELLING("POST", "general/cancelling", Right.CHANGE_GENERAL),
  SAVE_LIFETIMES("POST", "general/links", Right.CHANGE_GENERAL),
  STRIPE("GET", "stripe", Right.SEE_STRIPE),
  SAVE_KEYS("POST", "stripe/keys", Right.CHANGE_STRIPE),
  REMOVE_KEY("POST", "stripe/key-remove", Right.CHANGE_STRIPE),
  CHECK_STRIPE("POST", "stripe/check", Right.CHANGE_STRIPE),
  ADD_WEBHOOK_SECRET("POST", "stripe/webhook-add", Right.CHANGE_STRIPE),
  REMOVE_WEBHOOK_SECRET("POST", "stripe/webhook-remove", Right.CHANGE_STRIPE),
  EMBED("GET", "embed", Right.SEE_EMBED),
  REVEAL("POST", "embed/reveal", Right.REVEAL_SECRET),
  ROTATE("POST", "embed/rotate", Right.ROTATE_SECRET),
  SIGNATURE("POST", "embed/signature", Right.CHANGE_EMBED),
  ORIGINS("POST", "embed/origins", Right.CHANGE_EMBED),
  EMBED_CALLS("GET", "embed/calls", Right.SEE_CALLS),
  EMBED_TEST("GET", "embed/test", Right.CHANGE_EMBED),
  RUN_TEST("POST", "embed/test/run", Right.CHANGE_EMBED),
  BRAND("GET", "brand", Right.SEE_BRAND),
  SAVE_BRAND("POST", "brand/save", Right.CHANGE_BRAND),
  BRAND_SAMPLE("GET", "brand/preview", Right.SEE_BRAND),
  TRY_BRAND("POST", "brand/preview", Right.SEE_BRAND, 256 * 1024),
  UPLOAD_LOGO("POST", "brand/logo", Right.CHANGE_BRAND, 2 * 1024 * 1024),
  REMOVE_LOGO("POST", "brand/logo-remove", Right.CHANGE_BRAND),
  CSS("GET", "brand/css", Right.SEE_BRAND),
  SAVE_CSS("POST", "brand/css/save", Right.CHANGE_CSS, 256 * 1024),
  DOMAIN("GET", "domain", Right.SEE_DOMAIN),
  ADD_DOMAIN("POST", "domain/add", Right.CHANGE_DOMAIN),
  VERIFY_DOMAIN("POST", "domain/verify", Right.CHANGE_DOMAIN),
  REMOVE_DOMAIN("POST", "domain/remove", Right.CHANGE_DOMAIN),
  TEAM("GET", "team", Right.SEE_TEAM),
  INVITE("POST", "team/invite", Right.CHANGE_TEAM),
  REVOKE("POST", "team/revoke", Right.CHANGE_TEAM),
  CHANGE_ROLE("POST", "team/role", Right.CHANGE_TEAM),
  REMOVE("POST", "team/remove", Right.CHANGE_TEAM),
  RESET("POST", "team/reset", Right.CHANGE_TEAM),
  SIGN_INS("GET", "sign-ins", Right.OWN_SESSIONS),
  END_SIGN_IN("POST", "sign-ins/end", Right.OWN_SESSIONS),
  CHANGE_PASSWORD("POST", "sign-ins/password", Right.OWN_SESSIONS),
  AUDIT("GET", "audit", Right.SEE_AUDIT);

  /** The bytes of the largest form, where a route says nothing else. */
  private static final int A_FORM = 64 * 1024;

  private final String method;
  private final String path;
  private final Right right;
  private final int largestForm;

  Route(String method, String path, Right right) {
    this(method, path, right, A_FORM);
  }

  /**
   * @param largestForm in bytes, as it comes over the wire
   */
  Route(String method, String path, Right right, int largestForm) {
    this.method = method;
    this.path = path;
    this.right = right;
    this.largestForm = largestForm;
  }

  /**
   * The route of that method and path; HEAD is taken for GET. An address without {@code *} goes
   * before one with it.
   */
  static Optional<Route> of(String method, String path) {
    String asked = method.equals("HEAD") ? "GET" : method;
    return Arrays.stream(values())
        .filter(route -> route.method.equals(asked) && route.matches(path))
        .min(Comparator.comparing(route -> route.path.contains("*")));
  }

  /** Whether the path is a route of another method. */
  static boolean isKnown(String path) {
    return Arrays.stream(values()).anyMatch(route -> route.matches(path));
  }

  private boolean matches(String asked) {
    String[] pattern = path.split("/", -1);
    String[] segments = asked.split("/", -1);
    if (pattern.length != segments.length) {
      return false;
    }
    for (int i = 0; i < pattern.length; i++) {
      if (pattern[i].equals("*")
          ? !segments[i].matches("[A-Za-z0-9_.-]{1,255}")
          : !pattern[i].equals(segments[i])) {
        return false;
      }
    }
    return true;
  }

  /** What follows the workspace's slug and a slash; empty for the overview. */
  public String path() {
    return path;
  }

  String method() {
    return method;
  }

  public Right right() {
    return right;
  }

  int largestForm() {
    return largestForm;
  }

  /** Whether it shows a page and changes nothing. */
  public boolean isPage() {
    return method.equals("GET");
  }

  /** The page that it is, or belongs to: the nearest whose address this one begins with. */
  public Route page() {
    return isPage()
        ? this
        : Arrays.stream(values())
            .filter(route -> route.isPage() && (path + "/").startsWith(route.path + "/"))
            .max(Comparator.comparing(route -> route.path.length()))
            .orElseThrow();
  }

  /** The address of {@link #page} for {@code asked}, which matches this route. */
  String pageOf(String asked) {
    int segments = page().path.split("/").length;
    return String.join("/", Arrays.copyOf(asked.split("/"), segments));
  }
}
