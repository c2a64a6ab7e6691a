package io.backstop.web.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.backstop.kernel.Ids;
import io.backstop.member.ProviderClaims;
import io.backstop.web.oidc.NotSignedIn.Why;
import io.backstop.workspace.KeyRing;
import io.backstop.workspace.LayeredConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The identity provider of this installation. Its description and keys are fetched when first
 * needed and kept, a failure is not. Thread safe.
 */
@ApplicationScoped
public class Provider {

  /** As every other flag is written. */
  private static final Set<String> YES = Set.of("true", "1", "yes", "y", "on");

  private final LayeredConfig config;
  private final KeyRing keys;
  private final Clock clock;
  private final Cache<String, Metadata> known =
      Caffeine.newBuilder().maximumSize(4).expireAfterWrite(Duration.ofHours(1)).build();

  private final Cache<String, Boolean> silent =
      Caffeine.newBuilder().maximumSize(4).expireAfterWrite(Duration.ofSeconds(10)).build();

  /** Started by the first who comes: where no provider is configured there is none. */
  private static final class Line {
    static final Wire WIRE = new Wire();
  }

  /** For CDI's proxy only. */
  Provider() {
    this(null, null, null);
  }

  @Inject
  public Provider(LayeredConfig config, KeyRing keys, Clock clock) {
    this.config = config;
    this.keys = keys;
    this.clock = clock;
  }

  /** What people call it; empty while none is configured. */
  public Optional<String> name() {
    return ProviderSettings.of(config)
        .map(settings -> settings.name().isEmpty() ? host(settings.issuer()) : settings.name());
  }

  private static String host(String issuer) {
    return issuer.replaceFirst("^[a-z]+://", "").replaceFirst("/.*", "");
  }

  /** Whether passwords let nobody in any more. */
  public boolean isTheOnlyWay() {
    return config
        .value("backstop.oidc.only")
        .map(text -> YES.contains(text.toLowerCase(Locale.ROOT)))
        .orElse(false);
  }

  /**
   * A new attempt.
   *
   * @param session the id of the session to be confirmed, or an empty text
   * @param next a path of ours, or an empty text
   */
  public Attempt begin(String session, String next) {
    String seed = Base64.getUrlEncoder().withoutPadding().encodeToString(Ids.unguessable(16));
    return new Attempt(
        seed, Instant.ofEpochSecond(clock.instant().getEpochSecond()), session, next);
  }

  /** Where {@code attempt} goes on: at the provider. */
  public URI address(Attempt attempt) {
    ProviderSettings settings = settings();
    Map<String, String> query = new LinkedHashMap<>();
    query.put("response_type", "code");
    query.put("client_id", settings.clientId());
    query.put("redirect_uri", settings.back());
    query.put("scope", settings.scopes());
    query.put("state", attempt.state(keys));
    query.put("nonce", attempt.nonce(keys));
    query.put("code_challenge", attempt.challenge(keys));
    query.put("code_challenge_method", "S256");
    if (attempt.confirms()) {
      query.put("prompt", "login");
      query.put("max_age", "0");
    }
    String address = metadata(settings).authorization().toString();
    return URI.create(address + (address.contains("?") ? "&" : "?") + form(query));
  }

  /**
   * The attempt that the browser comes back from.
   *
   * @param cookie what it was given
   * @param state what the provider sends along
   * @throws NotSignedIn OVER when the two do not belong together, or it took too long
   */
  public Attempt recognise(Optional<String> cookie, String state) {
    return cookie
        .flatMap(text -> Attempt.read(text, clock.instant()))
        .filter(attempt -> attempt.isOf(state, keys))
        .orElseThrow(() -> new NotSignedIn(Why.OVER, "a sign-in came back that is not open here"));
  }

  /**
   * What the provider says of whoever came back.
   *
   * @param issuer what the answer names as its issuer (RFC 9207), or an empty text
   * @param code what the provider has handed out for it, good once
   * @param error what it says instead, or an empty text
   */
  public ProviderClaims redeem(Attempt attempt, String issuer, String code, String error) {
    ProviderSettings settings = settings();
    if (!issuer.isEmpty() && !issuer.equals(settings.issuer())) {
      throw new NotSignedIn(Why.REFUSED, "the answer is of another issuer");
    }
    if (!error.isEmpty() || code.isEmpty()) {
      throw new NotSignedIn(Why.DECLINED, "the provider has signed nobody in");
    }
    Metadata metadata = metadata(settings);
    JsonNode answer = Line.WIRE.ask(tokenRequest(settings, metadata, attempt, code));
    return IdTokens.judge(
        answer.path("id_token").asText(),
        settings,
        metadata,
        attempt.nonce(keys),
        attempt.confirms() ? Optional.of(attempt.begun()) : Optional.empty(),
        clock.instant());
  }

  private HttpRequest tokenRequest(
      ProviderSettings settings, Metadata metadata, Attempt attempt, String code) {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "authorization_code");
    form.put("code", code);
    form.put("redirect_uri", settings.back());
    form.put("code_verifier", attempt.verifier(keys));
    HttpRequest.Builder request =
        HttpRequest.newBuilder(metadata.token())
            .header("Content-Type", "application/x-www-form-urlencoded")
            .header("Accept", "application/json");
    if (settings.secret().isPresent() && !metadata.secretInForm()) {
      // RFC 6749, 2.3.1: each half is encoded as in a form.
      String both = encoded(settings.clientId()) + ":" + encoded(settings.secret().get());
      byte[] bytes = both.getBytes(StandardCharsets.US_ASCII);
      request.header("Authorization", "Basic " + Base64.getEncoder().encodeToString(bytes));
    } else {
      form.put("client_id", settings.clientId());
      settings.secret().ifPresent(secret -> form.put("client_secret", secret));
    }
    return request.POST(HttpRequest.BodyPublishers.ofString(form(form))).build();
  }

  private ProviderSettings settings() {
    return ProviderSettings.of(config)
        .orElseThrow(() -> new NotSignedIn(Why.UNREACHABLE, "no provider is configured"));
  }

  private Metadata metadata(ProviderSettings settings) {
    return known.get(settings.issuer(), this::fetch);
  }

  /** A provider that is down is asked once in ten seconds, not by everybody who waits. */
  private Metadata fetch(String issuer) {
    if (silent.getIfPresent(issuer) != null) {
      throw new NotSignedIn(Why.UNREACHABLE, "the provider did not answer just now");
    }
    try {
      return Metadata.fetch(issuer, Line.WIRE);
    } catch (NotSignedIn down) {
      silent.put(issuer, Boolean.TRUE);
      throw down;
    }
  }

  private static String form(Map<String, String> values) {
    return values.entrySet().stream()
        .map(entry -> encoded(entry.getKey()) + "=" + encoded(entry.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
