package io.backstop.inbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What Backstop takes from an event: whom it is about, and nothing of what it says about him.
 *
 * @param account the connected account that it happened on
 * @param customer absent when the object is nobody's
 */
record StripeEvent(
    String id,
    String type,
    Optional<String> apiVersion,
    Instant created,
    boolean live,
    Optional<String> account,
    String objectType,
    Optional<String> objectId,
    Optional<CustomerId> customer) {

  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_]{1,255}");
  private static final Pattern EVENT_ID = Pattern.compile("evt_[A-Za-z0-9_]{1,250}");
  private static final Pattern TYPE = Pattern.compile("[a-z0-9_.]{1,100}");
  private static final Pattern VERSION = Pattern.compile("[a-z0-9.-]{1,40}");

  /** Seconds of the year 9999. */
  private static final long LAST_SECOND = 253_402_300_799L;

  /**
   * @throws Refusal MALFORMED_REQUEST when it is not one of Stripe's events (API v1); thin events
   *     and what other carriers wrap around an event are none
   */
  static StripeEvent of(byte[] raw) {
    JsonNode event = parsed(raw);
    JsonNode object = event.path("data").path("object");
    String id = event.path("id").asText("");
    String type = event.path("type").asText("");
    long created = event.path("created").asLong(-1);
    if (!event.path("object").asText().equals("event")
        || !EVENT_ID.matcher(id).matches()
        || !TYPE.matcher(type).matches()
        || created < 0
        || created > LAST_SECOND
        || !object.isObject()) {
      throw malformed("no event of Stripe's");
    }
    return new StripeEvent(
        id,
        type,
        text(event.path("api_version"), VERSION),
        Instant.ofEpochSecond(created),
        event.path("livemode").asBoolean(),
        text(event.path("account"), ID),
        text(object.path("object"), TYPE).orElse(""),
        text(object.path("id"), ID),
        customer(event.path("data")));
  }

  /**
   * The object's customer, or itself when it is one. A card that was taken off has none any more;
   * then whose it was.
   */
  private static Optional<CustomerId> customer(JsonNode data) {
    JsonNode object = data.path("object");
    if (object.path("object").asText().equals("customer")) {
      return id(object);
    }
    return id(object.path("customer"))
        .or(() -> id(data.path("previous_attributes").path("customer")));
  }

  /** An id, or an object that has one: events of some accounts come expanded. */
  private static Optional<CustomerId> id(JsonNode reference) {
    JsonNode id = reference.isObject() ? reference.path("id") : reference;
    return Optional.of(id)
        .filter(JsonNode::isTextual)
        .map(JsonNode::asText)
        .filter(CustomerId::isWellFormed)
        .map(CustomerId::new);
  }

  private static Optional<String> text(JsonNode member, Pattern grammar) {
    return Optional.of(member)
        .filter(JsonNode::isTextual)
        .map(JsonNode::asText)
        .filter(value -> grammar.matcher(value).matches());
  }

  private static JsonNode parsed(byte[] raw) {
    try {
      return JSON.readTree(
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(raw)).toString());
    } catch (CharacterCodingException notUtf8) {
      throw malformed("not UTF-8");
    } catch (JsonProcessingException unreadable) { // its message quotes the source
      throw malformed("not one JSON document");
    } catch (IOException unreadable) {
      throw malformed("unreadable");
    }
  }

  private static Refusal malformed(String why) {
    return new Refusal(RefusalCode.MALFORMED_REQUEST, why);
  }
}
