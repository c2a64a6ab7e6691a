package io.backstop.web.dashboard.settings;

import io.backstop.member.Right;
import io.backstop.member.SettingsDesk;
import io.backstop.web.dashboard.DashboardCall;
import io.backstop.web.dashboard.Room;
import io.backstop.web.dashboard.Route;
import io.backstop.web.dashboard.Words;
import io.backstop.workspace.Adjustable;
import io.backstop.workspace.LayeredConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the workspace is called, when cancellations take effect, how long links live. */
@ApplicationScoped
class GeneralRoom implements Room {

  private static final List<Adjustable> LINKS =
      List.of(
          Adjustable.CANCEL_LINK,
          Adjustable.PORTAL_LINK,
          Adjustable.WALL_LINK,
          Adjustable.UNSIGNED_LINK);
  private static final List<String> TIMINGS = List.of("period-end", "immediately");
  private static final String UNIT = ".unit";

  @Inject private SettingsDesk desk;
  @Inject private LayeredConfig config;

  @Override
  public boolean isOf(Route page) {
    return page == Route.GENERAL;
  }

  @Override
  public void answer(DashboardCall call) throws ServletException, IOException {
    switch (call.route()) {
      case SAVE_NAME -> save(call, List.of(Adjustable.DISPLAY_NAME));
      case SAVE_CANCELLING ->
          save(call, List.of(Adjustable.CANCEL_TIMING, Adjustable.OFFER_COOLDOWN));
      case SAVE_LIFETIMES -> save(call, LINKS);
      default -> call.show(view(call, Set.of(), Set.of()));
    }
  }

  /** Saves what the form has of {@code these}; what is pinned was not in it. */
  private void save(DashboardCall call, List<Adjustable> these)
      throws ServletException, IOException {
    Set<Adjustable> typed = new HashSet<>();
    Set<Adjustable> wrong = new HashSet<>();
    Map<String, String> values = new HashMap<>();
    for (Adjustable setting : these) {
      if (config.pin(call.workspace().slug(), setting.key()).isPresent()) {
        continue;
      }
      typed.add(setting);
      try {
        String value = read(call, setting);
        if (!value.equals(inForce(call, setting))) {
          values.put(setting.key(), value);
        }
      } catch (IllegalArgumentException meaningless) {
        wrong.add(setting);
      }
    }
    if (!wrong.isEmpty()) {
      call.showAgain(view(call, typed, wrong));
      return;
    }
    call.seePage(!typed.isEmpty() && desk.save(call.seat(), values) ? "saved" : "pinned");
  }

  /** As it is to be saved; what is in force where nothing was changed. */
  private static String read(DashboardCall call, Adjustable setting) {
    String text = call.field(setting.key()).strip();
    if (setting.bounds().isPresent()) {
      Term term = typed(call, setting);
      if (term.equals(Term.of(inForce(call, setting)))) {
        return inForce(call, setting);
      }
      text = term.iso();
    }
    return text.isEmpty() ? "" : setting.checked(text);
  }

  private static Term typed(DashboardCall call, Adjustable setting) {
    return new Term(call.field(setting.key()).strip(), call.field(setting.key() + UNIT));
  }

  private static String inForce(DashboardCall call, Adjustable setting) {
    return setting.inForce(call.workspace()).toString();
  }

  /**
   * @param typed what comes back as it was typed
   * @param wrong what of it means nothing
   */
  private GeneralView view(DashboardCall call, Set<Adjustable> typed, Set<Adjustable> wrong) {
    Adjustable name = Adjustable.DISPLAY_NAME;
    Adjustable timing = Adjustable.CANCEL_TIMING;
    String saved = config.of(call.workspace().slug(), name.key()).orElse("");
    return new GeneralView(
        call.seat().may(Right.CHANGE_GENERAL),
        call.workspace().slug().value(),
        text(
            call,
            name,
            typed.contains(name) ? call.field(name.key()) : saved,
            wrong.contains(name) ? "error.brand-name" : ""),
        TIMINGS,
        text(
            call,
            timing,
            typed.contains(timing) ? call.field(timing.key()) : inForce(call, timing),
            wrong.contains(timing) ? "error.timing" : ""),
        List.of(lasting(call, Adjustable.OFFER_COOLDOWN, typed, wrong)),
        LINKS.stream().map(each -> lasting(call, each, typed, wrong)).toList());
  }

  private GeneralView.Text text(
      DashboardCall call, Adjustable setting, String value, String wrong) {
    return new GeneralView.Text(
        setting.key(),
        value,
        Pinned.say(call, config, setting.key()),
        wrong.isEmpty() ? "" : call.words().say(wrong));
  }

  private GeneralView.Lasting lasting(
      DashboardCall call, Adjustable setting, Set<Adjustable> typed, Set<Adjustable> wrong) {
    String iso = inForce(call, setting);
    Term term = typed.contains(setting) ? typed(call, setting) : Term.of(iso);
    return new GeneralView.Lasting(
        setting.key(),
        setting.key().replace('.', '-'),
        term.number(),
        term.unit(),
        setting == Adjustable.OFFER_COOLDOWN ? Term.UNITS : Term.UNITS.subList(0, 3),
        Term.of(iso).number().isEmpty() ? iso : "",
        Pinned.say(call, config, setting.key()),
        wrong.contains(setting) ? outOf(call.words(), setting.bounds().orElseThrow()) : "");
  }

  private static String outOf(Words words, Adjustable.Bounds bounds) {
    return words.say(
        "error.term", Term.of(bounds.least()).say(words), Term.of(bounds.most()).say(words));
  }
}
