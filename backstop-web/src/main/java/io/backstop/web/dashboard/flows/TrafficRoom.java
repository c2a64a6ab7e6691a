package io.backstop.web.dashboard.flows;

import io.backstop.member.Right;
import io.backstop.web.dashboard.DashboardCall;
import io.backstop.web.dashboard.Room;
import io.backstop.web.dashboard.Route;
import io.backstop.web.dashboard.Words;
import io.backstop.web.dashboard.flows.Field.Option;
import io.backstop.workshop.FlowCard;
import io.backstop.workshop.FlowId;
import io.backstop.workshop.FlowVerdict;
import io.backstop.workshop.FlowWorkshop;
import io.backstop.workshop.Share;
import io.backstop.workshop.Traffic;
import io.backstop.workshop.TrafficDesk;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Which published versions new visits begin with, and how many percent each. */
@ApplicationScoped
class TrafficRoom implements Room {

  /** The versions of a flow that can be picked here: its latest, and those that share now. */
  private static final int VERSIONS = 10;

  @Inject private FlowWorkshop workshop;
  @Inject private TrafficDesk traffic;

  @Override
  public boolean isOf(Route page) {
    return page == Route.TRAFFIC;
  }

  @Override
  public void answer(DashboardCall call) throws ServletException, IOException {
    Traffic now = traffic.of(call.workspace().slug());
    if (call.route() == Route.TRAFFIC) {
      call.show(view(call, now, now.shares().stream().map(TrafficRoom::slot).toList(), ""));
      return;
    }
    List<Slot> typed =
        IntStream.range(0, TrafficDesk.MOST)
            .mapToObj(
                i ->
                    new Slot(
                        Field.Option.read(call.field("version-" + i)),
                        call.field("percent-" + i).strip()))
            .filter(slot -> !slot.isEmpty())
            .toList();
    List<Share> shares = typed.stream().flatMap(slot -> slot.share().stream()).toList();
    FlowVerdict verdict =
        shares.size() < typed.size()
            ? FlowVerdict.BAD_SHARES
            : traffic.split(call.seat(), call.field("turn"), shares);
    if (verdict == FlowVerdict.DONE) {
      call.seePage("traffic-saved");
    } else {
      String error = "flows.traffic." + verdict.name().toLowerCase(Locale.ROOT);
      call.showAgain(view(call, traffic.of(call.workspace().slug()), typed, error));
    }
  }

  /**
   * One line of the form.
   *
   * @param version {@code <flow>/<number>}, or an empty text
   */
  private record Slot(String version, String percent) {

    boolean isEmpty() {
      return version.isEmpty() && percent.isEmpty();
    }

    Optional<Share> share() {
      int slash = version.indexOf('/');
      int number = slash < 0 ? 0 : Typed.number(version.substring(slash + 1));
      return FlowId.of(slash < 0 ? "" : version.substring(0, slash))
          .filter(flow -> number > 0)
          .map(flow -> new Share(flow, number, Typed.number(percent)));
    }
  }

  private static Slot slot(Share share) {
    return new Slot(share.flow() + "/" + share.number(), Integer.toString(share.percent()));
  }

  private TrafficView view(DashboardCall call, Traffic now, List<Slot> slots, String error) {
    Words words = call.words();
    List<Option> versions = versions(call, now);
    List<TrafficView.Slot> lines = new ArrayList<>();
    for (int i = 0; i < TrafficDesk.MOST; i++) {
      Slot slot = i < slots.size() ? slots.get(i) : new Slot("", "");
      lines.add(
          new TrafficView.Slot(
              words.say("flows.traffic.slot", i + 1),
              slot.percent(),
              versions.stream()
                  .map(
                      each ->
                          new Option(
                              each.value(), each.label(), each.value().equals(slot.version())))
                  .toList()));
    }
    String force = "flows.force." + now.inForce().name().toLowerCase(Locale.ROOT);
    return new TrafficView(
        lines,
        now.turn(),
        now.pin().isPresent() ? InForce.say(words, now) : words.say(force),
        now.pin().isPresent(),
        versions.size() > 1,
        call.seat().may(Right.PUBLISH_FLOWS) && now.pin().isEmpty(),
        error);
  }

  private List<Option> versions(DashboardCall call, Traffic now) {
    Words words = call.words();
    List<Option> versions = new ArrayList<>();
    versions.add(new Option("", words.say("flows.traffic.nothing"), false));
    for (FlowCard card : workshop.flows(call.workspace().slug())) {
      if (card.archived() || card.latest().isEmpty()) {
        continue;
      }
      int latest = card.latest().get();
      for (int number = latest; number > 0; number--) {
        int each = number;
        boolean shared =
            now.shares().stream()
                .anyMatch(share -> share.flow().equals(card.id()) && share.number() == each);
        if (number <= latest - VERSIONS && !shared) {
          continue;
        }
        versions.add(
            new Option(
                card.id() + "/" + number,
                words.say("flows.traffic.version", card.name(), number),
                false));
      }
    }
    return versions;
  }
}
