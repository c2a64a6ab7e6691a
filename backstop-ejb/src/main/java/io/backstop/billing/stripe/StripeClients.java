package io.backstop.billing.stripe;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.stripe.StripeClient;
import io.backstop.billing.BillingUnavailable;
import io.backstop.workspace.Workspace;
import io.backstop.workspace.Workspace.StripeSettings;
import java.net.URI;
import java.util.Optional;

/**
 * One client for each key, account and address; at most 1,000 of them are kept. The API version is
 * the one that the library pins. Thread safe.
 */
final class StripeClients {

  private final int connectMillis;
  private final int readMillis;

  private final Cache<Identity, StripeClient> clients =
      Caffeine.newBuilder().maximumSize(1_000).build();

  /** No toString of a record: it would tell the key. */
  private record Identity(String secretKey, Optional<String> account, URI apiBase) {
    @Override
    public String toString() {
      return "Identity[" + apiBase + "]";
    }
  }

  StripeClients(int connectMillis, int readMillis) {
    this.connectMillis = connectMillis;
    this.readMillis = readMillis;
  }

  /**
   * @throws BillingUnavailable when the workspace has no secret key
   */
  StripeClient of(Workspace workspace) {
    StripeSettings settings = workspace.stripe();
    String secretKey =
        settings
            .secretKey()
            .orElseThrow(
                () -> new BillingUnavailable(workspace.slug() + " has no Stripe key", null));
    return clients.get(
        new Identity(secretKey, settings.account(), settings.apiBase()), this::connect);
  }

  private StripeClient connect(Identity identity) {
    StripeClient.StripeClientBuilder builder =
        StripeClient.builder()
            .setApiKey(identity.secretKey())
            .setApiBase(identity.apiBase().toString().replaceAll("/+$", ""))
            .setConnectTimeout(connectMillis)
            .setReadTimeout(readMillis)
            .setMaxNetworkRetries(0);
    identity.account().ifPresent(builder::setStripeAccount);
    return builder.build();
  }
}
