package io.backstop.kernel;

/**
 * An amount of one currency. Two of them are only ever added where their currency is the same.
 *
 * @param minor in the currency's minor unit (Stripe docs: zero-decimal currencies have none)
 * @param currency three letters, lowercase
 */
public record Money(long minor, String currency) {}
