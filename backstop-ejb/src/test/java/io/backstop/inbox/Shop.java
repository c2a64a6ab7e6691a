package io.backstop.inbox;

import io.backstop.kernel.WorkspaceSlug;
import io.backstop.workspace.Workspace;
import io.backstop.workspace.Workspace.BrandSettings;
import io.backstop.workspace.Workspace.CancelSettings;
import io.backstop.workspace.Workspace.CancelTiming;
import io.backstop.workspace.Workspace.EmbedSettings;
import io.backstop.workspace.Workspace.LinkLifetimes;
import io.backstop.workspace.Workspace.PortalSettings;
import io.backstop.workspace.Workspace.StripeSettings;
import io.backstop.workspace.Workspace.Theme;
import io.backstop.workspace.Workspace.WallSettings;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A workspace, and the events that Stripe signs for it. */
final class Shop {

  static final String SECRET = "whsec_shop";

  private Shop() {}

  static Workspace of(String slug, String secretKey, URI stripe) {
    return of(
        slug,
        new StripeSettings(
            Optional.of(secretKey),
            Optional.empty(),
            Optional.empty(),
            List.of(SECRET),
            stripe,
            stripe.resolve("/v3/")));
  }

  static Workspace of(String slug, StripeSettings stripe) {
    Duration hour = Duration.ofHours(1);
    return new Workspace(
        new WorkspaceSlug(slug),
        slug,
        false,
        new EmbedSettings(List.of("secret"), false, Optional.empty(), List.of(), 50, 60),
        new LinkLifetimes(hour, hour, hour, hour),
        new CancelSettings(CancelTiming.PERIOD_END, Optional.empty()),
        stripe,
        new BrandSettings(slug, Optional.empty(), "#334455", Theme.AUTO),
        new PortalSettings(List.of()),
        new WallSettings(Optional.empty(), Optional.empty()));
  }

  /** An event about a customer. */
  static String event(String id, String type, String customer) {
    return """
        {"id": "%s", "object": "event", "type": "%s", "created": 1764763200, "livemode": false,
         "data": {"object": {"id": "in_1", "object": "invoice", "customer": %s}}}"""
        .formatted(id, type, customer == null ? "null" : "\"" + customer + "\"");
  }

  /** The header that Stripe would send with it. */
  static String signature(String body, Instant now) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      String text = now.getEpochSecond() + "." + body;
      byte[] made = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
      return "t=" + now.getEpochSecond() + ",v1=" + HexFormat.of().formatHex(made);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
