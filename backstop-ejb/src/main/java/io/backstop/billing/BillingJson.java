package io.backstop.billing;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.SessionId;
import io.backstop.kernel.SubscriptionId;
import io.backstop.kernel.WorkspaceSlug;

/**
 * How this station's types stand in its JSON columns. What is unknown is ignored on reading, so
 * that a node of the previous version can read what the next one wrote. Thread safe.
 */
final class BillingJson {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .addMixIn(BillingOrder.class, TypedOrder.class)
          .addMixIn(WorkspaceSlug.class, Plain.class)
          .addMixIn(SessionId.class, Plain.class)
          .addMixIn(CustomerId.class, Plain.class)
          .addMixIn(SubscriptionId.class, Plain.class)
          .build();

  private BillingJson() {}

  static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot be written as JSON: " + value.getClass(), e);
    }
  }

  /** As {@link #write}, with the kind of order; Jackson leaves it out where it knows the class. */
  static String writeOrder(BillingOrder order) {
    try {
      return MAPPER.writerFor(BillingOrder.class).writeValueAsString(order);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("cannot be written as JSON: " + order.getClass(), e);
    }
  }

  static <T> T read(String json, Class<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      e.clearLocation(); // it quotes the source, in which personal data may stand
      throw new IllegalStateException("stored JSON is no " + type.getSimpleName(), e);
    }
  }

  /** An order says of which kind it is. */
  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
  @JsonSubTypes({
    @JsonSubTypes.Type(value = BillingOrder.Cancel.class, name = "cancel"),
    @JsonSubTypes.Type(value = BillingOrder.Discount.class, name = "discount"),
    @JsonSubTypes.Type(value = BillingOrder.Pause.class, name = "pause"),
    @JsonSubTypes.Type(value = BillingOrder.SwitchPlan.class, name = "switch_plan"),
    @JsonSubTypes.Type(value = BillingOrder.Resume.class, name = "resume"),
    @JsonSubTypes.Type(value = BillingOrder.UndoCancel.class, name = "undo_cancel"),
    @JsonSubTypes.Type(value = BillingOrder.Gift.class, name = "gift"),
    @JsonSubTypes.Type(value = BillingOrder.TrialExtension.class, name = "trial_extension")
  })
  private abstract static class TypedOrder {}

  /** An identifier is its text. */
  private abstract static class Plain {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    Plain(String value) {}

    @JsonValue
    abstract String value();
  }
}
