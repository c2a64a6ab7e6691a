package io.backstop.billing;

import io.backstop.kernel.WorkspaceSlug;
import java.util.function.Consumer;

/** The shelf with the container's transactions; a follower that fails is part of them. */
final class TransactionalShelf extends PictureShelf {

  private final TestDatabase database;

  TransactionalShelf(
      TestDatabase database,
      MirrorTable mirror,
      PictureTable pictures,
      Consumer<CustomerRefreshed> followers) {
    super(mirror, pictures, followers);
    this.database = database;
  }

  @Override
  public Unseen keep(WorkspaceSlug workspace, CustomerPicture picture, FollowUp followUp) {
    return database.inNewTransaction(() -> super.keep(workspace, picture, followUp));
  }
}
