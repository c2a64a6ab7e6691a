package io.backstop.workshop;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.store.TestDatabase;
import io.backstop.store.Together;
import io.backstop.workshop.Traffic.InForce;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrafficDeskTest {

  private static final TestDatabase DATABASE = TestDatabase.fresh();

  private final Studio studio = new Studio(DATABASE);
  private final FlowId flow = studio.made("Spring");

  private String key(String name) {
    return "backstop.workspace." + studio.workspace + "." + name;
  }

  private Traffic traffic() {
    return studio.traffic.of(studio.workspace);
  }

  @Test
  void theShippedFlowIsInForceBeforeAnythingIsSplit() {
    studio.published(flow, "one");

    assertThat(traffic().inForce()).isEqualTo(InForce.SHIPPED);
    assertThat(traffic().shares()).isEmpty();
    assertThat(studio.later().cancel().traffic()).isEmpty();
  }

  @Test
  void aSplitIsInForceOnEveryNodeWithinTwoSeconds() {
    studio.published(flow, "one");
    studio.published(flow, "two");

    assertThat(studio.split(new Share(flow, 1, 30), new Share(flow, 2, 70)))
        .isEqualTo(FlowVerdict.DONE);

    assertThat(traffic().inForce()).isEqualTo(InForce.SPLIT);
    assertThat(traffic().shares()).containsExactly(new Share(flow, 1, 30), new Share(flow, 2, 70));
    assertThat(studio.later().cancel().traffic()).isPresent();
    assertThat(studio.workshop.flows(studio.workspace))
        .singleElement()
        .matches(card -> card.share() == 100 && card.live());
    assertThat(studio.audited()).filteredOn("traffic.moved"::equals).hasSize(1);
  }

  @Test
  void anEmptySplitLetsTheSettingOrTheShippedFlowBeInForceAgain() {
    studio.published(flow, "one");
    studio.split(new Share(flow, 1, 100));

    assertThat(studio.split()).isEqualTo(FlowVerdict.DONE);

    assertThat(traffic().inForce()).isEqualTo(InForce.SHIPPED);
    assertThat(studio.later().cancel().traffic()).isEmpty();
  }

  @Test
  void sharesAreWholePercentsOfOneToFourVersionsAndAHundredTogether() {
    for (int i = 1; i <= 5; i++) {
      studio.published(flow, "version " + i);
    }
    for (List<Share> shares :
        List.of(
            List.of(new Share(flow, 1, 99)),
            List.of(new Share(flow, 1, 101)),
            List.of(new Share(flow, 1, 100), new Share(flow, 2, 0)),
            List.of(new Share(flow, 1, 50), new Share(flow, 1, 50)),
            List.of(new Share(flow, 1, 150), new Share(flow, 2, -50)),
            List.of(
                new Share(flow, 1, 20),
                new Share(flow, 2, 20),
                new Share(flow, 3, 20),
                new Share(flow, 4, 20),
                new Share(flow, 5, 20)))) {
      assertThat(studio.split(shares.toArray(Share[]::new))).isEqualTo(FlowVerdict.BAD_SHARES);
    }
    assertThat(studio.split(new Share(flow, 6, 100))).isEqualTo(FlowVerdict.NOT_HERE);
    assertThat(traffic().shares()).isEmpty();
    assertThat(studio.audited()).doesNotContain("traffic.moved");
  }

  @Test
  void aFlowWithTrafficIsNotArchivedAndAnArchivedOneGetsNone() {
    studio.published(flow, "one");
    FlowId other = studio.made("Other");
    studio.published(other, "two");
    studio.split(new Share(flow, 1, 100));

    assertThat(studio.workshop.archive(studio.ada, flow)).isEqualTo(FlowVerdict.HAS_TRAFFIC);
    assertThat(studio.workshop.archive(studio.ada, other)).isEqualTo(FlowVerdict.DONE);
    assertThat(studio.split(new Share(other, 1, 100))).isEqualTo(FlowVerdict.ARCHIVED);
    assertThat(traffic().shares()).containsExactly(new Share(flow, 1, 100));
  }

  @Test
  void trafficNeverGoesToAFlowThatIsArchivedAtTheSameMoment() {
    studio.published(flow, "one");
    String turn = traffic().turn();

    List<FlowVerdict> answers =
        Together.run(
            2,
            i ->
                () ->
                    i == 0
                        ? studio.workshop.archive(studio.ada, flow)
                        : studio.traffic.split(
                            studio.grace, turn, List.of(new Share(flow, 1, 100))));

    boolean archived =
        studio.workshop.draft(studio.workspace, flow).filter(FlowDraft::archived).isPresent();
    assertThat(archived).isNotEqualTo(traffic().shares().size() == 1);
    assertThat(answers).filteredOn(FlowVerdict.DONE::equals).hasSize(1);
  }

  @Test
  void theSecondOfTwoWhoMoveTrafficIsTold() {
    studio.published(flow, "one");
    studio.published(flow, "two");
    String turn = traffic().turn();
    studio.traffic.split(studio.ada, turn, List.of(new Share(flow, 1, 100)));

    assertThat(studio.traffic.split(studio.grace, turn, List.of(new Share(flow, 2, 100))))
        .isEqualTo(FlowVerdict.CHANGED_MEANWHILE);
    assertThat(traffic().shares()).containsExactly(new Share(flow, 1, 100));
  }

  @Test
  void whatTheOperatorHasPinnedIsShownAndGoesFirst() {
    studio.published(flow, "one");
    studio.split(new Share(flow, 1, 100));
    studio.layers.with(300, key("cancel.flow"), Studio.SHORT);

    assertThat(traffic().inForce()).isEqualTo(InForce.PINNED_FLOW);
    assertThat(traffic().pin().orElseThrow().name()).isEqualTo(key("cancel.flow"));
    assertThat(traffic().shares()).hasSize(1);
    assertThat(studio.later().cancel().flowPinned()).isTrue();
  }

  @Test
  void aPinnedSplitIsNotMoved() {
    studio.published(flow, "one");
    studio.split(new Share(flow, 1, 100));
    String pinned = studio.later().cancel().traffic().orElseThrow();
    studio.split();
    studio.layers.with(400, key("cancel.traffic"), pinned);

    assertThat(traffic().inForce()).isEqualTo(InForce.PINNED_SPLIT);
    assertThat(studio.split()).isEqualTo(FlowVerdict.PINNED);
  }

  @Test
  void aSavedFlowIsInForceWhereThereIsNoSplit() {
    studio.settings.save(studio.workspace, "cancel.flow", Studio.SHORT);

    assertThat(traffic().inForce()).isEqualTo(InForce.SETTING);
    assertThat(studio.later().cancel().flowPinned()).isFalse();
  }
}
