package io.backstop.web.dashboard.settings;

import io.backstop.calls.CallDay;
import io.backstop.web.dashboard.DashboardCall;
import io.backstop.web.dashboard.Words;
import io.backstop.workspace.Workspace.EmbedSettings;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether calls must be signed, and whether they are.
 *
 * @param required whether they must, or whether that was ticked in a form that was not saved
 * @param pinned where the operator has pinned it, or an empty text
 * @param until until when unsigned calls are taken where signatures are not required
 * @param unsigned what is to be known of unsigned calls before the flag is changed
 * @param warns whether that is a warning
 * @param bars a day each, today the last; heights are per mille of the highest
 */
public record SignatureCard(
    boolean required,
    String pinned,
    Until until,
    String unsigned,
    boolean warns,
    String most,
    List<Bar> bars) {

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

  /**
   * A moment, or none.
   *
   * @param value in UTC, as a field of date and time has it; an empty text where there is none
   * @param pinned where the operator has pinned it, or an empty text
   * @param error the key of what was wrong with what was typed, or an empty text
   * @param past what is to be known when the moment is over, or an empty text
   */
  public record Until(String value, String pinned, String error, String past) {

    static Until of(DashboardCall call, String pinned, String error) {
      EmbedSettings embed = call.workspace().embed();
      boolean over = !embed.requireSignature() && !embed.acceptsUnsigned(call.now());
      return new Until(
          embed.unsignedUntil().map(Until::field).orElse(""),
          pinned,
          error,
          over
              ? call.words()
                  .say("signature.until.past", call.words().moment(embed.unsignedUntil().get()))
              : "");
    }

    private static String field(Instant instant) {
      return LocalDateTime.ofInstant(instant, ZoneOffset.UTC).toString();
    }

    /**
     * What the setting has for what a field of date and time says.
     *
     * @throws DateTimeException where it says no moment
     */
    static String setting(String field) {
      return field.isBlank()
          ? ""
          : LocalDateTime.parse(field.strip()).toInstant(ZoneOffset.UTC).toString();
    }
  }

  static SignatureCard of(
      DashboardCall call, boolean required, String pinned, Until until, List<CallDay> days) {
    boolean refused = !call.workspace().embed().acceptsUnsigned(call.now());
    List<CallDay> week = days.subList(days.size() - A_WEEK, days.size());
    long passed = week.stream().mapToLong(CallDay::unsigned).sum();
    long stopped = week.stream().mapToLong(CallDay::unsignedRefused).sum();
    String key = refused ? "signature.stopped" : "signature.would";
    long count = refused ? stopped : passed;
    long most =
        days.stream()
            .mapToLong(day -> day.signed() + day.unsigned() + day.turnedAway())
            .max()
            .orElse(0);
    return new SignatureCard(
        required,
        pinned,
        until,
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
