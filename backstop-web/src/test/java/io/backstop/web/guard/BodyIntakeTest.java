package io.backstop.web.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How many slow senders are waited for, and what the others are told. */
class BodyIntakeTest {

  private static final int LARGEST = 64;

  private final ExecutorService threads = Executors.newCachedThreadPool();

  @AfterEach
  void end() {
    threads.shutdownNow();
  }

  /** A request whose body comes when the test lets it. */
  private static final class Sender {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch sent = new CountDownLatch(1);
    private final ByteArrayInputStream body;
    private final int length;
    private final boolean there;

    Sender(String body, boolean there) {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      this.body = new ByteArrayInputStream(bytes);
      this.length = bytes.length;
      this.there = there;
    }

    HttpServletRequest request() {
      return (HttpServletRequest)
          Proxy.newProxyInstance(
              Sender.class.getClassLoader(),
              new Class<?>[] {HttpServletRequest.class},
              (proxy, method, arguments) ->
                  switch (method.getName()) {
                    case "getContentLengthLong" -> (long) length;
                    case "getInputStream" -> stream();
                    default -> throw new UnsupportedOperationException(method.getName());
                  });
    }

    private ServletInputStream stream() {
      return new ServletInputStream() {
        @Override
        public int available() {
          return there ? body.available() : 0;
        }

        @Override
        public int read() throws IOException {
          if (!there) {
            asked.countDown();
            try {
              sent.await();
            } catch (InterruptedException ended) {
              throw new IOException(ended);
            }
          }
          return body.read();
        }

        @Override
        public boolean isFinished() {
          return body.available() == 0;
        }

        @Override
        public boolean isReady() {
          return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
          throw new UnsupportedOperationException();
        }
      };
    }
  }

  private Future<String> taken(BodyIntake intake, Sender sender) {
    Callable<String> take = () -> new String(intake.body(sender.request()), StandardCharsets.UTF_8);
    return threads.submit(take);
  }

  @Test
  void oneMoreThanAreWaitedForGetsHisTurn() throws Exception {
    BodyIntake intake = new BodyIntake(LARGEST, 1, Duration.ofMinutes(5));
    Sender first = new Sender("first", false);
    Sender second = new Sender("second", false);
    Future<String> ofFirst = taken(intake, first);
    first.asked.await();
    Future<String> ofSecond = taken(intake, second);
    second.sent.countDown();
    first.sent.countDown();

    assertThat(ofFirst.get()).isEqualTo("first");
    assertThat(ofSecond.get()).isEqualTo("second");
  }

  @Test
  void whoHasNoTurnIsToldToComeAgainAndABodyThatIsThereNeedsNone() throws Exception {
    BodyIntake intake = new BodyIntake(LARGEST, 1, Duration.ZERO);
    Sender slow = new Sender("slow", false);
    Future<String> ofSlow = taken(intake, slow);
    slow.asked.await();

    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> intake.body(new Sender("late", false).request()))
        .matches(refusal -> refusal.code() == RefusalCode.TEMPORARILY_UNAVAILABLE);
    assertThat(intake.body(new Sender("there", true).request())).asString().isEqualTo("there");

    slow.sent.countDown();
    assertThat(ofSlow.get()).isEqualTo("slow");
    Sender next = new Sender("next", false);
    next.sent.countDown();
    assertThat(intake.body(next.request())).asString().isEqualTo("next");
  }
}
