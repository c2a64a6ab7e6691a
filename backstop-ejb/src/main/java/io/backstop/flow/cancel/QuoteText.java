package io.backstop.flow.cancel;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.backstop.billing.BillingOrder;
import io.backstop.billing.Quote;

/**
 * How the terms shown stand in a visit's row. Members that are unknown are ignored on reading, so
 * that two releases can run side by side. Thread safe.
 */
public final class QuoteText {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .addMixIn(BillingOrder.class, Typed.class)
          .build();

  private QuoteText() {}

  static String write(Quote quote) {
    try {
      return JSON.writeValueAsString(quote);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a quote has nothing that JSON cannot hold", e);
    }
  }

  /** The terms that {@code text}, from a visit's row or one of its steps, holds. */
  public static Quote read(String text) {
    try {
      return JSON.readValue(text, Quote.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("the stored quote is not readable", e);
    }
  }

  /** An order says of which kind it is. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = BillingOrder.Cancel.class, name = "cancel"),
    @JsonSubTypes.Type(value = BillingOrder.Discount.class, name = "discount"),
    @JsonSubTypes.Type(value = BillingOrder.Pause.class, name = "pause"),
    @JsonSubTypes.Type(value = BillingOrder.SwitchPlan.class, name = "switch_plan"),
    @JsonSubTypes.Type(value = BillingOrder.Gift.class, name = "gift"),
    @JsonSubTypes.Type(value = BillingOrder.TrialExtension.class, name = "trial_extension")
  })
  private abstract static class Typed {}
}
