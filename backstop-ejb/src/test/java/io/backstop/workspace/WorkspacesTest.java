package io.backstop.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.backstop.kernel.Ids;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.store.SetClock;
import io.backstop.store.TestDatabase;
import io.backstop.store.Together;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WorkspacesTest {

  private static final Duration PROMISED = Duration.ofSeconds(2);

  private static TestDatabase database;

  private final SetClock clock = new SetClock("2026-11-23T12:00:00Z");
  private final String slug = Ids.next("w", clock.instant());
  private final Layers layers = new Layers();
  private Settings settings;
  private Node node;

  @BeforeAll
  static void start() {
    database = TestDatabase.fresh();
  }

  @BeforeEach
  void aNode() {
    settings = new Settings(database);
    node = new Node(database.dataSource(), layers, clock);
  }

  @Test
  void aWorkspaceExistsByItsRow() {
    assertThat(node.workspaces.find(new WorkspaceSlug(slug))).isEmpty();

    settings.create(slug);
    clock.pass(PROMISED);

    assertThat(node.workspaces.find(new WorkspaceSlug(slug))).isPresent();
  }

  @Test
  void aWorkspaceExistsByConfigurationAlone() {
    layers.with(300, "backstop.workspaces", " other , " + slug);

    assertThat(node.find(slug).slug()).hasToString(slug);
  }

  @Test
  void slugsAreThoseOfAllLayersAndOfTheRows() {
    settings.create(slug);
    layers
        .with(100, "backstop.workspaces", "shipped, twice")
        .with(300, "backstop.workspaces", "environment,,twice")
        .with(400, "backstop.workspaces", "property");

    assertThat(node.workspaces.slugs())
        .contains(slug, "shipped", "environment", "twice", "property")
        .doesNotContain("");
  }

  @Test
  void aWorkspaceThatIsRemovedIsGoneInTime() {
    settings.create(slug);
    node.find(slug);

    database.update("DELETE FROM workspace WHERE workspace_id = ?", slug);
    clock.pass(PROMISED);

    assertThat(node.workspaces.find(new WorkspaceSlug(slug))).isEmpty();
  }

  @Test
  void aNewWorkspaceGetsASecretWhichRestsSealed() {
    settings.create(slug);

    String secret = node.find(slug).embed().secrets().get(0);

    assertThat(secret).matches("bs_[0-9a-f]{64}");
    assertThat(stored("sealed")).isEqualTo("t");
    assertThat(stored("value")).doesNotContain(secret);
    assertThat(new Node(database.dataSource(), layers, clock).find(slug).embed().secrets())
        .containsExactly(secret);
  }

  private String stored(String column) {
    return database.text(
        "SELECT " + column + " FROM workspace_setting WHERE workspace_id = ? AND key = ?",
        slug,
        "embed.secret");
  }

  @Test
  void nodesThatMakeTheSecretAtOnceAgree() {
    for (int round = 0; round < 5; round++) {
      String each = slug + round;
      settings.create(each);

      List<List<String>> secrets =
          Together.run(
              8,
              i -> {
                Node another = new Node(database.dataSource(), layers, clock);
                return () -> another.find(each).embed().secrets();
              });

      assertThat(new HashSet<>(secrets)).hasSize(1);
    }
  }

  @Test
  void sealedValuesAreOpened() {
    settings.create(slug);
    settings.seal(slug, "embed.secret", "bs_current");
    settings.seal(slug, "stripe.secret-key", "sk_test_1");

    Workspace workspace = node.find(slug);

    assertThat(workspace.embed().secrets()).containsExactly("bs_current");
    assertThat(workspace.stripe().secretKey()).contains("sk_test_1");
  }

  @Test
  void aSealedValueThatDoesNotOpenIsLeftOutAndTheRestIsInForce() {
    settings.create(slug);
    settings.save(slug, "embed.secret", "bs_current");
    settings.seal("other", "stripe.secret-key", "sk_test_1");
    database.update(
        "INSERT INTO workspace_setting (workspace_id, key, value, sealed)"
            + " SELECT ?, key, value, true FROM workspace_setting"
            + " WHERE workspace_id = 'other' AND key = 'stripe.secret-key'",
        slug);
    settings.write("*", "display-name", "sealed for nobody", true);
    settings.save(slug, "embed.secret", "bs_current");
    settings.save(slug, "brand.name", "Acme");

    Workspace workspace = node.find(slug);
    settings.remove("*", "display-name");

    assertThat(workspace.stripe().secretKey()).isEmpty();
    assertThat(workspace.brand().name()).isEqualTo("Acme");
    assertThat(workspace.displayName()).isEqualTo(slug);
  }

  /**
   * The worst that can happen: others' calls read settings, and list the slugs, just before they
   * would be read again, and this workspace is made of them just before they would be listed again.
   */
  @ParameterizedTest
  @ValueSource(longs = {397, 399, 401, 403, 897, 899, 901, 903})
  void aChangeIsInForceWithinTwoSecondsWhateverIsCalledMeanwhile(long firstMillis) {
    settings.create(slug);
    settings.save(slug, "embed.secret", "bs_current");
    for (long secondMillis : new long[] {395, 399, 401, 895, 899, 901}) {
      SetClock moving = new SetClock("2026-11-23T12:00:00Z").moving(Duration.ofMillis(1));
      Node busy = new Node(database.dataSource(), layers, moving);
      busy.workspaces.slugs();
      String changed = firstMillis + " and " + secondMillis;
      settings.save(slug, "display-name", changed);

      moving.pass(Duration.ofMillis(firstMillis));
      busy.workspaces.slugs();
      moving.pass(Duration.ofMillis(secondMillis));
      busy.find(slug);
      moving.pass(PROMISED.minusMillis(firstMillis + secondMillis));

      assertThat(busy.find(slug).displayName()).isEqualTo(changed);
    }
  }

  /** Whatever happens between two looks at the clock: there, one older reading ends. */
  @Test
  void whatIsFreshIsNotWhatAnOlderReadingHasKept() throws InterruptedException {
    settings.create(slug);
    settings.save(slug, "display-name", "before");
    OlderReadings older = new OlderReadings();
    Node busy = new Node(database.dataSource(), layers.with(older), older.clock());
    older.begin(4, () -> busy.find(slug));
    settings.save(slug, "display-name", "after");

    Workspace fresh = busy.workspaces.findFresh(new WorkspaceSlug(slug)).orElseThrow();

    assertThat(fresh.displayName()).isEqualTo("after");
    older.end();
  }

  /** Readings that have seen the settings and stop until this thread looks at the clock. */
  private final class OlderReadings implements ConfigSource {

    private final Thread main = Thread.currentThread();
    private final Queue<Reading> begun = new ArrayDeque<>();
    private CountDownLatch stopped;

    private static final class Reading extends Thread {
      final CountDownLatch goOn = new CountDownLatch(1);

      Reading(Runnable work) {
        super(work);
      }
    }

    void begin(int count, Runnable work) throws InterruptedException {
      stopped = new CountDownLatch(count);
      List<Reading> readings = Stream.generate(() -> new Reading(work)).limit(count).toList();
      readings.forEach(Thread::start);
      assertThat(stopped.await(30, TimeUnit.SECONDS)).isTrue();
      begun.addAll(readings);
    }

    void end() {
      while (!begun.isEmpty()) {
        endOne();
      }
    }

    private void endOne() {
      Reading next = begun.poll();
      if (next != null) {
        next.goOn.countDown();
        try {
          next.join();
        } catch (InterruptedException interrupted) {
          throw new IllegalStateException(interrupted);
        }
      }
    }

    Clock clock() {
      return new Clock() {
        @Override
        public Instant instant() {
          if (Thread.currentThread() == main) {
            endOne();
          }
          return clock.instant();
        }

        @Override
        public ZoneId getZone() {
          return clock.getZone();
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return clock.withZone(zone);
        }
      };
    }

    @Override
    public String getValue(String name) {
      if (name.endsWith(".cancel.timing") && Thread.currentThread() instanceof Reading reading) {
        stopped.countDown();
        try {
          reading.goOn.await();
        } catch (InterruptedException interrupted) {
          throw new IllegalStateException(interrupted);
        }
      }
      return null;
    }

    @Override
    public Set<String> getPropertyNames() {
      return Set.of();
    }

    @Override
    public String getName() {
      return "older readings";
    }
  }

  @Test
  void whatHasNotChangedIsNotReadAgain() {
    settings.create(slug);
    settings.save(slug, "embed.secret", "bs_current");
    Watched watched = new Watched();
    Node watchedNode = new Node(watched.dataSource(), layers, clock);
    watchedNode.find(slug);
    watched.connections.set(0);

    for (int i = 0; i < 1_000; i++) {
      watchedNode.find(slug);
    }

    assertThat(watched.connections).hasValue(0);
  }

  @Test
  void whileTheDatabaseIsAwayTheLastKnownSettingsStayInForce() {
    settings.create(slug);
    settings.save(slug, "display-name", "Acme");
    Watched watched = new Watched();
    Node watchedNode = new Node(watched.dataSource(), layers, clock);
    watchedNode.find(slug);

    watched.away.set(true);
    clock.pass(Duration.ofMinutes(5));

    assertThat(watchedNode.find(slug).displayName()).isEqualTo("Acme");
  }

  @Test
  void whileTheDatabaseIsAwayOneCallerAtATimeAsksIt() {
    settings.create(slug);
    Watched watched = new Watched();
    Node watchedNode = new Node(watched.dataSource(), layers, clock);
    watchedNode.find(slug);
    watched.away.set(true);
    clock.pass(Duration.ofMinutes(5));
    watched.connections.set(0);

    Together.run(16, i -> () -> watchedNode.find(slug));

    assertThat(watched.connections).hasValue(1);
  }

  @Test
  void aNodeThatHasNeverReachedTheDatabaseDoesNotSayThatAWorkspaceIsUnknown() {
    settings.create(slug);
    Watched watched = new Watched();
    watched.away.set(true);
    Node early = new Node(watched.dataSource(), layers, clock);

    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> early.workspaces.find(new WorkspaceSlug(slug)))
        .matches(refusal -> refusal.code() == RefusalCode.TEMPORARILY_UNAVAILABLE);
    watched.away.set(false);
    clock.pass(PROMISED);
    assertThat(early.workspaces.find(new WorkspaceSlug(slug))).isPresent();
  }

  @Test
  void aPreflightIsGrantedWhenAnyLivingWorkspaceAllowsTheOrigin() {
    TestDatabase own = TestDatabase.fresh();
    Settings ofOwn = new Settings(own);
    Node alone = new Node(own.dataSource(), layers, clock);
    ofOwn.create("acme");
    ofOwn.save("acme", "embed.allowed-origins", "https://app.acme.test, https://acme.test");
    ofOwn.create("beta");
    ofOwn.save("beta", "embed.allowed-origins", "https://beta.test");
    ofOwn.save("beta", "suspended", "true");

    assertThat(alone.workspaces.anyAllows("https://acme.test")).isTrue();
    assertThat(alone.workspaces.anyAllows("https://beta.test")).isFalse();
    assertThat(alone.workspaces.anyAllows("https://evil.test")).isFalse();
    assertThat(alone.workspaces.anyAllows("null")).isFalse();
    assertThat(alone.workspaces.slugs()).isEqualTo(Set.of("acme", "beta"));
  }

  /** The database, with its connections counted and, on demand, refused. */
  private final class Watched {

    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicBoolean away = new AtomicBoolean();

    DataSource dataSource() {
      DataSource real = database.dataSource();
      return (DataSource)
          Proxy.newProxyInstance(
              Watched.class.getClassLoader(),
              new Class<?>[] {DataSource.class},
              (proxy, method, arguments) -> {
                connections.incrementAndGet();
                if (away.get()) {
                  clock.pass(Duration.ofSeconds(30));
                  throw new SQLException("away");
                }
                try {
                  return method.invoke(real, arguments);
                } catch (InvocationTargetException failed) {
                  throw failed.getCause();
                }
              });
    }
  }
}
