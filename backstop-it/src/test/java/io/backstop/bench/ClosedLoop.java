package io.backstop.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;

/**
 * As many requests as the server takes: each connection sends its next request when it has read the
 * answer to the last. One thread serves all connections, as in pgbench.
 */
final class ClosedLoop implements AutoCloseable {

  /** pgbench's {@code -c} as well. */
  static final int CONNECTIONS = 16;

  private static final long SILENCE_MILLIS = 20_000;

  private final Selector selector = Selector.open();
  private final List<Wire> wires = new ArrayList<>();
  private final int expected;

  private ClosedLoop(URI node, int expected) throws IOException {
    this.expected = expected;
    for (int i = 0; i < CONNECTIONS; i++) {
      Wire wire = new Wire(node);
      wires.add(wire);
      register(wire);
    }
  }

  /**
   * Sends all requests.
   *
   * @param expected the status that every one of them is to be answered with
   * @return answers a second
   * @throws IOException if one is answered otherwise, or nothing is answered for 20 seconds
   */
  static double rate(URI node, byte[][] requests, int expected) throws IOException {
    try (ClosedLoop loop = new ClosedLoop(node, expected)) {
      return loop.run(requests);
    }
  }

  private void register(Wire wire) throws IOException {
    wire.channel().configureBlocking(false);
    wire.channel().register(selector, SelectionKey.OP_READ, wire);
  }

  private double run(byte[][] requests) throws IOException {
    long start = System.nanoTime();
    int sent = 0;
    for (Wire wire : wires) {
      wire.send(requests[sent++]);
    }
    int answered = 0;
    while (answered < requests.length) {
      if (selector.select(SILENCE_MILLIS) == 0) {
        throw new IOException("No answer for 20 s, after " + answered);
      }
      for (SelectionKey key : selector.selectedKeys()) {
        Wire wire = (Wire) key.attachment();
        int status = wire.receive();
        if (status == 0) {
          continue;
        }
        if (status != expected) {
          throw new IOException("Not " + expected + " but " + wire.answer());
        }
        answered++;
        if (sent < requests.length) {
          if (wire.renew()) {
            register(wire);
          }
          wire.send(requests[sent++]);
        } else {
          // Nothing is owed on it any more: that the server closes it, as it may have announced, is
          // no answer that failed.
          key.cancel();
        }
      }
      selector.selectedKeys().clear();
    }
    return requests.length * 1e9 / (System.nanoTime() - start);
  }

  @Override
  public void close() throws IOException {
    for (Wire wire : wires) {
      wire.close();
    }
    selector.close();
  }
}
