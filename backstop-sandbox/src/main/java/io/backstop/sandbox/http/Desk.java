package io.backstop.sandbox.http;

import io.backstop.sandbox.account.Account;

/**
 * What stands between the network and one account.
 *
 * @param account behind it
 */
public record Desk(Account account, RequestLog requests, Faults faults, IdempotencyKeys keys) {
  public Desk(Account account) {
    this(account, new RequestLog(), new Faults(), new IdempotencyKeys());
  }

  public void clear() {
    requests.clear();
    faults.clear();
    keys.clear();
  }
}
