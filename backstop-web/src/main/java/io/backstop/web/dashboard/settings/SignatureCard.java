package io.backstop.web.dashboard.settings;

import io.backstop.calls.CallDay;
import io.backstop.web.dashboard.DashboardCall;
import io.backstop.web.dashboard.Words;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether calls must be signed, and whether they are.
 *
 * @param pinned where the operator has pinned it, or an empty text
 * @param unsigned what is to be known of unsigned calls before the flag is changed
 * @param warns whether that is a warning
 * @param bars a day each, today the last; heights are per mille of the highest
 */
public record SignatureCard(
    boolean required, String pinned, String unsigned, boolean warns, String most, List<Bar> bars) {

  static final int DAYS = 14;
  private static final int A_WEEK = 7;

  /**
   * @param x where it begins
   * @param signedTop from the top
   */
  public record Bar(
      String day,
      String signed,
      String unsigned,
      String refused,
      int x,
      long signedTop,
      long signedHeight,
      long unsignedTop,
      long unsignedHeight,
      long refusedTop,
      long refusedHeight) {}

  static SignatureCard of(DashboardCall call, String pinned, List<CallDay> days) {
    boolean required = call.workspace().embed().requireSignature();
    List<CallDay> week = days.subList(days.size() - A_WEEK, days.size());
    long passed = week.stream().mapToLong(CallDay::unsigned).sum();
    long stopped = week.stream().mapToLong(CallDay::unsignedRefused).sum();
    String key = required ? "signature.stopped" : "signature.would";
    long count = required ? stopped : passed;
    long most =
        days.stream()
            .mapToLong(day -> day.signed() + day.unsigned() + day.turnedAway())
            .max()
            .orElse(0);
    return new SignatureCard(
        required,
        pinned,
        call.words().say(key, count),
        count > 0,
        call.words().say("signature.most", most),
        bars(call.words(), days, Math.max(most, 1)));
  }

  private static List<Bar> bars(Words words, List<CallDay> days, long most) {
    List<Bar> bars = new ArrayList<>();
    for (CallDay day : days) {
      long signed = day.signed() * 1000 / most;
      long unsigned = day.unsigned() * 1000 / most;
      long refused = day.turnedAway() * 1000 / most;
      bars.add(
          new Bar(
              words.day(day.day()),
              words.number(day.signed()),
              words.number(day.unsigned()),
              words.number(day.turnedAway()),
              bars.size() * 100 + 15,
              1000 - signed,
              signed,
              1000 - signed - unsigned,
              unsigned,
              1000 - signed - unsigned - refused,
              refused));
    }
    return bars;
  }

  /** The first day shown. */
  public String first() {
    return bars.get(0).day();
  }

  /** Today. */
  public String last() {
    return bars.get(bars.size() - 1).day();
  }
}
