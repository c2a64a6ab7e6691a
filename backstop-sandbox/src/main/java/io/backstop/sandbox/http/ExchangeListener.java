package io.backstop.sandbox.http;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Sees each exchange just before its answer goes out, and each event when it is made; called from
 * many threads. It must not change what it is shown.
 */
public interface ExchangeListener {
  /** Sees nothing. */
  ExchangeListener NONE = exchange -> {};

  void exchanged(Exchange exchange);

  /** An event, in Stripe's shape. */
  default void happened(ObjectNode event) {}
}
