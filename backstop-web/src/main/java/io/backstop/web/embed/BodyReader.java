package io.backstop.web.embed;

import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Semaphore;

/**
 * Gets a small body without letting slow senders hold all threads. A body that has arrived with its
 * headers, which is nearly every one, is taken at once. Any other is waited for, ten seconds at
 * most, by at most {@link #PATIENT} requests of this node at a time; the server's own read timeout
 * ends a wait in which nothing comes at all. (Asynchronous reading would hold no thread, but
 * Payara's loses the notification of a body that arrives while its listener is being set.)
 */
final class BodyReader {

  /** The largest body, in bytes. */
  static final int LARGEST = 16 * 1024;

  /** Fewer than half of the server's threads, see server-config. */
  static final int PATIENT = 24;

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Semaphore WAITING = new Semaphore(PATIENT);

  private BodyReader() {}

  /**
   * The whole body.
   *
   * @throws Refusal PAYLOAD_TOO_LARGE; REQUEST_TIMEOUT when it took too long or the sender hung up;
   *     TEMPORARILY_UNAVAILABLE when too many slow ones are being waited for already
   */
  static byte[] body(HttpServletRequest request) throws IOException {
    long length = request.getContentLengthLong();
    if (length > LARGEST) {
      throw new Refusal(RefusalCode.PAYLOAD_TOO_LARGE, length + " bytes announced");
    }
    InputStream in = request.getInputStream();
    if (length >= 0 && in.available() >= length) {
      return in.readNBytes((int) length);
    }
    if (!WAITING.tryAcquire()) {
      throw new Refusal(RefusalCode.TEMPORARILY_UNAVAILABLE, "too many slow senders");
    }
    try {
      return patiently(in, length);
    } finally {
      WAITING.release();
    }
  }

  private static byte[] patiently(InputStream in, long length) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    byte[] bytes = new byte[LARGEST + 1];
    int count = 0;
    try {
      while (count != length) {
        int read = in.read(bytes, count, bytes.length - count);
        if (read < 0) {
          break;
        }
        count += read;
        if (count > LARGEST) {
          throw new Refusal(RefusalCode.PAYLOAD_TOO_LARGE, "more than " + LARGEST + " bytes");
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
