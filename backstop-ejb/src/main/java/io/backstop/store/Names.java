package io.backstop.store;

import javax.naming.InitialContext;
import javax.naming.NamingException;

/** Looks things up under the first name that is bound. */
final class Names {

  private Names() {}

  /**
   * @throws NamingException when none of the names is bound; the earlier failures are suppressed in
   *     it
   */
  static Object firstOf(String... names) throws NamingException {
    NamingException failure = new NamingException("none of the names is bound");
    InitialContext context = new InitialContext();
    for (String name : names) {
      try {
        return context.lookup(name);
      } catch (NamingException unbound) {
        failure.addSuppressed(unbound);
      }
    }
    throw failure;
  }
}
