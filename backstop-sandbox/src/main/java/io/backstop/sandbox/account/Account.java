package io.backstop.sandbox.account;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.sandbox.shape.Json;
import io.backstop.sandbox.shape.Shapes;
import io.backstop.sandbox.shape.StripeError;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * One Stripe account: its objects, clock, events and what tests have set for it. Everything but the
 * key is to be touched only from inside {@link #exclusively}.
 */
public final class Account {
  private final String key;
  private final String id;
  private final BiConsumer<Account, ObjectNode> delivery;
  private final Consumer<Account> seed;
  private final ReentrantLock lock = new ReentrantLock();
  private final ObjectStore objects = new ObjectStore();
  private final AccountClock clock;
  private final EventLog events = new EventLog(this);
  private final List<Destination> destinations = new ArrayList<>();
  private final Set<String> setUpCards = new HashSet<>();
  private final Set<String> warnedTrials = new HashSet<>();
  private RetryRules retryRules = RetryRules.DEFAULT;
  private Cause cause = Cause.CLOCK;
  private boolean rehearsing;
  private long caughtUpAt = Long.MIN_VALUE;

  /**
   * @param delivery is given each event once the request that caused it is over
   * @param seed fills the account at the start and after each reset
   */
  public Account(
      String key,
      InstantSource real,
      BiConsumer<Account, ObjectNode> delivery,
      Consumer<Account> seed) {
    this.key = key;
    this.id = "acct_" + Integer.toHexString(key.hashCode());
    this.delivery = delivery;
    this.seed = seed;
    this.clock = new AccountClock(real);
    exclusively(Cause.CLOCK, this::fill);
  }

  /** Works on the account alone, then hands out the events. */
  public <T> T exclusively(Cause forWhom, Supplier<T> work) {
    lock.lock();
    try {
      return reading(forWhom, work);
    } finally {
      caughtUpAt = Long.MIN_VALUE;
      lock.unlock();
    }
  }

  /** As {@link #exclusively}, for work that changes nothing but what falls due. */
  public <T> T reading(Cause forWhom, Supplier<T> work) {
    lock.lock();
    try {
      cause = forWhom;
      return work.get();
    } finally {
      events.takeOutbox().forEach(event -> delivery.accept(this, event));
      lock.unlock();
    }
  }

  /**
   * Works without leaving a trace, whatever happens, and without any payment: for previews.
   *
   * @param customer whose objects alone, and nobody's, the work gets to see: a copy of a large
   *     account takes long; null where that is not known
   */
  public <T> T rehearse(String customer, Supplier<T> work) {
    ObjectStore before = objects.same();
    int mark = events.mark();
    boolean outer = rehearsing;
    rehearsing = true;
    objects.restore(customer == null ? before.copy() : before.copyFor(customer));
    try {
      return work.get();
    } finally {
      rehearsing = outer;
      objects.restore(before);
      events.backTo(mark);
    }
  }

  /** Works, and takes everything back if the work ends in an error. */
  public <T> T allOrNothing(Supplier<T> work) {
    ObjectStore before = objects.copy();
    int mark = events.mark();
    boolean kept = false;
    try {
      T result = work.get();
      kept = true;
      return result;
    } finally {
      if (!kept) {
        objects.restore(before);
        events.backTo(mark);
      }
    }
  }

  /**
   * A new object with an id and the present time; the caller fills it in and puts it into the
   * store.
   */
  public ObjectNode make(String type, String prefix) {
    ObjectNode object = Shapes.make(type);
    object.put("id", Ids.next(prefix));
    if (object.has("created")) {
      object.put("created", clock.now());
    }
    if (object.has("livemode")) {
      object.put("livemode", key.startsWith("sk_live_"));
    }
    return object;
  }

  /**
   * The object with an id that came in a parameter.
   *
   * @throws StripeError 400 resource_missing
   */
  public ObjectNode referred(String type, String id, String param) {
    return live(type, id).orElseThrow(() -> StripeError.missing(400, param, type, id));
  }

  /** The object with an id that another object holds or the path named; 404 if there is none. */
  public ObjectNode get(String type, String id) {
    return live(type, id).orElseThrow(() -> StripeError.missing(type, id));
  }

  private Optional<ObjectNode> live(String type, String id) {
    return objects.find(type, id).filter(object -> !Json.flag(object, "deleted"));
  }

  /** Back to the seed and to real time; destinations are the caller's to set again. */
  public void reset() {
    objects.restore(new ObjectStore());
    clock.reset();
    setUpCards.clear();
    warnedTrials.clear();
    retryRules = RetryRules.DEFAULT;
    events.takeOutbox();
    fill();
  }

  private Account fill() {
    ObjectNode own = Shapes.make("account");
    objects.put(own.put("id", id).put("created", clock.now()));
    seed.accept(this);
    return this;
  }

  /** The secret key; it stands for the account and is never shown. */
  public String key() {
    return key;
  }

  public String id() {
    return id;
  }

  public ObjectStore objects() {
    return objects;
  }

  /** Whether all that is due at this second has been done, and nothing has changed since. */
  public boolean caughtUp() {
    return caughtUpAt == now();
  }

  /** All that is due by {@code moment} has been done. */
  public void caughtUpAt(long moment) {
    caughtUpAt = moment;
  }

  public AccountClock clock() {
    return clock;
  }

  public long now() {
    return clock.now();
  }

  public EventLog events() {
    return events;
  }

  public List<Destination> destinations() {
    return destinations;
  }

  /**
   * Ids of payment methods whose owner has gone through 3-D Secure for later off-session charges.
   */
  public Set<String> setUpCards() {
    return setUpCards;
  }

  /** Ends of trials that have been announced ahead, each with its subscription. */
  public Set<String> warnedTrials() {
    return warnedTrials;
  }

  public RetryRules retryRules() {
    return retryRules;
  }

  public void retryRules(RetryRules rules) {
    retryRules = rules;
  }

  public boolean rehearsing() {
    return rehearsing;
  }

  Cause cause() {
    return cause;
  }
}
