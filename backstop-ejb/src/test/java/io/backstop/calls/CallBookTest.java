package io.backstop.calls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.backstop.bundle.Signer;
import io.backstop.bundle.VerifiedBundle;
import io.backstop.calls.ListedCall.Reason;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.Ids;
import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import io.backstop.kernel.SubscriptionId;
import io.backstop.kernel.Surface;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.store.SetClock;
import io.backstop.store.Statements;
import io.backstop.store.TestDatabase;
import io.backstop.store.Together;
import io.backstop.workspace.Layers;
import io.backstop.workspace.Node;
import io.backstop.workspace.Settings;
import io.backstop.workspace.Workspace;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** From a word after each call to what the dashboard reads, over two nodes and one database. */
class CallBookTest {

  private static final String CUSTOMER = "cus_abcdefghijklmnop";

  private final TestDatabase database = TestDatabase.fresh();
  private final SetClock clock = new SetClock("2026-11-23T12:00:00Z");
  private final Settings settings = new Settings(database);
  private final Node node = new Node(database.dataSource(), new Layers(), clock);
  private final CallTable table = new CallTable(new Statements(database.dataSource()), node.keys);
  private final CallReader reader =
      new CallReader(new Statements(database.dataSource()), node.keys, clock);
  private final CallBook book = new CallBook();
  private final CallScribe scribe = new CallScribe(book, table, clock);
  private final Workspace acme = open();

  private Workspace open() {
    String slug = Ids.next("w", clock.instant());
    settings.create(slug);
    settings.save(slug, "embed.secret", "bs_current");
    settings.save(slug, "embed.previous-secret", "bs_previous");
    clock.pass(Duration.ofSeconds(2));
    return node.find(slug);
  }

  private void pass(CallBook on, Workspace workspace, Surface surface, Signer signer) {
    on.passed(
        workspace,
        new VerifiedBundle(
            surface,
            new CustomerId(CUSTOMER),
            surface == Surface.CANCEL ? Optional.of(new SubscriptionId("sub_a")) : Optional.empty(),
            Optional.empty(),
            signer),
        false,
        Optional.of("https://app.acme.example"),
        clock.instant());
  }

  private void refuse(CallBook on, Workspace workspace, RefusalCode code, String detail) {
    on.refused(
        workspace,
        code,
        new ListedCall(
            clock.instant(),
            Surface.CANCEL,
            true,
            Optional.empty(),
            code.wireName(),
            Optional.of(new Reason(code.wireName(), detail)),
            Optional.of(CUSTOMER),
            Optional.empty(),
            Optional.of("req_1")));
  }

  private CallDay today() {
    List<CallDay> days = reader.days(acme.slug(), 14);
    assertThat(days).hasSize(14);
    return days.get(13);
  }

  private String count(String from) {
    return database.text("SELECT count(*) FROM " + from + " WHERE workspace_id = ?", slug());
  }

  private String slug() {
    return acme.slug().value();
  }

  @Test
  void whatTwoNodesCountAddsUp() {
    CallBook other = new CallBook();
    pass(book, acme, Surface.CANCEL, Signer.CURRENT);
    pass(book, acme, Surface.PORTAL, Signer.PREVIOUS);
    pass(other, acme, Surface.CANCEL, Signer.CURRENT);
    pass(other, acme, Surface.CANCEL, Signer.NOBODY);
    refuse(other, acme, RefusalCode.SIGNATURE_REQUIRED, "");
    refuse(other, acme, RefusalCode.SIGNATURE_INVALID, "");
    scribe.write();
    new CallScribe(other, table, clock).write();
    scribe.write();

    assertThat(today()).isEqualTo(new CallDay(today().day(), 2, 1, 1, 1, 1));
    assertThat(today().signed()).isEqualTo(3);
    assertThat(today().turnedAway()).isEqualTo(2);
    assertThat(reader.last(acme.slug(), false)).hasSize(6);
    assertThat(reader.last(acme.slug(), true)).hasSize(2);
  }

  @Test
  void nothingIsLostHoweverManyCountWhileItIsWritten() {
    Together.run(
        8,
        i ->
            () -> {
              for (int n = 0; n < 500; n++) {
                pass(book, acme, Surface.CANCEL, i % 2 == 0 ? Signer.CURRENT : Signer.NOBODY);
                if (n % 100 == 0) {
                  scribe.write();
                }
              }
              return i;
            });
    scribe.write();

    assertThat(today().signed()).isEqualTo(2_000);
    assertThat(today().unsigned()).isEqualTo(2_000);
  }

  @Test
  void nodesThatWriteAtTheSameTimeDoNotStandInEachOthersWay() {
    List<Workspace> many = List.of(acme, open(), open(), open());
    Together.run(
        6,
        i ->
            () -> {
              CallBook mine = new CallBook();
              CallScribe mySelf = new CallScribe(mine, table, clock);
              for (int n = 0; n < 20; n++) {
                for (int w = 0; w < many.size(); w++) {
                  Workspace workspace = many.get((w + i) % many.size());
                  pass(mine, workspace, Surface.CANCEL, Signer.CURRENT);
                  refuse(mine, workspace, RefusalCode.SIGNATURE_INVALID, "");
                }
                mySelf.write();
              }
              mine.handOver(40, left -> assertThat(left).as("written at once").isEmpty());
              return i;
            });

    assertThat(today().signed()).isEqualTo(120);
    assertThat(today().refused()).isEqualTo(120);
  }

  @Test
  void theLastUseOfEachSecretFollowsTheSecretAndNotItsPlace() {
    pass(book, acme, Surface.CANCEL, Signer.PREVIOUS);
    scribe.write();
    assertThat(reader.lastUse(acme, "bs_current")).isEmpty();
    assertThat(reader.lastUse(acme, "bs_previous")).contains(clock.instant());

    var usedAt = clock.instant();
    pass(book, acme, Surface.CANCEL, Signer.CURRENT);
    scribe.write();
    settings.save(slug(), "embed.previous-secret", "bs_current");
    settings.save(slug(), "embed.secret", "bs_newest");
    clock.pass(Duration.ofSeconds(5));
    Workspace rotated = node.find(slug());
    pass(book, rotated, Surface.CANCEL, Signer.CURRENT);
    scribe.write();

    assertThat(reader.lastUse(rotated, "bs_current")).contains(usedAt);
    assertThat(reader.lastUse(rotated, "bs_newest")).contains(clock.instant());
    assertThat(database.text("SELECT string_agg(u::text, ' ') FROM embed_secret_use u"))
        .doesNotContain("bs_");
  }

  @Test
  void aFloodOfRefusalsFillsNothingAndGoodCallsStayInSight() {
    pass(book, acme, Surface.PORTAL, Signer.CURRENT);
    for (int round = 0; round < 5; round++) {
      for (int i = 0; i < 3_000; i++) {
        refuse(book, acme, RefusalCode.SIGNATURE_INVALID, Integer.toString(i));
      }
      scribe.write();
      clock.pass(Duration.ofSeconds(2));
    }

    assertThat(today().refused()).isEqualTo(15_000);
    assertThat(Integer.parseInt(count("embed_call"))).isLessThanOrEqualTo(101);
    assertThat(reader.last(acme.slug(), true)).hasSize(CallPage.LISTED);
    assertThat(database.text("SELECT count(*) FROM embed_call WHERE surface = 'portal'"))
        .isEqualTo("1");
  }

  @Test
  void aListedCallIsReadAsItWasTold() {
    refuse(book, acme, RefusalCode.TIMESTAMP_OUT_OF_WINDOW, "412");
    scribe.write();

    ListedCall call = reader.last(acme.slug(), false).get(0);
    assertThat(call.answer()).isEqualTo("timestamp_out_of_window");
    assertThat(call.reason()).contains(new Reason("timestamp_out_of_window", "412"));
    assertThat(call.customer()).contains("cus_abcd…mnop");
    assertThat(call.signer()).isEmpty();
    assertThat(call.signed()).isTrue();
    assertThat(call.at()).isEqualTo(clock.instant());
    assertThat(call.requestId()).contains("req_1");
  }

  @Test
  void whatCannotBeWrittenDownWaits() {
    pass(book, acme, Surface.CANCEL, Signer.CURRENT);
    pass(book, open(), Surface.CANCEL, Signer.CURRENT);
    assertThatThrownBy(
            () ->
                book.handOver(
                    1,
                    taken -> {
                      throw new Refusal(RefusalCode.TEMPORARILY_UNAVAILABLE, "no database");
                    }))
        .isInstanceOf(Refusal.class);
    pass(book, acme, Surface.CANCEL, Signer.CURRENT);
    scribe.write();

    assertThat(today().signed()).isEqualTo(2);
    assertThat(reader.last(acme.slug(), false)).hasSize(2);
    assertThat(reader.lastUse(acme, "bs_current")).isPresent();
    assertThat(database.text("SELECT sum(calls) FROM embed_call_day")).isEqualTo("3");
  }

  @Test
  void anotherWorkspaceSeesNothingOfIt() {
    pass(book, acme, Surface.CANCEL, Signer.CURRENT);
    scribe.write();
    Workspace other = open();

    assertThat(reader.last(other.slug(), false)).isEmpty();
    assertThat(reader.lastUse(other, "bs_current")).isEmpty();
    assertThat(reader.days(other.slug(), 14)).allMatch(day -> day.signed() == 0);
  }

  @Test
  void countsAreForgottenAfterNinetyDays() {
    pass(book, acme, Surface.CANCEL, Signer.CURRENT);
    scribe.write();
    clock.pass(CallScribe.KEPT);
    scribe.sweep();
    assertThat(count("embed_call_day")).isEqualTo("1");
    clock.pass(Duration.ofDays(1));
    scribe.sweep();
    assertThat(count("embed_call_day")).isEqualTo("0");
    assertThat(count("embed_secret_use")).isEqualTo("0");
  }

  @Test
  void aLiveSubscriptionIsOfferedToTryWith() {
    WorkspaceSlug slug = acme.slug();
    assertThat(reader.sample(slug)).isEmpty();
    for (String ended : List.of("true", "false")) {
      database.update(
          "INSERT INTO stripe_subscription (workspace_id, subscription_id, customer_id, status,"
              + " ended, snapshot, read_at)"
              + " VALUES (?, ?, 'cus_a', 'active', CAST(? AS boolean), '{}', now())",
          slug.value(),
          "sub_" + ended,
          ended);
    }
    assertThat(reader.sample(slug)).contains(new CallReader.Sample("cus_a", "sub_false"));
  }
}
