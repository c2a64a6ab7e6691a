package io.backstop.web.guard;

import inet.ipaddr.AddressStringParameters.RangeParameters;
import inet.ipaddr.IPAddress;
import inet.ipaddr.IPAddressString;
import inet.ipaddr.IPAddressStringParameters;
import io.backstop.workspace.LayeredConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;

/**
 * The address of who is calling: the socket's, or, when that is one of {@code
 * backstop.trusted-proxies} (addresses or CIDR blocks, read at start), the last one in {@code
 * X-Forwarded-For} that no trusted proxy has added. What a client writes there itself is thus never
 * believed.
 */
@ApplicationScoped
public class ClientAddress {

  private static final Logger LOG = Logger.getLogger(ClientAddress.class.getName());

  /** One address and nothing that stands for several, or, as an empty text would, for another. */
  private static final IPAddressStringParameters ONE_ADDRESS =
      new IPAddressStringParameters.Builder()
          .allowEmpty(false)
          .allowAll(false)
          .allowPrefix(false)
          .allowMask(false)
          .allowSingleSegment(false)
          .allowWildcardedSeparator(false)
          .setRangeOptions(RangeParameters.NO_RANGE)
          .getIPv4AddressParametersBuilder()
          .allow_inet_aton(false)
          .getParentBuilder()
          .toParams();

  private final List<IPAddress> trusted;

  /** For CDI's proxy only. */
  ClientAddress() {
    this.trusted = List.of();
  }

  @Inject
  ClientAddress(LayeredConfig config) {
    this(config.value("backstop.trusted-proxies").orElse(""));
  }

  ClientAddress(String trustedProxies) {
    this.trusted =
        Arrays.stream(trustedProxies.split(","))
            .map(String::strip)
            .filter(text -> !text.isEmpty())
            .map(ClientAddress::block)
            .filter(Objects::nonNull)
            .toList();
  }

  private static IPAddress block(String text) {
    IPAddress block = new IPAddressString(text).getAddress();
    if (block == null) {
      LOG.log(Level.WARNING, "backstop.trusted-proxies: {0} is no address or block", text);
      return null;
    }
    return block.toPrefixBlock();
  }

  /** The address as text; for limits and logs, never for rights. */
  public String of(HttpServletRequest request) {
    String peer = request.getRemoteAddr();
    if (trusted.isEmpty() || !isTrusted(peer)) {
      return peer;
    }
    List<String> hops = new ArrayList<>();
    for (String header : Collections.list(request.getHeaders("X-Forwarded-For"))) {
      Arrays.stream(header.split(",")).map(String::strip).forEach(hops::add);
    }
    String client = peer;
    for (int i = hops.size() - 1; i >= 0 && isTrusted(client); i--) {
      IPAddress hop = address(hops.get(i));
      if (hop == null) {
        return client;
      }
      client = hop.toCanonicalString();
    }
    return client;
  }

  /** Whether the browser's own connection is HTTPS, ours or that of a trusted proxy. */
  public boolean isHttps(HttpServletRequest request) {
    return request.isSecure()
        || !trusted.isEmpty()
            && isTrusted(request.getRemoteAddr())
            && "https".equalsIgnoreCase(request.getHeader("X-Forwarded-Proto"));
  }

  /**
   * The host that the browser has asked for, with its port where there is one: what a trusted proxy
   * says of it, else the request itself. Null where neither does.
   */
  public String host(HttpServletRequest request) {
    String forwarded =
        trusted.isEmpty() || !isTrusted(request.getRemoteAddr())
            ? null
            : request.getHeader("X-Forwarded-Host");
    return forwarded == null || forwarded.contains(",") ? request.getHeader("Host") : forwarded;
  }

  /**
   * Whether the caller itself, not somebody behind it, stands on this machine or is a trusted
   * proxy: whoever passes a request on says so.
   */
  public boolean isInHouse(HttpServletRequest request) {
    IPAddress peer = address(request.getRemoteAddr());
    return peer != null
        && (peer.isLoopback() || isTrusted(request.getRemoteAddr()))
        && Stream.of("X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "Forwarded", "Via")
            .allMatch(header -> request.getHeader(header) == null);
  }

  private boolean isTrusted(String address) {
    IPAddress ip = address(address);
    return ip != null && trusted.stream().anyMatch(block -> block.contains(ip));
  }

  /** {@code null} unless {@code text} is the text of one address. */
  private static IPAddress address(String text) {
    return new IPAddressString(text, ONE_ADDRESS).getAddress();
  }
}
