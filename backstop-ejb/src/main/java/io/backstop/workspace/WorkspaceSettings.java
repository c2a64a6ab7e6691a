package io.backstop.workspace;

import io.backstop.kernel.WorkspaceSlug;
import io.backstop.workspace.Workspace.BrandSettings;
import io.backstop.workspace.Workspace.CancelSettings;
import io.backstop.workspace.Workspace.CancelTiming;
import io.backstop.workspace.Workspace.EmbedSettings;
import io.backstop.workspace.Workspace.LinkLifetimes;
import io.backstop.workspace.Workspace.PortalSettings;
import io.backstop.workspace.Workspace.StripeSettings;
import io.backstop.workspace.Workspace.Theme;
import io.backstop.workspace.Workspace.WallSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads a workspace's settings: {@code backstop.workspace.<slug>.<key>}, else {@code
 * backstop.default.<key>}, else the default written here. The keys and defaults are those of
 * docs/guide/configure.md.
 */
@ApplicationScoped
class WorkspaceSettings {

  private static final int REFUSALS_PER_MINUTE = 60;

  private final LayeredConfig config;
  private final Clock clock;

  /** For CDI's proxy only. */
  WorkspaceSettings() {
    this(null, null);
  }

  @Inject
  WorkspaceSettings(LayeredConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
  }

  /** The slugs that exist by configuration alone, whichever layers name them. */
  Set<String> configuredSlugs() {
    return config.union("backstop.workspaces");
  }

  /** How many refusals a minute an address may have whose call names no workspace of ours. */
  int strangersRefusalsPerMinute() {
    String name = "backstop.default.embed.refusals-per-minute";
    return config
        .value(name)
        .flatMap(text -> LayeredConfig.readable(name, text, Values::positive))
        .orElse(REFUSALS_PER_MINUTE);
  }

  /** The settings as they are now; empty when there is no embed secret yet. */
  Optional<Workspace> read(WorkspaceSlug slug) {
    Keyed at = new Keyed(slug);
    List<String> secrets = secrets(at);
    if (secrets.isEmpty()) {
      return Optional.empty();
    }
    String displayName = at.text("display-name").orElse(slug.value());
    return Optional.of(
        new Workspace(
            slug,
            displayName,
            at.value("suspended", Values::flag).orElse(false),
            new EmbedSettings(
                secrets,
                at.value("embed.require-signature", Values::flag).orElse(false),
                at.value("embed.unsigned-until", Instant::parse),
                at.origins("embed.allowed-origins"),
                at.value("embed.calls-per-second", Values::positive).orElse(50),
                at.value("embed.refusals-per-minute", Values::positive)
                    .orElse(REFUSALS_PER_MINUTE)),
            new LinkLifetimes(
                at.value("cancel.link-lifetime", Values::life).orElse(Duration.ofMinutes(60)),
                at.value("portal.link-lifetime", Values::life).orElse(Duration.ofDays(400)),
                at.value("wall.link-lifetime", Values::life).orElse(Duration.ofMinutes(30)),
                at.value("unsigned.link-lifetime", Values::life).orElse(Duration.ofMinutes(15))),
            new CancelSettings(
                at.value("cancel.timing", Values::timing).orElse(CancelTiming.PERIOD_END),
                at.text("cancel.flow"),
                config.pin(slug, "cancel.flow").isPresent(),
                config.value(at.prefix + "cancel.traffic"),
                at.value("cancel.offer-cooldown", Values::span).orElse(CancelSettings.COOLDOWN)),
            stripe(at),
            new BrandSettings(
                at.text("brand.name").orElse(displayName),
                at.value("brand.logo-url", Values::https),
                at.value("brand.color", Values::color).orElse("#1f4fd8"),
                at.value("brand.theme", Values::theme).orElse(Theme.AUTO),
                at.value("brand.logo", Values::digest),
                at.text("brand.css")),
            new PortalSettings(at.value("portal.plans", Values::prices).orElse(List.of())),
            new WallSettings(at.value("wall.exit-url", Values::wayOut), at.text("wall.exit-label")),
            at.own("domain.host")));
  }

  private static StripeSettings stripe(Keyed at) {
    Optional<String> secretKey = at.text("stripe.secret-key");
    URI apiBase = at.value("stripe.api-base", URI::create).orElse(StripeSettings.API);
    boolean played = !StripeSettings.API.equals(apiBase);
    return new StripeSettings(
        secretKey,
        at.text("stripe.publishable-key")
            .or(() -> secretKey.filter(key -> played).flatMap(WorkspaceSettings::publishable)),
        at.text("stripe.account"),
        at.list("stripe.webhook-secrets"),
        apiBase,
        at.value("stripe.js-url", Values::script)
            .orElse(played ? URI.create(bare(apiBase) + "/v3/") : StripeSettings.SCRIPT));
  }

  private static String bare(URI address) {
    return address.toString().replaceAll("/+$", "");
  }

  /** The sandbox's rule; Stripe's own keys of one account have nothing in common. */
  private static Optional<String> publishable(String secretKey) {
    return secretKey.startsWith("sk_test_")
        ? Optional.of("pk" + secretKey.substring(2))
        : Optional.empty();
  }

  private List<String> secrets(Keyed at) {
    List<String> secrets = new ArrayList<>(2);
    at.text("embed.secret").ifPresent(secrets::add);
    Optional<Instant> until = at.value("embed.previous-secret-until", Instant::parse);
    if (!secrets.isEmpty() && until.map(clock.instant()::isBefore).orElse(true)) {
      at.text("embed.previous-secret").ifPresent(secrets::add);
    }
    return List.copyOf(secrets);
  }

  /** The settings of one workspace. */
  private final class Keyed {
    private final String prefix;

    Keyed(WorkspaceSlug slug) {
      this.prefix = "backstop.workspace." + slug.value() + ".";
    }

    /** What is never the same for two workspaces. */
    Optional<String> own(String key) {
      return config.value(prefix + key);
    }

    Optional<String> text(String key) {
      return config.value(prefix + key).or(() -> config.value("backstop.default." + key));
    }

    List<String> list(String key) {
      return text(key).map(LayeredConfig::split).orElse(List.of());
    }

    /**
     * As browsers write them, whoever typed them. One that cannot be read stays as it is: it admits
     * nobody, and the list does not become empty, which would admit everybody.
     */
    List<String> origins(String key) {
      return list(key).stream()
          .map(typed -> OriginList.read(typed).origins().stream().findFirst().orElse(typed))
          .toList();
    }

    /**
     * A value that cannot be read counts as not set, and the operator is told: a typing error must
     * not shut customers in.
     */
    <T> Optional<T> value(String key, Function<String, T> reader) {
      return text(key).flatMap(text -> LayeredConfig.readable(prefix + key, text, reader));
    }
  }
}
