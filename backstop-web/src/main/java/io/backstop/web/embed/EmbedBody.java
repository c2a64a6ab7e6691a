package io.backstop.web.embed;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.kernel.Surface;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * The known members of a request's body, as text; {@code null} where absent.
 *
 * <p>The reader is strict where JSON-P as the servers ship it is not: UTF-8 only and valid, a
 * member given twice refused at any depth, nothing after the document, depth and lengths bounded.
 */
record EmbedBody(
    String workspace,
    String customer,
    String subscription,
    String timestamp,
    String signature,
    String returnUrl) {

  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .disable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNestingDepth(32)
                  .maxNumberLength(64)
                  .maxStringLength(16 * 1024)
                  .build())
          .build();

  private static final Set<String> KNOWN =
      Set.of("workspace", "customer", "timestamp", "signature", "return_url");

  /**
   * What a call of {@code surface} says. A {@code subscription} is part of cancel calls; on another
   * surface it is ignored like any member that is not known.
   *
   * @throws Refusal MALFORMED_REQUEST when it is not one JSON object; INVALID_FIELD when a known
   *     member is not a text (or, for {@code timestamp}, a text or an integer)
   */
  static EmbedBody read(Surface surface, byte[] bytes, int length) {
    String text = decoded(bytes, length);
    try (JsonParser json = JSON.createParser(text)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw malformed("not an object", null);
      }
      EmbedBody body = members(surface, json);
      if (json.nextToken() != null) {
        throw malformed("something after the document", null);
      }
      return body;
    } catch (JsonProcessingException unreadable) {
      JsonLocation at = unreadable.getLocation();
      throw malformed(at == null ? "beyond a bound" : "line " + at.getLineNr(), unreadable);
    } catch (IOException unreadable) {
      throw malformed("unreadable", unreadable);
    }
  }

  private static String decoded(byte[] bytes, int length) {
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes, 0, length))
          .toString();
    } catch (CharacterCodingException notUtf8) {
      throw malformed("not UTF-8", notUtf8);
    }
  }

  private static EmbedBody members(Surface surface, JsonParser json) throws IOException {
    String workspace = null;
    String customer = null;
    String subscription = null;
    String timestamp = null;
    String signature = null;
    String returnUrl = null;
    Refusal wrongType = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      JsonToken token = json.nextToken();
      boolean known =
          KNOWN.contains(name) || surface == Surface.CANCEL && name.equals("subscription");
      if (!known) {
        json.skipChildren();
        continue;
      }
      boolean text = token == JsonToken.VALUE_STRING;
      boolean number = token == JsonToken.VALUE_NUMBER_INT && name.equals("timestamp");
      if (!text && !number) {
        json.skipChildren();
        wrongType = wrongType == null ? Refusal.ofField(name, "the type of " + name) : wrongType;
        continue;
      }
      String value = json.getText();
      switch (name) {
        case "workspace" -> workspace = value;
        case "customer" -> customer = value;
        case "subscription" -> subscription = value;
        case "timestamp" -> timestamp = value;
        case "signature" -> signature = value;
        default -> returnUrl = value;
      }
    }
    if (wrongType != null) {
      throw wrongType;
    }
    return new EmbedBody(workspace, customer, subscription, timestamp, signature, returnUrl);
  }

  private static Refusal malformed(String what, Exception cause) {
    return new Refusal(RefusalCode.MALFORMED_REQUEST, what, cause);
  }

  @Override
  public String toString() {
    return "EmbedBody[…]";
  }
}
