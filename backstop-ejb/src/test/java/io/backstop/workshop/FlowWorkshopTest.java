package io.backstop.workshop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstop.member.Seat;
import io.backstop.store.TestDatabase;
import io.backstop.store.Together;
import io.backstop.workshop.Saved.Verdict;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FlowWorkshopTest {

  private static final TestDatabase DATABASE = TestDatabase.fresh();

  private final Studio studio = new Studio(DATABASE);
  private final FlowWorkshop workshop = studio.workshop;
  private final FlowId flow = studio.made("Spring");

  private FlowDraft draft() {
    return workshop.draft(studio.workspace, flow).orElseThrow();
  }

  private Saved save(Seat by, int revision, String says) {
    return workshop.save(by, flow, revision, Studio.flow("n", says));
  }

  @Test
  void aNewFlowIsADraftThatNobodySeesYet() {
    assertThat(draft())
        .matches(draft -> draft.document().equals(Studio.SHORT) && draft.revision() == 1)
        .matches(draft -> !draft.canUndo() && !draft.canRedo() && draft.publishedAs().isEmpty());
    assertThat(workshop.flows(studio.workspace))
        .singleElement()
        .matches(card -> card.name().equals("Spring") && card.changed() && !card.live())
        .matches(card -> card.latest().isEmpty() && card.editedBy().equals("ada@acme.example"));
    assertThat(studio.audited()).containsExactly("flow.created");
  }

  @Test
  void aNameIsOneLineOfAtMostEightyCharacters() {
    for (String name : List.of("", "  ", "a\nb", "x".repeat(81))) {
      assertThat(workshop.create(studio.ada, name, Studio.SHORT).verdict())
          .isEqualTo(Created.Verdict.BAD_NAME);
      assertThat(workshop.rename(studio.ada, flow, name)).isEqualTo(FlowVerdict.BAD_NAME);
    }
    assertThat(workshop.rename(studio.ada, flow, "  Été ☀ ")).isEqualTo(FlowVerdict.DONE);
    assertThat(draft().name()).isEqualTo("Été ☀");
    assertThat(studio.audited()).containsExactlyInAnyOrder("flow.renamed", "flow.created");
  }

  @Test
  void whatIsNoObjectOrTooLargeIsNotSaved() {
    String large = "{\"name\": \"" + "ü".repeat(32 * 1024) + "\"}";
    for (String document : List.of("", "[]", "{", "{} {}", "{\"a\": \"\uD800\"}", "nul", large)) {
      assertThat(workshop.save(studio.ada, flow, 1, document).verdict())
          .isEqualTo(Verdict.NOT_READABLE);
      assertThat(workshop.create(studio.ada, "n", document).verdict())
          .isEqualTo(Created.Verdict.NOT_READABLE);
    }
    assertThat(draft().revision()).isEqualTo(1);
  }

  @Test
  void anUnfinishedDraftIsSavedAsItWasTyped() {
    String unfinished = "{ \"offers\": [{\"type\": \"discount\", \"percent\": \"ten\"}], \"x\": 1}";

    assertThat(workshop.save(studio.ada, flow, 1, unfinished).verdict()).isEqualTo(Verdict.SAVED);

    assertThat(draft().document()).isEqualTo(unfinished);
    assertThat(draft().revision()).isEqualTo(2);
  }

  @Test
  void theSecondOfTwoPeopleIsToldAndNothingIsOverwritten() {
    save(studio.ada, 1, "Ada’s");

    Saved second = save(studio.grace, 1, "Grace’s");

    assertThat(second.verdict()).isEqualTo(Verdict.CHANGED_MEANWHILE);
    assertThat(second.draft().orElseThrow())
        .matches(now -> now.editedBy().equals("ada@acme.example") && now.revision() == 2)
        .matches(now -> now.document().contains("Ada’s"));
    assertThat(draft().document()).contains("Ada’s").doesNotContain("Grace’s");
    assertThat(save(studio.grace, 2, "Grace’s").verdict()).isEqualTo(Verdict.SAVED);
    assertThat(studio.audited())
        .containsExactlyInAnyOrder("flow.edited", "flow.edited", "flow.created");
  }

  @Test
  void ofManyWhoSaveTheSameRevisionAtOnceOneIsFirst() {
    List<Saved> answers =
        Together.run(8, i -> () -> save(i % 2 == 0 ? studio.ada : studio.grace, 1, "text " + i));

    assertThat(answers).filteredOn(saved -> saved.verdict() == Verdict.SAVED).hasSize(1);
    assertThat(answers)
        .filteredOn(saved -> saved.verdict() == Verdict.CHANGED_MEANWHILE)
        .hasSize(7)
        .allMatch(saved -> saved.draft().orElseThrow().document().equals(draft().document()));
    assertThat(draft().revision()).isEqualTo(2);
    assertThat(studio.audited()).filteredOn("flow.edited"::equals).hasSize(1);
  }

  @Test
  void theSameTextTwiceIsOneChange() {
    save(studio.ada, 1, "same");

    assertThat(save(studio.ada, 1, "same").verdict()).isEqualTo(Verdict.UNCHANGED);
    assertThat(draft().revision()).isEqualTo(2);
  }

  @Test
  void aChangeIsUndoneAndRedone() {
    save(studio.ada, 1, "one");
    save(studio.ada, 2, "two");

    FlowDraft undone = workshop.undo(studio.grace, flow, 3).draft().orElseThrow();
    assertThat(undone.document()).contains("one");
    assertThat(undone.editedBy()).isEqualTo("grace@acme.example");
    assertThat(undone.canRedo()).isTrue();
    assertThat(workshop.undo(studio.ada, flow, 3).verdict()).isEqualTo(Verdict.CHANGED_MEANWHILE);
    assertThat(workshop.undo(studio.ada, flow, 4).draft().orElseThrow().document())
        .isEqualTo(Studio.SHORT);
    assertThat(workshop.undo(studio.ada, flow, 5).verdict()).isEqualTo(Verdict.NOTHING_THERE);
    assertThat(workshop.redo(studio.ada, flow, 5).draft().orElseThrow().document()).contains("one");
    assertThat(workshop.redo(studio.ada, flow, 6).draft().orElseThrow().document()).contains("two");
    assertThat(workshop.redo(studio.ada, flow, 7).verdict()).isEqualTo(Verdict.NOTHING_THERE);
  }

  @Test
  void whoeverTypesAfterUndoingGoesOnFromThere() {
    save(studio.ada, 1, "one");
    save(studio.ada, 2, "two");
    workshop.undo(studio.ada, flow, 3);

    save(studio.ada, 4, "three");

    assertThat(draft().canRedo()).isFalse();
    assertThat(workshop.undo(studio.ada, flow, 5).draft().orElseThrow().document()).contains("one");
  }

  @Test
  void theLastHundredChangesCanBeUndoneAndNoMoreAreKept() {
    for (int i = 1; i <= 105; i++) {
      save(studio.ada, i, "text " + i);
    }
    int revision = draft().revision();
    for (int i = 0; i < FlowWorkshop.UNDONE; i++) {
      assertThat(workshop.undo(studio.ada, flow, revision++).verdict()).isEqualTo(Verdict.SAVED);
    }
    assertThat(workshop.undo(studio.ada, flow, revision).verdict())
        .isEqualTo(Verdict.NOTHING_THERE);
    assertThat(draft().document()).contains("text 5\"");
    assertThat(DATABASE.text("SELECT count(*) FROM flow_step WHERE flow_id = ?", flow.value()))
        .isEqualTo("101");
  }

  @Test
  void publishingMakesANumberedVersionThatKeepsItsText() {
    Published first = workshop.publish(studio.ada, flow, 1);
    assertThat(first.verdict()).isEqualTo(Published.Verdict.PUBLISHED);
    save(studio.ada, 1, "changed");
    assertThat(workshop.flows(studio.workspace)).singleElement().matches(FlowCard::changed);
    Release second = workshop.publish(studio.grace, flow, 2).release().orElseThrow();

    assertThat(workshop.releases(studio.workspace, flow))
        .extracting(Release::number)
        .containsExactly(2, 1);
    assertThat(second.by()).isEqualTo("grace@acme.example");
    assertThat(workshop.document(studio.workspace, flow, 1)).contains(Studio.SHORT);
    assertThat(workshop.document(studio.workspace, flow, 2)).contains(draft().document());
    assertThat(workshop.document(studio.workspace, flow, 3)).isEmpty();
    assertThat(draft().publishedAs()).contains(2);
    assertThat(workshop.flows(studio.workspace))
        .singleElement()
        .matches(card -> !card.changed() && card.latest().orElseThrow() == 2);
  }

  @Test
  void theSameRevisionPublishedByManyAtOnceIsOneVersion() {
    List<Published> answers = Together.run(8, i -> () -> workshop.publish(studio.ada, flow, 1));

    assertThat(answers)
        .extracting(answer -> answer.release().orElseThrow().number())
        .containsOnly(1);
    assertThat(answers)
        .filteredOn(answer -> answer.verdict() == Published.Verdict.PUBLISHED)
        .hasSize(1);
    assertThat(studio.audited()).filteredOn("flow.published"::equals).hasSize(1);
  }

  @Test
  void aTextThatWasUndoneBackToIsNotPublishedTwice() {
    workshop.publish(studio.ada, flow, 1);
    save(studio.ada, 1, "other");
    workshop.undo(studio.ada, flow, 2);

    assertThat(workshop.publish(studio.ada, flow, 3).verdict())
        .isEqualTo(Published.Verdict.ALREADY_PUBLISHED);
    assertThat(workshop.releases(studio.workspace, flow)).hasSize(1);
  }

  @Test
  void whatSomebodyElseHasChangedMeanwhileIsNotPublishedUnseen() {
    save(studio.grace, 1, "Grace’s");

    assertThat(workshop.publish(studio.ada, flow, 1).verdict())
        .isEqualTo(Published.Verdict.CHANGED_MEANWHILE);
    assertThat(workshop.releases(studio.workspace, flow)).isEmpty();
  }

  @Test
  void whatWouldKeepACustomerIsNotPublished() {
    workshop.save(
        studio.ada, flow, 1, "{\"version\": 1, \"name\": \"n\", \"steps\": [\"survey\"]}");

    Published answer = workshop.publish(studio.ada, flow, 2);

    assertThat(answer.verdict()).isEqualTo(Published.Verdict.FAULTY);
    assertThat(answer.findings()).extracting(Finding::path).contains("steps");
    assertThat(workshop.releases(studio.workspace, flow)).isEmpty();
    assertThat(studio.audited()).doesNotContain("flow.published");
  }

  @Test
  void theDatabaseRefusesToChangeWhatWasPublished() {
    workshop.publish(studio.ada, flow, 1);
    for (String statement :
        List.of(
            "UPDATE flow_release SET number = 9",
            "DELETE FROM flow_release",
            "TRUNCATE flow_release",
            "UPDATE flow_version SET definition = '{}'",
            "DELETE FROM flow_version")) {
      assertThatThrownBy(() -> DATABASE.update(statement)).isInstanceOf(RuntimeException.class);
    }
    assertThat(workshop.document(studio.workspace, flow, 1)).contains(Studio.SHORT);
  }

  @Test
  void anArchivedFlowIsNeitherChangedNorPublishedUntilItIsRestored() {
    workshop.archive(studio.ada, flow);

    assertThat(save(studio.ada, 1, "x").verdict()).isEqualTo(Verdict.ARCHIVED);
    assertThat(workshop.publish(studio.ada, flow, 1).verdict())
        .isEqualTo(Published.Verdict.ARCHIVED);
    assertThat(workshop.flows(studio.workspace)).singleElement().matches(FlowCard::archived);
    workshop.restore(studio.ada, flow);
    assertThat(save(studio.ada, 1, "x").verdict()).isEqualTo(Verdict.SAVED);
    assertThat(studio.audited())
        .containsExactlyInAnyOrder("flow.edited", "flow.restored", "flow.archived", "flow.created");
  }

  @Test
  void aWorkspaceHasAtMostFiftyFlows() {
    IntStream.range(0, FlowWorkshop.MOST - 3).forEach(i -> studio.made("n"));

    List<Created> answers =
        Together.run(8, i -> () -> workshop.create(studio.ada, "n", Studio.SHORT));

    assertThat(answers)
        .filteredOn(created -> created.verdict() == Created.Verdict.CREATED)
        .hasSize(2);
    assertThat(workshop.flows(studio.workspace)).hasSize(FlowWorkshop.MOST);
  }

  @Test
  void anotherWorkspacesFlowIsNotThere() {
    Seat stranger = studio.stranger();
    workshop.publish(studio.ada, flow, 1);

    assertThat(workshop.flows(stranger.workspace())).isEmpty();
    assertThat(workshop.draft(stranger.workspace(), flow)).isEmpty();
    assertThat(workshop.releases(stranger.workspace(), flow)).isEmpty();
    assertThat(workshop.document(stranger.workspace(), flow, 1)).isEmpty();
    assertThat(save(stranger, 1, "x").verdict()).isEqualTo(Verdict.NOT_HERE);
    assertThat(workshop.undo(stranger, flow, 1).verdict()).isEqualTo(Verdict.NOT_HERE);
    assertThat(workshop.redo(stranger, flow, 1).verdict()).isEqualTo(Verdict.NOT_HERE);
    assertThat(workshop.publish(stranger, flow, 1).verdict()).isEqualTo(Published.Verdict.NOT_HERE);
    assertThat(workshop.rename(stranger, flow, "x")).isEqualTo(FlowVerdict.NOT_HERE);
    assertThat(workshop.archive(stranger, flow)).isEqualTo(FlowVerdict.NOT_HERE);
    assertThat(workshop.restore(stranger, flow)).isEqualTo(FlowVerdict.NOT_HERE);
    assertThat(
            studio.traffic.split(
                stranger,
                studio.traffic.of(stranger.workspace()).turn(),
                List.of(new Share(flow, 1, 100))))
        .isEqualTo(FlowVerdict.NOT_HERE);
    assertThat(draft().name()).isEqualTo("Spring");
  }
}
