package io.backstop.web.embed;

import io.backstop.kernel.Refusal;
import io.backstop.kernel.RefusalCode;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Gets a small body without letting a slow sender hold a thread. A body that has arrived with its
 * headers, which is nearly every one, is taken at once; for any other the request is put aside
 * until the rest is there, at most ten seconds, and then dispatched again.
 */
final class BodyReader {

  /** The largest body, in bytes. */
  static final int LARGEST = 16 * 1024;

  private static final long PATIENCE_MILLIS = 10_000;
  private static final String BODY = BodyReader.class.getName() + ".body";
  private static final String FAILURE = BodyReader.class.getName() + ".failure";

  private BodyReader() {}

  /**
   * The body if it is there; empty when the request was put aside, and the caller must return
   * without an answer: it will be dispatched here again.
   *
   * @throws Refusal PAYLOAD_TOO_LARGE, REQUEST_TIMEOUT or MALFORMED_REQUEST (the sender hung up)
   */
  static Optional<byte[]> body(HttpServletRequest request) throws IOException {
    if (request.getAttribute(FAILURE) instanceof RefusalCode code) {
      throw new Refusal(code, "while the body was awaited");
    }
    if (request.getAttribute(BODY) instanceof byte[] complete) {
      return Optional.of(complete);
    }
    long length = request.getContentLengthLong();
    if (length > LARGEST) {
      throw new Refusal(RefusalCode.PAYLOAD_TOO_LARGE, length + " bytes announced");
    }
    ServletInputStream in = request.getInputStream();
    if (length >= 0 && in.available() >= length) {
      return Optional.of(in.readNBytes((int) length));
    }
    putAside(request, in);
    return Optional.empty();
  }

  private static void putAside(HttpServletRequest request, ServletInputStream in) {
    AsyncContext async = request.startAsync();
    async.setTimeout(PATIENCE_MILLIS);
    Awaited awaited = new Awaited(request, async, in);
    async.addListener(awaited);
    in.setReadListener(awaited);
  }

  /** Collects what comes; whichever ending is first dispatches, the others find it done. */
  private static final class Awaited implements ReadListener, AsyncListener {

    private final HttpServletRequest request;
    private final AsyncContext async;
    private final ServletInputStream in;
    private byte[] bytes = new byte[1024];
    private int length;
    private boolean ended;

    Awaited(HttpServletRequest request, AsyncContext async, ServletInputStream in) {
      this.request = request;
      this.async = async;
      this.in = in;
    }

    @Override
    public void onDataAvailable() throws IOException {
      while (in.isReady() && !in.isFinished()) {
        int read = in.read(bytes, length, bytes.length - length);
        if (read < 0) {
          return;
        }
        length += read;
        if (length > LARGEST) {
          end(FAILURE, RefusalCode.PAYLOAD_TOO_LARGE);
          return;
        }
        if (length == bytes.length) {
          bytes = Arrays.copyOf(bytes, 2 * length);
        }
      }
    }

    @Override
    public void onAllDataRead() {
      end(BODY, Arrays.copyOf(bytes, length));
    }

    @Override
    public void onError(Throwable hungUp) {
      end(FAILURE, RefusalCode.MALFORMED_REQUEST);
    }

    @Override
    public void onTimeout(AsyncEvent event) {
      end(FAILURE, RefusalCode.REQUEST_TIMEOUT);
    }

    private synchronized void end(String attribute, Object value) {
      if (!ended) {
        ended = true;
        request.setAttribute(attribute, value);
        async.dispatch();
      }
    }

    @Override
    public void onComplete(AsyncEvent event) {
      // The answer has been sent; nothing is held.
    }

    @Override
    public void onError(AsyncEvent event) {
      end(FAILURE, RefusalCode.MALFORMED_REQUEST);
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
      // A dispatched request is answered at once and never put aside again.
    }
  }
}
