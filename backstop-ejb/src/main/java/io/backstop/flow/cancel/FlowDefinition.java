package io.backstop.flow.cancel;

import io.backstop.kernel.CustomerId;
import io.backstop.kernel.WorkspaceSlug;
import java.net.URI;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What a merchant's cancel flow says and offers: an immutable, validated document. {@code
 * FlowDefinitions} reads it from JSON and refuses one that could keep a customer from cancelling.
 *
 * @param version of the document's format, 1
 * @param name for the merchant, never shown to customers
 * @param variants by the id of an offer: ids of the offers that stand in for it with some customers
 * @param once ids of the offers that a customer gets once in his life
 * @param digest SHA-256 of the document, lowercase hex: names this very text in every visit's
 *     record
 */
public record FlowDefinition(
    int version,
    String name,
    Optional<Text> surveyTitle,
    List<Reason> reasons,
    Map<String, Story> stories,
    Map<String, Offer> offers,
    List<String> otherwise,
    Map<String, List<String>> variants,
    Set<String> once,
    String digest) {

  /**
   * This flow as one customer sees it: of every offer that has variants he sees one, always the
   * same, wherever the offer stands. Another variant more takes no more customers from the others
   * than see it.
   */
  public FlowDefinition seenBy(WorkspaceSlug workspace, CustomerId customer) {
    if (variants.isEmpty()) {
      return this;
    }
    UnaryOperator<List<String>> seen =
        ids -> ids.stream().map(id -> seen(workspace, customer, id)).toList();
    return new FlowDefinition(
        version,
        name,
        surveyTitle,
        reasons.stream()
            .map(
                reason ->
                    new Reason(
                        reason.id(),
                        reason.label(),
                        reason.feedback(),
                        reason.comment(),
                        reason.stories(),
                        seen.apply(reason.offers())))
            .toList(),
        stories,
        offers,
        seen.apply(otherwise),
        variants,
        once,
        digest);
  }

  /** The highest of all lots wins: what is not drawn among does not bear on those that are. */
  private String seen(WorkspaceSlug workspace, CustomerId customer, String id) {
    return Stream.concat(Stream.of(id), variants.getOrDefault(id, List.of()).stream())
        .max(
            Comparator.comparing(
                variant ->
                    FlowDefinitions.digest(
                        String.join("\n", workspace.value(), customer.value(), id, variant))))
        .orElseThrow();
  }

  /** A text by language tag; {@code en} is always there. */
  public record Text(Map<String, String> byLanguage) {

    /** The text for {@code language} (two letters), else the English one. */
    public String in(String language) {
      return byLanguage.getOrDefault(language, byLanguage.get("en"));
    }
  }

  /**
   * One answer to the survey.
   *
   * @param feedback Stripe's value for it
   * @param comment whether picking it opens a text field
   * @param stories ids of stories shown after it
   * @param offers ids of offers, tried in this order; those that do not suit the subscription are
   *     passed over
   */
  public record Reason(
      String id,
      Text label,
      String feedback,
      boolean comment,
      List<String> stories,
      List<String> offers) {}

  /** A customer's words, with who said them. */
  public record Story(String id, Text quote, String author) {}

  /**
   * Something to stay for. The page words terms itself, from the quote; these texts only introduce.
   */
  public sealed interface Offer {
    String id();

    Optional<Text> headline();

    Optional<Text> body();

    /**
     * The field's word for it: discount, pause, downgrade, gift, call, trial_extension,
     * annual_upsell.
     */
    String type();
  }

  /** {@code percent} 1 to 100, for {@code months} 1 to 36. */
  public record DiscountOffer(
      String id, Optional<Text> headline, Optional<Text> body, int percent, int months)
      implements Offer {
    @Override
    public String type() {
      return "discount";
    }
  }

  /** No charges for {@code months} 1 to 12. */
  public record PauseOffer(String id, Optional<Text> headline, Optional<Text> body, int months)
      implements Offer {
    @Override
    public String type() {
      return "pause";
    }
  }

  /** Another price of Stripe's catalogue, cheaper a month than the present one. */
  public record DowngradeOffer(
      String id, Optional<Text> headline, Optional<Text> body, String price, Text planName)
      implements Offer {
    @Override
    public String type() {
      return "downgrade";
    }
  }

  /** The next {@code months} 1 to 12 free. */
  public record GiftOffer(String id, Optional<Text> headline, Optional<Text> body, int months)
      implements Offer {
    @Override
    public String type() {
      return "gift";
    }
  }

  /** {@code days} 1 to 90 more of the running trial. */
  public record TrialExtensionOffer(
      String id, Optional<Text> headline, Optional<Text> body, int days) implements Offer {
    @Override
    public String type() {
      return "trial_extension";
    }
  }

  /** A talk with a person, booked at {@code url} (https). */
  public record CallOffer(String id, Optional<Text> headline, Optional<Text> body, URI url)
      implements Offer {
    @Override
    public String type() {
      return "call";
    }
  }

  /** The yearly price for the same thing. */
  public record AnnualOffer(
      String id, Optional<Text> headline, Optional<Text> body, String price, Text planName)
      implements Offer {
    @Override
    public String type() {
      return "annual_upsell";
    }
  }
}
