package io.backstop.it;

import io.backstop.corpus.EmbedRecipe;
import io.backstop.it.Merchant.Answer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sends what no well-behaved client would: the path, headers and bytes exactly as given. */
final class RawHttp {

  private static final int READ_LIMIT_MILLIS = 40_000;
  private static final Pattern CONTENT_LENGTH =
      Pattern.compile("(?i)\r\ncontent-length: *([0-9]+)\r\n");

  private RawHttp() {}

  static Answer send(URI node, EmbedRecipe.Call call) {
    StringBuilder head =
        new StringBuilder(call.method() + " " + call.path() + " HTTP/1.1\r\n")
            .append("Host: " + node.getAuthority() + "\r\n")
            .append("Content-Length: " + call.body().length + "\r\nConnection: close\r\n");
    call.headers()
        .forEach((name, values) -> values.forEach(v -> head.append(name + ": " + v + "\r\n")));
    head.append("\r\n");
    try (Socket socket = new Socket(node.getHost(), node.getPort())) {
      socket.setSoTimeout(READ_LIMIT_MILLIS);
      OutputStream out = socket.getOutputStream();
      ByteArrayOutputStream first = new ByteArrayOutputStream();
      first.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
      if (call.perByte().isZero()) {
        first.writeBytes(call.body());
        out.write(first.toByteArray());
        out.flush();
      } else {
        out.write(first.toByteArray());
        drip(out, socket, call);
      }
      return answer(socket.getInputStream());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Sends the head of a call of JSON; its body comes when the caller says so. */
  static Begun begin(URI node, String path, String json) throws IOException {
    Begun begun =
        new Begun(
            new Socket(node.getHost(), node.getPort()), json.getBytes(StandardCharsets.UTF_8));
    begun.socket.setSoTimeout(READ_LIMIT_MILLIS);
    String head =
        "POST "
            + path
            + " HTTP/1.1\r\nHost: "
            + node.getAuthority()
            + "\r\nContent-Type: application/json\r\nContent-Length: "
            + begun.body.length
            + "\r\nConnection: close\r\n\r\n";
    begun.socket.getOutputStream().write(head.getBytes(StandardCharsets.UTF_8));
    return begun;
  }

  /** A call whose head has been sent. */
  record Begun(Socket socket, byte[] body) implements AutoCloseable {

    void finish() {
      try {
        socket.getOutputStream().write(body);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    Answer answer() {
      try {
        return RawHttp.answer(socket.getInputStream());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      try {
        socket.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** One byte after the other, until all are sent or the server has answered. */
  private static void drip(OutputStream out, Socket socket, EmbedRecipe.Call call)
      throws IOException {
    for (byte one : call.body()) {
      if (socket.getInputStream().available() > 0) {
        return;
      }
      try {
        out.write(one);
        out.flush();
      } catch (IOException hungUp) {
        return;
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(call.perByte().toMillis()));
    }
  }

  /** The answer, as long as its head says; whoever is still sending need not wait for an end. */
  static Answer answer(InputStream in) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    byte[] some = new byte[4096];
    for (int count = in.read(some); count >= 0; count = in.read(some)) {
      all.write(some, 0, count);
      if (whole(all.toString(StandardCharsets.UTF_8))) {
        break;
      }
    }
    return parse(all.toByteArray());
  }

  private static boolean whole(String received) {
    String text = received.replaceFirst("(?s)^HTTP/1\\.1 100.*?\r\n\r\n", "");
    int end = text.indexOf("\r\n\r\n");
    Matcher length = CONTENT_LENGTH.matcher(text);
    return end >= 0
        && length.find()
        && text.length() - end - 4 >= Integer.parseInt(length.group(1));
  }

  private static Answer parse(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    int end = text.indexOf("\r\n\r\n");
    if (text.startsWith("HTTP/1.1 100")) {
      return parse(Arrays.copyOfRange(bytes, end + 4, bytes.length));
    }
    String[] lines = text.substring(0, end).split("\r\n");
    Map<String, List<String>> headers = new TreeMap<>();
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      headers
          .computeIfAbsent(
              lines[i].substring(0, colon).toLowerCase(Locale.ROOT), n -> new ArrayList<>())
          .add(lines[i].substring(colon + 1).strip());
    }
    return new Answer(Integer.parseInt(lines[0].split(" ")[1]), headers, text.substring(end + 4));
  }
}
