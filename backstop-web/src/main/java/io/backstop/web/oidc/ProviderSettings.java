package io.backstop.web.oidc;

import io.backstop.workspace.BaseUrl;
import io.backstop.workspace.LayeredConfig;
import java.net.URI;
import java.util.Optional;
import java.util.Set;

/**
 * What the operator has set under {@code backstop.oidc.}.
 *
 * @param issuer exactly as the provider writes it
 * @param secret empty: a public client, which PKCE alone protects
 * @param back where the provider sends people back to
 * @param name what people call the provider
 */
public record ProviderSettings(
    String issuer,
    String clientId,
    Optional<String> secret,
    String scopes,
    String groupsClaim,
    String back,
    String name) {

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  /** Where the provider sends people back to, below the public address. */
  public static final String BACK = "/dashboard/oidc/return";

  /** The settings; empty while issuer or client id is missing. */
  static Optional<ProviderSettings> of(LayeredConfig config) {
    Optional<String> issuer = config.value("backstop.oidc.issuer");
    Optional<String> client = config.value("backstop.oidc.client-id");
    if (issuer.isEmpty() || client.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ProviderSettings(
            issuer.get(),
            client.get(),
            config.value("backstop.oidc.client-secret"),
            config.value("backstop.oidc.scopes").orElse("openid email profile"),
            config.value("backstop.oidc.groups-claim").orElse("groups"),
            BaseUrl.of(config).at(BACK),
            config.value("backstop.oidc.name").orElse("")));
  }

  /** Whether nobody listens on the way there: https, or this very machine. */
  static boolean isSafe(URI address) {
    return address.getHost() != null
        && address.getUserInfo() == null
        && ("https".equals(address.getScheme())
            || "http".equals(address.getScheme()) && LOOPBACK.contains(address.getHost()));
  }

  @Override
  public String toString() {
    return "ProviderSettings[" + issuer + "]";
  }
}
