package io.backstop.demo;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Acme's workspace and the first owner, as the demo ships them. All of its secrets are public.
 *
 * <p>The application takes them as a source below what the dashboard saves; what the operator's
 * file says about the same keys stands above both.
 */
final class DemoWorkspace {
  static final String SLUG = "acme";
  static final String OWNER_MAIL = "owner@acme.example";
  static final String OWNER_PASSWORD = "backstop-demo";

  private static final String EMBED_SECRET = "bs_demo_acme_embed_secret_not_for_production";
  private static final String WEBHOOK_SECRET = "whsec_demo_acme";

  /** What everybody knows, and nobody may rely on where others can reach it. */
  static final List<String> PUBLIC_SECRETS = List.of(EMBED_SECRET, WEBHOOK_SECRET, OWNER_PASSWORD);

  private static final String PREFIX = "backstop.workspace." + SLUG + ".";

  private final Map<String, String> initial = new LinkedHashMap<>();
  private final Map<String, String> operators;

  /**
   * @param stripeApi the sandbox's address; empty = Stripe's own, or what the operator says
   * @param operators what the operator's file says
   */
  DemoWorkspace(Optional<String> stripeApi, Map<String, String> operators) {
    this.operators = Map.copyOf(operators);
    initial.put("backstop.workspaces", SLUG);
    initial.put("backstop.owner.mail", OWNER_MAIL);
    initial.put("backstop.owner.password", OWNER_PASSWORD);
    initial.put(PREFIX + "display-name", "Acme");
    initial.put(PREFIX + "embed.secret", EMBED_SECRET);
    initial.put(PREFIX + "stripe.secret-key", "sk_test_demo_acme");
    initial.put(PREFIX + "stripe.publishable-key", "pk_test_demo_acme");
    initial.put(PREFIX + "stripe.webhook-secrets", WEBHOOK_SECRET);
    stripeApi.ifPresent(address -> initial.put(PREFIX + "stripe.api-base", address));
    initial.put(
        PREFIX + "portal.plans",
        "price_demo_starter_monthly,price_demo_pro_monthly,price_demo_team_monthly,"
            + "price_demo_pro_yearly");
    initial.put(PREFIX + "wall.exit-url", "mailto:support@acme.example");
    initial.put(PREFIX + "brand.name", "Acme");
    initial.put(PREFIX + "brand.color", "#4f46e5");
    // Whoever tries the demo out accepts an offer more than once in ninety days.
    initial.put(PREFIX + "cancel.offer-cooldown", "PT0S");
  }

  /** The content of the file that {@code backstop.initial-settings} names. */
  Map<String, String> initialSettings() {
    return Map.copyOf(initial);
  }

  String embedSecret() {
    return inForce("embed.secret");
  }

  String stripeSecretKey() {
    return inForce("stripe.secret-key");
  }

  /** The secret that signs the sandbox's events: the first, where several are live. */
  String webhookSecret() {
    return inForce("stripe.webhook-secrets").split(",", 2)[0].strip();
  }

  /** Where the shop reads its subscriptions; empty when there is no Stripe to play with. */
  Optional<String> stripeApi() {
    return Optional.ofNullable(inForce("stripe.api-base"));
  }

  private String inForce(String key) {
    return operators.getOrDefault(PREFIX + key, initial.get(PREFIX + key));
  }
}
