package io.backstop.calls;

import io.backstop.bundle.Signer;
import io.backstop.kernel.Surface;
import java.time.Instant;
import java.util.Optional;

/**
 * One call, as the dashboard lists it.
 *
 * @param signer whose signature it bore; empty where that was not found out, or nobody's
 * @param signed whether it bore a signature at all
 * @param answer {@code ok}, {@code current}, or the {@code error.type} that the caller was told
 * @param customer both ends of the id, where there was one
 * @param origin of the page that called; empty for a backend
 */
public record ListedCall(
    Instant at,
    Surface surface,
    boolean signed,
    Optional<Signer> signer,
    String answer,
    Optional<Reason> reason,
    Optional<String> customer,
    Optional<String> origin,
    Optional<String> requestId) {

  /**
   * Why it was refused.
   *
   * @param name an {@code error.type}, or a finer name below it after a dot
   * @param detail what belongs into the sentence, or an empty text
   */
  public record Reason(String name, String detail) {}

  public boolean refused() {
    return reason.isPresent();
  }

  /** Both ends of an id: enough to find it again for who knows it, and no list of customers. */
  public static String shortened(String id) {
    int ends = 16;
    return id.length() <= ends ? id : id.substring(0, 8) + "…" + id.substring(id.length() - 4);
  }
}
