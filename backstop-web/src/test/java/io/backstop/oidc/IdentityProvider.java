package io.backstop.oidc;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A small OpenID Connect provider for tests, of the JDK alone: it signs in at once whoever the test
 * says is sitting there, and checks of its client what a provider has to check. On wish it hands
 * out tokens that no provider should.
 */
public final class IdentityProvider implements AutoCloseable {

  public static final String CLIENT = "backstop-of-acme";
  public static final String SECRET = "a secret: with a colon & more";

  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final HttpServer server;
  private final Supplier<Instant> clock;
  private final Map<String, Map<String, String>> codes = new ConcurrentHashMap<>();
  private final AtomicInteger number = new AtomicInteger();

  /** Who sits there: the claims of his token. */
  private volatile Map<String, Object> person = Map.of();

  private volatile UnaryOperator<Map<String, Object>> mischief = UnaryOperator.identity();
  private volatile String algorithm = "RS256";
  private volatile KeyPair signs = pair();
  private volatile KeyPair shown = signs;
  private volatile boolean down;
  private volatile boolean unwilling;

  /** The parameters of the last request to sign somebody in. */
  private volatile Map<String, String> asked = Map.of();

  private IdentityProvider(HttpServer server, Supplier<Instant> clock) {
    this.server = server;
    this.clock = clock;
  }

  public static IdentityProvider start(Supplier<Instant> clock) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    IdentityProvider provider = new IdentityProvider(server, clock);
    server.createContext("/", provider::answer);
    server.start();
    return provider;
  }

  public String issuer() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Lets somebody sit there. */
  public void seats(String subject, String mail, boolean verified, String... groups) {
    person =
        Map.of(
            "sub", subject,
            "email", mail,
            "email_verified", verified,
            "groups", List.of(groups));
  }

  /** Changes the claims of each token to come. */
  public void lies(UnaryOperator<Map<String, Object>> claims) {
    mischief = claims;
  }

  /** Tokens to come say that they are signed like this. */
  public void signsWith(String name) {
    algorithm = name;
  }

  /** Signs with a new key, and shows it. */
  public void changesItsKey() {
    signs = pair();
    shown = signs;
  }

  /** Signs with a key that it does not show. */
  public void signsWithAnothersKey() {
    signs = pair();
  }

  /** Answers Backstop no more; to browsers it is still there. */
  public void goesDown() {
    down = true;
  }

  public void comesUp() {
    down = false;
  }

  /** Signs nobody in from now on. */
  public void refuses() {
    unwilling = true;
  }

  public Map<String, String> asked() {
    return asked;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      if (down && !path.equals("/authorize")) {
        send(exchange, 503, "");
        return;
      }
      switch (path) {
        case "/.well-known/openid-configuration" -> send(exchange, 200, json(description()));
        case "/keys" -> send(exchange, 200, json(Map.of("keys", List.of(key()))));
        case "/authorize" -> authorize(exchange);
        case "/token" -> token(exchange);
        default -> send(exchange, 404, "");
      }
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private Map<String, Object> description() {
    return Map.of(
        "issuer", issuer(),
        "authorization_endpoint", issuer() + "/authorize",
        "token_endpoint", issuer() + "/token",
        "jwks_uri", issuer() + "/keys");
  }

  private Map<String, Object> key() {
    RSAPublicKey key = (RSAPublicKey) shown.getPublic();
    return Map.of(
        "kty", "RSA",
        "use", "sig",
        "kid", kid(shown),
        "n", BASE64.encodeToString(unsigned(key.getModulus().toByteArray())),
        "e", BASE64.encodeToString(unsigned(key.getPublicExponent().toByteArray())));
  }

  private static byte[] unsigned(byte[] bytes) {
    return bytes[0] == 0 ? Arrays.copyOfRange(bytes, 1, bytes.length) : bytes;
  }

  private static String kid(KeyPair pair) {
    return Integer.toHexString(pair.getPublic().hashCode());
  }

  private void authorize(HttpExchange exchange) throws IOException {
    asked = form(exchange.getRequestURI().getRawQuery());
    String back = asked.get("redirect_uri");
    String code = "code-" + number.incrementAndGet();
    codes.put(code, asked);
    String what = unwilling ? "error=access_denied" : "code=" + code;
    exchange
        .getResponseHeaders()
        .add(
            "Location",
            back
                + "?"
                + what
                + "&state="
                + URLEncoder.encode(asked.get("state"), StandardCharsets.UTF_8)
                + "&iss="
                + URLEncoder.encode(issuer(), StandardCharsets.UTF_8));
    send(exchange, 303, "");
  }

  private void token(HttpExchange exchange) throws IOException, GeneralSecurityException {
    Map<String, String> form =
        form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    Map<String, String> request = codes.remove(form.getOrDefault("code", ""));
    String basic =
        URLEncoder.encode(CLIENT, StandardCharsets.UTF_8)
            + ":"
            + URLEncoder.encode(SECRET, StandardCharsets.UTF_8);
    String expected =
        "Basic " + Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.UTF_8));
    String challenge =
        BASE64.encodeToString(
            MessageDigest.getInstance("SHA-256")
                .digest(
                    form.getOrDefault("code_verifier", "").getBytes(StandardCharsets.US_ASCII)));
    if (!expected.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
      send(exchange, 401, json(Map.of("error", "invalid_client")));
    } else if (request == null
        || !challenge.equals(request.get("code_challenge"))
        || !"S256".equals(request.get("code_challenge_method"))
        || !form.getOrDefault("redirect_uri", "").equals(request.get("redirect_uri"))) {
      send(exchange, 400, json(Map.of("error", "invalid_grant")));
    } else {
      send(
          exchange,
          200,
          json(
              Map.of(
                  "access_token", "none", "token_type", "Bearer", "id_token", idToken(request))));
    }
  }

  private String idToken(Map<String, String> request) throws GeneralSecurityException {
    long now = clock.get().getEpochSecond();
    Map<String, Object> claims = new LinkedHashMap<>(person);
    claims.put("iss", issuer());
    claims.put("aud", CLIENT);
    claims.put("nonce", request.get("nonce"));
    claims.put("iat", now);
    claims.put("exp", now + 300);
    if (request.containsKey("max_age")) {
      claims.put("auth_time", now);
    }
    String head =
        BASE64.encodeToString(
            json(Map.of("alg", algorithm, "kid", kid(signs))).getBytes(StandardCharsets.UTF_8));
    String body =
        BASE64.encodeToString(json(mischief.apply(claims)).getBytes(StandardCharsets.UTF_8));
    return head + "." + body + "." + signature(head + "." + body);
  }

  private String signature(String text) throws GeneralSecurityException {
    if (algorithm.equals("none")) {
      return "";
    }
    if (algorithm.equals("HS256")) {
      javax.crypto.Mac mac = javax.crypto.Mac.getInstance("HmacSHA256");
      mac.init(
          new javax.crypto.spec.SecretKeySpec(
              SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return BASE64.encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    }
    Signature rsa = Signature.getInstance("SHA256withRSA");
    rsa.initSign(signs.getPrivate());
    rsa.update(text.getBytes(StandardCharsets.UTF_8));
    return BASE64.encodeToString(rsa.sign());
  }

  private static KeyPair pair() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The values of a query or a form. */
  public static Map<String, String> form(String text) {
    return Arrays.stream(text.split("&"))
        .map(pair -> pair.split("=", 2))
        .collect(
            Collectors.toMap(
                pair -> pair[0],
                pair -> pair.length < 2 ? "" : URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
  }

  private static String json(Object value) {
    if (value instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> json(entry.getKey()) + ":" + json(entry.getValue()))
          .collect(Collectors.joining(",", "{", "}"));
    }
    if (value instanceof Collection<?> list) {
      return list.stream().map(IdentityProvider::json).collect(Collectors.joining(",", "[", "]"));
    }
    return value instanceof String text ? "\"" + text + "\"" : String.valueOf(value);
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
    if (bytes.length > 0) {
      exchange.getResponseBody().write(bytes);
    }
  }

  /** Where somebody lands whom a browser without a face sends to {@code address}. */
  public static Map<String, String> follow(URI address) {
    try {
      var answer =
          java.net.http.HttpClient.newHttpClient()
              .send(
                  java.net.http.HttpRequest.newBuilder(address).build(),
                  java.net.http.HttpResponse.BodyHandlers.discarding());
      return form(URI.create(answer.headers().firstValue("Location").orElseThrow()).getRawQuery());
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
