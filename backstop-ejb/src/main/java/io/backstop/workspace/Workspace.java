package io.backstop.workspace;

import io.backstop.kernel.Surface;
import io.backstop.kernel.WorkspaceSlug;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.temporal.TemporalAmount;
import java.util.List;
import java.util.Optional;

/**
 * One merchant's settings as they were when read; at most two seconds old. Immutable, safe to
 * share. {@code toString} tells the slug only.
 *
 * @param domain the host of the merchant's that new links stand on, while it is active
 */
public record Workspace(
    WorkspaceSlug slug,
    String displayName,
    boolean suspended,
    EmbedSettings embed,
    LinkLifetimes lifetimes,
    CancelSettings cancel,
    StripeSettings stripe,
    BrandSettings brand,
    PortalSettings portal,
    WallSettings wall,
    Optional<String> domain) {

  /** A workspace whose links stand on the default host. */
  public Workspace(
      WorkspaceSlug slug,
      String displayName,
      boolean suspended,
      EmbedSettings embed,
      LinkLifetimes lifetimes,
      CancelSettings cancel,
      StripeSettings stripe,
      BrandSettings brand,
      PortalSettings portal,
      WallSettings wall) {
    this(
        slug,
        displayName,
        suspended,
        embed,
        lifetimes,
        cancel,
        stripe,
        brand,
        portal,
        wall,
        Optional.empty());
  }

  /**
   * @param secrets live embed secrets, the current one first, then the previous one while its
   *     overlap lasts; never empty
   * @param requireSignature whether unsigned calls are refused
   * @param unsignedUntil the instant after which unsigned calls are refused all the same
   * @param allowedOrigins serialised origins; empty means any
   */
  public record EmbedSettings(
      List<String> secrets,
      boolean requireSignature,
      Optional<Instant> unsignedUntil,
      List<String> allowedOrigins,
      int callsPerSecond,
      int refusalsPerMinute) {

    /** Whether a call without a signature is taken at {@code now}. */
    public boolean acceptsUnsigned(Instant now) {
      return !requireSignature && unsignedUntil.map(now::isBefore).orElse(true);
    }

    /** Whether a page of {@code origin} may call, be returned to, or frame. */
    public boolean allows(String origin) {
      return allowedOrigins.isEmpty() || allowedOrigins.contains(origin);
    }

    @Override
    public String toString() {
      return "EmbedSettings[…]";
    }
  }

  /** How long links live unopened; a signed cancel link lives the same time again once opened. */
  public record LinkLifetimes(Duration cancel, Duration portal, Duration wall, Duration unsigned) {

    /** How long a link of {@code surface} lives; one that nobody vouched for never longer. */
    public Duration of(Surface surface, boolean signed) {
      Duration life =
          switch (surface) {
            case CANCEL -> cancel;
            case PORTAL -> portal;
            case PAYMENT_WALL -> wall;
          };
      return signed || life.compareTo(unsigned) < 0 ? life : unsigned;
    }
  }

  /** When a confirmed cancellation takes effect. */
  public enum CancelTiming {
    PERIOD_END,
    IMMEDIATELY
  }

  /**
   * @param flow the flow definition's JSON, when the merchant has set one of his own
   * @param flowPinned whether the operator has set {@code flow} above what the dashboard saves:
   *     then it goes before {@code traffic}
   * @param traffic which published flows new visits begin with, as JSON
   * @param offerCooldown how long after an offer of money or time a customer gets no other; zero:
   *     always
   */
  public record CancelSettings(
      CancelTiming timing,
      Optional<String> flow,
      boolean flowPinned,
      Optional<String> traffic,
      TemporalAmount offerCooldown) {

    /** The default of {@code offerCooldown}. */
    public static final TemporalAmount COOLDOWN = Period.ofDays(90);

    /** Without published flows. */
    public CancelSettings(CancelTiming timing, Optional<String> flow) {
      this(timing, flow, false, Optional.empty(), COOLDOWN);
    }
  }

  /**
   * @param secretKey absent: nothing of this workspace can be done on Stripe yet
   * @param publishableKey absent: no new card can be typed in
   * @param account the connected account to act on, when the key is a platform's
   * @param scriptUrl where the pages load Stripe.js from
   */
  public record StripeSettings(
      Optional<String> secretKey,
      Optional<String> publishableKey,
      Optional<String> account,
      List<String> webhookSecrets,
      URI apiBase,
      URI scriptUrl) {

    /** Stripe's own address. */
    public static final URI API = URI.create("https://api.stripe.com");

    /**
     * Stripe.js of the API version that the library pins (Stripe docs: versioning of Stripe.js).
     */
    public static final URI SCRIPT = URI.create("https://js.stripe.com/dahlia/stripe.js");

    @Override
    public String toString() {
      return "StripeSettings[" + apiBase + "]";
    }
  }

  /** Which colours a page starts with. */
  public enum Theme {
    AUTO,
    LIGHT,
    DARK
  }

  /**
   * @param logoUrl where the operator has set one, which goes before an uploaded one
   * @param color {@code #rrggbb}, lowercase
   * @param logo the digest of the uploaded one
   * @param css as the merchant wrote it; unchecked
   */
  public record BrandSettings(
      String name,
      Optional<URI> logoUrl,
      String color,
      Theme theme,
      Optional<String> logo,
      Optional<String> css) {

    /** Without logo and style sheet of one's own. */
    public BrandSettings(String name, Optional<URI> logoUrl, String color, Theme theme) {
      this(name, logoUrl, color, theme, Optional.empty(), Optional.empty());
    }
  }

  /**
   * @param plans ids of the prices that customers may switch between, in the order they are shown;
   *     empty: switching is not offered
   */
  public record PortalSettings(List<String> plans) {}

  /**
   * The merchant's own way out of the failed-payment wall, beside cancelling.
   *
   * @param exitUrl https or mailto
   * @param exitLabel what the link says; absent: Backstop's words, in the customer's language
   */
  public record WallSettings(Optional<URI> exitUrl, Optional<String> exitLabel) {}

  @Override
  public String toString() {
    return "Workspace[" + slug + "]";
  }
}
