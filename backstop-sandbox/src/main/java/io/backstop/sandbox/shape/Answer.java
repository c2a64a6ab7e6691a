package io.backstop.sandbox.shape;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What a request is answered with.
 *
 * @param status the HTTP status
 * @param body the object, or {@code {"error": …}}
 * @param stored whether an idempotency key that came with the request remembers it
 */
public record Answer(int status, ObjectNode body, boolean stored) {
  public static Answer ok(ObjectNode body) {
    return new Answer(200, body, true);
  }
}
