package io.backstop.sdk;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every line of the corpus is answered: by a test here, or for a stated reason elsewhere. */
class AttackCorpusTest {
  private static final List<Class<?>> TESTS =
      List.of(
          AccessibilityTest.class,
          ArchiveTest.class,
          ArchiveTest.InBrowser.class,
          FallbackTest.class,
          HostileShopTest.class,
          MessagesTest.class,
          OutcomesTest.class,
          OverlayTest.class,
          RequestTest.class);

  /** What the hosted page has to prove: its markup, its script and its answers are not here. */
  private static final Map<String, String> ELSEWHERE =
      Map.of(
          "pm-out-target-star", "the hosted page chooses the target origin of what it posts",
          "pm-out-null-origin-parent",
              "the hosted page decides whether a sandboxed parent hears it",
          "pm-out-payload-minimal", "the hosted page writes the message",
          "sdk-clickjack-hit-test", "the hosted page arms its confirm control",
          "sdk-offline-mid", "the hosted page asks again when the network is back");

  @Test
  void everyLineIsAnswered() throws IOException {
    Set<String> answered = new TreeSet<>(ELSEWHERE.keySet());
    answered.addAll(answeredHere());

    assertThat(answered).isEqualTo(lines());
  }

  @Test
  void whatIsProvenElsewhereIsNotClaimedHere() {
    assertThat(answeredHere()).doesNotContainAnyElementsOf(ELSEWHERE.keySet());
  }

  private static Set<String> answeredHere() {
    return TESTS.stream()
        .flatMap(tests -> Arrays.stream(tests.getDeclaredMethods()))
        .map((Method test) -> test.getAnnotation(Attack.class))
        .flatMap(attack -> attack == null ? Stream.empty() : Arrays.stream(attack.value()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> lines() throws IOException {
    JsonMapper json = new JsonMapper();
    Set<String> names = new TreeSet<>();
    try (BufferedReader corpus =
        new BufferedReader(
            new InputStreamReader(
                AttackCorpusTest.class.getResourceAsStream("/corpus/browser-embed-attacks.jsonl"),
                StandardCharsets.UTF_8))) {
      for (String line : corpus.lines().toList()) {
        names.add(json.readTree(line).path("name").asText());
      }
    }
    return names;
  }
}
