package io.backstop.domain;

import io.backstop.workspace.LayeredConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.ResolverConfig;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TXTRecord;
import org.xbill.DNS.Type;

/**
 * Asks DNS. The resolvers are {@code backstop.domain.resolver} ({@code address} or {@code
 * address:port}, several by commas: all have to agree), else the system's first. Each question has
 * two seconds. A CNAME is followed as far as the one answer tells, and four steps at most; the
 * proof has to stand at its own name.
 */
@ApplicationScoped
class NameServers {

  private static final Logger LOG = Logger.getLogger(NameServers.class.getName());
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final int MOST_RECORDS = 20;
  private static final int LONGEST_SHOWN = 200;
  private static final int MOST_STEPS = 4;

  private final LayeredConfig config;

  /** For CDI's proxy only. */
  NameServers() {
    this(null);
  }

  @Inject
  NameServers(LayeredConfig config) {
    this.config = config;
  }

  /** Never throws: a question that fails was not answered. */
  Sighting look(DomainRecords wanted) {
    try {
      return servers().stream()
          .map(server -> look(server, wanted))
          .reduce(Sighting::and)
          .orElse(Sighting.UNANSWERED);
    } catch (IllegalArgumentException unreadable) {
      LOG.log(Level.WARNING, "backstop.domain.resolver: no address and port", unreadable);
      return Sighting.UNANSWERED;
    }
  }

  private static Sighting look(InetSocketAddress server, DomainRecords wanted) {
    try {
      SimpleResolver resolver = new SimpleResolver(server);
      resolver.setTimeout(PATIENCE);
      return look(resolver, wanted);
    } catch (IOException | IllegalArgumentException silent) {
      LOG.log(
          Level.INFO,
          "DNS did not answer for {0}: {1}",
          new Object[] {wanted, silent.getMessage()});
      return Sighting.UNANSWERED;
    }
  }

  private List<InetSocketAddress> servers() {
    List<InetSocketAddress> servers = new ArrayList<>();
    for (String each : config.value("backstop.domain.resolver").orElse("").split(",")) {
      String text = each.strip();
      int colon = text.lastIndexOf(':');
      if (!text.isEmpty() && colon > 0 && text.indexOf(':') == colon) {
        int port = Integer.parseInt(text.substring(colon + 1));
        servers.add(new InetSocketAddress(text.substring(0, colon), port));
      } else if (!text.isEmpty()) {
        servers.add(new InetSocketAddress(text, SimpleResolver.DEFAULT_PORT));
      }
    }
    return servers.isEmpty() ? List.of(ResolverConfig.getCurrentConfig().server()) : servers;
  }

  private static Sighting look(Resolver resolver, DomainRecords wanted) throws IOException {
    List<String> shown = new ArrayList<>();
    boolean proved = false;
    Name proofName = absolute(wanted.host().proofName());
    for (Record record : answer(resolver, proofName, Type.TXT)) {
      if (record instanceof TXTRecord txt && txt.getName().equals(proofName)) {
        String text = String.join("", txt.getStrings());
        proved |= text.equals(wanted.proof());
        shown.add("TXT " + cut(text));
      }
    }
    List<Record> way = answer(resolver, absolute(wanted.host().value()), Type.A);
    return new Sighting(true, proved, leadsHere(resolver, wanted, way, shown), shown);
  }

  /** By CNAME, or, where a provider hides that, by the very addresses of the target. */
  private static boolean leadsHere(
      Resolver resolver, DomainRecords wanted, List<Record> way, List<String> shown)
      throws IOException {
    Name target = absolute(wanted.target());
    Name at = absolute(wanted.host().value());
    boolean here = false;
    for (int step = 0; step < MOST_STEPS; step++) {
      Name next = next(way, at);
      if (next == null) {
        break;
      }
      shown.add("CNAME " + cut(next.toString(true)));
      here |= next.equals(target);
      at = next;
    }
    List<String> addresses = addresses(way, at);
    addresses.forEach(address -> shown.add("A " + address));
    if (here || addresses.isEmpty()) {
      return here;
    }
    List<Record> ours = answer(resolver, target, Type.A);
    return addresses.stream().anyMatch(addresses(ours, null)::contains);
  }

  private static Name next(List<Record> way, Name at) {
    for (Record record : way) {
      if (record instanceof CNAMERecord alias && alias.getName().equals(at)) {
        return alias.getTarget();
      }
    }
    return null;
  }

  private static List<String> addresses(List<Record> records, Name at) {
    return records.stream()
        .filter(record -> record instanceof ARecord && (at == null || record.getName().equals(at)))
        .map(record -> ((ARecord) record).getAddress().getHostAddress())
        .toList();
  }

  /**
   * @throws IOException when that is no answer: a failure of the server (SERVFAIL, which is also
   *     what a resolver says of a forged answer), a refusal, silence
   */
  private static List<Record> answer(Resolver resolver, Name name, int type) throws IOException {
    Message reply = resolver.send(Message.newQuery(Record.newRecord(name, type, DClass.IN)));
    int code = reply.getHeader().getRcode();
    if (code != Rcode.NOERROR && code != Rcode.NXDOMAIN) {
      throw new IOException(Rcode.string(code));
    }
    List<Record> records = reply.getSection(Section.ANSWER);
    return records.subList(0, Math.min(MOST_RECORDS, records.size()));
  }

  private static Name absolute(String name) throws IOException {
    return Name.fromString(name.toLowerCase(Locale.ROOT), Name.root);
  }

  private static String cut(String text) {
    String line = text.replaceAll("\\p{Cntrl}", "?");
    return line.length() <= LONGEST_SHOWN ? line : line.substring(0, LONGEST_SHOWN) + "…";
  }
}
