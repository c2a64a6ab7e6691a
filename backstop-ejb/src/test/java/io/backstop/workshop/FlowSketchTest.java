package io.backstop.workshop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.flow.cancel.FlowDefinitions;
import io.backstop.kernel.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FlowSketchTest {

  private static final JsonMapper JSON = new JsonMapper();

  private static FlowSketch read(String document) {
    return FlowSketch.read(document.replace('\'', '"'));
  }

  @Test
  void whatIsNoObjectIsRefused() {
    for (String document : List.of("", "[]", "1", "{", "{} {}")) {
      assertThat(FlowSketch.isReadable(document)).isFalse();
      assertThatThrownBy(() -> FlowSketch.read(document)).isInstanceOf(Refusal.class);
    }
    assertThat(FlowSketch.isReadable("[".repeat(20) + "]".repeat(20))).isFalse();
    assertThat(FlowSketch.isReadable("{\"a\":" + "[".repeat(20) + "]".repeat(20) + "}")).isFalse();
  }

  @Test
  void anythingElseIsShown() {
    FlowSketch sketch =
        read(
            """
            {'name': 7, 'steps': 'confirm', 'survey': [], 'reasons': [1, {'label': 'Hi'}],
             'stories': {}, 'offers': [{'id': 'a', 'type': 'discount', 'percent': 'ten'}],
             'otherwise': [null, 'a', {}]}\
            """);

    assertThat(sketch.name()).isEqualTo("7");
    assertThat(sketch.steps()).isEmpty();
    assertThat(sketch.reasons())
        .singleElement()
        .matches(reason -> reason.label().equals(Map.of("en", "Hi")) && reason.id().isEmpty());
    assertThat(sketch.offers()).singleElement().matches(offer -> offer.percent().equals("ten"));
  }

  @Test
  void whatCannotBeRightYetIsWrittenBackAsItWasTyped() {
    FlowSketch sketch =
        read("{'offers': [{'id': 'a', 'type': 'discount', 'percent': 'ten', 'months': 3}]}");

    assertThat(sketch.document()).contains("\"percent\" : \"ten\"").contains("\"months\" : 3");
    assertThat(FlowSketch.read(sketch.document())).isEqualTo(sketch);
  }

  @Test
  void membersOfAnotherTypeAreNotWritten() {
    FlowSketch sketch =
        read("{'offers': [{'id': 'a', 'type': 'pause', 'percent': 5, 'months': 3, 'url': 'x'}]}");

    assertThat(sketch.document()).doesNotContain("percent").doesNotContain("url");
  }

  @Test
  void whateverStandsThereItCanBeFilledIn() {
    Random random = new Random(28);
    for (FlowTemplate template : FlowTemplates.all()) {
      for (int round = 0; round < 150; round++) {
        String broken = broken(template.document(), random);
        String filled = FlowSketch.read(broken).filledIn().document();
        assertThatCode(() -> FlowDefinitions.read(filled)).as(broken).doesNotThrowAnyException();
      }
    }
  }

  /** Some members taken away, some values replaced by those of other places, or by nonsense. */
  private static String broken(String document, Random random) {
    try {
      JsonNode root = JSON.readTree(document);
      for (int i = 0; i < 1 + random.nextInt(12); i++) {
        List<JsonNode> nodes = new ArrayList<>();
        collect(root, nodes);
        JsonNode target = nodes.get(random.nextInt(nodes.size()));
        JsonNode value =
            switch (random.nextInt(4)) {
              case 0 -> JSON.getNodeFactory().textNode("\u0007nön sense".repeat(40));
              case 1 -> JSON.getNodeFactory().numberNode(random.nextInt(500) - 5);
              case 2 -> JSON.getNodeFactory().nullNode();
              default -> nodes.get(random.nextInt(nodes.size())).deepCopy();
            };
        if (target instanceof ObjectNode object && !object.isEmpty()) {
          List<String> names = new ArrayList<>();
          object.fieldNames().forEachRemaining(names::add);
          String name = names.get(random.nextInt(names.size()));
          if (random.nextBoolean()) {
            object.remove(name);
          } else {
            object.set(name, value);
          }
        } else if (target instanceof ArrayNode array && !array.isEmpty()) {
          array.set(random.nextInt(array.size()), value);
        }
      }
      String text = JSON.writeValueAsString(root);
      return FlowSketch.isReadable(text) ? text : "{}";
    } catch (com.fasterxml.jackson.core.JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static void collect(JsonNode node, List<JsonNode> nodes) {
    nodes.add(node);
    node.forEach(child -> collect(child, nodes));
  }
}
