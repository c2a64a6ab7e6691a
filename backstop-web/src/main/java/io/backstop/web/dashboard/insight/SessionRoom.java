package io.backstop.web.dashboard.insight;

import io.backstop.insight.Evidence;
import io.backstop.insight.VisitLine;
import io.backstop.insight.VisitReader;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.web.dashboard.DashboardCall;
import io.backstop.web.dashboard.Room;
import io.backstop.web.dashboard.Route;
import io.backstop.web.dashboard.Words;
import io.backstop.web.dashboard.insight.SheetView.Fact;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** One cancel session's evidence. */
@ApplicationScoped
class SessionRoom implements Room {

  @Inject private VisitReader reader;
  @Inject private FlowWords flows;

  @Override
  public boolean isOf(Route page) {
    return page == Route.SESSION;
  }

  @Override
  public void answer(DashboardCall call) throws ServletException, IOException {
    Optional<Evidence> found = reader.find(call.workspace().slug(), call.segment(1));
    if (found.isEmpty()) {
      call.showNothingThere();
      return;
    }
    Evidence evidence = found.get();
    call.show(
        new SheetView(
            "session",
            "sessions",
            facts(call, evidence),
            List.of(steps(call, evidence), attempts(call.words(), evidence)),
            List.of()));
  }

  private List<Fact> facts(DashboardCall call, Evidence evidence) {
    Words words = call.words();
    WorkspaceSlug workspace = call.workspace().slug();
    VisitLine visit = evidence.visit();
    Addresses addresses = new Addresses(call);
    List<Fact> facts = new ArrayList<>();
    facts.add(new Fact(words.say("session.id"), Cell.id(visit.id())));
    facts.add(
        new Fact(
            words.say("session.customer"),
            new Cell(visit.customer(), addresses.of("customers", visit.customer()), "id")));
    facts.add(new Fact(words.say("session.subscription"), Cell.id(visit.subscription())));
    fact(facts, words, "outcome", Optional.of(VisitGrid.outcome(words, visit)));
    fact(
        facts,
        words,
        "reason",
        visit.reason().map(id -> flows.reason(words, workspace, visit.digest(), id)));
    fact(facts, words, "comment", visit.comment());
    fact(
        facts,
        words,
        "taken",
        visit.taken().map(id -> flows.offer(words, workspace, visit.digest(), id)));
    fact(
        facts,
        words,
        "terms",
        evidence
            .terms()
            .filter(t -> visit.offerType().isPresent())
            .map(t -> flows.terms(words, t)));
    fact(facts, words, "declined", offers(words, workspace, visit, visit.declined()));
    fact(facts, words, "refused", offers(words, workspace, visit, visit.refused()));
    fact(
        facts, words, "kept", visit.kept().map(kept -> words.money(kept.minor(), kept.currency())));
    fact(
        facts,
        words,
        "flow",
        Optional.of(flows.flow(workspace, visit.digest(), visit.flow(), visit.number())));
    fact(
        facts,
        words,
        "signed",
        Optional.of(words.say(visit.signed() ? "session.signed.yes" : "session.signed.no")));
    moment(facts, words, "minted", evidence.link().mintedAt());
    moment(facts, words, "opened", Optional.of(visit.openedAt()));
    moment(facts, words, "ended", visit.endedAt());
    moment(facts, words, "access-ends", evidence.accessEndsAt());
    moment(facts, words, "spent", evidence.link().spentAt());
    moment(facts, words, "expires", evidence.link().expiresAt());
    moment(facts, words, "revoked", evidence.link().revokedAt());
    return facts;
  }

  private Optional<String> offers(
      Words words, WorkspaceSlug workspace, VisitLine visit, List<String> ids) {
    return ids.isEmpty()
        ? Optional.empty()
        : Optional.of(
            ids.stream()
                .map(id -> flows.offer(words, workspace, visit.digest(), id))
                .collect(Collectors.joining(", ")));
  }

  private static void fact(List<Fact> facts, Words words, String key, Optional<String> text) {
    text.ifPresent(t -> facts.add(new Fact(words.say("session." + key), Cell.of(t))));
  }

  private static void moment(List<Fact> facts, Words words, String key, Optional<Instant> at) {
    fact(facts, words, key, at.map(words::moment));
  }

  private Grid steps(DashboardCall call, Evidence evidence) {
    Words words = call.words();
    WorkspaceSlug workspace = call.workspace().slug();
    VisitLine visit = evidence.visit();
    return new Grid(
        "steps",
        words.say("steps"),
        words.say("steps.about"),
        List.of(
            words.say("steps.at"),
            words.say("steps.event"),
            words.say("steps.stop"),
            words.say("steps.detail")),
        evidence.steps().stream()
            .map(
                step ->
                    List.of(
                        Cell.quiet(words.moment(step.at())),
                        Cell.of(words.say("event." + step.event())),
                        Cell.of(flows.stop(words, workspace, visit.digest(), step.stop())),
                        Cell.of(
                            step.detail()
                                .map(
                                    detail ->
                                        step.event().equals("answered")
                                            ? flows.reason(words, workspace, visit.digest(), detail)
                                            : flows.terms(words, detail)))))
            .toList(),
        words.say("steps.empty"));
  }

  private static Grid attempts(Words words, Evidence evidence) {
    return new Grid(
        "attempts",
        words.say("attempts"),
        words.say("attempts.about"),
        List.of(
            words.say("attempts.at"),
            words.say("attempts.state"),
            words.say("attempts.request"),
            words.say("attempts.id")),
        evidence.attempts().stream()
            .map(
                attempt ->
                    List.of(
                        Cell.quiet(words.moment(attempt.createdAt())),
                        Cell.of(words.say("attempt." + attempt.state())),
                        Cell.id(attempt.requestId().orElse("–")),
                        Cell.id(attempt.id())))
            .toList(),
        words.say("attempts.empty"));
  }
}
