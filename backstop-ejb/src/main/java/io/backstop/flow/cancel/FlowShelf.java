package io.backstop.flow.cancel;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.workspace.Workspace;
import io.backstop.workspace.Workspace.CancelSettings;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * The flows that customers walk through: those that a workspace has now, and each that a visit
 * began with.
 *
 * <p>What a visit begins with: the setting {@code cancel.flow} where the operator has pinned it;
 * else the published version that the workspace's {@link TrafficSplit} gives the customer; else the
 * setting {@code cancel.flow}; else the flow shipped with Backstop. That one also stands in for
 * whatever is missing or not valid: nothing a merchant saves may keep a customer from leaving. A
 * text is parsed once and kept under its digest, which can never come to mean another text, so
 * these copies need no expiry. Thread safe.
 */
@ApplicationScoped
public class FlowShelf {

  private static final Logger LOG = Logger.getLogger(FlowShelf.class.getName());
  private static final Held SHIPPED = shipped();

  /** In characters of text. */
  private static final long ROOM = 8_000_000;

  private final Cache<String, Optional<Held>> byDigest =
      Caffeine.newBuilder()
          .maximumWeight(ROOM)
          .weigher(
              (String digest, Optional<Held> held) ->
                  held.map(each -> each.document().length()).orElse(0) + digest.length())
          .build();

  private final Cache<String, Boolean> told = Caffeine.newBuilder().maximumSize(1_000).build();

  @PersistenceContext(unitName = "backstop")
  private EntityManager rows;

  /** A flow and its text. */
  private record Held(FlowDefinition definition, String document) {}

  /**
   * What a visit of {@code customer} that begins now walks through.
   *
   * @param flow as he sees it
   * @param document its text
   * @param version empty when it is no published version
   */
  public record Beginning(
      FlowDefinition flow, String document, Optional<TrafficSplit.Part> version) {}

  /** What a visit of {@code customer} begins with now. */
  public Beginning current(Workspace workspace, CustomerId customer) {
    CancelSettings cancel = workspace.cancel();
    if (cancel.flowPinned() || cancel.traffic().isEmpty()) {
      Held held = cancel.flow().flatMap(this::parsed).orElse(SHIPPED);
      return beginning(held, workspace, customer, Optional.empty());
    }
    String split = cancel.traffic().get();
    Optional<TrafficSplit.Part> drawn = drawn(workspace, split, customer);
    Optional<Held> held = drawn.flatMap(part -> held(workspace.slug(), part.digest()));
    if (held.isEmpty()) {
      tellOnce(workspace, split);
      return beginning(SHIPPED, workspace, customer, Optional.empty());
    }
    return beginning(held.get(), workspace, customer, drawn);
  }

  private static Beginning beginning(
      Held held, Workspace workspace, CustomerId customer, Optional<TrafficSplit.Part> version) {
    return new Beginning(
        held.definition().seenBy(workspace.slug(), customer), held.document(), version);
  }

  private static Optional<TrafficSplit.Part> drawn(
      Workspace workspace, String split, CustomerId customer) {
    try {
      return Optional.of(TrafficSplit.read(split).of(workspace.slug(), customer));
    } catch (Refusal unreadable) {
      return Optional.empty();
    }
  }

  /** Once a split and node: a visit a second must not fill the log. */
  private void tellOnce(Workspace workspace, String split) {
    if (told.asMap().putIfAbsent(workspace.slug().value() + ' ' + split, true) == null) {
      LOG.log(
          Level.WARNING,
          "The traffic of {0} leads to a flow that is not there or not valid, and the default flow"
              + " is used instead",
          workspace.slug());
    }
  }

  /** The flow of that digest, which a visit of {@code workspace} began with. */
  public FlowDefinition of(WorkspaceSlug workspace, String digest) {
    return held(workspace, digest).orElse(SHIPPED).definition();
  }

  private Optional<Held> held(WorkspaceSlug workspace, String digest) {
    if (digest.equals(SHIPPED.definition().digest())) {
      return Optional.of(SHIPPED);
    }
    Optional<Held> known = byDigest.getIfPresent(digest);
    return known != null ? known : stored(workspace, digest).flatMap(this::parsed);
  }

  /**
   * Stores the text of {@code beginning}, in the caller's transaction, unless it has been: the
   * record of a visit must stay readable when the merchant has long changed the flow.
   */
  public void keep(WorkspaceSlug workspace, Beginning beginning, Instant now) {
    rows.createNativeQuery(
            "INSERT INTO flow_version (workspace_id, digest, definition, first_used_at)"
                + " VALUES (:workspace, :digest, CAST(:definition AS json), :now)"
                + " ON CONFLICT (workspace_id, digest) DO NOTHING")
        .setParameter("workspace", workspace.value())
        .setParameter("digest", beginning.flow().digest())
        .setParameter("definition", beginning.document())
        .setParameter("now", now)
        .executeUpdate();
  }

  private Optional<String> stored(WorkspaceSlug workspace, String digest) {
    List<?> found =
        rows.createNativeQuery(
                "SELECT CAST(definition AS text) FROM flow_version"
                    + " WHERE workspace_id = :workspace AND digest = :digest",
                String.class)
            .setParameter("workspace", workspace.value())
            .setParameter("digest", digest)
            .getResultList();
    return found.stream().map(String.class::cast).findFirst();
  }

  private Optional<Held> parsed(String document) {
    return byDigest.get(FlowDefinitions.digest(document), digest -> readable(document, digest));
  }

  private static Optional<Held> readable(String document, String digest) {
    try {
      return Optional.of(new Held(FlowDefinitions.read(document), document));
    } catch (Refusal invalid) {
      LOG.log(
          Level.WARNING,
          "Flow {0} is not valid and the default flow is used: {1}",
          new Object[] {digest, invalid.getMessage()});
      return Optional.empty();
    }
  }

  private static Held shipped() {
    try (InputStream in = FlowShelf.class.getResourceAsStream("/flows/default.json")) {
      String document = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new Held(FlowDefinitions.read(document), document);
    } catch (IOException e) {
      throw new UncheckedIOException("the default flow is part of this archive", e);
    }
  }
}
