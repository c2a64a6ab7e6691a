package io.backstop.sandbox.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.backstop.sandbox.account.Account;
import io.backstop.sandbox.account.Cause;
import io.backstop.sandbox.account.Ids;
import io.backstop.sandbox.http.Faults.Fault;
import io.backstop.sandbox.shape.Answer;
import io.backstop.sandbox.shape.Json;
import io.backstop.sandbox.shape.Shapes;
import io.backstop.sandbox.shape.StripeError;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Everything under /v1: who asks, what is ordered to go wrong, idempotency, the operation, the
 * answer.
 */
public final class StripeFront {
  private static final System.Logger LOG = System.getLogger(StripeFront.class.getName());
  private static final Duration LONGEST_HOLD = Duration.ofSeconds(60);

  private final Desks desks;
  private final Routes routes;
  private final Consumer<Account> catchUp;
  private final ExchangeListener listener;
  private final CountDownLatch closing = new CountDownLatch(1);

  /**
   * @param catchUp does the work that has fallen due by now, before each request
   */
  public StripeFront(
      Desks desks, Routes routes, Consumer<Account> catchUp, ExchangeListener listener) {
    this.desks = desks;
    this.routes = routes;
    this.catchUp = catchUp;
    this.listener = listener;
  }

  /** Lets go of every connection that a fault holds. */
  public void close() {
    closing.countDown();
  }

  public void handle(Received received) throws IOException {
    String requestId = Ids.next("req_");
    try {
      ObjectNode form = FormTree.decode(received.query(), received.body());
      String key = Desks.key(received.header("Authorization"), Json.text(form, "key"));
      Desk desk = desks.find(key, received.header("Stripe-Account"));
      new Visit(received, requestId, form, desk, key.startsWith("pk_")).go();
    } catch (StripeError e) {
      send(received, requestId, e.answer(), false);
    }
  }

  /** One request at one desk. */
  private final class Visit {
    private final Received received;
    private final String requestId;
    private final ObjectNode form;
    private final Desk desk;
    private final boolean byClient;
    private final String idempotencyKey;
    private final ObjectNode entry;
    private boolean replayed;

    private Visit(
        Received received, String requestId, ObjectNode form, Desk desk, boolean byClient) {
      this.received = received;
      this.requestId = requestId;
      this.form = form;
      this.desk = desk;
      this.byClient = byClient;
      this.idempotencyKey = received.header("Idempotency-Key");
      String version = received.header("Stripe-Version");
      this.entry =
          desk.requests()
              .add(
                  Instant.now().toString(),
                  received.method(),
                  received.path(),
                  form,
                  idempotencyKey,
                  requestId,
                  version == null ? Shapes.API_VERSION : version);
    }

    private void go() throws IOException {
      Optional<Fault> fault = desk.faults().take(received.method(), received.path());
      String kind = fault.map(Fault::kind).orElse("");
      desk.requests().note(entry, "fault", fault.map(Fault::kind).orElse(null));
      switch (kind) {
        case "reset" -> received.exchange().close();
        case "timeout-before-apply" -> hold(LONGEST_HOLD);
        case "429" -> answer(tooMany(), null);
        default -> {
          Routes.Match match = routes.find(received.method(), received.path()).orElse(null);
          Answer answer = answerOnce(match, fault);
          if (kind.equals("timeout-after-apply")) {
            hold(LONGEST_HOLD);
          } else {
            answer(answer, match);
          }
        }
      }
    }

    private void hold(Duration atMost) {
      await(atMost);
      received.exchange().close();
    }

    private void answer(Answer answer, Routes.Match match) throws IOException {
      desk.requests().note(entry, "status", answer.status());
      desk.requests().note(entry, "replayed", replayed);
      listener.exchanged(
          new Exchange(
              received.method(),
              received.path(),
              match == null ? null : match.operation(),
              form,
              answer.status(),
              answer.body(),
              byClient));
      send(received, requestId, answer, replayed);
    }

    private Answer answerOnce(Routes.Match match, Optional<Fault> fault) {
      if (idempotencyKey == null || !received.method().equals("POST")) {
        return carryOut(match, fault);
      }
      Answer answer = null;
      try {
        Optional<Answer> first = desk.keys().begin(idempotencyKey, received.path() + " " + form);
        if (first.isPresent()) {
          replayed = true;
          return first.get();
        }
      } catch (StripeError e) {
        return e.answer();
      }
      try {
        answer = carryOut(match, fault);
        return answer;
      } finally {
        desk.keys().end(idempotencyKey, answer);
      }
    }

    private Answer carryOut(Routes.Match match, Optional<Fault> fault) {
      if (fault.filter(ordered -> ordered.kind().equals("500")).isPresent()) {
        return StripeError.of(500, "api_error", null, "An unknown error occurred.", null).answer();
      }
      fault.filter(ordered -> ordered.kind().equals("slow")).ifPresent(slow -> await(slow.delay()));
      try {
        if (match == null) {
          throw StripeError.of(
              404,
              "invalid_request_error",
              null,
              "Unrecognized request URL (" + received.method() + ": " + received.path() + ").",
              null);
        }
        return Answer.ok(perform(match));
      } catch (StripeError e) {
        return e.answer();
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.ERROR, "request " + requestId + " failed", e);
        return StripeError.of(500, "api_error", null, "The sandbox failed: " + e, null).answer();
      }
    }

    private ObjectNode perform(Routes.Match match) {
      ObjectNode given = form.deepCopy();
      given.remove("key");
      String clientSecret = byClient ? Json.text(form, "client_secret") : null;
      if (byClient) {
        if (!match.client()) {
          throw StripeError.passing(
              401,
              "invalid_request_error",
              "secret_key_required",
              "This API call cannot be made with a publishable API key. Please use a secret API"
                  + " key.");
        }
        given.remove("client_secret");
      }
      ObjectNode params = Parameters.typed(match.operation(), given);
      Account account = desk.account();
      Call call = new Call(account, received.path(), match.path(), params, byClient, clientSecret);
      Supplier<ObjectNode> work =
          () -> {
            catchUp.accept(account);
            ObjectNode answer = match.action().apply(call).deepCopy();
            return new Expansion(account).expand(answer, params.path("expand"));
          };
      Cause cause = new Cause(requestId, idempotencyKey);
      boolean reads =
          received.method().equals("GET") || received.path().endsWith("/create_preview");
      return reads ? account.reading(cause, work) : account.exclusively(cause, work);
    }
  }

  private void await(Duration atMost) {
    try {
      closing.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Answer tooMany() {
    return StripeError.passing(
            429,
            "invalid_request_error",
            "rate_limit",
            "Too many requests hit the API too quickly.")
        .answer();
  }

  private static void send(Received received, String requestId, Answer answer, boolean replayed)
      throws IOException {
    var headers = received.exchange().getResponseHeaders();
    headers.set("Request-Id", requestId);
    String version = received.header("Stripe-Version");
    headers.set("Stripe-Version", version == null ? Shapes.API_VERSION : version);
    String key = received.header("Idempotency-Key");
    if (key != null) {
      headers.set("Idempotency-Key", key.replaceAll("[^\\x21-\\x7e]", ""));
    }
    if (replayed) {
      headers.set("Idempotent-Replayed", "true");
    }
    received.answer(answer.status(), Json.write(answer.body()));
  }
}
