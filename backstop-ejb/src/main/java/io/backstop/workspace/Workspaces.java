package io.backstop.workspace;

import io.backstop.kernel.WorkspaceSlug;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;

/**
 * Finds workspaces. A workspace exists by a row or because {@code backstop.workspaces} lists it.
 * What is returned is at most two seconds old; safe for any thread, and free of transactions.
 */
@ApplicationScoped
public class Workspaces {

  /**
   * The three ages add up: of the settings as read, of the list of slugs, of the workspace. A
   * change made right after a reading must still be in force within two seconds. From FRESH on one
   * caller renews while the others go on with what is known; from LAST on all of them do.
   */
  private static final Duration WORKSPACE_FRESH = Duration.ofMillis(500);

  private static final Duration WORKSPACE_LAST = Duration.ofMillis(900);
  private static final Duration SLUGS_FRESH = Duration.ofMillis(200);
  private static final Duration SLUGS_LAST = Duration.ofMillis(400);

  private final SettingsReader saved;
  private final WorkspaceSettings settings;
  private final KeyRing keys;
  private final DataSource database;
  private final Clock clock;
  private final ConcurrentHashMap<WorkspaceSlug, Kept> kept = new ConcurrentHashMap<>();
  private volatile KeptSlugs keptSlugs = new KeptSlugs(Set.of(), Instant.MIN);

  private record Kept(Workspace workspace, Instant at, AtomicBoolean renewing) {
    Kept(Workspace workspace, Instant at) {
      this(workspace, at, new AtomicBoolean());
    }

    boolean serves(Instant now) {
      return stillServes(now, at, WORKSPACE_FRESH, WORKSPACE_LAST, renewing);
    }
  }

  private record KeptSlugs(Set<String> slugs, Instant at, AtomicBoolean renewing) {
    KeptSlugs(Set<String> slugs, Instant at) {
      this(slugs, at, new AtomicBoolean());
    }

    boolean serves(Instant now) {
      return stillServes(now, at, SLUGS_FRESH, SLUGS_LAST, renewing);
    }
  }

  private static boolean stillServes(
      Instant now, Instant at, Duration fresh, Duration last, AtomicBoolean renewing) {
    return now.isBefore(at.plus(fresh))
        || now.isBefore(at.plus(last)) && !renewing.compareAndSet(false, true);
  }

  /** For CDI's proxy only. */
  Workspaces() {
    this(null, null, null, null, null);
  }

  @Inject
  Workspaces(
      SettingsReader saved,
      WorkspaceSettings settings,
      KeyRing keys,
      DataSource database,
      Clock clock) {
    this.saved = saved;
    this.settings = settings;
    this.keys = keys;
    this.database = database;
    this.clock = clock;
  }

  /** The workspace of that name, suspended ones too; empty when there is none. */
  public Optional<Workspace> find(WorkspaceSlug slug) {
    Instant now = clock.instant();
    Kept known = kept.get(slug);
    if (known != null && known.serves(now)) {
      return Optional.of(known.workspace);
    }
    return read(slug, slugs(), now);
  }

  /**
   * The workspace as it is this moment: for pages that show what was just saved, maybe on another
   * node. Costs a statement. What is kept is never looked at: another caller, who has read the
   * settings earlier, may keep what he has made of them at any time.
   */
  public Optional<Workspace> findFresh(WorkspaceSlug slug) {
    Instant now = clock.instant();
    saved.readNow(true);
    return read(slug, readSlugs(now), now);
  }

  private Optional<Workspace> read(WorkspaceSlug slug, Set<String> slugs, Instant now) {
    if (!slugs.contains(slug.value())) {
      kept.remove(slug);
      return Optional.empty();
    }
    Workspace workspace = settings.read(slug).orElseGet(() -> withNewSecret(slug));
    kept.put(slug, new Kept(workspace, now));
    return Optional.of(workspace);
  }

  /** How many refusals a minute an address may have whose call names no workspace of ours. */
  public int strangersRefusalsPerMinute() {
    return settings.strangersRefusalsPerMinute();
  }

  /** The names of all workspaces. */
  public Set<String> slugs() {
    Instant now = clock.instant();
    KeptSlugs known = keptSlugs;
    return known.serves(now) ? known.slugs : readSlugs(now);
  }

  private Set<String> readSlugs(Instant now) {
    saved.refresh();
    Set<String> all = new HashSet<>(saved.slugs());
    all.addAll(settings.configuredSlugs());
    KeptSlugs read = new KeptSlugs(Set.copyOf(all), now);
    keptSlugs = read;
    return read.slugs;
  }

  /**
   * Whether a page of {@code origin} may call at all, which is all that a CORS preflight can ask:
   * it names no workspace.
   */
  public boolean anyAllows(String origin) {
    return slugs().stream()
        .filter(WorkspaceSlug::isWellFormed)
        .map(WorkspaceSlug::new)
        .flatMap(slug -> find(slug).stream())
        .anyMatch(workspace -> !workspace.suspended() && workspace.embed().allows(origin));
  }

  /**
   * A workspace that has no embed secret yet gets one. Nodes that do so at the same time agree on
   * the first one written.
   */
  private Workspace withNewSecret(WorkspaceSlug slug) {
    String secret = SettingsWriter.newSecret();
    try (Connection connection = database.getConnection();
        PreparedStatement insert =
            connection.prepareStatement(
                "INSERT INTO workspace_setting (workspace_id, key, value, sealed)"
                    + " VALUES (?, 'embed.secret', ?, true) ON CONFLICT DO NOTHING")) {
      insert.setString(1, slug.value());
      insert.setString(2, keys.seal(slug, "embed.secret", secret));
      insert.executeUpdate();
    } catch (SQLException failed) {
      throw new IllegalStateException("could not store an embed secret for " + slug, failed);
    }
    saved.readNow(true);
    return settings
        .read(slug)
        .orElseThrow(() -> new IllegalStateException("no embed secret for " + slug));
  }
}
