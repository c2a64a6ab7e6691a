package io.backstop.workshop;

import io.backstop.flow.cancel.FlowDefinitions;
import java.time.Instant;

/**
 * A published version: number and text belong together for good.
 *
 * @param number 1, 2, … within the flow
 * @param digest SHA-256 of the text, as in {@code flow_version} and in the record of every visit
 * @param revision the draft's revision that it was made of
 * @param by the mail address of who has published it
 */
public record Release(FlowId flow, int number, String digest, int revision, String by, Instant at) {

  /** Whether the draft says just that. */
  boolean says(FlowDraft draft) {
    return digest.equals(FlowDefinitions.digest(draft.document()));
  }
}
