package io.backstop.inbox;

import io.backstop.billing.Mirror;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.store.SetClock;
import io.backstop.store.Statements;
import io.backstop.store.TestDatabase;
import io.backstop.workspace.Workspace;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The station on a database of its own, with a mirror that only notes whom it is to read. */
final class Bench {

  final TestDatabase database = TestDatabase.fresh();
  final SetClock clock = new SetClock("2026-11-23T12:00:00Z");
  final Map<WorkspaceSlug, Workspace> workspaces = new LinkedHashMap<>();
  final Workspace acme = open("acme");
  final InboxTable table = new InboxTable(new Statements(database.dataSource()));
  final PlayedMirror mirror = new PlayedMirror();
  final List<Runnable> threads = new ArrayList<>();
  final EventWorker worker = newWorker();
  final Inbox inbox = new Inbox(table, worker, clock);
  final Reconcile reconcile =
      new Reconcile(new ReconcileTable(new Statements(database.dataSource())), this::slugs, clock);

  /** What happens to readings; notes them. */
  static final class PlayedMirror extends Mirror {
    final List<String> read = new CopyOnWriteArrayList<>();

    /** Done in the middle of each reading. */
    volatile Reading during = (workspace, customer) -> {};

    interface Reading {
      void of(Workspace workspace, String customer);
    }

    @Override
    public void refresh(Workspace workspace, CustomerId customer) {
      read.add(customer.value());
      during.of(workspace, customer.value());
    }
  }

  Workspace open(String slug) {
    Workspace workspace = Shop.of(slug, "sk_test_" + slug, URI.create("http://127.0.0.1:1"));
    workspaces.put(workspace.slug(), workspace);
    return workspace;
  }

  private java.util.Set<String> slugs() {
    return workspaces.keySet().stream()
        .map(WorkspaceSlug::value)
        .collect(java.util.stream.Collectors.toSet());
  }

  /** As one more node has it. */
  EventWorker newWorker() {
    return newWorker(table);
  }

  /**
   * As one more node has it.
   *
   * @param after is told of each query's text once it has run
   */
  EventWorker newWorker(Consumer<String> after) {
    Statements told =
        new Statements(database.dataSource()) {
          @Override
          public <T> List<T> rows(RowReader<T> reader, String sql, Object... parameters) {
            List<T> rows = super.rows(reader, sql, parameters);
            after.accept(sql);
            return rows;
          }
        };
    return newWorker(new InboxTable(told));
  }

  private EventWorker newWorker(InboxTable rows) {
    return new EventWorker(
        rows, mirror, slug -> Optional.ofNullable(workspaces.get(slug)), clock, threads::add);
  }

  void tell(String event, String type, String customer) {
    tell(acme, Shop.event(event, type, customer));
  }

  void tell(Workspace workspace, String body) {
    inbox.accept(
        workspace, Shop.signature(body, clock.instant()), body.getBytes(StandardCharsets.UTF_8));
  }

  /** Works until nothing is due. */
  void work() {
    while (worker.workOne()) {
      // the next one
    }
  }

  String state(String event) {
    return database.text("SELECT state FROM stripe_event WHERE event_id = ?", event);
  }

  int events() {
    return Integer.parseInt(database.text("SELECT count(*) FROM stripe_event"));
  }

  int asked() {
    return Integer.parseInt(database.text("SELECT count(*) FROM stripe_refresh"));
  }

  void knows(String customer, String picturedAt) {
    database.update(
        "INSERT INTO stripe_customer (workspace_id, customer_id, deleted, read_at, pictured_at)"
            + " VALUES ('acme', ?, false, now(), CAST(? AS timestamptz))",
        customer,
        picturedAt);
  }
}
