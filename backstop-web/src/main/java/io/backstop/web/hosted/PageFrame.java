package io.backstop.web.hosted;

import io.backstop.kernel.Ids;
import io.backstop.outcome.Outcome;
import io.backstop.workspace.Workspace.BrandSettings;
import io.backstop.workspace.Workspace.Theme;
import java.net.URI;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/**
 * What surrounds every step: the merchant's name and colours, the language, the way back, and what
 * the page's script and forms need to know. For one answer; read by the template {@code
 * page.xhtml}, which is why everything absent is an empty text.
 */
public final class PageFrame {

  private final Bearer bearer;
  private final HostedAddress address;
  private final Wording words;
  private final Assets assets;
  private final Optional<String> account;
  private final Optional<Outcome.Kind> outcome;
  private final boolean ended;
  private final Optional<URI> back;
  private final String carried;
  private final String customSheet;
  private final String nonce = Base64.getEncoder().encodeToString(Ids.unguessable(16));

  /**
   * @param customSheet the address of the workspace's own style sheet, or an empty text
   */
  PageFrame(
      Bearer bearer,
      HostedAddress address,
      Wording words,
      Assets assets,
      Optional<String> account,
      Optional<Outcome.Kind> outcome,
      boolean ended,
      Optional<URI> back,
      String carried,
      String customSheet) {
    this.bearer = bearer;
    this.address = address;
    this.words = words;
    this.assets = assets;
    this.account = account;
    this.outcome = outcome;
    this.ended = ended;
    this.back = back;
    this.carried = carried;
    this.customSheet = customSheet;
  }

  public String language() {
    return words.language();
  }

  public String direction() {
    return words.direction();
  }

  /** A text that is the same on every step. */
  public String say(String key) {
    return words.say(key);
  }

  /** {@code auto}, {@code light} or {@code dark}. */
  public String theme() {
    return brand().theme().name().toLowerCase(Locale.ROOT);
  }

  /** What {@code color-scheme} says, so that nothing flashes before the style sheet is there. */
  public String colorScheme() {
    return brand().theme() == Theme.AUTO ? "light dark" : theme();
  }

  public String colors() {
    return AccentColors.css(brand());
  }

  public String merchant() {
    return brand().name();
  }

  public String logo() {
    return brand()
        .logoUrl()
        .map(URI::toString)
        .or(() -> brand().logo().map(assets::logo))
        .orElse("");
  }

  public String nonce() {
    return nonce;
  }

  public String styleSheet() {
    return assets.address("hosted.css");
  }

  /** The merchant's own, which comes after ours. */
  public String customSheet() {
    return customSheet;
  }

  /** {@code inert} where nobody can press anything; null leaves the attribute out. */
  public String inert() {
    return bearer.sample() ? "inert" : null;
  }

  public String script() {
    return assets.address("hosted.js");
  }

  public String surface() {
    return bearer.surface();
  }

  public String session() {
    return bearer.session();
  }

  public boolean modal() {
    return address.modal();
  }

  /** The origins that the page may talk to, separated by spaces; none at top level. */
  public String openers() {
    return modal() ? String.join(" ", bearer.openers()) : "";
  }

  /** The script of the steps that take cards. */
  public String cardScript() {
    return assets.address("card.js");
  }

  /** Where forms go. */
  public String action() {
    return address.with(carried);
  }

  /** What forms carry. */
  public String formKey() {
    return bearer.formKey();
  }

  /** How the visit has ended, or would if it were left now, in the wire's word. */
  public String outcome() {
    return outcome.map(Outcome.Kind::wireName).orElse("");
  }

  public boolean ended() {
    return ended;
  }

  /** The merchant's page, with the outcome signed; none in a frame. */
  public String back() {
    return back.map(URI::toString).orElse("");
  }

  /**
   * The hosted page that this one was opened from, told of this visit; an empty text when there is
   * none.
   */
  public String cameFrom() {
    return bearer
        .cameFrom()
        .map(page -> address.elsewhere(page.toString(), "did=" + bearer.session()))
        .orElse("");
  }

  /** Whose subscription this is, masked. */
  public String account() {
    return account.orElse("");
  }

  private BrandSettings brand() {
    return bearer.brand();
  }
}
