package io.backstop.calls;

import io.backstop.bundle.Signer;
import io.backstop.bundle.VerifiedBundle;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.RefusalCode;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.workspace.Workspace;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * Is told of every call that names a workspace of ours, and keeps it in memory until {@link
 * CallScribe} writes it down: counters, the last use of each secret, and the last {@value
 * CallPage#LISTED} calls of a kind. No lock, no statement; a call that goes well costs a counter
 * and one small object. Memory is bounded by the number of workspaces.
 */
@ApplicationScoped
public class CallBook {

  private final Map<WorkspaceSlug, CallPage> pages = new ConcurrentHashMap<>();
  private final Queue<CallPage> touched = new ConcurrentLinkedQueue<>();

  /**
   * A call was let pass.
   *
   * @param current whether there was nothing to show
   * @param origin of the page that called
   */
  public void passed(
      Workspace workspace,
      VerifiedBundle bundle,
      boolean current,
      Optional<String> origin,
      Instant at) {
    CallPage page = page(workspace);
    Signer signer = bundle.signer();
    page.count(bundle.surface(), kind(signer));
    if (signer != Signer.NOBODY) {
      page.use(workspace.embed().secrets().get(signer.index()), at.toEpochMilli());
    }
    page.list(
        new ListedCall(
            at,
            bundle.surface(),
            signer != Signer.NOBODY,
            Optional.of(signer),
            current ? "current" : "ok",
            Optional.empty(),
            Optional.of(bundle.customer()).map(CustomerId::value),
            origin,
            Optional.empty()));
    touch(page);
  }

  /** A call was refused for {@code code}, whatever its caller was told. */
  public void refused(Workspace workspace, RefusalCode code, ListedCall call) {
    CallPage page = page(workspace);
    page.count(
        call.surface(),
        code == RefusalCode.SIGNATURE_REQUIRED ? CallKind.UNSIGNED_REFUSED : CallKind.REFUSED);
    page.list(call);
    touch(page);
  }

  private static CallKind kind(Signer signer) {
    return switch (signer) {
      case NOBODY -> CallKind.UNSIGNED;
      case CURRENT -> CallKind.SIGNED;
      case PREVIOUS -> CallKind.SIGNED_BEFORE;
    };
  }

  private CallPage page(Workspace workspace) {
    CallPage known = pages.get(workspace.slug());
    return known == null ? pages.computeIfAbsent(workspace.slug(), CallPage::new) : known;
  }

  private void touch(CallPage page) {
    if (page.beginsToWait()) {
      touched.add(page);
    }
  }

  /**
   * Hands what has come in to {@code writer}, at most {@code most} workspaces at a time, those that
   * have waited longest first. What it throws is passed on, and what it was given stays here.
   */
  void handOver(int most, Consumer<List<CallPage.Taken>> writer) {
    int left = touched.size();
    while (left > 0) {
      List<CallPage> some = new ArrayList<>();
      List<CallPage.Taken> taken = new ArrayList<>();
      for (; left > 0 && some.size() < most; left--) {
        CallPage page = touched.poll();
        if (page != null) {
          some.add(page);
          taken.add(page.take());
        }
      }
      try {
        writer.accept(taken);
      } catch (RuntimeException unwritten) {
        for (int i = 0; i < some.size(); i++) {
          some.get(i).giveBack(taken.get(i));
          touch(some.get(i));
        }
        throw unwritten;
      }
    }
  }
}
