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
  private static final URI STRIPE = URI.create("https://api.stripe.com");

  /** Stripe.js of the API version that the library pins (Stripe docs: versioning of Stripe.js). */
  private static final URI STRIPE_JS = URI.create("https://js.stripe.com/dahlia/stripe.js");

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
                at.list("embed.allowed-origins"),
                at.value("embed.calls-per-second", Values::positive).orElse(50),
                at.value("embed.refusals-per-minute", Values::positive)
                    .orElse(REFUSALS_PER_MINUTE)),
            new LinkLifetimes(
                at.value("cancel.link-lifetime", Duration::parse).orElse(Duration.ofMinutes(60)),
                at.value("portal.link-lifetime", Duration::parse).orElse(Duration.ofDays(400)),
                at.value("wall.link-lifetime", Duration::parse).orElse(Duration.ofMinutes(30)),
                at.value("unsigned.link-lifetime", Duration::parse).orElse(Duration.ofMinutes(15))),
            new CancelSettings(
                at.value("cancel.timing", Values::timing).orElse(CancelTiming.PERIOD_END),
                at.text("cancel.flow")),
            stripe(at),
            new BrandSettings(
                at.text("brand.name").orElse(displayName),
<<<<<<< HEAD
                at.value("brand.logo-url", Values::https),
                at.value("brand.color", Values::color).orElse("#1f4fd8"),
                at.value("brand.theme", Values::theme).orElse(Theme.AUTO)),
            new WallSettings(at.value("wall.exit-url", Values::wayOut), at.text("wall.exit-label")),
            new PortalSettings(at.value("portal.plans", Values::prices).orElse(List.of()))));
=======
                at.value("brand.logo-url", WorkspaceSettings::https),
                at.value("brand.color", WorkspaceSettings::color).orElse("#1f4fd8"),
                at.value("brand.theme", WorkspaceSettings::theme).orElse(Theme.AUTO)),
            new PortalSettings(
                at.value("portal.plans", WorkspaceSettings::prices).orElse(List.of())),
            new WallSettings(
                at.value("wall.exit-url", WorkspaceSettings::wayOut), at.text("wall.exit-label"))));
>>>>>>> main
  }

  private static StripeSettings stripe(Keyed at) {
    Optional<String> secretKey = at.text("stripe.secret-key");
    URI apiBase = at.value("stripe.api-base", URI::create).orElse(STRIPE);
    boolean played = !STRIPE.equals(apiBase);
    return new StripeSettings(
        secretKey,
        at.text("stripe.publishable-key")
            .or(() -> secretKey.filter(key -> played).flatMap(WorkspaceSettings::publishable)),
        at.text("stripe.account"),
        at.list("stripe.webhook-secrets"),
        apiBase,
        at.value("stripe.js-url", Values::script)
            .orElse(played ? URI.create(bare(apiBase) + "/v3/") : STRIPE_JS));
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

<<<<<<< HEAD
=======
  /** The words of MicroProfile Config's own converter for true, and their opposites. */
  private static boolean flag(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "1", "yes", "y", "on" -> true;
      case "false", "0", "no", "n", "off" -> false;
      default -> throw new IllegalArgumentException("neither true nor false");
    };
  }

  private static int positive(String text) {
    int number = Integer.parseInt(text);
    if (number < 1) {
      throw new IllegalArgumentException("not positive");
    }
    return number;
  }

  private static CancelTiming timing(String text) {
    return switch (text) {
      case "period-end" -> CancelTiming.PERIOD_END;
      case "immediately" -> CancelTiming.IMMEDIATELY;
      default -> throw new IllegalArgumentException("neither period-end nor immediately");
    };
  }

  private static Theme theme(String text) {
    return switch (text) {
      case "auto" -> Theme.AUTO;
      case "light" -> Theme.LIGHT;
      case "dark" -> Theme.DARK;
      default -> throw new IllegalArgumentException("none of auto, light, dark");
    };
  }

  private static List<String> prices(String text) {
    List<String> ids = LayeredConfig.split(text);
    if (!ids.stream().allMatch(id -> id.matches("[A-Za-z0-9_.-]{1,255}"))) {
      throw new IllegalArgumentException("not ids of prices, separated by commas");
    }
    return ids.stream().distinct().toList();
  }

  private static URI script(String text) {
    URI uri = URI.create(text);
    if (uri.getHost() == null || !("https".equals(uri.getScheme()) || isLoopback(uri))) {
      throw new IllegalArgumentException("neither https nor on this machine");
    }
    return uri;
  }

  private static boolean isLoopback(URI uri) {
    return "http".equals(uri.getScheme())
        && Set.of("127.0.0.1", "localhost", "[::1]").contains(uri.getHost());
  }

  private static URI wayOut(String text) {
    URI uri = URI.create(text);
    return "mailto".equals(uri.getScheme()) && uri.getSchemeSpecificPart().contains("@")
        ? uri
        : https(text);
  }

  private static URI https(String text) {
    URI uri = URI.create(text);
    if (!"https".equals(uri.getScheme()) || uri.getHost() == null) {
      throw new IllegalArgumentException("not an https address");
    }
    return uri;
  }

  private static String color(String text) {
    if (!text.matches("#[0-9A-Fa-f]{6}")) {
      throw new IllegalArgumentException("not #rrggbb");
    }
    return text.toLowerCase(Locale.ROOT);
  }

>>>>>>> main
  /** The settings of one workspace. */
  private final class Keyed {
    private final String prefix;

    Keyed(WorkspaceSlug slug) {
      this.prefix = "backstop.workspace." + slug.value() + ".";
    }

    Optional<String> text(String key) {
      return config.value(prefix + key).or(() -> config.value("backstop.default." + key));
    }

    List<String> list(String key) {
      return text(key).map(LayeredConfig::split).orElse(List.of());
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
