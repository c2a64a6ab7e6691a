package io.backstop.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * One kept-alive connection, one request at a time, and as much of HTTP/1.1 as Backstop's short
 * answers need, so that the generator leaves the processor to what is measured. For one thread.
 */
final class Wire implements AutoCloseable {

  private static final int LARGEST_ANSWER = 8 * 1024;

  private final InetSocketAddress address;
  private final ByteBuffer in = ByteBuffer.allocateDirect(LARGEST_ANSWER);
  private SocketChannel channel;
  private int bodyEnd = -1;
  private int status;
  private boolean last;

  Wire(URI node) throws IOException {
    address = new InetSocketAddress(node.getHost(), node.getPort());
    open();
  }

  private void open() throws IOException {
    channel = SocketChannel.open(address);
    channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    last = false;
  }

  /** The channel of now; another one after {@link #renew}. */
  SocketChannel channel() {
    return channel;
  }

  /** Opens a new connection if the server has closed this one with its answer. */
  boolean renew() throws IOException {
    if (!last) {
      return false;
    }
    channel.close();
    open();
    return true;
  }

  /** Sends a whole request; the answer to the one before has been read. */
  void send(byte[] request) throws IOException {
    in.clear();
    bodyEnd = -1;
    ByteBuffer out = ByteBuffer.wrap(request);
    while (out.hasRemaining()) {
      channel.write(out);
    }
  }

  /**
   * Reads what has come (or, on a blocking channel, waits for some).
   *
   * @return the answer's status, or 0 while it is not complete
   * @throws IOException if the server hung up, or answers at a length that is not announced
   */
  int receive() throws IOException {
    if (channel.read(in) < 0) {
      throw new IOException("The server hung up within an answer");
    }
    if (bodyEnd < 0) {
      readHead();
    }
    return bodyEnd >= 0 && in.position() >= bodyEnd ? status : 0;
  }

  private void readHead() throws IOException {
    int length = in.position();
    for (int i = 3; i < length; i++) {
      if (in.get(i) == '\n' && in.get(i - 2) == '\n') {
        byte[] head = new byte[i];
        in.get(0, head);
        understand(new String(head, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT), i + 1);
        return;
      }
    }
  }

  private void understand(String head, int bodyStart) throws IOException {
    String announced = "\r\ncontent-length: ";
    int at = head.indexOf(announced);
    if (at < 0) {
      throw new IOException("No Content-Length in: " + head.lines().findFirst().orElse(""));
    }
    int from = at + announced.length();
    bodyEnd = bodyStart + Integer.parseInt(head, from, head.indexOf('\r', from), 10);
    status = Integer.parseInt(head, 9, 12, 10);
    last = head.contains("\r\nconnection: close");
    if (bodyEnd > LARGEST_ANSWER) {
      throw new IOException("An answer of " + bodyEnd + " bytes");
    }
  }

  /** The answer that was read, for the one who did not expect it. */
  String answer() {
    byte[] bytes = new byte[in.position()];
    in.get(0, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
