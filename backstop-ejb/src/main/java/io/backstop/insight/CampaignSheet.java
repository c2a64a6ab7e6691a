package io.backstop.insight;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One campaign.
 *
 * @param failures attempts to collect that were seen to fail, the earliest first
 * @param payments what the customer has tried at a wall or in the portal, the earliest first
 */
public record CampaignSheet(CampaignLine line, List<Failure> failures, List<Payment> payments) {

  /**
   * @param number Stripe's count of attempts
   * @param reason the issuer's reason, else Stripe's code
   * @param card brand and last four digits; an empty text where it is not known
   */
  public record Failure(
      int number, String reason, String card, Instant seenAt, Optional<Instant> nextAttemptAt) {}

  /**
   * @param state as the ledger has it: {@code SENT}, {@code PAID}, {@code DECLINED}, …
   */
  public record Payment(
      String state, Optional<String> declineCode, Optional<String> requestId, Instant createdAt) {}
}
