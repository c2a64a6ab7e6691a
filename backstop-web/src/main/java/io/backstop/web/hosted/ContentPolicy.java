package io.backstop.web.hosted;

import io.backstop.link.FlowPass;
import io.backstop.workspace.Workspace.BrandSettings;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/**
 * The Content-Security-Policy of a hosted page: nothing runs, loads or frames that is not named.
 */
final class ContentPolicy {

  /** For pages that are the same for everybody and load only our style sheet. */
  static final String OF_NOTICES =
      "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none';"
          + " frame-ancestors 'none'";

  private static final String STRIPE_JS = "https://js.stripe.com";

  private ContentPolicy() {}

  /**
   * For the page of {@code pass}.
   *
   * @param nonce of this answer
   * @param modal whether the page may stand in a frame at all
   */
  static String of(FlowPass pass, String nonce, boolean modal) {
    return of(pass, nonce, modal, "", "", "");
  }

  /**
   * As {@link #of}, for a step that takes cards: Stripe.js, its frames and its calls are let in
   * (Stripe docs: security guide, content security policy). A stand-in that comes from elsewhere
   * has all of it at its own origin.
   *
   * @param script where Stripe.js comes from
   */
  static String withStripe(FlowPass pass, String nonce, boolean modal, URI script) {
    String origin = Origins.of(script).orElse("");
    if (!origin.equals(STRIPE_JS)) {
      String from = origin.isEmpty() ? "" : " " + origin;
      return of(pass, nonce, modal, from, from, from);
    }
    String scripts = " " + STRIPE_JS + " https://*.js.stripe.com";
    return of(
        pass,
        nonce,
        modal,
        scripts,
        scripts + " https://hooks.stripe.com",
        " https://api.stripe.com");
  }

  private static String of(
      FlowPass pass, String nonce, boolean modal, String scripts, String frames, String calls) {
    String logo =
        pass.workspace().brand().logoUrl().flatMap(Origins::of).map(" "::concat).orElse("");
    // Chromium applies form-action to where a form's answer redirects to.
    String back = pass.returnUrl().flatMap(Origins::of).map(" "::concat).orElse("");
    List<String> framers = modal ? openers(pass) : List.of();
    return "default-src 'none'; script-src 'nonce-"
        + nonce
        + "'"
        + scripts
        + "; style-src 'nonce-"
        + nonce
        + "'; img-src 'self' data:"
        + logo
        + "; connect-src 'self'"
        + calls
        + (frames.isEmpty() ? "" : "; frame-src" + frames)
        + "; form-action 'self'"
        + back
        + "; base-uri 'none'; frame-ancestors "
        + (framers.isEmpty() ? "'none'" : String.join(" ", framers));
  }

  /** For a page that only looks like a customer's: nothing runs, and our dashboard may frame it. */
  static String ofSample(BrandSettings look, String nonce) {
    return "default-src 'none'; style-src 'nonce-"
        + nonce
        + "'; img-src 'self' data:"
        + look.logoUrl().flatMap(Origins::of).map(" "::concat).orElse("")
        + "; form-action 'none'; base-uri 'none'; frame-ancestors 'self'";
  }

  /** Who may frame the link's page and hear from it: its opener and the workspace's origins. */
  static List<String> openers(FlowPass pass) {
    List<String> openers = new ArrayList<>();
    pass.openerOrigin().ifPresent(openers::add);
    openers.addAll(pass.workspace().embed().allowedOrigins());
    return Origins.serialised(openers);
  }
}
