package io.backstop.billing;

import io.backstop.billing.SubscriptionSnapshot.Card;
import io.backstop.billing.SubscriptionSnapshot.Item;
import io.backstop.kernel.CustomerId;
import io.backstop.kernel.SubscriptionId;
import io.backstop.workspace.Workspace;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Stripe on paper: one customer, one subscription, the effects of Backstop's own calls, idempotency
 * keys, and whatever goes wrong when the test says so. Thread safe.
 */
final class PaperStripe implements BillingGateway {

  static final CustomerId CUSTOMER = new CustomerId("cus_paper");
  static final SubscriptionId SUBSCRIPTION = new SubscriptionId("sub_paper");

  /** What happens to the next call that changes something. */
  enum Fault {
    CRASH_BEFORE,
    CRASH_AFTER,
    LOST_BEFORE,
    LOST_AFTER,
    STORED_500,
    RESET_ONCE,
    BUSY,
    REFUSE
  }

  /** A call that changed something, or was meant to. */
  record Sent(String method, String path, Map<String, String> form, String key) {}

  final Clockwork clock;
  final Deque<Fault> faults = new ArrayDeque<>();
  final List<Sent> sent = new ArrayList<>();

  /** Last legs that had their effect: what a customer would notice. */
  final List<Sent> effects = new ArrayList<>();

  /** How many calls go well before the first fault. */
  int passes;

  /** What happens just before the next call that changes something arrives. */
  Runnable beforeArrival = () -> {};

  /** What happens just after the subscription was read, before the reader goes on. */
  Runnable afterReading = () -> {};

  boolean down;
  String status = "active";
  boolean customerDeleted;
  String mark;
  Instant cancelAt;
  boolean endsWithPeriod;
  Instant endedAt;
  Instant pausedUntil;
  Instant trialEnd;
  String schedule;
  final Map<String, String> discounts = new LinkedHashMap<>();
  final Map<String, Coupon> coupons = new HashMap<>();
  List<Item> items;
  Standing.Upcoming upcoming;

  /** Whether the subscription is in the customer's list. */
  boolean lists = true;

  /** Whether the subscription is no longer there by its id either. */
  boolean gone;

  /** Whether the account's data is. */
  boolean wiped;

  final Map<String, InvoiceSnapshot> invoices = new LinkedHashMap<>();
  private final Map<String, Answer> answered = new HashMap<>();
  private int reads;

  /** The time at Stripe. */
  interface Clockwork {
    Instant now();
  }

  PaperStripe(Clockwork clock) {
    this.clock = clock;
    Instant end = clock.now().plus(Duration.ofDays(20));
    items = List.of(item("si_1", "price_pro", 4_900, 3, "month", end));
  }

  static Item item(
      String id, String price, long amount, long quantity, String interval, Instant end) {
    return new Item(id, price, "Pro", Optional.of(amount), quantity, interval, 1, end);
  }

  synchronized int reads() {
    return reads;
  }

  synchronized Sighting sighting() {
    SubscriptionSnapshot snapshot =
        new SubscriptionSnapshot(
            SUBSCRIPTION,
            CUSTOMER,
            status,
            "usd",
            items,
            discounts.keySet().stream()
                .map(id -> new SubscriptionSnapshot.Discount(id, 10, 0, Optional.empty(), false))
                .toList(),
            Optional.ofNullable(trialEnd),
            Optional.ofNullable(cancelAt),
            Optional.ofNullable(endedAt),
            Optional.ofNullable(pausedUntil),
            schedule != null,
            false,
            Optional.of(new Card("visa", "4242")),
            Optional.of("a••@acme.example"),
            Optional.ofNullable(mark),
            clock.now());
    return new Sighting(
        snapshot,
        customerDeleted,
        Optional.ofNullable(schedule),
        List.copyOf(discounts.values()),
        endsWithPeriod);
  }

  @Override
  public synchronized Reach reach(Workspace workspace) {
    return down ? Reach.SILENT : Reach.WORKS;
  }

  @Override
  public synchronized Optional<Sighting> read(Workspace workspace, SubscriptionId id) {
    demandUp();
    reads++;
    Optional<Sighting> read =
        id.equals(SUBSCRIPTION) && !gone && !wiped ? Optional.of(sighting()) : Optional.empty();
    Runnable then = afterReading;
    afterReading = () -> {};
    then.run();
    return read;
  }

  @Override
  public synchronized Optional<CustomerPicture> picture(Workspace workspace, CustomerId id) {
    demandUp();
    reads++;
    return id.equals(CUSTOMER) && !wiped ? Optional.of(picture()) : Optional.empty();
  }

  /** The customer as he is now, whole. */
  synchronized CustomerPicture picture() {
    return new CustomerPicture(
        new CustomerSnapshot(
            CUSTOMER,
            customerDeleted,
            Optional.of("a••@acme.example"),
            List.of(),
            Optional.empty(),
            clock.now()),
        lists
            ? List.of(new Standing(sighting().snapshot(), Optional.ofNullable(upcoming)))
            : List.of(),
        invoices.values().stream().filter(each -> each.status().equals("open")).toList());
  }

  @Override
  public synchronized Optional<InvoiceSnapshot> invoice(Workspace workspace, String id) {
    demandUp();
    reads++;
    return Optional.ofNullable(wiped ? null : invoices.get(id));
  }

  /** Lays an invoice down, or changes it. */
  synchronized void invoice(String id, String status) {
    invoices.put(
        id,
        new InvoiceSnapshot(
            id,
            Optional.of("ACME-" + id),
            CUSTOMER,
            Optional.of(SUBSCRIPTION),
            status,
            "usd",
            4_900,
            status.equals("open") ? 4_900 : 0,
            true,
            1,
            true,
            Optional.empty(),
            Optional.empty(),
            Instant.parse("2026-11-01T00:00:00Z")));
  }

  @Override
  public synchronized Optional<Coupon> coupon(Workspace workspace, String id) {
    demandUp();
    return Optional.ofNullable(coupons.get(id));
  }

  @Override
  public Optional<Price> price(Workspace workspace, String id) {
    throw new UnsupportedOperationException("prices are quoted by the sandbox");
  }

  @Override
  public Optional<Plan> plan(Workspace workspace, String priceId) {
    throw new UnsupportedOperationException("plans are shown by the sandbox");
  }

  @Override
  public Bills bills(Workspace workspace, CustomerId id, Optional<String> after) {
    throw new UnsupportedOperationException("invoices are listed by the sandbox");
  }

  @Override
  public Optional<BillingDetails> details(Workspace workspace, CustomerId id) {
    throw new UnsupportedOperationException("details are shown by the sandbox");
  }

  @Override
  public Preview preview(Workspace workspace, String form) {
    throw new UnsupportedOperationException("previews are quoted by the sandbox");
  }

  @Override
  public synchronized Answer perform(Workspace workspace, FrozenRequest request, String key) {
    Runnable first = beforeArrival;
    beforeArrival = () -> {};
    first.run();
    Sent call = sent(request, key);
    if (down) {
      return lost();
    }
    Fault fault = passes-- > 0 ? null : faults.poll();
    if (fault == Fault.CRASH_BEFORE) {
      throw new Crash();
    }
    if (fault == Fault.LOST_BEFORE) {
      return new Unclear("lost", Optional.empty(), false, Optional.empty());
    }
    if (fault == Fault.RESET_ONCE || fault == Fault.BUSY) {
      return lost();
    }
    sent.add(call);
    Answer known = answered.get(key);
    if (known instanceof Unclear stored) {
      return new Unclear(stored.reason(), stored.requestId(), true, Optional.empty());
    }
    if (known instanceof Done done) {
      return new Done(Optional.empty(), done.requestId());
    }
    if (known != null) {
      return known;
    }
    Answer answer =
        fault == Fault.STORED_500
            ? new Unclear("500", Optional.of("req_500"), false, Optional.empty())
            : fault == Fault.REFUSE
                ? new Refused(400, "refused_by_test", Optional.of("req_400"))
                : apply(call);
    answered.put(key, answer);
    if (fault == Fault.CRASH_AFTER) {
      throw new Crash();
    }
    return fault == Fault.LOST_AFTER
        ? new Unclear("lost", Optional.empty(), false, Optional.empty())
        : answer;
  }

  /** Stripe forgets keys after a day or so. */
  synchronized void forgetKeys() {
    answered.clear();
  }

  private Answer apply(Sent call) {
    Optional<String> requestId = Optional.of("req_" + sent.size());
    if (call.path().equals("/v1/coupons")) {
      return make(call, requestId);
    }
    if (call.path().endsWith("/release")) {
      schedule = null;
      return new Done(Optional.empty(), requestId);
    }
    if (status.equals("canceled")) {
      return new Refused(404, "resource_missing", requestId);
    }
    if (schedule != null) {
      return new Refused(400, "managed_by_schedule", requestId);
    }
    if (call.method().equals("DELETE")) {
      status = "canceled";
      endedAt = clock.now();
    } else {
      update(call.form());
    }
    effects.add(call);
    return new Done(Optional.of(sighting()), requestId);
  }

  private Answer make(Sent call, Optional<String> requestId) {
    String id = call.form().get("id");
    if (coupons.containsKey(id)) {
      return new Refused(400, "resource_already_exists", requestId);
    }
    coupons.put(
        id,
        new Coupon(
            id,
            Double.parseDouble(call.form().get("percent_off")),
            call.form().get("duration"),
            Long.parseLong(call.form().getOrDefault("duration_in_months", "0")),
            true));
    return new Done(Optional.empty(), requestId);
  }

  private void update(Map<String, String> form) {
    mark = form.get("metadata[backstop_attempt]");
    if ("false".equals(form.get("cancel_at_period_end")) || "".equals(form.get("cancel_at"))) {
      cancelAt = null;
    } else if (form.containsKey("cancel_at_period_end") || form.containsKey("cancel_at")) {
      endsWithPeriod = form.containsKey("cancel_at_period_end");
      cancelAt = items.stream().map(Item::periodEnd).max(Instant::compareTo).orElseThrow();
    }
    at(form, "pause_collection[resumes_at]").ifPresent(until -> pausedUntil = until);
    if ("".equals(form.get("pause_collection"))) {
      pausedUntil = null;
    }
    at(form, "trial_end").ifPresent(until -> trialEnd = until);
    if (form.containsKey("items[0][price]")) {
      Item old = items.get(0);
      long quantity = Long.parseLong(form.getOrDefault("items[0][quantity]", "1"));
      items =
          List.of(
              item(
                  form.get("items[0][id]"),
                  form.get("items[0][price]"),
                  1_900,
                  quantity,
                  "month",
                  old.periodEnd()));
    }
    if (form.keySet().stream().anyMatch(name -> name.startsWith("discounts["))) {
      Map<String, String> kept = new LinkedHashMap<>();
      for (int i = 0; i < 20; i++) {
        String reused = form.get("discounts[" + i + "][discount]");
        String coupon = form.get("discounts[" + i + "][coupon]");
        if (reused != null) {
          kept.put(reused, discounts.getOrDefault(reused, "of_customer"));
        } else if (coupon != null) {
          kept.put("di_new" + effects.size(), coupon);
        }
      }
      discounts.clear();
      discounts.putAll(kept);
    }
  }

  private static Optional<Instant> at(Map<String, String> form, String name) {
    return Optional.ofNullable(form.get(name)).map(Long::parseLong).map(Instant::ofEpochSecond);
  }

  private static Answer lost() {
    return new Unclear("no connection", Optional.empty(), false, Optional.of(Duration.ZERO));
  }

  private void demandUp() {
    if (down) {
      throw new BillingUnavailable("Stripe is down on paper", null);
    }
  }

  static Sent sent(FrozenRequest request, String key) {
    int query = request.path().indexOf('?');
    String path = query < 0 ? request.path() : request.path().substring(0, query);
    String text = query < 0 ? request.form() : request.path().substring(query + 1);
    Map<String, String> form = new LinkedHashMap<>();
    for (String pair : text.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        form.put(
            pair.substring(0, equals),
            URLDecoder.decode(pair.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return new Sent(request.method(), path, form, key);
  }
}
