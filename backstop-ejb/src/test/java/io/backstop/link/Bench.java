package io.backstop.link;

import io.backstop.billing.BillingUnavailable;
import io.backstop.billing.Mirror;
import io.backstop.bundle.Signer;
import io.backstop.bundle.VerifiedBundle;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.Ids;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.kernel.SubscriptionId;
import io.backstop.kernel.Surface;
import io.backstop.store.PlayedContainer;
import io.backstop.store.SetClock;
import io.backstop.store.TestDatabase;
import io.backstop.workspace.Layers;
import io.backstop.workspace.Node;
import io.backstop.workspace.Settings;
import io.backstop.workspace.Workspace;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import javax.sql.DataSource;

/** One workspace of its own on one node, with Stripe played. */
final class Bench {

  static final CustomerId ALICE = new CustomerId("cus_alice");
  static final SubscriptionId HERS = new SubscriptionId("sub_alice");

  private static final AtomicInteger SIGNATURES = new AtomicInteger();

  final TestDatabase database;
  final SetClock clock = new SetClock("2026-11-23T12:00:00Z");
  final String slug = Ids.next("w", clock.instant());
  final Settings settings;
  final Node node;
  final PlayedStripe stripe = new PlayedStripe();
  final LinkMint mint;
  final PlayedContainer container;
  final LinkGate gate;

  Bench(TestDatabase database) {
    this.database = database;
    settings = new Settings(database);
    settings.create(slug);
    settings.save(slug, "embed.secret", "bs_current");
    node =
        new Node(
            database.dataSource(),
            new Layers().with(300, "backstop.base-url", "https://backstop.test"),
            clock);
    mint = newMint();
    container = new PlayedContainer(database.entityManagers());
    gate =
        container.bean(
            LinkGate.class, container.injected(new LinkGate(), node.workspaces, node.keys, clock));
  }

  /** As another node has it. */
  LinkMint newMint() {
    return newMint(statement -> {});
  }

  /**
   * As another node has it.
   *
   * @param before is told of each statement before it runs: the first is 1
   */
  LinkMint newMint(IntConsumer before) {
    AtomicInteger count = new AtomicInteger();
    DataSource watched =
        (DataSource)
            Proxy.newProxyInstance(
                Bench.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> {
                  before.accept(count.incrementAndGet());
                  return method.invoke(database.dataSource(), arguments);
                });
    return new LinkMint(
        new LinkRows(watched),
        new ChildRows(watched),
        new Acquaintance(watched, stripe),
        node.keys,
        node.config,
        clock);
  }

  Workspace workspace() {
    return node.find(slug);
  }

  /** Settings that were saved are in force after this. */
  void settle() {
    clock.pass(Duration.ofSeconds(2));
  }

  /** What the mirror would read from Stripe. */
  final class PlayedStripe extends Mirror {

    final Set<CustomerId> customers = ConcurrentHashMap.newKeySet();
    final AtomicInteger asked = new AtomicInteger();
    volatile boolean away;
    volatile boolean hersEnded;

    @Override
    public void acquaint(
        Workspace workspace, CustomerId customer, Optional<SubscriptionId> subscription) {
      asked.incrementAndGet();
      if (away) {
        throw new BillingUnavailable("away", null);
      }
      if (!customers.contains(customer)) {
        throw new Refusal(RefusalCode.CUSTOMER_NOT_FOUND, "none");
      }
      if (subscription.isPresent() && !subscription.get().equals(HERS)) {
        throw new Refusal(RefusalCode.SUBSCRIPTION_NOT_FOUND, "none");
      }
      remember(customer, subscription, hersEnded);
    }
  }

  void remember(CustomerId customer, Optional<SubscriptionId> subscription, boolean ended) {
    database.update(
        "INSERT INTO stripe_customer (workspace_id, customer_id, deleted, read_at)"
            + " VALUES (?, ?, false, now()) ON CONFLICT DO NOTHING",
        slug,
        customer.value());
    subscription.ifPresent(
        id ->
            database.update(
                "INSERT INTO stripe_subscription (workspace_id, subscription_id, customer_id,"
                    + " status, ended, snapshot, read_at)"
                    + " VALUES (?, ?, ?, 'active', ?, '{}', now()) ON CONFLICT DO NOTHING",
                slug,
                id.value(),
                customer.value(),
                ended));
  }

  /** Alice and her subscription are in the mirror. */
  Bench knowingAlice() {
    remember(ALICE, Optional.of(HERS), false);
    return this;
  }

  /** A bundle that nobody has sent before; bytes of the digest stand for the signature. */
  static VerifiedBundle signed(Surface surface, CustomerId customer) {
    byte[] digest = ByteBuffer.allocate(32).putInt(SIGNATURES.incrementAndGet()).array();
    return new VerifiedBundle(
        surface, customer, subscription(surface), Optional.of(digest), Signer.CURRENT);
  }

  static VerifiedBundle unsigned(Surface surface, CustomerId customer) {
    return new VerifiedBundle(
        surface, customer, subscription(surface), Optional.empty(), Signer.NOBODY);
  }

  private static Optional<SubscriptionId> subscription(Surface surface) {
    return surface == Surface.CANCEL ? Optional.of(HERS) : Optional.empty();
  }

  MintRequest request(VerifiedBundle bundle) {
    return new MintRequest(workspace(), bundle, Optional.empty(), Optional.empty());
  }

  HostedLink minted(Surface surface) {
    return mint.mint(request(signed(surface, ALICE)));
  }

  static String token(HostedLink link) {
    String path = link.url().getPath();
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The one row of this workspace's that the link belongs to. */
  String row(HostedLink link, String column) {
    return database.text(
        "SELECT " + column + " FROM hosted_link WHERE workspace_id = ? AND token_digest = ?",
        slug,
        LinkToken.parse(token(link)).orElseThrow().digest());
  }

  void change(HostedLink link, String assignment, Object... values) {
    Object[] all = new Object[values.length + 2];
    System.arraycopy(values, 0, all, 0, values.length);
    all[values.length] = slug;
    all[values.length + 1] = LinkToken.parse(token(link)).orElseThrow().digest();
    database.update(
        "UPDATE hosted_link SET " + assignment + " WHERE workspace_id = ? AND token_digest = ?",
        all);
  }

  int rows() {
    return Integer.parseInt(
        database.text("SELECT count(*) FROM hosted_link WHERE workspace_id = ?", slug));
  }
}
