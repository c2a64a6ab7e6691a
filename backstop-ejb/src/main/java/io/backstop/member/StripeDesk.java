package io.backstop.member;

import io.backstop.workspace.LayeredConfig;
import io.backstop.workspace.SettingsWriter;
import io.backstop.workspace.StripeKeys;
import io.backstop.workspace.Workspace;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Changes what a workspace speaks to Stripe with, in somebody's name: settings and audit log in one
 * transaction, secrets sealed. Of a secret the log has its last four characters. What the operator
 * has pinned is never changed.
 */
@Stateless
public class StripeDesk {

  /** The secret key. */
  public static final String SECRET_KEY = "stripe.secret-key";

  public static final String PUBLISHABLE_KEY = "stripe.publishable-key";

  /** The connected account. */
  public static final String ACCOUNT = "stripe.account";

  /** What events may be signed with, separated by commas. */
  public static final String WEBHOOK_SECRETS = "stripe.webhook-secrets";

  /** As many as a roll can need, and some. */
  private static final int MOST = 5;

  private final SettingsDesk settings;
  private final LayeredConfig config;
  private final SettingsWriter writer;
  private final AuditLog audit;

  /** For the container's proxy. */
  public StripeDesk() {
    this(null, null, null, null);
  }

  @Inject
  public StripeDesk(
      SettingsDesk settings, LayeredConfig config, SettingsWriter writer, AuditLog audit) {
    this.settings = settings;
    this.config = config;
    this.writer = writer;
    this.audit = audit;
  }

  /** What became of a secret. */
  public enum Outcome {
    DONE,
    /** It is there already, or is not there any more: nothing has changed. */
    ALREADY,
    /** There are as many as there may be. */
    FULL,
    PINNED
  }

  /**
   * A secret that is held.
   *
   * @param mark tells it from the others, and not what it is
   * @param ending its last characters
   */
  public record Held(String mark, String ending) {}

  /**
   * Saves keys and account.
   *
   * @param values none of them a secret; an empty one takes the saved one away
   * @param secretKey empty: the one that is there stays
   * @return whether that was done; not when something of it is pinned
   */
  public boolean save(Seat by, Map<String, String> values, Optional<String> secretKey) {
    boolean taken = secretKey.isEmpty() || isFree(by, SECRET_KEY);
    if (!taken || !settings.save(by, values)) {
      return false;
    }
    secretKey.ifPresent(
        key -> {
          writer.seal(by.workspace(), SECRET_KEY, key);
          audit.write(by, "stripe.key.set", shown(key));
        });
    return true;
  }

  /** Takes the saved secret key away, so that the layer below is in force again. */
  public Outcome removeKey(Seat by) {
    if (!isFree(by, SECRET_KEY)) {
      return Outcome.PINNED;
    }
    locked(by);
    if (!config.isSaved(by.workspace(), SECRET_KEY)) {
      return Outcome.ALREADY;
    }
    Optional<String> key = config.of(by.workspace(), SECRET_KEY);
    writer.save(by.workspace(), SECRET_KEY, "");
    audit.write(by, "stripe.key.removed", key.map(StripeDesk::shown).orElse(""));
    return Outcome.DONE;
  }

  /** The webhook secrets that are in force, in their order. */
  public List<Held> webhookSecrets(Workspace workspace) {
    return workspace.stripe().webhookSecrets().stream()
        .map(secret -> new Held(writer.mark(workspace, secret), StripeKeys.ending(secret)))
        .toList();
  }

  /** Lets events be signed with {@code secret} too. */
  public Outcome addWebhookSecret(Seat by, String secret) {
    if (!isFree(by, WEBHOOK_SECRETS)) {
      return Outcome.PINNED;
    }
    List<String> secrets = secrets(locked(by));
    if (secrets.contains(secret)) {
      return Outcome.ALREADY;
    }
    if (secrets.size() >= MOST) {
      return Outcome.FULL;
    }
    secrets.add(0, secret);
    write(by, secrets, "stripe.webhook.added", secret);
    return Outcome.DONE;
  }

  /**
   * Lets no event be signed with that secret any more. Where it was the last one saved, the layer
   * below is in force again.
   *
   * @param mark of {@link #webhookSecrets}: a form that comes twice removes one secret once
   */
  public Outcome removeWebhookSecret(Seat by, String mark) {
    if (!isFree(by, WEBHOOK_SECRETS)) {
      return Outcome.PINNED;
    }
    Workspace workspace = locked(by);
    List<String> secrets = secrets(workspace);
    Optional<String> named =
        secrets.stream().filter(each -> writer.mark(workspace, each).equals(mark)).findFirst();
    if (named.isEmpty()) {
      return Outcome.ALREADY;
    }
    secrets.remove(named.get());
    write(by, secrets, "stripe.webhook.removed", named.get());
    return Outcome.DONE;
  }

  private boolean isFree(Seat by, String key) {
    return config.pin(by.workspace(), key).isEmpty();
  }

  private Workspace locked(Seat by) {
    writer.lock(by.workspace());
    return writer.fresh(by.workspace()).orElseThrow();
  }

  private static List<String> secrets(Workspace workspace) {
    return new ArrayList<>(workspace.stripe().webhookSecrets());
  }

  private void write(Seat by, List<String> secrets, String action, String secret) {
    if (secrets.isEmpty()) {
      writer.save(by.workspace(), WEBHOOK_SECRETS, "");
    } else {
      writer.seal(by.workspace(), WEBHOOK_SECRETS, String.join(",", secrets));
    }
    audit.write(by, action, shown(secret));
  }

  private static String shown(String secret) {
    return "…" + StripeKeys.ending(secret);
  }
}
