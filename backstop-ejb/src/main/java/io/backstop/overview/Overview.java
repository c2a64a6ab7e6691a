package io.backstop.overview;

import io.backstop.kernel.Money;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One workspace over a span of days.
 *
 * <p>Visits are of the span in which their link was made; endings, money and campaigns of that in
 * which they happened.
 *
 * @param before the totals of as many days right before
 * @param days endings by day; days without one are left out
 * @param kept by month, the earliest first
 * @param recovery by currency
 */
public record Overview(
    Totals now,
    Totals before,
    List<Day> days,
    Funnel funnel,
    List<Reason> reasons,
    List<Offer> offers,
    List<Version> versions,
    List<Kept> kept,
    List<Recovery> recovery,
    Setup setup) {

  /**
   * @param visits cancel flows that customers opened
   * @param unpriced saved ones of which it is not known what they come to
   */
  public record Totals(long visits, Endings endings, long unpriced) {

    /** Whether nothing at all has happened. */
    public boolean isEmpty() {
      return visits == 0 && endings.all() == 0;
    }
  }

  /** How visits ended. */
  public record Endings(long saved, long cancelled, long abandoned) {

    static final Endings NONE = new Endings(0, 0, 0);

    public long all() {
      return saved + cancelled + abandoned;
    }

    /** Of the decided ones, how many were saved, 0 to 1; empty while none is decided. */
    public Optional<Double> saveRate() {
      long decided = saved + cancelled;
      return decided == 0 ? Optional.empty() : Optional.of(saved / (double) decided);
    }

    Endings plus(Endings other) {
      return new Endings(
          saved + other.saved, cancelled + other.cancelled, abandoned + other.abandoned);
    }

    static Endings of(String recorded, long count) {
      if (recorded == null) {
        return NONE;
      }
      return switch (recorded) {
        case "canceled" -> new Endings(0, count, 0);
        case "abandoned" -> new Endings(0, 0, count);
        default -> new Endings(count, 0, 0);
      };
    }
  }

  /** Endings of one day. */
  public record Day(LocalDate day, Endings endings) {}

  /**
   * How far visits got.
   *
   * @param answered a reason was given
   * @param offered an offer was shown
   * @param accepted ended with an offer taken
   * @param confirmed ended with the cancellation confirmed
   */
  public record Funnel(long opened, long answered, long offered, long accepted, long confirmed) {}

  /**
   * @param id of the reason; an empty text where none was given
   * @param digest a flow that has it
   */
  public record Reason(String id, String digest, long visits, Endings endings) {}

  /**
   * @param id of the offer
   * @param digest a flow that has it
   */
  public record Offer(String id, String digest, long shown, long accepted, long declined) {}

  /**
   * @param flow and {@code number}: empty where the flow was no published version
   */
  public record Version(
      Optional<String> flow,
      Optional<Integer> number,
      String digest,
      long visits,
      Endings endings) {}

  /**
   * What subscriptions saved in that month came to a month when they were saved.
   *
   * @param amounts by currency, in its minor units; never summed across currencies
   */
  public record Kept(YearMonth month, long saved, Map<String, Long> amounts) {}

  /**
   * @param owed what is in flight now, whenever it began
   * @param recovered what was paid after all, in the span
   * @param lost what was given up, in the span
   */
  public record Recovery(
      long inFlight, Money owed, long recoveries, Money recovered, long losses, Money lost) {}

  /**
   * What has been seen to work.
   *
   * @param event Stripe has told something
   * @param signedCall a call with a good signature got a link
   * @param visit a customer has opened a cancel flow
   */
  public record Setup(boolean event, boolean signedCall, boolean visit) {}
}
