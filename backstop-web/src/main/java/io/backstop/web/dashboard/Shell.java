package io.backstop.web.dashboard;

import io.backstop.member.Seat;
import io.backstop.member.Session;
import io.backstop.web.hosted.Assets;
import io.backstop.workspace.StripeKeys;
import io.backstop.workspace.Workspace;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What surrounds every page: navigation, workspace, mode, who is signed in. For one answer; read by
 * the template {@code dashboard.xhtml}, which is why everything absent is an empty text.
 */
public final class Shell {

  private final Words words;
  private final Assets assets;
  private final String root;
  private final String stem;
  private final String note;
  private final Optional<Desk> desk;

  /**
   * Where somebody is.
   *
   * @param seats the slugs of his workspaces
   */
  record Desk(Workspace workspace, Seat seat, Session session, List<String> seats, Route page) {}

  /** Around a page of a workspace. */
  Shell(Words words, Assets assets, String root, String stem, String note, Desk desk) {
    this(words, assets, root, stem, note, Optional.of(desk));
  }

  /** Around a page that stands alone. */
  Shell(Words words, Assets assets, String root, String stem, String note) {
    this(words, assets, root, stem, note, Optional.empty());
  }

  private Shell(
      Words words, Assets assets, String root, String stem, String note, Optional<Desk> desk) {
    this.words = words;
    this.assets = assets;
    this.root = root;
    this.stem = stem;
    this.note = note;
    this.desk = desk;
  }

  public String language() {
    return words.language();
  }

  public String say(String key) {
    return words.say(key);
  }

  public String title() {
    return words.say(stem + ".title");
  }

  /** What has just been done. */
  public String note() {
    return note;
  }

  public String styleSheet() {
    return assets.address("dashboard.css");
  }

  public String script() {
    return assets.address("dashboard.js");
  }

  /** Where a page finds a file of its own among the assets. */
  public String asset(String name) {
    return assets.address(name);
  }

  /** Whether there is a workspace to navigate in. */
  public boolean framed() {
    return desk.isPresent();
  }

  public String workspace() {
    return desk.map(d -> d.workspace().displayName()).orElse("");
  }

  /** The slugs of the other workspaces that he may go to. */
  public List<String> others() {
    return desk.stream()
        .flatMap(d -> d.seats().stream().filter(s -> !s.equals(d.workspace().slug().value())))
        .toList();
  }

  /** Which of Stripe's modes the key is of: {@code test}, {@code live} or {@code none}. */
  public String mode() {
    return desk.flatMap(d -> d.workspace().stripe().secretKey())
        .map(key -> StripeKeys.mode(key).orElse("test"))
        .orElse("none");
  }

  /** The pages of the daily work that he may see. */
  public List<String> pages() {
    return seen(Route.OVERVIEW, Route.FLOWS, Route.CUSTOMERS, Route.SESSIONS, Route.RECOVERY);
  }

  /** The pages of the settings that he may see. */
  public List<String> settings() {
    return seen(
        Route.GENERAL,
        Route.STRIPE,
        Route.EMBED,
        Route.PORTAL,
        Route.BRAND,
        Route.DOMAIN,
        Route.TEAM,
        Route.AUDIT,
        Route.SIGN_INS);
  }

  private List<String> seen(Route... pages) {
    return Stream.of(pages)
        .filter(page -> desk.isPresent() && desk.get().seat().may(page.right()))
        .map(Route::path)
        .toList();
  }

  /** {@code page} when it, or what lies below it, is shown; null leaves the attribute out. */
  public String current(String page) {
    String shown = desk.map(d -> d.page().path().split("/")[0]).orElse("");
    return shown.equals(page) ? "page" : null;
  }

  /** What the navigation calls a page. */
  public String name(String page) {
    return words.say((page.isEmpty() ? "overview" : page) + ".nav");
  }

  /** What the navigation calls the page that is shown; empty where it has none. */
  public String here() {
    return Stream.concat(pages().stream(), settings().stream())
        .filter(page -> current(page) != null)
        .findFirst()
        .map(this::name)
        .orElse("");
  }

  /** The address of a page or action of this workspace. */
  public String href(String path) {
    String home = home(desk.map(d -> d.workspace().slug().value()).orElse(""));
    return path.isEmpty() ? home : home + "/" + path;
  }

  /** The address of a workspace's overview. */
  public String home(String slug) {
    return root + "/w/" + slug;
  }

  /**
   * Where a session is confirmed that the identity provider let in, and back to this page; an empty
   * text where a password confirms it.
   */
  public String again() {
    return desk.filter(d -> d.session().byProvider())
        .map(
            d ->
                root
                    + "/oidc/start?again=1&next=/dashboard/w/"
                    + d.workspace().slug().value()
                    + (d.page().path().isEmpty() ? "" : "/" + d.page().path()))
        .orElse("");
  }

  public String signOut() {
    return root + "/sign-out";
  }

  public String mail() {
    return desk.map(d -> d.session().member().mail().value()).orElse("");
  }

  /** What forms carry. */
  public String formKey() {
    return desk.map(d -> d.session().formKey()).orElse("");
  }
}
