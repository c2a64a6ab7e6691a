package io.backstop.web.hosted;

import io.backstop.kernel.CustomerId;
import io.backstop.kernel.SessionId;
import io.backstop.kernel.SubscriptionId;
import io.backstop.kernel.Surface;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.link.FlowPass;
import io.backstop.workspace.Workspace;
import io.backstop.workspace.Workspace.BrandSettings;
import io.backstop.workspace.Workspace.CancelSettings;
import io.backstop.workspace.Workspace.CancelTiming;
import io.backstop.workspace.Workspace.EmbedSettings;
import io.backstop.workspace.Workspace.LinkLifetimes;
import io.backstop.workspace.Workspace.StripeSettings;
import io.backstop.workspace.Workspace.Theme;
import io.backstop.workspace.Workspace.WallSettings;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Passes as a link of Acme's would give them. */
final class Passes {

  private Passes() {}

  static FlowPass of(List<String> allowed, String opener, String returnUrl, String logo) {
    Workspace acme =
        new Workspace(
            new WorkspaceSlug("acme"),
            "Acme",
            false,
            new EmbedSettings(List.of("secret"), false, Optional.empty(), allowed, 50, 60),
            new LinkLifetimes(
                Duration.ofMinutes(60),
                Duration.ofDays(400),
                Duration.ofMinutes(30),
                Duration.ofMinutes(15)),
            new CancelSettings(CancelTiming.PERIOD_END, Optional.empty()),
            new StripeSettings(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(),
                URI.create("https://api.stripe.com"),
                URI.create("https://js.stripe.com/dahlia/stripe.js")),
            new BrandSettings(
                "Acme", Optional.ofNullable(logo).map(URI::create), "#1f4fd8", Theme.AUTO),
            new Workspace.PortalSettings(List.of()),
            new WallSettings(Optional.empty(), Optional.empty()));
    return new FlowPass(
        acme,
        "link",
        Surface.CANCEL,
        new SessionId("cs_01hzz0000000000000000000aa"),
        new CustomerId("cus_ada"),
        Optional.of(new SubscriptionId("sub_ada")),
        true,
        Optional.ofNullable(opener),
        Optional.ofNullable(returnUrl).map(URI::create),
        Optional.empty(),
        Instant.parse("2026-11-23T12:00:00Z"),
        "key");
  }
}
