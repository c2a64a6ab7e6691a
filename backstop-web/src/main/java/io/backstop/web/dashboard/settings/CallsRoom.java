package io.backstop.web.dashboard.settings;

import io.backstop.bundle.Signer;
import io.backstop.calls.CallReader;
import io.backstop.calls.ListedCall;
import io.backstop.calls.ListedCall.Reason;
import io.backstop.kernel.RefusalCode;
import io.backstop.web.dashboard.DashboardCall;
import io.backstop.web.dashboard.Room;
import io.backstop.web.dashboard.Route;
import io.backstop.web.dashboard.Words;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.Optional;

/** The last calls, and why some were refused. */
@ApplicationScoped
class CallsRoom implements Room {

  private static final String OUT_OF_WINDOW = RefusalCode.TIMESTAMP_OUT_OF_WINDOW.wireName();

  @Inject private CallReader calls;

  @Override
  public boolean isOf(Route page) {
    return page == Route.EMBED_CALLS;
  }

  @Override
  public void answer(DashboardCall call) throws ServletException, IOException {
    boolean refused = call.field("show").equals("refused");
    call.show(
        new CallsView(
            EmbedTab.of(call),
            refused,
            calls.last(call.workspace().slug(), refused).stream()
                .map(listed -> line(call.words(), listed))
                .toList()));
  }

  private static CallsView.Line line(Words words, ListedCall call) {
    return new CallsView.Line(
        call.at().toString(),
        words.second(call.at()),
        "code.for." + call.surface().wireName(),
        signing(call),
        call.answer(),
        call.refused(),
        why(words, call),
        call.customer().orElse(""),
        call.origin().orElse(words.say("calls.backend")),
        call.requestId().orElse(""));
  }

  private static String signing(ListedCall call) {
    Optional<Signer> signer = call.signer();
    // Whoever is told of the clock has signed well before.
    boolean good = call.reason().map(Reason::name).filter(OUT_OF_WINDOW::equals).isPresent();
    return !call.signed()
        ? "calls.signing.none"
        : signer.isEmpty()
            ? good ? "calls.signing.current" : "calls.signing.bad"
            : signer.get() == Signer.PREVIOUS ? "calls.signing.previous" : "calls.signing.current";
  }

  private static String why(Words words, ListedCall call) {
    return call.reason()
        .map(reason -> sentence(words, call, reason))
        .orElse(
            call.signer().equals(Optional.of(Signer.PREVIOUS))
                ? words.say("calls.why.previous")
                : "");
  }

  private static String sentence(Words words, ListedCall call, Reason reason) {
    if (reason.name().equals(OUT_OF_WINDOW)) {
      long distance = Long.parseLong(reason.detail());
      return words.say(
          distance > 0 ? "calls.why.timestamp.old" : "calls.why.timestamp.early",
          Math.abs(distance));
    }
    if (reason.name().startsWith("signature_invalid")) {
      String text = words.say("calls.text." + call.surface().wireName());
      return words.say("calls.why." + reason.name(), text);
    }
    String key = "calls.why." + reason.name();
    return words.has(key) ? words.say(key, reason.detail()) : "";
  }
}
