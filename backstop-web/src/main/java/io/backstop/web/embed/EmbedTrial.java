package io.backstop.web.embed;

import io.backstop.billing.Mirror;
import io.backstop.bundle.BundleSigner;
import io.backstop.bundle.BundleVerifier;
import io.backstop.bundle.SignedBundle;
import io.backstop.bundle.VerifiedBundle;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.kernel.Surface;
import io.backstop.link.HostedLink;
import io.backstop.link.MintRequest;
import io.backstop.web.error.Problem;
import io.backstop.workspace.Workspace;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A call that the dashboard makes to try things out. It signs as a backend would and goes through
 * the endpoint's own checks in their order, and is neither counted nor limited as a customer's
 * call; the link that it gets is a real one. Besides, Stripe is asked, which the endpoint does for
 * strangers only.
 */
@ApplicationScoped
public class EmbedTrial {

  @Inject private LinkDesk desk;
  @Inject private Mirror mirror;
  @Inject private Clock clock;

  /** What is tried, in this order. */
  public enum Check {
    IDS,
    SECRET,
    ORIGIN,
    STRIPE
  }

  /**
   * @param passed in order; what is not among them failed or was not reached
   * @param failed the first that failed
   */
  public record Result(
      int status,
      String type,
      String sentence,
      List<Check> passed,
      Optional<Check> failed,
      Optional<HostedLink> link) {

    @Override
    public String toString() {
      return "Result[" + status + " " + type + "]";
    }
  }

  /**
   * Tries a call.
   *
   * @param origin of the page that would call; an empty text for a backend
   */
  public Result run(
      Workspace workspace, Surface surface, String customer, String subscription, String origin) {
    List<Check> passed = new ArrayList<>();
    try {
      Instant now = clock.instant();
      SignedBundle signed = BundleSigner.sign(surface, workspace, customer, subscription, now);
      passed.add(Check.IDS);
      if (workspace.suspended()) {
        throw new Refusal(RefusalCode.WORKSPACE_UNAVAILABLE, "suspended");
      }
      VerifiedBundle bundle = BundleVerifier.verify(signed, workspace.embed(), now);
      passed.add(Check.SECRET);
      Optional<String> page = Optional.of(origin).filter(text -> !text.isEmpty());
      Origins.check(page, workspace.embed());
      passed.add(Check.ORIGIN);
      boolean answers = stripeKnows(workspace, bundle);
      if (answers) {
        passed.add(Check.STRIPE);
      }
      Optional<HostedLink> link =
          desk.link(
              new MintRequest(
                  workspace, bundle, page.filter(Origins::isSerialised), Optional.empty()));
      return new Result(
          200,
          link.isPresent() ? "ok" : "current",
          "",
          passed,
          answers ? Optional.empty() : Optional.of(Check.STRIPE),
          link);
    } catch (Refusal refusal) {
      Problem problem = Problem.of(refusal.code());
      return new Result(
          problem.status(),
          problem.type(),
          problem.sentence(),
          passed,
          failed(passed),
          Optional.empty());
    }
  }

  /**
   * Whether Stripe answers under the workspace's key. Where it does not, the call goes on: a signed
   * one may get its link all the same.
   */
  private boolean stripeKnows(Workspace workspace, VerifiedBundle bundle) {
    try {
      mirror.acquaint(workspace, bundle.customer(), bundle.subscription());
      return true;
    } catch (Refusal refusal) {
      if (refusal.code() != RefusalCode.BILLING_UNAVAILABLE) {
        throw refusal;
      }
      return false;
    }
  }

  /** The one after those that passed. */
  private static Optional<Check> failed(List<Check> passed) {
    return passed.size() < Check.values().length
        ? Optional.of(Check.values()[passed.size()])
        : Optional.empty();
  }
}
