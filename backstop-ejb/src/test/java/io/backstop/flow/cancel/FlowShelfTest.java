package io.backstop.flow.cancel;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.flow.cancel.CancelStep.Confirm;
import io.backstop.flow.cancel.CancelStep.Done;
import io.backstop.flow.cancel.CancelStep.Survey;
import io.backstop.flow.cancel.Choice.Action;
import io.backstop.flow.cancel.TrafficSplit.Part;
import io.backstop.flow.cancel.TrafficSplit.Wish;
import io.backstop.kernel.CustomerId;
import io.backstop.link.FlowPass;
import io.backstop.workspace.Workspace.CancelSettings;
import io.backstop.workspace.Workspace.CancelTiming;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlowShelfTest {

  private static final String SHIPPED =
      new FlowShelf().current(new Scene().workspace, new CustomerId("cus_1")).flow().digest();
  private static final String SET = document("Set");

  private final Scene scene = new Scene();

  private static String document(String name) {
    return "{\"version\":1,\"name\":\"%s\",\"steps\":[\"confirm\"]}".formatted(name);
  }

  private Part published(int number, String document) {
    String digest = FlowDefinitions.digest(document);
    scene.container.transaction(
        () ->
            scene
                .container
                .entityManager()
                .createNativeQuery(
                    "INSERT INTO flow_version (workspace_id, digest, definition, first_used_at)"
                        + " VALUES (:w, :d, CAST(:t AS json), now())")
                .setParameter("w", scene.workspace.slug().value())
                .setParameter("d", digest)
                .setParameter("t", document)
                .executeUpdate());
    return new Part("flw_1", number, digest);
  }

  private void set(Optional<String> flow, boolean pinned, String traffic) {
    scene.set(
        new CancelSettings(
            CancelTiming.PERIOD_END, flow, pinned, Optional.of(traffic), CancelSettings.COOLDOWN));
  }

  private static String all(Part part) {
    return TrafficSplit.begin("salt", List.of(new Wish(part, 100))).write();
  }

  private String begun(FlowPass pass) {
    scene.flow.open(pass);
    return (String) scene.visit(pass, "flow_digest");
  }

  @Test
  void aVisitBeginsWithThePublishedVersionAndSaysWhich() {
    Part part = published(3, document("Published"));
    set(Optional.of(SET), false, all(part));
    FlowPass pass = scene.pass();

    assertThat(begun(pass)).isEqualTo(part.digest());
    assertThat(scene.visit(pass, "flow_id")).isEqualTo("flw_1");
    assertThat(scene.visit(pass, "flow_number")).isEqualTo(3);
  }

  @Test
  void aFlowThatNobodyHasPublishedHasNoNumber() {
    FlowPass pass = scene.pass();

    assertThat(begun(pass)).isEqualTo(SHIPPED);
    assertThat(scene.visit(pass, "flow_id")).isNull();
    assertThat(scene.visit(pass, "flow_number")).isNull();
  }

  @Test
  void whatTheOperatorHasPinnedGoesBeforeTheSplit() {
    set(Optional.of(SET), true, all(published(1, document("Published"))));

    assertThat(begun(scene.pass())).isEqualTo(FlowDefinitions.digest(SET));
  }

  @Test
  void aVisitThatHasBegunKeepsItsVersionWhenTrafficMoves() {
    Part first = published(1, document("One"));
    set(Optional.empty(), false, all(first));
    FlowPass pass = scene.pass();
    scene.flow.open(pass);
    set(Optional.empty(), false, all(published(2, document("Two"))));

    scene.flow.open(scene.again(pass, scene.workspace));

    assertThat(scene.visit(pass, "flow_digest")).isEqualTo(first.digest());
    assertThat(scene.visit(pass, "flow_number")).isEqualTo(1);
  }

  @Test
  void bothVersionsOfASplitAreSeenAndEachCustomerSeesOne() {
    Part one = published(1, document("One"));
    Part two = published(2, document("Two"));
    String split =
        TrafficSplit.begin("salt", List.of(new Wish(one, 50), new Wish(two, 50))).write();
    set(Optional.empty(), false, split);
    FlowShelf here = scene.newShelf();
    FlowShelf there = scene.newShelf();

    Set<Part> seen =
        IntStream.range(0, 200)
            .mapToObj(i -> new CustomerId("cus_" + i))
            .map(
                customer -> {
                  Optional<Part> part = here.current(scene.workspace, customer).version();
                  assertThat(there.current(scene.workspace, customer).version()).isEqualTo(part);
                  return part.orElseThrow();
                })
            .collect(Collectors.toSet());

    assertThat(seen).containsExactlyInAnyOrder(one, two);
  }

  @ParameterizedTest
  @ValueSource(strings = {"nonsense", "{}", "[1, 2]"})
  void aSplitThatCannotBeReadKeepsNobody(String split) {
    set(Optional.of(SET), false, split);
    assertNobodyIsKept();
  }

  @Test
  void aSplitThatLeadsNowhereKeepsNobody() {
    set(Optional.of(SET), false, all(new Part("flw_1", 1, "0".repeat(64))));
    assertNobodyIsKept();
  }

  @Test
  void aSplitThatLeadsToAnInvalidTextKeepsNobody() {
    set(Optional.empty(), false, all(published(1, "{\"version\": 2}")));
    assertNobodyIsKept();
  }

  private void assertNobodyIsKept() {
    FlowPass pass = scene.pass();

    assertThat(scene.flow.open(pass)).isInstanceOf(Survey.class);
    assertThat(scene.visit(pass, "flow_digest")).isEqualTo(SHIPPED);
    assertThat(scene.visit(pass, "flow_id")).isNull();
    assertThat(scene.choose(pass, Action.CANCEL_ANYWAY)).isInstanceOf(Confirm.class);
    assertThat(scene.choose(pass, Action.CONFIRM_CANCEL)).isInstanceOf(Done.class);
  }
}
