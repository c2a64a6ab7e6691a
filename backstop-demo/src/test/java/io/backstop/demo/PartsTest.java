package io.backstop.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class PartsTest {

  /** One each: the common pool may have a single one, and then one task waits for the other. */
  private static final Executor THREADS = task -> new Thread(task).start();

  private final Parts parts = new Parts();
  private final List<String> ended = new ArrayList<>();

  @Test
  void theLastStartedEndsFirst() throws Exception {
    start("database");
    start("server");
    parts.end();
    assertThat(ended).containsExactly("server", "database");
  }

  @Test
  void onePartThatFailsToEndKeepsNoOtherAlive() throws Exception {
    start("database");
    AutoCloseable stubborn =
        () -> {
          throw new IllegalStateException("stubborn");
        };
    parts.start(() -> stubborn);
    assertThatThrownBy(parts::end).hasMessage("stubborn");
    assertThat(ended).containsExactly("database");
  }

  @Test
  void nothingStartsOnceTheEndHasBegun() throws Exception {
    parts.end();
    assertThatThrownBy(() -> start("late")).isInstanceOf(Parts.Ending.class);
  }

  @Test
  void aPartThatIsJustComingUpIsEndedToo() throws Exception {
    CountDownLatch comingUp = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    CompletableFuture<Void> starting =
        CompletableFuture.runAsync(
            () -> {
              try {
                parts.start(
                    () -> {
                      comingUp.countDown();
                      goOn.await();
                      return () -> ended.add("slow");
                    });
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            },
            THREADS);
    comingUp.await();
    CompletableFuture<Void> end =
        CompletableFuture.runAsync(
            () -> {
              goOn.countDown();
              try {
                parts.end();
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            },
            THREADS);
    CompletableFuture.allOf(starting, end).get();
    assertThat(ended).containsExactly("slow");
  }

  private void start(String name) throws Exception {
    parts.start(() -> () -> ended.add(name));
  }
}
