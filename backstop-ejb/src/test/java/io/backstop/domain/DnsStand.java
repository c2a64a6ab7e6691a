package io.backstop.domain;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A DNS server on a loopback port, by UDP and TCP, that says what it is told to. */
final class DnsStand implements AutoCloseable {

  static final int SILENCE = -1;

  private record Reply(int code, Record... records) {}

  private final DatagramSocket socket;
  private final ServerSocket streams;
  private final Map<String, Reply> replies = new ConcurrentHashMap<>();
  private final Set<String> tooLong = ConcurrentHashMap.newKeySet();

  DnsStand() {
    try {
      streams = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
      socket = new DatagramSocket(streams.getLocalPort(), InetAddress.getLoopbackAddress());
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    }
    inBackground(this::serve);
    inBackground(this::serveStreams);
  }

  private static void inBackground(Runnable work) {
    Thread thread = new Thread(work, "dns");
    thread.setDaemon(true);
    thread.start();
  }

  String address() {
    return "127.0.0.1:" + socket.getLocalPort();
  }

  /** Answers the question with these lines, for example {@code a.test. CNAME b.test.}. */
  void says(String name, int type, String... lines) {
    Record[] records = new Record[lines.length];
    for (int i = 0; i < lines.length; i++) {
      String[] parts = lines[i].split(" ", 3);
      try {
        Name owner = Name.fromString(parts[0]);
        int kind = Type.value(parts[1]);
        records[i] = Record.fromString(owner, kind, DClass.IN, 0, parts[2], Name.root);
      } catch (IOException wrong) {
        throw new IllegalArgumentException(lines[i], wrong);
      }
    }
    replies.put(name + " " + Type.string(type), new Reply(Rcode.NOERROR, records));
  }

  /** Answers each question of that name with {@code code}, or not at all. */
  void fails(String name, int code) {
    replies.put(name + " TXT", new Reply(code));
    replies.put(name + " A", new Reply(code));
  }

  /** What is said of that name does not fit into a datagram. */
  void isTooLongForUdp(String name) {
    tooLong.add(name + " TXT");
  }

  private void serve() {
    try {
      while (true) {
        DatagramPacket packet = new DatagramPacket(new byte[1500], 1500);
        socket.receive(packet);
        byte[] wire = java.util.Arrays.copyOf(packet.getData(), packet.getLength());
        Message query = new Message(wire);
        Reply reply = reply(query);
        if (reply.code() != SILENCE) {
          Message answer = answer(query, reply);
          if (tooLong.contains(asked(query))) {
            answer.getHeader().setFlag(Flags.TC);
            answer.removeAllRecords(Section.ANSWER);
          }
          byte[] bytes = answer.toWire();
          socket.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
        }
      }
    } catch (IOException closed) {
      socket.close();
    }
  }

  private void serveStreams() {
    try {
      while (true) {
        try (Socket caller = streams.accept()) {
          DataInputStream in = new DataInputStream(caller.getInputStream());
          Message query = new Message(in.readNBytes(in.readUnsignedShort()));
          byte[] bytes = answer(query, reply(query)).toWire();
          DataOutputStream out = new DataOutputStream(caller.getOutputStream());
          out.writeShort(bytes.length);
          out.write(bytes);
          out.flush();
        }
      }
    } catch (IOException closed) {
      socket.close();
    }
  }

  private Reply reply(Message query) {
    return replies.getOrDefault(asked(query), new Reply(Rcode.NXDOMAIN));
  }

  private static String asked(Message query) {
    Record question = query.getQuestion();
    return question.getName().toString(true) + " " + Type.string(question.getType());
  }

  private static Message answer(Message query, Reply reply) {
    Message answer = new Message(query.getHeader().getID());
    answer.getHeader().setFlag(Flags.QR);
    answer.getHeader().setRcode(reply.code());
    answer.addRecord(query.getQuestion(), Section.QUESTION);
    for (Record record : reply.records()) {
      answer.addRecord(record, Section.ANSWER);
    }
    return answer;
  }

  @Override
  public void close() {
    socket.close();
    try {
      streams.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
