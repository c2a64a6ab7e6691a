package io.backstop.billing;

import io.backstop.store.TestDatabase;
import java.time.Clock;
import java.util.function.Consumer;

/** The mirror of one node as the container would build it, for tests of other stations. */
public final class PlayedMirror {

  private PlayedMirror() {}

  /** Follows {@code gateway} into {@code database}. */
  public static Mirror of(
      TestDatabase database,
      BillingGateway gateway,
      Clock clock,
      Consumer<CustomerRefreshed> followers) {
    io.backstop.billing.TestDatabase transactions = io.backstop.billing.TestDatabase.over(database);
    MirrorTable table = new MirrorTable(transactions.statements());
    PictureTable pictures = new PictureTable(transactions.statements());
    PictureShelf shelf = new TransactionalShelf(transactions, table, pictures, followers);
    return new Mirror(gateway, table, pictures, shelf, clock);
  }
}
