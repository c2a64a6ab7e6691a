package io.backstop.web.dashboard.settings;

import io.backstop.web.dashboard.DashboardCall;
import io.backstop.web.dashboard.Words;
import io.backstop.workspace.LayeredConfig;
import java.util.Locale;

/** Says where the operator has pinned a setting. */
final class Pinned {

  private Pinned() {}

  /** A sentence, or an empty text when the setting is not pinned. */
  static String say(DashboardCall call, LayeredConfig config, String key) {
    Words words = call.words();
    return config
        .pin(call.workspace().slug(), key)
        .map(
            pin ->
                words.say(
                    "pinned",
                    words.say("pinned." + pin.layer().name().toLowerCase(Locale.ROOT)),
                    pin.name()))
        .orElse("");
  }
}
