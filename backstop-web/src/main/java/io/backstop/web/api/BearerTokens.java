package io.backstop.web.api;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.factories.DefaultJWSVerifierFactory;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.member.Role;
import io.backstop.workspace.LayeredConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.Key;
import java.security.interfaces.ECPublicKey;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Verifies bearer tokens as MicroProfile JWT 2.1 has them: signed with RS256 or ES256, whichever
 * the configured key is for; {@code iss} as configured; {@code exp} ahead; {@code aud} among the
 * configured ones, where there are any; a name in {@code upn}, {@code preferred_username} or {@code
 * sub}; {@code groups}, of which the highest that is a role counts; and {@code workspace}, the
 * slug. Read by the keys of that specification ({@code mp.jwt.verify.…}). Why a token is refused
 * stands in the log and not in the answer. Thread safe.
 *
 * <p>Verified here and not by the server, which takes one mechanism an application: the
 * dashboard's.
 */
@ApplicationScoped
class BearerTokens {

  private static final int LONGEST = 8_192;
  private static final List<String> NAMES = List.of("upn", "preferred_username", "sub");

  private final LayeredConfig config;
  private final VerificationKeys keys;
  private final Clock clock;

  /** For CDI's proxy only. */
  BearerTokens() {
    this(null, null, null);
  }

  @Inject
  BearerTokens(LayeredConfig config, VerificationKeys keys, Clock clock) {
    this.config = config;
    this.keys = keys;
    this.clock = clock;
  }

  /**
   * What a good token says.
   *
   * @param name whom it was made for, at most 100 characters
   */
  record Claims(WorkspaceSlug workspace, Role role, String name) {}

  /**
   * @throws Refusal TOKEN_INVALID
   */
  Claims verify(String token) {
    if (token.length() > LONGEST) {
      throw invalid("too long", null);
    }
    try {
      SignedJWT jwt = SignedJWT.parse(token);
      checkSignature(jwt);
      return claims(jwt.getJWTClaimsSet());
    } catch (ParseException | JOSEException unreadable) {
      throw invalid("unreadable", unreadable);
    }
  }

  private void checkSignature(SignedJWT jwt) throws JOSEException {
    for (Key key : keys.of(jwt.getHeader().getKeyID())) {
      JWSAlgorithm expected = key instanceof ECPublicKey ? JWSAlgorithm.ES256 : JWSAlgorithm.RS256;
      if (jwt.getHeader().getAlgorithm().equals(expected)
          && jwt.verify(new DefaultJWSVerifierFactory().createJWSVerifier(jwt.getHeader(), key))) {
        return;
      }
    }
    throw invalid("signed with no key of ours", null);
  }

  private Claims claims(JWTClaimsSet claims) throws ParseException {
    Duration skew =
        config
            .value("mp.jwt.verify.clock.skew")
            .filter(text -> text.matches("[0-9]{1,4}"))
            .map(text -> Duration.ofSeconds(Long.parseLong(text)))
            .orElse(Duration.ZERO);
    Instant now = clock.instant();
    if (!config.value("mp.jwt.verify.issuer").equals(Optional.ofNullable(claims.getIssuer()))) {
      throw invalid("another issuer, or none is configured", null);
    }
    if (moment(claims.getExpirationTime()).map(at -> !now.isBefore(at.plus(skew))).orElse(true)) {
      throw invalid("expired, or without an end", null);
    }
    if (moment(claims.getNotBeforeTime()).map(at -> now.isBefore(at.minus(skew))).orElse(false)) {
      throw invalid("not good yet", null);
    }
    Optional<String> audiences = config.value("mp.jwt.verify.audiences");
    if (audiences.isPresent()
        && List.of(audiences.get().split("\\s*,\\s*")).stream()
            .noneMatch(claims.getAudience()::contains)) {
      throw invalid("for another audience", null);
    }
    String workspace = claims.getStringClaim("workspace");
    if (workspace == null || !WorkspaceSlug.isWellFormed(workspace)) {
      throw invalid("of no workspace", null);
    }
    return new Claims(new WorkspaceSlug(workspace), role(claims), name(claims));
  }

  private static Optional<Instant> moment(Date date) {
    return Optional.ofNullable(date).map(Date::toInstant);
  }

  private static Role role(JWTClaimsSet claims) throws ParseException {
    List<String> groups = claims.getStringListClaim("groups");
    return Optional.ofNullable(groups).orElse(List.of()).stream()
        .flatMap(group -> Role.of(group).stream())
        .max(Comparator.naturalOrder())
        .orElseThrow(() -> invalid("no group is a role", null));
  }

  private static String name(JWTClaimsSet claims) {
    Map<String, Object> all = claims.getClaims();
    return NAMES.stream()
        .map(all::get)
        .filter(String.class::isInstance)
        .map(name -> ((String) name).replaceAll("\\p{Cntrl}", " ").strip())
        .filter(name -> !name.isEmpty())
        .map(name -> name.substring(0, Math.min(100, name.length())))
        .findFirst()
        .orElseThrow(() -> invalid("names nobody", null));
  }

  private static Refusal invalid(String why, Exception cause) {
    return new Refusal(RefusalCode.TOKEN_INVALID, "a token: " + why, cause);
  }
}
