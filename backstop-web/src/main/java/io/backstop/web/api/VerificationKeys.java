package io.backstop.web.api;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import io.backstop.workspace.LayeredConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyFactory;
import java.security.spec.X509EncodedKeySpec;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The public keys that tokens are verified with: {@code mp.jwt.verify.publickey}, or the file that
 * {@code mp.jwt.verify.publickey.location} names, as PEM, JWK or JWK set, of RSA keys from 2,048
 * bits on and EC keys on P-256. Read again after a minute, so that a file can be changed while the
 * server runs. Without a key that can be read no token is good, and the log says why. Thread safe.
 */
@ApplicationScoped
class VerificationKeys {

  private static final Logger LOG = Logger.getLogger(VerificationKeys.class.getName());
  private static final Duration KEPT = Duration.ofMinutes(1);
  private static final int LARGEST = 64 * 1024;

  private final LayeredConfig config;
  private final Clock clock;
  private volatile Held held = new Held(List.of(), Instant.MIN);

  private record Named(String id, Key key) {}

  private record Held(List<Named> keys, Instant at) {}

  /** For CDI's proxy only. */
  VerificationKeys() {
    this(null, null);
  }

  @Inject
  VerificationKeys(LayeredConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
  }

  /** The keys that a token naming {@code id} ({@code null}: none) may be signed with. */
  List<Key> of(String id) {
    Instant now = clock.instant();
    if (now.isAfter(held.at().plus(KEPT)) || held.at().equals(Instant.MIN)) {
      held = new Held(read(), now);
    }
    return held.keys().stream()
        .filter(named -> id == null || named.id() == null || named.id().equals(id))
        .map(Named::key)
        .toList();
  }

  private List<Named> read() {
    try {
      Optional<String> text = config.value("mp.jwt.verify.publickey");
      if (text.isEmpty()) {
        Optional<String> location = config.value("mp.jwt.verify.publickey.location");
        text = location.isPresent() ? Optional.of(file(location.get())) : Optional.empty();
      }
      return text.isPresent() ? parsed(text.get()) : List.of();
    } catch (IOException
        | ParseException
        | JOSEException
        | GeneralSecurityException
        | IllegalArgumentException unreadable) {
      LOG.log(
          Level.WARNING,
          "The key for tokens of the API cannot be read, so no token is good: {0}",
          unreadable.getClass().getSimpleName());
      return List.of();
    }
  }

  private static String file(String location) throws IOException {
    try {
      Path path = Path.of(location.startsWith("file:") ? location.substring(5) : location);
      if (Files.size(path) > LARGEST) {
        throw new IOException("larger than a key");
      }
      return Files.readString(path);
    } catch (InvalidPathException none) {
      throw new IOException("no path", none);
    }
  }

  private static List<Named> parsed(String text)
      throws ParseException, JOSEException, GeneralSecurityException {
    List<Named> keys = new ArrayList<>();
    if (text.strip().startsWith("{")) {
      List<JWK> all =
          text.contains("\"keys\"") ? JWKSet.parse(text).getKeys() : List.of(JWK.parse(text));
      for (JWK each : all) {
        if (each instanceof AsymmetricJWK pair) {
          keys.add(new Named(each.getKeyID(), strong(pair.toPublicKey())));
        }
      }
    } else {
      keys.add(new Named(null, strong(pem(text))));
    }
    return List.copyOf(keys);
  }

  private static Key pem(String text) throws GeneralSecurityException {
    byte[] der =
        Base64.getDecoder().decode(text.replaceAll("-----[A-Z ]+-----", "").replaceAll("\\s", ""));
    try {
      return KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der));
    } catch (GeneralSecurityException notRsa) {
      return KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(der));
    }
  }

  private static Key strong(Key key) {
    boolean fit =
        key instanceof java.security.interfaces.RSAPublicKey rsa
            ? rsa.getModulus().bitLength() >= 2_048
            : key instanceof java.security.interfaces.ECPublicKey ec
                && ec.getParams().getOrder().bitLength() == 256;
    if (!fit) {
      throw new IllegalArgumentException("too weak, or of another kind");
    }
    return key;
  }
}
