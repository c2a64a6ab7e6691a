package io.backstop.web.dashboard.settings;

import io.backstop.kernel.Surface;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * The code that a merchant's engineer copies, for one workspace; docs/guide/embed.md shows the same
 * texts. No secret is in them. What stands between « and » belongs to the cancel flow alone.
 */
public final class Snippets {

  private static final Pattern CANCEL_ONLY = Pattern.compile("«([^»]*)»");
  private static final Map<String, String> TEXTS = new ConcurrentHashMap<>();

  private final Surface surface;
  private final How how;
  private final String workspace;
  private final String host;

  /**
   * @param host the address of Backstop, without a slash at its end
   */
  public Snippets(Surface surface, How how, String workspace, String host) {
    this.surface = surface;
    this.how = how;
    this.workspace = workspace;
    this.host = host;
  }

  /** How a surface opens. */
  public enum How {
    /** Over the merchant's page, by Backstop's script. */
    OVERLAY,
    /** In an iframe of the merchant's own, without the script. */
    FRAME,
    /** As a page of its own, without any script. */
    REDIRECT;

    /** As it stands in addresses, keys and file names. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The languages of backends, in the order of their tabs. */
  public enum Language {
    NODE("Node.js"),
    PYTHON("Python"),
    RUBY("Ruby"),
    PHP("PHP"),
    GO("Go"),
    JAVA("Java"),
    CSHARP("C#");

    private final String label;

    Language(String label) {
      this.label = label;
    }

    String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * @param id of the tab
   */
  public record Snippet(String id, String label, String text) {}

  /** What runs on the backend, a text a language: it signs, and asks for the link if need be. */
  List<Snippet> backends() {
    return List.of(Language.values()).stream()
        .map(language -> new Snippet(language.id(), language.label, backend(language)))
        .toList();
  }

  /** What runs on a backend of {@code language}. */
  public String backend(Language language) {
    return how == How.REDIRECT
        ? signer(language) + "\n\n" + linkGetter(language)
        : signer(language);
  }

  /** What makes the signed bundle. */
  public String signer(Language language) {
    return filled(language.id());
  }

  /** What gets the link for a bundle. */
  public String linkGetter(Language language) {
    return filled(language.id() + "-link");
  }

  /** What stands on the merchant's page. */
  public String page() {
    return filled(how.id());
  }

  private String filled(String name) {
    boolean cancel = surface == Surface.CANCEL;
    return CANCEL_ONLY
        .matcher(TEXTS.computeIfAbsent(name, Snippets::read))
        .replaceAll(cancel ? "$1" : "")
        .replace("{{workspace}}", workspace)
        .replace("{{host}}", host)
        .replace("{{surface}}", surface.wireName())
        .replace("{{nothing}}", surface == Surface.PAYMENT_WALL ? ", unless nothing is owed" : "")
        .replace("{{method}}", method())
        .replace("{{button}}", button());
  }

  private String method() {
    return switch (surface) {
      case CANCEL -> "cancel";
      case PORTAL -> "portal";
      case PAYMENT_WALL -> "paymentWall";
    };
  }

  private String button() {
    return switch (surface) {
      case CANCEL -> "Cancel subscription";
      case PORTAL -> "Manage subscription";
      case PAYMENT_WALL -> "Update payment";
    };
  }

  private static String read(String name) {
    try (InputStream in = Snippets.class.getResourceAsStream("snippets/" + name + ".txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).stripTrailing();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
