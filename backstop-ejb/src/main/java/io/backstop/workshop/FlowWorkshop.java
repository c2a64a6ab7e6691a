package io.backstop.workshop;

import io.backstop.kernel.WorkspaceSlug;
import io.backstop.member.Seat;
import jakarta.ejb.Stateless;
import java.util.List;
import java.util.Optional;

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

  /** Every flow, those in use first, each part by the last change, latest first. */
  public List<FlowCard> flows(WorkspaceSlug workspace) {
    throw new UnsupportedOperationException();
  }

  /** Makes a flow whose draft is {@code document}: a template's, or a copy of another's. */
  public Created create(Seat by, String name, String document) {
    throw new UnsupportedOperationException();
  }

  /** Gives a flow another name. Two may have the same. */
  public FlowVerdict rename(Seat by, FlowId flow, String name) {
    throw new UnsupportedOperationException();
  }

  /** Puts a flow away; not while new visits begin with it. Nothing of it is lost. */
  public FlowVerdict archive(Seat by, FlowId flow) {
    throw new UnsupportedOperationException();
  }

  /** Takes a flow out of the archive. */
  public FlowVerdict restore(Seat by, FlowId flow) {
    throw new UnsupportedOperationException();
  }

  /** The draft of a flow; empty when no such flow is in {@code workspace}. */
  public Optional<FlowDraft> draft(WorkspaceSlug workspace, FlowId flow) {
    throw new UnsupportedOperationException();
  }

  /**
   * Saves {@code document} as the next revision, if {@code revision} is still the current one. What
   * was undone before can then no longer be redone.
   */
  public Saved save(Seat by, FlowId flow, int revision, String document) {
    throw new UnsupportedOperationException();
  }

  /** Goes back to the text before the last change; at most {@link #UNDONE} in a row. */
  public Saved undo(Seat by, FlowId flow, int revision) {
    throw new UnsupportedOperationException();
  }

  /** Takes the last {@link #undo} back. */
  public Saved redo(Seat by, FlowId flow, int revision) {
    throw new UnsupportedOperationException();
  }

  /**
   * Makes the draft a published version, if the lint finds no error in it. Publishing changes no
   * customer's flow yet: {@link TrafficDesk#split} does. The same revision twice makes one version.
   */
  public Published publish(Seat by, FlowId flow, int revision) {
    throw new UnsupportedOperationException();
  }

  /** The published versions, latest first; none when no such flow is in {@code workspace}. */
  public List<Release> releases(WorkspaceSlug workspace, FlowId flow) {
    throw new UnsupportedOperationException();
  }

  /** The text of a published version, byte for byte; empty when it is not there. */
  public Optional<String> document(WorkspaceSlug workspace, FlowId flow, int number) {
    throw new UnsupportedOperationException();
  }
}
