package io.backstop.web.oidc;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import io.backstop.web.oidc.NotSignedIn.Why;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.http.HttpRequest;

/**
 * What the provider says of itself (OpenID Connect Discovery 1.0).
 *
 * @param keys fetched when first asked for, kept five minutes, and asked for anew, at most every
 *     few seconds, when a token names a key that is not among them
 * @param secretInForm whether it takes the client's secret in the form only
 */
record Metadata(
    URI authorization, URI token, JWKSource<SecurityContext> keys, boolean secretInForm) {

  private static final long KEPT_MILLIS = 5 * 60 * 1000;
  private static final long PATIENCE_MILLIS = 6 * 1000;
  private static final long PAUSE_MILLIS = 5 * 1000;

  static Metadata fetch(String issuer, Wire wire) {
    String base = issuer.endsWith("/") ? issuer.substring(0, issuer.length() - 1) : issuer;
    JsonNode said =
        wire.ask(
            HttpRequest.newBuilder(address(base + "/.well-known/openid-configuration")).build());
    if (!said.path("issuer").asText().equals(issuer)) {
      throw new NotSignedIn(Why.UNREACHABLE, "the provider calls itself something else");
    }
    URI keys = address(said.path("jwks_uri").asText());
    String methods = said.path("token_endpoint_auth_methods_supported").toString();
    try {
      return new Metadata(
          address(said.path("authorization_endpoint").asText()),
          address(said.path("token_endpoint").asText()),
          JWKSourceBuilder.create(keys.toURL(), wire)
              .cache(KEPT_MILLIS, PATIENCE_MILLIS)
              .rateLimited(PAUSE_MILLIS)
              .build(),
          methods.contains("client_secret_post") && !methods.contains("client_secret_basic"));
    } catch (MalformedURLException impossible) {
      throw new IllegalStateException("an https address is a URL", impossible);
    }
  }

  private static URI address(String text) {
    try {
      URI address = URI.create(text);
      if (ProviderSettings.isSafe(address)) {
        return address;
      }
    } catch (IllegalArgumentException none) {
      throw new NotSignedIn(Why.UNREACHABLE, "an address of the provider is none", none);
    }
    throw new NotSignedIn(Why.UNREACHABLE, "an address of the provider is not https");
  }
}
