package io.backstop.web.oidc;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import io.backstop.member.MailAddress;
import io.backstop.member.ProviderClaims;
import io.backstop.web.oidc.NotSignedIn.Why;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Judges ID tokens (OpenID Connect Core 1.0, 3.1.3.7): signed with a key of the provider by an
 * asymmetric algorithm, of the issuer, for us, for this attempt, and neither over nor old. A minute
 * of difference between the clocks is borne.
 */
final class IdTokens {

  private static final Duration SKEW = Duration.ofMinutes(1);

  /** No {@code none}, and none that is keyed with the client's secret. */
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  private IdTokens() {}

  /**
   * @param nonce the attempt's
   * @param askedAgain since when the person has to have signed in at the provider, where he was
   *     asked to do it again
   */
  static ProviderClaims judge(
      String token,
      ProviderSettings settings,
      Metadata metadata,
      String nonce,
      Optional<Instant> askedAgain,
      Instant now) {
    JWTClaimsSet claims = signed(token, metadata);
    check(settings.issuer().equals(claims.getIssuer()), "issuer");
    List<String> audience = claims.getAudience();
    check(audience.contains(settings.clientId()), "audience");
    Object party = claims.getClaim("azp");
    check(
        party == null ? audience.size() == 1 : settings.clientId().equals(party),
        "authorized party");
    check(nonce.equals(claims.getClaim("nonce")), "nonce");
    check(isAfter(claims.getExpirationTime(), now.minus(SKEW)), "expiry");
    Date issued = claims.getIssueTime();
    check(isAfter(issued, now.minus(Attempt.GOOD_FOR)), "age");
    check(!isAfter(issued, now.plus(SKEW)), "time of issue");
    String subject = claims.getSubject();
    check(subject != null && !subject.isEmpty() && subject.length() <= 255, "subject");
    askedAgain.ifPresent(
        since -> check(isAfter(signedInAt(claims), since.minus(SKEW)), "time of sign-in"));
    return new ProviderClaims(
        settings.issuer(), subject, verifiedMail(claims), texts(claims, settings.groupsClaim()));
  }

  private static JWTClaimsSet signed(String token, Metadata metadata) {
    DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, metadata.keys()));
    // The claims are judged here, by our clock.
    processor.setJWTClaimsSetVerifier((claims, context) -> {});
    try {
      return processor.process(token, null);
    } catch (KeySourceException unreachable) {
      throw new NotSignedIn(Why.UNREACHABLE, "the provider's keys are not to be had", unreachable);
    } catch (BadJOSEException | JOSEException | ParseException bad) {
      throw new NotSignedIn(Why.REFUSED, "the token was not signed by the provider");
    }
  }

  private static void check(boolean holds, String what) {
    if (!holds) {
      throw new NotSignedIn(Why.REFUSED, "the token's " + what + " is wrong");
    }
  }

  private static boolean isAfter(Date claimed, Instant instant) {
    return claimed != null && claimed.toInstant().isAfter(instant);
  }

  private static Date signedInAt(JWTClaimsSet claims) {
    return claims.getClaim("auth_time") instanceof Number seconds
        ? Date.from(Instant.ofEpochSecond(seconds.longValue()))
        : null;
  }

  /** Some providers write the flag as a text. */
  private static Optional<MailAddress> verifiedMail(JWTClaimsSet claims) {
    Object verified = claims.getClaim("email_verified");
    return claims.getClaim("email") instanceof String mail
            && (Boolean.TRUE.equals(verified) || "true".equals(verified))
        ? MailAddress.of(mail)
        : Optional.empty();
  }

  /** One text, or several. */
  private static Set<String> texts(JWTClaimsSet claims, String name) {
    Object claim = claims.getClaim(name);
    Set<String> texts = new HashSet<>();
    for (Object each :
        claim instanceof Collection<?> several ? several : List.of(claim == null ? 0 : claim)) {
      if (each instanceof String text) {
        texts.add(text);
      }
    }
    return texts;
  }
}
