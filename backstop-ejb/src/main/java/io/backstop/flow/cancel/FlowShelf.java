package io.backstop.flow.cancel;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.workspace.Workspace;
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
 * The flows that customers walk through: the one that a workspace has now, and each that a visit
 * began with.
 *
 * <p>A workspace without a flow of its own, or with one that is not valid, has the one shipped with
 * Backstop: nothing a merchant saves may keep a customer from leaving. A text is parsed once and
 * kept under its digest, which can never come to mean another text, so these copies need no expiry.
 * Thread safe.
 */
@ApplicationScoped
public class FlowShelf {

  private static final Logger LOG = Logger.getLogger(FlowShelf.class.getName());
  private static final Held SHIPPED = shipped();

  private final Cache<String, Optional<FlowDefinition>> byDigest =
      Caffeine.newBuilder().maximumSize(1_000).build();

  @PersistenceContext(unitName = "backstop")
  private EntityManager rows;

  /** The default flow and its text. */
  private record Held(FlowDefinition definition, String document) {}

  /** The flow that a visit which begins now walks through. */
  public FlowDefinition current(Workspace workspace) {
    return workspace.cancel().flow().flatMap(this::parsed).orElse(SHIPPED.definition());
  }

  /** The flow of that digest, which a visit of {@code workspace} began with. */
  public FlowDefinition of(WorkspaceSlug workspace, String digest) {
    if (digest.equals(SHIPPED.definition().digest())) {
      return SHIPPED.definition();
    }
    Optional<FlowDefinition> known = byDigest.getIfPresent(digest);
    if (known == null) {
      known = stored(workspace, digest).flatMap(this::parsed);
    }
    return known.orElse(SHIPPED.definition());
  }

  /**
   * Stores the text of {@code definition}, in the caller's transaction, unless it has been: the
   * record of a visit must stay readable when the merchant has long changed the flow.
   */
  public void keep(Workspace workspace, FlowDefinition definition, Instant now) {
    rows.createNativeQuery(
            "INSERT INTO flow_version (workspace_id, digest, definition, first_used_at)"
                + " VALUES (:workspace, :digest, CAST(:definition AS json), :now)"
                + " ON CONFLICT (workspace_id, digest) DO NOTHING")
        .setParameter("workspace", workspace.slug().value())
        .setParameter("digest", definition.digest())
        .setParameter("definition", document(workspace, definition))
        .setParameter("now", now)
        .executeUpdate();
  }

  private static String document(Workspace workspace, FlowDefinition definition) {
    return definition.digest().equals(SHIPPED.definition().digest())
        ? SHIPPED.document()
        : workspace.cancel().flow().orElseThrow();
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

  private Optional<FlowDefinition> parsed(String document) {
    return byDigest.get(FlowDefinitions.digest(document), digest -> readable(document, digest));
  }

  private static Optional<FlowDefinition> readable(String document, String digest) {
    try {
      return Optional.of(FlowDefinitions.read(document));
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
