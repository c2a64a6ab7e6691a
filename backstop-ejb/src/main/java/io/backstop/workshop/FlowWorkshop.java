package io.backstop.workshop;

import io.backstop.kernel.Ids;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.member.AuditLog;
import io.backstop.member.Seat;
import io.backstop.workspace.SettingsWriter;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The flows that a merchant makes: their drafts and their published versions. Each change is one
 * transaction with its line of the audit log. Safe for any number of people on any number of nodes:
 * changes of one flow come one after the other, and who comes second with an old revision changes
 * nothing and is told. Every answer is of the caller's workspace alone.
 */
@Stateless
public class FlowWorkshop {

  /** How many flows a workspace has at most, archived ones counted. */
  public static final int MOST = 50;

  /** How many changes can be undone. */
  public static final int UNDONE = 100;

  private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}\\p{Cs}]{1,80}");

  private final FlowTable table;
  private final ReleaseTable versions;
  private final Press press;
  private final AuditLog audit;
  private final SettingsWriter settings;
  private final Clock clock;

  /** For the container's proxy. */
  public FlowWorkshop() {
    this(null, null, null, null, null, null);
  }

  @Inject
  FlowWorkshop(
      FlowTable table,
      ReleaseTable versions,
      Press press,
      AuditLog audit,
      SettingsWriter settings,
      Clock clock) {
    this.table = table;
    this.versions = versions;
    this.press = press;
    this.audit = audit;
    this.settings = settings;
    this.clock = clock;
  }

  /** Every flow, those in use first, each part by the last change, latest first. */
  public List<FlowCard> flows(WorkspaceSlug workspace) {
    return table.all(workspace, Shares.percents(settings, workspace));
  }

  /** Makes a flow whose draft is {@code document}: a template's, or a copy of another's. */
  public Created create(Seat by, String name, String document) {
    Optional<String> clean = name(name);
    if (clean.isEmpty()) {
      return new Created(Created.Verdict.BAD_NAME, Optional.empty());
    }
    if (!FlowSketch.isReadable(document)) {
      return new Created(Created.Verdict.NOT_READABLE, Optional.empty());
    }
    settings.lock(by.workspace());
    if (table.count(by.workspace()) >= MOST) {
      return new Created(Created.Verdict.TOO_MANY, Optional.empty());
    }
    Instant now = clock.instant();
    FlowId flow = new FlowId(Ids.next("flw_", now));
    table.add(by, flow, clean.get(), document, now);
    audit.write(by, "flow.created", flow + " " + clean.get());
    return new Created(Created.Verdict.CREATED, Optional.of(flow));
  }

  /** Gives a flow another name. Two may have the same. */
  public FlowVerdict rename(Seat by, FlowId flow, String name) {
    Optional<String> clean = name(name);
    if (clean.isEmpty()) {
      return FlowVerdict.BAD_NAME;
    }
    Optional<FlowDraft> draft = table.held(by.workspace(), flow);
    if (draft.isEmpty()) {
      return FlowVerdict.NOT_HERE;
    }
    if (!draft.get().name().equals(clean.get())) {
      table.rename(by.workspace(), flow, clean.get());
      audit.write(by, "flow.renamed", flow + " " + draft.get().name() + " → " + clean.get());
    }
    return FlowVerdict.DONE;
  }

  /** Puts a flow away; not while new visits begin with it. Nothing of it is lost. */
  public FlowVerdict archive(Seat by, FlowId flow) {
    // Moving traffic takes the same lock: neither slips in between.
    settings.lock(by.workspace());
    Optional<FlowDraft> draft = table.held(by.workspace(), flow);
    if (draft.isEmpty()) {
      return FlowVerdict.NOT_HERE;
    }
    if (Shares.percents(settings, by.workspace()).containsKey(flow)) {
      return FlowVerdict.HAS_TRAFFIC;
    }
    if (!draft.get().archived()) {
      table.archive(by.workspace(), flow, Optional.of(clock.instant()));
      audit.write(by, "flow.archived", flow + " " + draft.get().name());
    }
    return FlowVerdict.DONE;
  }

  /** Takes a flow out of the archive. */
  public FlowVerdict restore(Seat by, FlowId flow) {
    Optional<FlowDraft> draft = table.held(by.workspace(), flow);
    if (draft.isEmpty()) {
      return FlowVerdict.NOT_HERE;
    }
    if (draft.get().archived()) {
      table.archive(by.workspace(), flow, Optional.empty());
      audit.write(by, "flow.restored", flow + " " + draft.get().name());
    }
    return FlowVerdict.DONE;
  }

  /** The draft of a flow; empty when no such flow is in {@code workspace}. */
  public Optional<FlowDraft> draft(WorkspaceSlug workspace, FlowId flow) {
    return table.draft(workspace, flow);
  }

  /**
   * Saves {@code document} as the next revision, if {@code revision} is still the current one. What
   * was undone before can then no longer be redone.
   */
  public Saved save(Seat by, FlowId flow, int revision, String document) {
    Optional<FlowDraft> draft = table.held(by.workspace(), flow);
    if (draft.isPresent() && !FlowSketch.isReadable(document)) {
      return new Saved(Saved.Verdict.NOT_READABLE, draft);
    }
    if (draft.filter(now -> now.document().equals(document) && !now.archived()).isPresent()) {
      // Whoever has changed it meanwhile has made the same of it: nobody need be told.
      return new Saved(Saved.Verdict.UNCHANGED, draft);
    }
    return refusal(draft, revision)
        .orElseGet(
            () -> {
              table.append(by, flow, document, clock.instant());
              return saved(by, flow, "flow.edited");
            });
  }

  /** Goes back to the text before the last change; at most {@link #UNDONE} in a row. */
  public Saved undo(Seat by, FlowId flow, int revision) {
    Optional<FlowDraft> draft = table.held(by.workspace(), flow);
    return refusal(draft, revision)
        .or(() -> nothingThere(draft, draft.orElseThrow().canUndo()))
        .orElseGet(
            () -> {
              table.move(by, flow, -1, clock.instant());
              return saved(by, flow, "flow.undone");
            });
  }

  /** Takes the last {@link #undo} back. */
  public Saved redo(Seat by, FlowId flow, int revision) {
    Optional<FlowDraft> draft = table.held(by.workspace(), flow);
    return refusal(draft, revision)
        .or(() -> nothingThere(draft, draft.orElseThrow().canRedo()))
        .orElseGet(
            () -> {
              table.move(by, flow, 1, clock.instant());
              return saved(by, flow, "flow.redone");
            });
  }

  /**
   * Makes the draft a published version, if the lint finds no error in it. Publishing changes no
   * customer's flow yet: {@link TrafficDesk#split} does. The same revision twice makes one version.
   */
  public Published publish(Seat by, FlowId flow, int revision) {
    return press.publish(by, table.held(by.workspace(), flow), revision);
  }

  /** The published versions, latest first; none when no such flow is in {@code workspace}. */
  public List<Release> releases(WorkspaceSlug workspace, FlowId flow) {
    return versions.all(workspace, flow);
  }

  /** The text of a published version, byte for byte; empty when it is not there. */
  public Optional<String> document(WorkspaceSlug workspace, FlowId flow, int number) {
    return versions.document(workspace, flow, number);
  }

  private Saved saved(Seat by, FlowId flow, String action) {
    FlowDraft now = table.draft(by.workspace(), flow).orElseThrow();
    audit.write(by, action, flow + " " + now.name() + ", revision " + now.revision());
    return new Saved(Saved.Verdict.SAVED, Optional.of(now));
  }

  private static Optional<Saved> refusal(Optional<FlowDraft> draft, int revision) {
    if (draft.isEmpty()) {
      return Optional.of(new Saved(Saved.Verdict.NOT_HERE, draft));
    }
    if (draft.get().archived()) {
      return Optional.of(new Saved(Saved.Verdict.ARCHIVED, draft));
    }
    return draft.get().revision() == revision
        ? Optional.empty()
        : Optional.of(new Saved(Saved.Verdict.CHANGED_MEANWHILE, draft));
  }

  private static Optional<Saved> nothingThere(Optional<FlowDraft> draft, boolean there) {
    return there ? Optional.empty() : Optional.of(new Saved(Saved.Verdict.NOTHING_THERE, draft));
  }

  private static Optional<String> name(String typed) {
    String name = typed == null ? "" : typed.strip();
    return NAME.matcher(name).matches() ? Optional.of(name) : Optional.empty();
  }
}
