package io.backstop.web.dashboard.settings;

import io.backstop.billing.BillingGateway;
import io.backstop.inbox.Inbox;
import io.backstop.member.Right;
import io.backstop.member.StripeDesk;
import io.backstop.web.dashboard.DashboardCall;
import io.backstop.web.dashboard.Room;
import io.backstop.web.dashboard.Route;
import io.backstop.workspace.BaseUrl;
import io.backstop.workspace.LayeredConfig;
import io.backstop.workspace.StripeKeys;
import io.backstop.workspace.Workspace.StripeSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What Backstop speaks to Stripe with, and what Stripe signs its events with. */
@ApplicationScoped
class StripeRoom implements Room {

  private static final String PASSWORD = "password";
  private static final String WEBHOOK_PASSWORD = "webhook-password";
  private static final String NEW_SECRET = "webhook-secret";

  @Inject private StripeDesk desk;
  @Inject private BillingGateway stripe;
  @Inject private LayeredConfig config;
  @Inject private Confirmation confirmation;

  @Override
  public boolean isOf(Route page) {
    return page == Route.STRIPE;
  }

  @Override
  public void answer(DashboardCall call) throws ServletException, IOException {
    switch (call.route()) {
      case SAVE_KEYS -> saveKeys(call);
      case REMOVE_KEY ->
          call.seePage(
              switch (desk.removeKey(call.seat())) {
                case DONE -> "key-removed";
                case PINNED -> "pinned";
                default -> "key-gone";
              });
      case CHECK_STRIPE -> {
        String reach = stripe.reach(call.workspace()).name().toLowerCase(Locale.ROOT);
        call.show(view(call, saved(call), reach, Map.of()));
      }
      case ADD_WEBHOOK_SECRET -> addWebhookSecret(call);
      case REMOVE_WEBHOOK_SECRET ->
          call.seePage(
              switch (desk.removeWebhookSecret(call.seat(), call.field("mark"))) {
                case DONE -> "webhook-removed";
                case PINNED -> "pinned";
                default -> "webhook-gone";
              });
      default -> call.show(view(call, saved(call), "", Map.of()));
    }
  }

  private void saveKeys(DashboardCall call) throws ServletException, IOException {
    StripeForm form =
        StripeForm.of(
            call,
            Stream.of(StripeDesk.SECRET_KEY, StripeDesk.PUBLISHABLE_KEY, StripeDesk.ACCOUNT)
                .filter(key -> config.pin(call.workspace().slug(), key).isEmpty())
                .collect(Collectors.toSet()));
    Map<String, String> wrong =
        form.faults(of(call, StripeDesk.SECRET_KEY), of(call, StripeDesk.PUBLISHABLE_KEY));
    String doubt = wrong.isEmpty() && !form.secret().isEmpty() ? confirmation.demand(call) : "";
    if (!doubt.isEmpty()) {
      wrong = Map.of(PASSWORD, doubt);
    }
    if (!wrong.isEmpty()) {
      call.showAgain(view(call, form, "", wrong));
      return;
    }
    Optional<String> secret = Optional.of(form.secret()).filter(text -> !text.isEmpty());
    boolean done = !form.free().isEmpty() && desk.save(call.seat(), form.values(), secret);
    call.seePage(done ? "keys-saved" : "pinned");
  }

  private void addWebhookSecret(DashboardCall call) throws ServletException, IOException {
    String typed = call.field(NEW_SECRET).strip();
    if (!StripeKeys.isWebhookSecret(typed)) {
      refuse(call, NEW_SECRET, "error.stripe.webhook");
      return;
    }
    String doubt = confirmation.demand(call);
    if (!doubt.isEmpty()) {
      refuse(call, WEBHOOK_PASSWORD, doubt);
      return;
    }
    switch (desk.addWebhookSecret(call.seat(), typed)) {
      case DONE -> call.seePage("webhook-added");
      case PINNED -> call.seePage("pinned");
      case ALREADY -> refuse(call, NEW_SECRET, "error.stripe.webhook-known");
      case FULL -> refuse(call, NEW_SECRET, "error.stripe.webhook-full");
    }
  }

  private void refuse(DashboardCall call, String field, String error)
      throws ServletException, IOException {
    call.showAgain(view(call, saved(call), "", Map.of(field, error)));
  }

  private Optional<String> of(DashboardCall call, String key) {
    return config.of(call.workspace().slug(), key);
  }

  /** What stands in the form before anybody types. */
  private StripeForm saved(DashboardCall call) {
    return new StripeForm(
        Set.of(),
        "",
        of(call, StripeDesk.PUBLISHABLE_KEY).orElse(""),
        of(call, StripeDesk.ACCOUNT).orElse(""));
  }

  private StripeView view(
      DashboardCall call, StripeForm form, String reach, Map<String, String> wrong) {
    StripeSettings settings = call.workspace().stripe();
    return new StripeView(
        call.seat().may(Right.CHANGE_STRIPE),
        call.session().isConfirmed(call.now()),
        reach,
        settings.apiBase().equals(StripeSettings.API) ? "" : settings.apiBase().toString(),
        settings.scriptUrl().equals(StripeSettings.SCRIPT) ? "" : settings.scriptUrl().toString(),
        key(call),
        text(call, StripeDesk.PUBLISHABLE_KEY, form.publishable()),
        text(call, StripeDesk.ACCOUNT, form.account()),
        webhook(call),
        !form.secret().isEmpty(),
        wrong);
  }

  private StripeView.Key key(DashboardCall call) {
    Optional<String> key = of(call, StripeDesk.SECRET_KEY);
    String ending = key.map(StripeKeys::ending).orElse("");
    return new StripeView.Key(
        key.isEmpty()
            ? call.words().say("stripe.key.none")
            : ending.isEmpty()
                ? call.words().say("stripe.key.set")
                : call.words().say("stripe.key.set-ends", ending),
        key.isPresent(),
        config.isSaved(call.workspace().slug(), StripeDesk.SECRET_KEY),
        Pinned.say(call, config, StripeDesk.SECRET_KEY));
  }

  private StripeView.Text text(DashboardCall call, String key, String typed) {
    String pinned = Pinned.say(call, config, key);
    return new StripeView.Text(
        pinned.isEmpty() ? StripeForm.shown(typed) : of(call, key).orElse(""), pinned);
  }

  private StripeView.Webhook webhook(DashboardCall call) {
    List<StripeDesk.Held> held = desk.webhookSecrets(call.workspace());
    boolean saved = config.isSaved(call.workspace().slug(), StripeDesk.WEBHOOK_SECRETS);
    return new StripeView.Webhook(
        BaseUrl.of(config).at("/api/stripe/webhooks/" + call.workspace().slug()),
        Inbox.FAMILIES.stream().map(family -> family + ".*").toList(),
        held.stream()
            // Without a single one saved here, the installation's own would be in force again.
            .map(
                each -> new StripeView.Secret(each.mark(), each.ending(), saved || held.size() > 1))
            .toList(),
        saved,
        Pinned.say(call, config, StripeDesk.WEBHOOK_SECRETS));
  }
}
