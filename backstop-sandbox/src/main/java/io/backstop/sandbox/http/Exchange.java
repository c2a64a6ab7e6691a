package io.backstop.sandbox.http;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * A request under /v1 and its answer.
 *
 * @param operation as in the API description, null where there is none for it
 * @param form the parameters as they came, a tree of strings; objects with digits for names are
 *     arrays
 * @param status of the answer
 * @param answer the object, or {@code {"error": …}}
 * @param byClient whether it came from Stripe.js, whose parameters the description does not cover
 */
public record Exchange(
    String method,
    String path,
    String operation,
    ObjectNode form,
    int status,
    ObjectNode answer,
    boolean byClient) {}
