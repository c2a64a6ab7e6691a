package io.backstop.overview;

import java.util.List;

/**
 * One workspace at one look.
 *
 * @param now the last 30 days
 * @param before the 30 days before those
 * @param owed campaigns in flight, by currency
 */
public record Overview(Period now, Period before, List<Owed> owed, Setup setup) {

  /**
   * @param visits cancel flows that customers opened, by when their link was made
   * @param saved visits that ended with the subscription kept, by when they ended; the next two too
   */
  public record Period(long visits, long saved, long cancelled, long abandoned) {

    /** Whether nothing at all has happened. */
    public boolean isEmpty() {
      return visits + saved + cancelled + abandoned == 0;
    }
  }

  /**
   * @param amount in the currency's minor units
   * @param currency three letters, lowercase
   */
  public record Owed(long campaigns, long amount, String currency) {}

  /**
   * What has been seen to work.
   *
   * @param event Stripe has told something
   * @param signedCall a call with a good signature got a link
   * @param visit a customer has opened a cancel flow
   */
  public record Setup(boolean event, boolean signedCall, boolean visit) {}
}
