package io.backstop.web.guard;

import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Gets the bodies of one endpoint without letting slow senders hold all threads. A body that has
 * arrived with its headers, which is nearly every small one, is taken at once. Any other is waited
 * for, ten seconds at most, by a limited number of requests of this node at a time; one more than
 * that waits a moment for its turn, since most bodies are only a packet behind. The server's own
 * read timeout ends a wait in which nothing comes at all. (Asynchronous reading would hold no
 * thread, but Payara's loses the notification of a body that arrives while its listener is being
 * set.) Thread safe.
 */
public final class BodyIntake {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** Short: who waits for his turn holds a thread, too. */
  private static final Duration TURN = Duration.ofMillis(250);

  private static final int FIRST_BUFFER = 16 * 1024;

  private final int largest;
  private final Semaphore waiting;
  private final Duration turn;

  /**
   * @param largest the largest body, in bytes
   * @param patient how many slow ones are waited for at a time
   */
  public BodyIntake(int largest, int patient) {
    this(largest, patient, TURN);
  }

  BodyIntake(int largest, int patient, Duration turn) {
    this.largest = largest;
    this.waiting = new Semaphore(patient);
    this.turn = turn;
  }

  /**
   * The whole body.
   *
   * @throws Refusal PAYLOAD_TOO_LARGE; REQUEST_TIMEOUT when it took too long or the sender hung up;
   *     TEMPORARILY_UNAVAILABLE when too many slow ones are being waited for already
   */
  public byte[] body(HttpServletRequest request) throws IOException {
    long length = request.getContentLengthLong();
    if (length > largest) {
      throw new Refusal(RefusalCode.PAYLOAD_TOO_LARGE, length + " bytes announced");
    }
    InputStream in = request.getInputStream();
    if (length >= 0 && in.available() >= length) {
      return in.readNBytes((int) length);
    }
    awaitTurn();
    try {
      return patiently(in, length);
    } finally {
      waiting.release();
    }
  }

  private void awaitTurn() {
    try {
      if (waiting.tryAcquire(turn.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
    throw new Refusal(RefusalCode.TEMPORARILY_UNAVAILABLE, "too many slow senders");
  }

  private byte[] patiently(InputStream in, long length) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    byte[] bytes = new byte[Math.min(FIRST_BUFFER, largest) + 1];
    int count = 0;
    try {
      while (count != length) {
        if (count == bytes.length) {
          bytes = Arrays.copyOf(bytes, Math.min(2 * count, largest + 1));
        }
        int read = in.read(bytes, count, bytes.length - count);
        if (read < 0) {
          break;
        }
        count += read;
        if (count > largest) {
          throw new Refusal(RefusalCode.PAYLOAD_TOO_LARGE, "more than " + largest + " bytes");
        }
        if (System.nanoTime() > deadline) {
          throw new Refusal(RefusalCode.REQUEST_TIMEOUT, count + " bytes after ten seconds");
        }
      }
    } catch (IOException silent) {
      throw new Refusal(RefusalCode.REQUEST_TIMEOUT, "the sender fell silent", silent);
    }
    return Arrays.copyOf(bytes, count);
  }
}
