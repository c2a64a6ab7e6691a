package io.backstop.member;

import io.backstop.kernel.WorkspaceSlug;
import io.backstop.store.Statements;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.List;

/** Where somebody may work, as of now: a seat that was taken away is gone with the next click. */
@Dependent
public class Seats {

  private final Statements statements;

  @Inject
  public Seats(Statements statements) {
    this.statements = statements;
  }

  /**
   * Every seat of {@code member}, by workspace.
   *
   * @param address where he works from
   */
  public List<Seat> of(Member member, String address) {
    return read(member, address, "");
  }

  /** As {@link #of}; until the caller's transaction ends nobody changes one of them. */
  List<Seat> held(Member member, String address) {
    return read(member, address, " FOR SHARE");
  }

  private List<Seat> read(Member member, String address, String hold) {
    return statements.rows(
        row ->
            new Seat(
                member,
                new WorkspaceSlug(row.getString("workspace_id")),
                Role.of(row.getString("role")).orElseThrow(),
                address),
        "SELECT workspace_id, role FROM member_seat WHERE member_id = ? ORDER BY workspace_id"
            + hold,
        member.id());
  }
}
