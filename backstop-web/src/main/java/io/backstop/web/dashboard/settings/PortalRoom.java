package io.backstop.web.dashboard.settings;

import io.backstop.insight.CareDesk;
import io.backstop.member.Right;
import io.backstop.member.SettingsDesk;
import io.backstop.web.dashboard.DashboardCall;
import io.backstop.web.dashboard.Room;
import io.backstop.web.dashboard.Route;
import io.backstop.workspace.Adjustable;
import io.backstop.workspace.LayeredConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What customers may do for themselves, and the links that let them in. */
@ApplicationScoped
class PortalRoom implements Room {

  @Inject private SettingsDesk settings;
  @Inject private CareDesk care;
  @Inject private LayeredConfig config;

  @Override
  public boolean isOf(Route page) {
    return page == Route.PORTAL;
  }

  @Override
  public void answer(DashboardCall call) throws ServletException, IOException {
    switch (call.route()) {
      case SAVE_PLANS -> save(call, List.of(Adjustable.PORTAL_PLANS));
      case SAVE_EXIT -> save(call, List.of(Adjustable.WALL_EXIT_URL, Adjustable.WALL_EXIT_LABEL));
      case REVOKE_ALL_LINKS -> {
        care.revokeAllLinks(call.seat());
        call.seePage("links-revoked");
      }
      default -> call.show(view(call, Map.of(), Set.of()));
    }
  }

  /** Saves what the form has of {@code these}; what is pinned was not in it. */
  private void save(DashboardCall call, List<Adjustable> these)
      throws ServletException, IOException {
    Map<String, String> typed = new LinkedHashMap<>();
    Map<String, String> values = new LinkedHashMap<>();
    Set<String> wrong = new HashSet<>();
    for (Adjustable setting : these) {
      String text = call.field(setting.key());
      if (config.pin(call.workspace().slug(), setting.key()).isPresent()) {
        continue;
      }
      typed.put(setting.key(), text);
      try {
        String value = setting.isList() ? listed(text) : text.strip();
        values.put(setting.key(), value.isEmpty() ? "" : setting.checked(value));
      } catch (IllegalArgumentException meaningless) {
        wrong.add(setting.key());
      }
    }
    if (!wrong.isEmpty()) {
      call.showAgain(view(call, typed, wrong));
      return;
    }
    call.seePage(!values.isEmpty() && settings.save(call.seat(), values) ? "saved" : "pinned");
  }

  private static String listed(String lines) {
    return Stream.of(lines.split("[\\s,]+"))
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining(","));
  }

  /**
   * @param typed what a form has typed, by key, on its way back
   * @param wrong the keys of what means nothing
   */
  private PortalView view(DashboardCall call, Map<String, String> typed, Set<String> wrong) {
    return new PortalView(
        call.seat().may(Right.CHANGE_PORTAL),
        call.seat().may(Right.REVOKE_LINKS),
        setting(call, Adjustable.PORTAL_PLANS, typed, wrong),
        setting(call, Adjustable.WALL_EXIT_URL, typed, wrong),
        setting(call, Adjustable.WALL_EXIT_LABEL, typed, wrong));
  }

  private PortalView.Setting setting(
      DashboardCall call, Adjustable setting, Map<String, String> typed, Set<String> wrong) {
    Object inForce = setting.inForce(call.workspace());
    String saved =
        inForce instanceof List<?> list
            ? list.stream().map(Object::toString).collect(Collectors.joining("\n"))
            : inForce.toString();
    return new PortalView.Setting(
        setting.key(),
        typed.getOrDefault(setting.key(), saved),
        Pinned.say(call, config, setting.key()),
        wrong.contains(setting.key()));
  }
}
