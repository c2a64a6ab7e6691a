package io.backstop.domain;

import java.util.Optional;

/** What became of a typed host: the host, or what is wrong with it. */
public record HostReading(Optional<HostName> host, Optional<HostFault> fault) {

  static HostReading of(HostName host) {
    return new HostReading(Optional.of(host), Optional.empty());
  }

  static HostReading wrong(HostFault fault) {
    return new HostReading(Optional.empty(), Optional.of(fault));
  }
}
